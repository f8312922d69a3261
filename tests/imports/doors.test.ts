// The doors of an import from outside, over real HTTP: who may, what is refused with which status, and that nothing refused
// leaves a file or a row behind.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { keptFiles } from '../support/data-folder.ts';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { and, eq } from 'drizzle-orm';
import { imports, importRows, roleVisibility } from '../../db/schema/index.ts';
import { env } from '../../server/env.ts';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase } from '../support/database.ts';
import { arrange, makePerson, makeTenant, type TestTenant } from '../support/factories.ts';
import { fixture, fixtureNames } from './files.ts';
import { BOUNDARY, csv, formBytes, send, type Field } from './form.ts';

const LEADS = 'Name,Email\r\nAda Lovelace,ada@example.test\r\nGrace Hopper,grace@example.test\r\n';
const leads = (): Field => csv(LEADS);

let api: Api;
let acme: TestTenant;
let globex: TestTenant;

beforeAll(async () => {
  await createTestDatabase();
  api = await startApi();
  globex = await makeTenant();
});
// every test has the hour's imports and both places to itself
beforeEach(async () => {
  acme = await makeTenant();
});

const post = (fields: Field[], headers = {}) =>
  send(api, acme.user, new Uint8Array(formBytes(fields)), { headers });
const uploadPage = (body: BodyInit, headers: Record<string, string>) =>
  send(api, acme.user, body, { path: '/import/upload', headers });

async function uploaded(fields: Field[] = [leads()]): Promise<string> {
  const answer = await uploadPage(new Uint8Array(formBytes(fields)), { Accept: 'application/json' });
  expect([answer.status, answer.body]).toEqual([201, { id: expect.any(String) as string }]);
  return answer.body.id ?? '';
}

const rowsOf = (tenant: TestTenant) =>
  arrange(tenant, (tx) => tx.select().from(imports).where(eq(imports.tenantId, tenant.tenantId)));

async function nothingKept(): Promise<void> {
  expect(await rowsOf(acme)).toEqual([]);
  expect(keptFiles().filter((file) => file.includes(acme.tenantId))).toEqual([]);
}

describe('POST /api/leads/import', () => {
  it('answers 202 with the job and where it is, and keeps the file as it came', async () => {
    const answer = await post([leads()]);
    expect(answer.status).toBe(202);
    expect(answer.headers.get('location')).toBe(`/api/jobs/${answer.body.jobId!}`);
    const [row] = await rowsOf(acme);
    expect(row).toMatchObject({ status: 'running', fileName: 'leads.csv', fileSize: LEADS.length });
    expect(keptFiles()).toContain(row?.filePath);
    const job = await api.rest(acme.user)('GET', `/jobs/${answer.body.jobId!}`);
    expect(job.body).toMatchObject({ type: 'import.run', status: 'queued', importId: row?.id });
  });

  it('takes policy, source and mapping in any order', async () => {
    const answer = await post([
      { name: 'mapping', value: '{"Email":"email","Name":"company"}' },
      leads(),
      { name: 'policy', value: 'skip' },
      { name: 'source', value: 'Old CRM' },
    ]);
    expect(answer.status).toBe(202);
    const [row] = await rowsOf(acme);
    expect(row?.settings).toMatchObject({ duplicates: 'skip', externalSource: 'Old CRM' });
    expect(row?.mapping).toMatchObject({ columns: [{ field: 'company' }, { field: 'email' }] });
  });

  it('as a dry run says what it would do and keeps nothing', async () => {
    const answer = await post([leads()], { 'X-Dry-Run': 'true' });
    expect([answer.status, answer.headers.get('x-dry-run')]).toEqual([200, 'true']);
    await nothingKept();
  });

  it('keeps no folder of the name it was given', async () => {
    await post([csv(LEADS, '../../etc/pass\u0007wd.csv')]);
    const [row] = await rowsOf(acme);
    expect(row?.fileName).toBe('passwd.csv');
    expect(row?.filePath).toBe(`files/${acme.tenantId}/imports/${row!.id}`);
  });
});

