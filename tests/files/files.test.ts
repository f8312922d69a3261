// Attachments: brought to records of any noun, told by their bytes, seen where their record is, and gone with it.
import { dataFolder } from '../support/data-folder.ts';
import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { uuidv7 } from '../../db/ids.ts';
import { formBytes, send, type Field, type Upload } from '../imports/form.ts';
import { makeContact, makeOrganization } from '../support/customers.ts';
import { makeLead, makePerson, type TestPerson } from '../support/factories.ts';
import { runJobs } from '../support/jobs.ts';
import { insertOpportunity, insertRole, insertTasks } from '../support/records.ts';
import {
  acme,
  api,
  at,
  attach,
  database,
  fetchFile,
  file,
  globex,
  keptHere,
  leadId,
  list,
  OFFER,
  openWorld,
  ZIP,
} from './world.ts';

openWorld();

describe('on a record', () => {
  it.each<[string, () => Promise<string>]>([
    ['leads', () => Promise.resolve(leadId)],
    ['organizations', () => makeOrganization(acme)],
    ['contacts', () => makeContact(acme)],
    ['opportunities', () => insertOpportunity(acme)],
    ['tasks', async () => (await insertTasks(acme, [leadId]))[0]!],
  ])(
    'of %s it is attached, listed, fetched byte for byte, and deleted with its bytes',
    async (plural, make) => {
      const to = at(await make(), plural);
      const made = await attach([file()], { to });
      expect([made.status, made.headers.get('location')]).toEqual([201, `/api${to}/${made.body.id!}`]);
      expect(await list(to)).toEqual([
        expect.objectContaining({
          id: made.body.id,
          name: 'offer.txt',
          type: 'text/plain',
          size: OFFER.length,
          createdBy: { id: acme.user.userId, name: acme.user.name },
        }),
      ]);
      const { status, headers, bytes } = await fetchFile(made.body.id!, { to });
      expect([status, bytes.toString()]).toEqual([200, OFFER]);
      expect(Object.fromEntries(headers)).toMatchObject({
        'content-type': 'application/octet-stream',
        'content-length': String(OFFER.length),
        'content-disposition': `attachment; filename="offer.txt"; filename*=UTF-8''offer.txt`,
        'content-security-policy': expect.stringContaining('sandbox') as string,
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      });
      const [event] = await database.admin`
      select action from audit.event where noun = 'file' and ${made.body.id!}::uuid = any (ids)`;
      expect(event?.['action']).toBe('created');
      expect((await api.rest(acme.user)('DELETE', `${to}/${made.body.id!}`)).status).toBe(204);
      expect((await fetchFile(made.body.id!, { to })).status).toBe(404);
      expect((await api.rest(acme.user)('DELETE', `${to}/${made.body.id!}`)).status).toBe(404);
      await runJobs(database);
      expect(keptHere()).toEqual([]);
    },
  );

  it('one larger than any buffer comes back as it went', async () => {
    const large = Buffer.alloc(6_000_000, 'engines and more ');
    const { body } = await attach([file(large, 'large.bin')]);
    expect((await fetchFile(body.id!)).bytes.equals(large)).toBe(true);
  });

  it('sent again under its key is attached once', async () => {
    const headers = { 'Idempotency-Key': uuidv7() };
    const [first, again] = [await attach([file()], { headers }), await attach([file()], { headers })];
    expect([again.body, again.headers.get('idempotent-replayed')]).toEqual([first.body, 'true']);
    expect([(await list()).length, keptHere().length]).toEqual([1, 1]);
    expect((await attach([file('Another.')], { headers })).status).toBe(422);
  });

  it('as a dry run is answered and not kept', async () => {
    const answer = await attach([file()], { headers: { 'X-Dry-Run': 'true' } });
    expect([answer.status, await list(), keptHere()]).toEqual([200, [], []]);
  });
});

