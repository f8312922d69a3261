// Fields that a role has hidden or read-only, in a file somebody brings in.
import { describe, expect, it } from 'vitest';
import { setRule } from '../leads/ruled.ts';
import { csv, formBytes, send } from './form.ts';
import { importFile, givenImport, leadsOf, previews, runs } from './importing.ts';
import { openWorld } from './world.ts';

const world = openWorld();
const FILE = 'Name,Email,Phone,City\r\nAda Lovelace,ada@example.test,+12075550142,Portland\r\n';
const refused = (field: string) => `${field} is a field that your role may not change. Ignore the column.`;

interface Mapped {
  mapping: { columns: { header: string; field: string | null; reason: string }[] };
}

describe('columns of a locked field', () => {
  it('are ignored when the file is read, which says why, and refused when they are chosen', async () => {
    await setRule(world.acme, { phone: 'read_only', address: 'hidden' });
    const asUser = world.api.rest(world.acme.user);
    const id = await world.uploaded([csv(FILE)]);
    const { body } = await asUser<Mapped>('GET', `/imports/${id}`);
    expect(body.mapping.columns.map(({ field, reason }) => [field, reason])).toMatchObject([
      ['name', expect.any(String)],
      ['email', expect.any(String)],
      [null, 'Your role may not change Phone.'],
      [null, 'Your role may not change City.'],
    ]);
    const columns = ['name', 'email', 'phone', 'city'].map((field, index) => ({ index, field }));
    expect(await asUser('POST', `/imports/${id}/map`, { columns })).toMatchObject({
      status: 422,
      body: {
        slug: 'import.columns',
        details: { 'columns.2': [refused('Phone')], 'columns.3': [refused('City')] },
      },
    });
    expect((await asUser('POST', `/imports/${id}/map`, { columns: columns.slice(0, 2) })).status).toBe(200);
    expect((await asUser('POST', `/imports/${id}/preview`, {})).status).toBe(202);
  });

  it('are refused where nobody looks at the mapping, and nothing is kept', async () => {
    await setRule(world.acme, { phone: 'hidden' });
    const { status, body } = await world.post([csv(FILE)]);
    expect([status, body.details]).toEqual([422, { 'columns.2': [refused('Phone')] }]);
    await world.nothingKept();
    const mapping = { name: 'mapping', value: '{"Name":"name","Email":"email"}' };
    expect((await world.post([mapping, csv(FILE)])).status).toBe(202);
  });

  it('a source of one’s choice is refused where the source is locked', async () => {
    await setRule(world.acme, { source: 'read_only' });
    const asUser = world.api.rest(world.acme.user);
    const id = await world.uploaded();
    const sourceId = '01900000-0000-7000-8000-000000000000';
    const columns = [{ index: 0, field: 'name' }];
    expect(await asUser('POST', `/imports/${id}/map`, { columns, sourceId })).toMatchObject({
      status: 403,
      body: { slug: 'field.locked', details: { sourceId: [expect.any(String)] } },
    });
  });

  it.each(['preview', 'run'] as const)('a rule made before the %s ends it with the reason', async (phase) => {
    const { acme } = world;
    const id = await givenImport(acme, FILE);
    await setRule(acme, { phone: 'read_only' });
    const result = await (phase === 'run' ? runs : previews)(acme, acme.user, id);
    expect(result).toMatchObject({ status: 'failed', error: refused('Phone') });
    expect(await leadsOf(acme)).toEqual([]);
  });
});

describe('a lead that is there', () => {
  it('keeps what the importer does not see, and its words', async () => {
    const { acme } = world;
    await importFile(acme, acme.admin, 'Name,Email,Id\r\nAda Lovelace,ada@hidden.test,7\r\n', {
      settings: { externalSource: 'old' },
      fields: { Id: 'externalId' },
    });
    await setRule(acme, { email: 'hidden', description: 'hidden' });
    const result = await importFile(acme, acme.user, 'Name,Company,Id\r\nAda Lovelace,Engines,7\r\n', {
      settings: { externalSource: 'old' },
      fields: { Id: 'externalId' },
    });
    expect(result).toMatchObject({ status: 'done', counts: { created: 0, updated: 1 } });
    expect(await leadsOf(acme)).toMatchObject([{ email: 'ada@hidden.test', company: 'Engines' }]);
    const found = async (words: string) =>
      (await world.api.rest(acme.admin)<{ count: number }>('GET', `/leads?q=${words}`)).body.count;
    expect([await found('ada@hidden.test'), await found('engines')]).toEqual([1, 1]);
  });
});

describe('imports of other people', () => {
  it('are not seen by whoever has a field of leads hidden: their files hold it', async () => {
    const { acme, api } = world;
    const body = new Uint8Array(formBytes([csv('Name,Email\r\n,not-an-address\r\n')]));
    const headers = { Accept: 'application/json' };
    const { body: made } = await send(api, acme.admin, body, { path: '/import/upload', headers });
    const id = made.id ?? '';
    const asUser = api.rest(acme.user);
    const doors = [`/imports/${id}`, `/imports/${id}/rows?phase=preview&outcome=fail`];
    const statuses = () => Promise.all(doors.map(async (door) => (await asUser('GET', door)).status));
    const list = async () => (await asUser<{ items: unknown[] }>('GET', '/imports')).body.items.length;
    const errors = async () =>
      (
        await fetch(`${api.url}/api/imports/${id}/errors.csv`, {
          headers: { Authorization: `Bearer ${await api.bearer(acme.user)}` },
        })
      ).status;
    expect([await statuses(), await list(), await errors()]).toEqual([[200, 200], 1, 200]);
    await setRule(acme, { phone: 'hidden' });
    expect([await statuses(), await list(), await errors()]).toEqual([[404, 404], 0, 404]);
    await setRule(acme, { phone: 'read_only' });
    expect([await statuses(), await list(), await errors()]).toEqual([[200, 200], 1, 200]);
  });
});