describe('who may', () => {
  const doors = ['/api/leads/import', '/import/upload'];

  it.each(doors)('nobody gets 401 from %s before a byte is kept', async (path) => {
    const answer = await send(api, null, new Uint8Array(formBytes([leads()])), {
      path,
      headers: { Accept: 'application/json', 'Sec-Fetch-Site': 'same-origin' },
    });
    expect([answer.status, answer.body.error]).toEqual([401, 'Unauthorized']);
  });

  it.each(doors)('a cookie from another site gets 403 from %s', async (path) => {
    const answer = await send(api, null, new Uint8Array(formBytes([leads()])), {
      path,
      headers: { Accept: 'application/json', Cookie: 'sf_at=x', 'Sec-Fetch-Site': 'cross-site' },
    });
    expect(answer.status).toBe(403);
  });

  it('an import of another tenant is 404 at every door, with its errors too', async () => {
    const id = await uploaded();
    const foreign = api.rest(globex.admin);
    for (const path of [
      `/imports/${id}`,
      `/imports/${id}/rows?phase=run&outcome=fail`,
      `/imports/${id}/errors.csv`,
    ])
      expect([path, (await foreign('GET', path)).status]).toEqual([path, 404]);
    for (const verb of ['configure', 'map', 'preview', 'run', 'cancel']) {
      const body = verb === 'map' ? { columns: [] } : {};
      expect([verb, (await foreign('POST', `/imports/${id}/${verb}`, body)).status]).toEqual([verb, 404]);
    }
  });
});

describe('refused, with nothing left behind', () => {
  it.each<[string, Field[], number, string]>([
    ['no file', [{ name: 'policy', value: 'skip' }], 422, 'file'],
    ['a form without a chosen file', [csv('', '')], 422, 'file'],
    ['an unknown field', [leads(), { name: 'tenantId', value: 'x' }], 422, 'tenantId'],
    ['a field twice', [leads(), leads()], 422, 'file'],
    ['a file and pasted rows', [leads(), { name: 'text', value: LEADS }], 422, 'text'],
    ['an unknown policy', [leads(), { name: 'policy', value: 'merge' }], 422, 'policy'],
    ['a mapping that is no JSON', [leads(), { name: 'mapping', value: '{' }], 422, 'mapping'],
    ['a mapping to no field', [leads(), { name: 'mapping', value: '{"Name":"shoeSize"}' }], 422, 'mapping'],
    ['a mapping of no column', [leads(), { name: 'mapping', value: '{"Nom":"name"}' }], 422, 'mapping'],
    ['a mapping that names nobody', [leads(), { name: 'mapping', value: '{"Name":"city"}' }], 422, 'columns'],
    ['columns that cannot be used', [csv('Weather,Mood\r\nsunny,good\r\nrainy,fine\r\n')], 422, 'columns'],
  ])('%s', async (_what, fields, status, field) => {
    const answer = await post(fields);
    expect(answer.status).toBe(status);
    expect(Object.keys(answer.body.details ?? {})).toEqual([field]);
    await nothingKept();
  });

  it('a query on the upload', async () => {
    const answer = await send(api, acme.user, new Uint8Array(formBytes([leads()])), {
      path: '/api/leads/import?policy=skip',
    });
    expect(answer.status).toBe(400);
    await nothingKept();
  });

  it.each([
    ['plain CSV', 'text/csv', 415],
    ['JSON', 'application/json', 415],
    ['no boundary', 'multipart/form-data', 400],
    ['another boundary', 'multipart/form-data; boundary=other', 400],
  ])('a body sent as %s', async (_what, type, status) => {
    const answer = await post([leads()], { 'Content-Type': type });
    expect(answer.status).toBe(status);
    await nothingKept();
  });

  it.each<[string, Uint8Array | string, number, string]>([
    ['an empty file', '', 422, 'Unprocessable'],
    ['a file of spaces', '  \r\n \r\n', 422, 'Unprocessable'],
    ['a zip', Buffer.from('PK\x03\x04'.padEnd(2000, 'x')), 415, 'UnsupportedMediaType'],
    ['a PDF', '%PDF-1.7\n1 0 obj', 415, 'UnsupportedMediaType'],
    ['a program', Buffer.from(`\x7fELF\x02\x01\x01${'\0'.repeat(3000)}`), 415, 'UnsupportedMediaType'],
    ['a web page with a script', '<html><script>alert(1)</script></html>', 415, 'UnsupportedMediaType'],
    ['501 columns', `${'c,'.repeat(500)}c\r\n`, 422, 'Unprocessable'],
  ])('%s', async (_what, content, status, error) => {
    const answer = await post([csv(content)]);
    expect([answer.status, answer.body.error]).toEqual([status, error]);
    expect(answer.body.message).toMatch(/\.$/);
    await nothingKept();
  });

  it('more bytes than the limit, announced or not', async () => {
    const limit = env.LIMIT_UPLOAD_BYTES;
    try {
      env.LIMIT_UPLOAD_BYTES = 1_000_000;
      const big = formBytes([csv('x,'.repeat(600_000))]);
      const announced = await post([csv('x,'.repeat(1_000_000))]);
      const streamed = await send(api, acme.user, inChunks(big));
      for (const { status, body } of [announced, streamed]) {
        expect([status, body.error]).toEqual([413, 'PayloadTooLarge']);
        expect(body.message).toContain('1 MB');
      }
    } finally {
      env.LIMIT_UPLOAD_BYTES = limit;
    }
    await nothingKept();
  });

  it('a body that ends in the middle of the file', async () => {
    const whole = formBytes([leads()]);
    const answer = await send(api, acme.user, new Uint8Array(whole.subarray(0, whole.length - 20)));
    expect([answer.status, answer.body.error]).toEqual([400, 'BadRequest']);
    await nothingKept();
  });

  it('a sender who goes away in the middle', async () => {
    const socket = await begin(100_000);
    await untilKept((files) => files.length > 0);
    socket.destroy();
    await untilKept((files) => files.length === 0);
    await nothingKept();
  });
});