describe('what it is', () => {
  it.each<[string, string | Uint8Array, string]>([
    ['offer.pdf', '%PDF-1.7\n1 0 obj', 'application/pdf'],
    ['face.png', Buffer.from('\x89PNG\r\n\x1a\n\0\0', 'latin1'), 'image/png'],
    ['face.JPG', Buffer.from('\xff\xd8\xff\xe0\0\0', 'latin1'), 'image/jpeg'],
    ['terms.docx', ZIP, 'application/zip'],
    ['page.html', '<script>alert(1)</script>', 'text/plain'],
    ['drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'text/plain'],
    ['polyglot.gif', 'GIF89a/*<script>*/=1;alert(1)', 'image/gif'],
    ['notes', 'Zoë said 💡', 'text/plain'],
    ['old.txt', Buffer.from('\xff\xfeA\0', 'latin1'), 'text/plain'],
    ['umlaute.csv', Buffer.from('Name;Ort\r\nM\xfcller;K\xf6ln\r\n', 'latin1'), 'text/plain'],
    ['colours.log', '\x1b[31mred\x1b[0m\n', 'text/plain'],
    ['locked.xlsx', Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0', 'latin1'), 'application/x-ole-storage'],
    ['letter.doc', '{\\rtf1 Dear}', 'application/rtf'],
    ['export.xls', 'Name\tCity\r\n', 'text/plain'],
    ['unheard.of', Buffer.from([1, 2, 3, 0]), 'application/octet-stream'],
  ])('%s is told by its bytes, and sent as nothing that runs', async (name, bytes, type) => {
    const { body } = await attach([file(bytes, name)]);
    expect((await list()).map((each) => [each.name, each.type])).toEqual([[name, type]]);
    const fetched = await fetchFile(body.id!);
    expect([fetched.headers.get('content-type'), fetched.bytes.equals(Buffer.from(bytes))]).toEqual([
      'application/octet-stream',
      true,
    ]);
  });
});

it.each([
  ['../../etc/passwd.txt', 'passwd.txt'],
  ['C:\\temp\\offer.txt', 'offer.txt'],
  ['a\r\nSet-Cookie: x=1.txt', 'aSet-Cookie: x=1.txt'],
  ['invoice\u202Efdp.txt', 'invoicefdp.txt'],
  ['say %22hi%22.txt', 'say "hi".txt'],
  ['<img src=x onerror=alert(1)>.txt', '<img src=x onerror=alert(1)>.txt'],
  ['Angebot für Zoë 💡.txt', 'Angebot für Zoë 💡.txt'],
  ['💡'.repeat(300), '💡'.repeat(200)],
])('the name %.40j is shown without what could harm, and never a path', async (sent, shown) => {
  const name = sent.replace(/\r\n/g, '%0D%0A').replaceAll('\\', '\\\\');
  const { body } = await attach([file(OFFER, name)]);
  expect((await list()).map((each) => each.name)).toEqual([shown]);
  expect(keptHere()).toEqual([`files/${acme.tenantId}/records/${body.id!}`]);
  const disposition = (await fetchFile(body.id!)).headers.get('content-disposition') ?? '';
  const [, encoded = ''] = /filename\*=UTF-8''(\S+)$/.exec(disposition) ?? [];
  expect(decodeURIComponent(encoded)).toBe(shown);
  expect(disposition).toMatch(/^attachment; filename="[\w .()-]*"; /);
});

describe('who sees it', () => {
  /** what somebody is answered who asks for all there is about the file */
  const answers = async (id: string, as: TestPerson, to = at()): Promise<number[]> => [
    (await api.rest(as)('GET', to)).status,
    (await fetchFile(id, { as, to })).status,
    (await attach([file()], { as, to })).status,
    (await api.rest(as)('DELETE', `${to}/${id}`)).status,
  ];

  async function narrow(): Promise<TestPerson> {
    const permissions = ['lead:read', 'lead:update'];
    const { id } = await insertRole(acme, { key: 'own', permissions, visibility: { lead: 'own' } });
    return makePerson({ ...acme, roleIds: new Map([['user', id]]) }, 'user');
  }

  it('is who sees its record: nobody else, nobody of another tenant, and under no other record', async () => {
    const id = (await attach()).body.id!;
    expect(await answers(id, await narrow())).toEqual([404, 404, 404, 404]);
    expect(await answers(id, globex.admin)).toEqual([404, 404, 404, 404]);
    const other = at(await makeLead(acme, { ownerId: acme.user.userId }));
    expect((await fetchFile(id, { to: other })).status).toBe(404);
    expect((await fetchFile(id, { to: at(leadId, 'contacts') })).status).toBe(404);
    const headers = { 'Sec-Fetch-Site': 'same-origin' };
    expect((await attach([file()], { as: null, headers })).status).toBe(401);
    expect([(await list()).length, keptHere().length]).toEqual([1, 1]);
  });

  it('follows the record to its new owner, and into the trash and back', async () => {
    const id = (await attach()).body.id!;
    const owner = await narrow();
    await api.rest(acme.admin)('POST', `/leads/${leadId}/assign`, { ownerId: owner.userId });
    expect((await fetchFile(id, { as: owner })).bytes.toString()).toBe(OFFER);
    expect((await attach([file()], { as: owner })).status).toBe(201);
    await api.rest(acme.admin)('DELETE', `/leads/${leadId}?version=2`);
    expect(await answers(id, acme.admin)).toEqual([404, 404, 404, 404]);
    await api.rest(acme.admin)('POST', `/leads/${leadId}/restore`);
    expect((await fetchFile(id, { as: owner })).status).toBe(200);
  });

  it('may be read by a role that changes nothing, and changed by none without the permission', async () => {
    const id = (await attach()).body.id!;
    const role = await insertRole(acme, {
      key: 'reader',
      permissions: ['lead:read'],
      visibility: { lead: 'all' },
    });
    const reader = await makePerson({ ...acme, roleIds: new Map([['user', role.id]]) }, 'user');
    expect(await answers(id, reader)).toEqual([200, 200, 403, 403]);
  });
});

describe('by the form of the page', () => {
  const page = (fields: readonly Field[], headers: Record<string, string> = {}): Promise<Upload> =>
    send(api, acme.user, new Uint8Array(formBytes(fields)), { path: at(), headers });

  it('leads back to the record, with what was refused in a cookie', async () => {
    const [taken, refused] = [await page([file()]), await page([file('<html>', 'offer.pdf')])];
    expect([taken, refused].map((answer) => [answer.status, answer.headers.get('location')])).toEqual([
      [303, `/leads/${leadId}#attachments`],
      [303, `/leads/${leadId}#attachments`],
    ]);
    expect(decodeURIComponent(refused.headers.get('set-cookie') ?? '')).toContain('named as a PDF');
    expect((await list()).length).toBe(1);
  });

  it('sent by a script is answered as to a program', async () => {
    const headers = { Accept: 'application/json' };
    const taken = await page([file()], headers);
    expect([taken.status, taken.headers.get('location')]).toEqual([201, `/leads/${leadId}#attachments`]);
    expect((await page([file('')], headers)).body).toMatchObject({ slug: 'file.empty' });
  });
});

describe('kept in order', () => {
  const sweep = async (): Promise<void> => {
    await database.admin`select graphile_worker.add_job('files.sweep')`;
    await runJobs(database);
  };
  const lay = (id: string, ageMs: number): void => {
    const place = path.join(dataFolder, `files/${acme.tenantId}/records/${id}`);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, 'x');
    const then = new Date(Date.now() - ageMs);
    utimesSync(place, then, then);
  };

  it('goes with its record when that has left the trash, and bytes of nobody go after an hour', async () => {
    const [kept, trashed, gone] = [leadId, await makeLead(acme), await makeLead(acme)];
    const ids = await Promise.all(
      [kept, trashed, gone].map(async (id) => (await attach([file()], { to: at(id) })).body.id!),
    );
    await database.admin`update crm.leads set deleted_at = now() - interval '29 days' where id = ${trashed}`;
    await database.admin`update crm.leads set deleted_at = now() - interval '31 days' where id = ${gone}`;
    for (const id of ids) lay(id, 7_200_000);
    const [lost, coming] = [uuidv7(), uuidv7()];
    lay(lost, 7_200_000);
    lay(coming, 0);
    await sweep();
    const left = [ids[0], ids[1], coming].map((id) => `files/${acme.tenantId}/records/${id!}`).sort();
    expect(keptHere()).toEqual(left);
    const rows = await database.admin`select id from crm.files where tenant_id = ${acme.tenantId}`;
    expect(rows.map((row) => row['id'] as string).sort()).toEqual([ids[0], ids[1]].sort());
  });

  it('says so when its bytes are not there', async () => {
    const { body } = await attach();
    rmSync(path.join(dataFolder, `files/${acme.tenantId}/records/${body.id!}`));
    const answer = await api.rest(acme.user)('GET', `${at()}/${body.id!}`);
    expect([answer.status, answer.body]).toEqual([503, expect.objectContaining({ slug: 'file.lost' })]);
  });
});