const inChunks = (bytes: Uint8Array, size = 16_384): ReadableStream =>
  new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.subarray(at, at + size));
      controller.close();
    },
  });

/** A raw connection that has announced `length` bytes and sent a part of them. */
async function begin(length: number): Promise<Socket> {
  const { port, hostname } = new URL(api.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const head = [
    'POST /api/leads/import HTTP/1.1',
    `Host: ${hostname}`,
    `Authorization: Bearer ${await api.bearer(acme.user)}`,
    `Content-Type: multipart/form-data; boundary=${BOUNDARY}`,
    `Content-Length: ${length}`,
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  socket.write(formBytes([leads()]).subarray(0, 120));
  return socket;
}

async function untilKept(holds: (files: string[]) => boolean): Promise<void> {
  await expect
    .poll(() => holds(keptFiles().filter((file) => file.includes(acme.tenantId))), { timeout: 10_000 })
    .toBe(true);
}

describe('limits', () => {
  it('a third import at once is 429 with Retry-After; one that was stopped makes room', async () => {
    const first = await post([leads()]);
    expect((await post([leads()])).status).toBe(202);
    const third = await post([leads()]);
    expect([third.status, third.body.error]).toEqual([429, 'TooManyRequests']);
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0);
    const { body: job } = await api.rest(acme.user)<{ importId: string }>(
      'GET',
      `/jobs/${first.body.jobId!}`,
    );
    expect((await api.rest(acme.user)('POST', `/imports/${job.importId}/cancel`, {})).status).toBe(200);
    expect((await post([leads()])).status).toBe(202);
  });

  it('a third upload at once is refused before it is taken', async () => {
    const open = [await begin(1000), await begin(1000)];
    await untilKept((files) => files.length === 2);
    expect((await post([leads()])).status).toBe(429);
    for (const socket of open) socket.destroy();
    await untilKept((files) => files.length === 0);
  });

  it('as many as an hour may have; Retry-After is when the first of them is an hour old', async () => {
    const { LIMIT_IMPORT_PER_HOUR: limit } = env;
    try {
      env.LIMIT_IMPORT_PER_HOUR = 1;
      await uploaded();
      const answer = await post([leads()]);
      expect([answer.status, answer.body.error]).toEqual([429, 'TooManyRequests']);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(3_000);
    } finally {
      env.LIMIT_IMPORT_PER_HOUR = limit;
    }
  });
});

describe('an upload by the page', () => {
  it('goes on to the mapping, by redirect without scripts', async () => {
    const answer = await uploadPage(new Uint8Array(formBytes([leads()])), { Accept: 'text/html' });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toMatch(/^\/import\/[0-9a-f-]{36}\/map$/);
  });

  it('takes pasted rows', async () => {
    await uploaded([{ name: 'text', value: LEADS }]);
    expect(await rowsOf(acme)).toMatchObject([{ fileName: 'Pasted rows', status: 'uploaded' }]);
  });

  it('goes back to the form with the reason, without scripts', async () => {
    const answer = await uploadPage(new Uint8Array(formBytes([csv('%PDF-1.7')])), { Accept: 'text/html' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/import']);
    expect(decodeURIComponent(answer.headers.getSetCookie().join())).toContain('This is a PDF, not CSV.');
    await nothingKept();
  });
});

describe('deciding', () => {
  it('another reading is detected anew; chosen columns stay where the columns do', async () => {
    const id = await uploaded([csv('Name;City\r\nÅsa;Malmö\r\n')]);
    const mine = api.rest(acme.user);
    const columns = [{ index: 0, field: 'name' }];
    expect((await mine('POST', `/imports/${id}/map`, { columns, duplicates: 'skip' })).status).toBe(200);
    expect((await mine('POST', `/imports/${id}/configure`, { encoding: 'utf-8' })).status).toBe(200);
    const same = await mine('GET', `/imports/${id}`);
    expect(same.body).toMatchObject({
      duplicates: 'skip',
      reading: { encoding: 'utf-8' },
      mapping: { columns: [{ field: 'name', confidence: 0.94 }, { field: null }] },
    });
    await mine('POST', `/imports/${id}/configure`, { delimiter: ',', headerLine: 0 });
    const other = await mine('GET', `/imports/${id}`);
    expect(other.body).toMatchObject({ detected: { width: 1, headerLine: null, delimiter: ',' } });
  });

  it('a column filled twice is said at that column', async () => {
    const id = await uploaded();
    const columns = [
      { index: 0, field: 'name' },
      { index: 1, field: 'name' },
    ];
    const answer = await api.rest(acme.user)('POST', `/imports/${id}/map`, { columns });
    expect(answer).toMatchObject({
      status: 422,
      body: { details: { 'columns.1': [expect.stringContaining('Name')] } },
    });
  });

  it('what was decided once is suggested for the same columns in another order', async () => {
    const first = await uploaded([csv('Alpha,Beta\r\nx,y\r\n')]);
    const columns = [
      { index: 0, field: 'company' },
      { index: 1, field: 'city' },
    ];
    await api.rest(acme.user)('POST', `/imports/${first}/map`, { columns });
    const second = await uploaded([csv('Beta,Alpha\r\ny,x\r\n')]);
    const { body } = await api.rest(acme.user)('GET', `/imports/${second}`);
    expect(body).toMatchObject({ mapping: { columns: [{ field: 'city' }, { field: 'company' }] } });
  });

  it('nothing is changed once rows go in, and nothing is stopped that does not go on', async () => {
    const id = await uploaded();
    const mine = api.rest(acme.user);
    expect((await mine('POST', `/imports/${id}/cancel`, {})).status).toBe(409);
    expect((await mine('POST', `/imports/${id}/run`, {})).status).toBe(202);
    for (const [verb, body] of [
      ['run', {}],
      ['preview', {}],
      ['configure', { delimiter: ';' }],
      ['map', { columns: [{ index: 0, field: 'name' }] }],
    ] as const)
      expect([verb, (await mine('POST', `/imports/${id}/${verb}`, body)).status]).toEqual([verb, 409]);
  });

  it('who sees only own leads sees only own imports; who sees all of them sees all', async () => {
    await onlyOwnLeads(acme);
    const id = await uploaded();
    const colleague = await makePerson(acme, 'user');
    const seen = await Promise.all(
      [acme.user, acme.admin, colleague].map(async (person) => [
        (await api.rest(person)<{ items: { id: string }[] }>('GET', '/imports')).body.items.map(
          (item) => item.id,
        ),
        (await api.rest(person)('GET', `/imports/${id}`)).status,
      ]),
    );
    expect(seen).toEqual([
      [[id], 200],
      [[id], 200],
      [[], 404],
    ]);
  });
});

const onlyOwnLeads = ({ tenantId, roleIds, ...tenant }: TestTenant): Promise<unknown> =>
  arrange(tenant, (tx) =>
    tx
      .update(roleVisibility)
      .set({ scope: 'own' })
      .where(
        and(eq(roleVisibility.tenantId, tenantId), eq(roleVisibility.roleId, roleIds.get('user') ?? '')),
      ),
  );

describe('GET /api/imports/:id/errors.csv', () => {
  it('is a download no browser runs, with formulas neutralised and the reasons behind the cells', async () => {
    const id = await uploaded([csv(LEADS, 'fair “2025”.csv')]);
    await arrange(acme, (tx) =>
      tx.insert(importRows).values({
        tenantId: acme.tenantId,
        importId: id,
        rowNo: 2,
        lineNo: 3,
        phase: 'preview',
        outcome: 'fail',
        cells: ['=cmd|calc', 'nobody@'],
        issues: [{ code: 'email', column: 'Email', reason: 'No address.', suggestion: 'Correct it.' }],
      }),
    );
    const response = await fetch(`${api.url}/api/imports/${id}/errors.csv`, {
      headers: { Authorization: `Bearer ${await api.bearer(acme.user)}` },
    });
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox') as string,
      'content-disposition': `attachment; filename="fair _2025_ - failed rows.csv"; filename*=UTF-8''fair%20%E2%80%9C2025%E2%80%9D%20-%20failed%20rows.csv`,
    });
    const [head, line, rest] = (await response.text()).split('\r\n');
    expect(head).toMatch(/^Name,Email,/);
    expect(line).toContain("'=cmd|calc");
    expect(line).toMatch(/nobody@,3,Email,No address\.,Correct it\.$/);
    expect(rest).toBe('');
  });

  it('refuses a parameter it does not know', async () => {
    const id = await uploaded();
    const answer = await api.rest(acme.user)('GET', `/imports/${id}/errors.csv?outcome=create`);
    expect(answer.status).toBe(400);
  });
});

const FOLDERS = [
  'crm-torture',
  'derived-edge',
  'torture-csv-spectrum/csvs',
  'csv-formula-cells',
  'naughty-strings',
];
const FILE = /\.(?!md$|json$)[a-z]+$/;

describe('every hostile file', () => {
  const files = FOLDERS.flatMap((folder) => fixtureNames(folder, FILE).map((name) => `${folder}/${name}`));

  it.each(files)('%s is taken or refused with a reason, never a fault of ours', async (name) => {
    const answer = await post([csv(new Uint8Array(fixture(name)), name)]);
    expect([202, 413, 415, 422]).toContain(answer.status);
    if (answer.status !== 202) {
      expect(answer.body.message).toMatch(/[.?]$/);
      await nothingKept();
    }
  });
});
