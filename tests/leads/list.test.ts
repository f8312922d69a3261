// A list of leads: each lead once however it is sorted, and words for every wrong filter and cursor.
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { startApi, type Api, type Rest } from '../support/api.ts';
import { createTestDatabase } from '../support/database.ts';
import { makeLead, makeLeads, makeTenant, type TestTenant } from '../support/factories.ts';

interface Page {
  items: { id: string; name: string }[];
  next: string | null;
  count: number;
}

let api: Api;
let acme: TestTenant;
let asUser: Rest;
let asAdmin: Rest;

beforeAll(async () => {
  await createTestDatabase();
  api = await startApi();
});

beforeEach(async () => {
  acme = await makeTenant();
  asUser = api.rest(acme.user);
  asAdmin = api.rest(acme.admin);
});

const walk = async (query: string): Promise<string[]> => {
  const ids: string[] = [];
  for (let after = ''; ;) {
    const { status, body } = await asAdmin<Page>('GET', `/leads?${query}&limit=2${after}`);
    expect(status).toBe(200);
    ids.push(...body.items.map(({ id }) => id));
    if (!body.next) return ids;
    after = `&after=${body.next}`;
  }
};

it.each(['score', '-score', 'name', '-name', 'created_at', '-created_at', 'updated_at', '-updated_at'])(
  'walked by %s over equal values, shows each lead once',
  async (sort) => {
    const ids = await makeLeads(
      acme,
      Array.from({ length: 7 }, () => ({ name: 'Same', score: 5 })),
    );
    expect((await walk(`sort=${sort}`)).sort()).toEqual(ids.sort());
  },
);

it('goes on where it was when the lead at the cursor is deleted meanwhile', async () => {
  const ids = await makeLeads(
    acme,
    ['a', 'b', 'c', 'd'].map((name) => ({ name })),
  );
  const first = await asAdmin<Page>('GET', '/leads?sort=name&limit=2');
  await asAdmin('DELETE', `/leads/${ids[1] ?? ''}?version=1`);
  const second = await asAdmin<Page>('GET', `/leads?sort=name&limit=2&after=${first.body.next ?? ''}`);
  expect(second.body.items.map(({ name }) => name)).toEqual(['c', 'd']);
});

it.each(['-9999y', '0000-01-01', '2026-13-01', '2026-05-01T1', 'infinity', 'now()'])(
  'the moment %s is refused with an example',
  async (at) => {
    const answer = await asUser('GET', `/leads?f=created.before.${at}`);
    expect(answer).toMatchObject({
      status: 400,
      body: { details: { f: [expect.stringContaining('2026-05-01')] } },
    });
  },
);

const ID = '01900000-0000-7000-8000-000000000000';
it.each<[string, unknown]>([
  ['sort=-created_at', ['created_at', 1, '2026', ID]],
  ['sort=-created_at', ['created_at', 1, '2026-01-01 (x)', ID]],
  ['sort=-created_at', ['created_at', 1, '+275760-09-13T00:00:00Z', ID]],
  ['sort=-created_at', ['created_at', 1, '0000-01-01T00:00:00Z', ID]],
  ['sort=-created_at', ['created_at', 0, '2026-01-01T00:00:00Z', ID]],
  ['sort=-score', ['score', 1, 2 ** 53 - 1, ID]],
  ['sort=-score', ['score', 1, '5', ID]],
  ['sort=name', ['name', 0, 'a\0', ID]],
  ['sort=name', ['name', 0, 'a', 'no id']],
  ['sort=name', []],
  ['sort=name', null],
])('with %s the forged cursor %j is refused', async (sort, parts) => {
  const after = Buffer.from(JSON.stringify(parts)).toString('base64url');
  expect((await asUser('GET', `/leads?${sort}&after=${after}`)).status).toBe(400);
});

it.each(['2026', '1 Jan 2026 (x)', '+275760-09-13T00:00:00Z'])(
  'a timeline cursor forged with %s is refused',
  async (at) => {
    const id = await makeLead(acme, { ownerId: acme.user.userId });
    for (const cursor of [`${at}|${ID}`, `2026-01-01T00:00:00Z|${'-'.repeat(36)}`]) {
      const after = Buffer.from(cursor).toString('base64url');
      expect((await asUser('GET', `/leads/${id}/activities?after=${after}`)).status).toBe(400);
    }
  },
);

it.each(['score', '-score', 'name', '-updated_at'])(
  'walked back by %s, shows the same pages',
  async (sort) => {
    await makeLeads(
      acme,
      Array.from({ length: 5 }, (_, at) => ({ name: `Lead ${at % 2}`, score: at % 3 })),
    );
    const page = async (place: string) =>
      (await asAdmin<Page & { previous: string | null }>('GET', `/leads?sort=${sort}&limit=2${place}`)).body;
    const first = await page('');
    const second = await page(`&after=${first.next ?? ''}`);
    const third = await page(`&after=${second.next ?? ''}`);
    expect([first.previous, third.next]).toEqual([null, null]);
    const back = await page(`&before=${third.previous ?? ''}`);
    expect(back.items).toEqual(second.items);
    expect((await page(`&before=${back.previous ?? ''}`)).items).toEqual(first.items);
    expect((await page(`&before=${back.previous ?? ''}`)).previous).toBeNull();
    expect((await page(`&after=${back.next ?? ''}`)).items).toEqual(third.items);
  },
);

it('conditions under "any" hold when one of them does, beside those that all hold', async () => {
  const createdAt = '2026-05-01T12:00:00Z';
  await makeLeads(acme, [
    { createdAt, name: 'High', score: 90 },
    { createdAt, name: 'Mine', score: 10, ownerId: acme.admin.userId },
    { createdAt, name: 'Neither', score: 10 },
    { createdAt, name: 'Both', score: 95, ownerId: acme.admin.userId },
  ]);
  const names = async (query: string) =>
    (await asAdmin<Page>('GET', `/leads?sort=name&${query}`)).body.items.map(({ name }) => name);
  expect(await names('any=score.gte.80&any=owner.is.me')).toEqual(['Both', 'High', 'Mine']);
  expect(await names('any=score.gte.80&any=owner.is.me&f=score.lte.92')).toEqual(['High', 'Mine']);
  expect(await names('f=owner.not.me')).toEqual(['High', 'Neither']);
  expect(await names('f=created.on.2026-05-01')).toHaveLength(4);
  expect(await names('f=created.before.today')).toHaveLength(4);
  expect(await names('f=created.on.today')).toEqual([]);
});

it.each([
  ['after=a&page=2', ['page', 'after']],
  ['after=a&before=b', ['after', 'before']],
  ['before=a', ['before']],
  ['any=shoe.is.9', ['f']],
  ['f=score.gte.many', ['f']],
  ['f=owner.is.somebody', ['f']],
])('%s is refused, naming the parameter', async (query, fields) => {
  const answer = await asUser<{ details: object }>('GET', `/leads?${query}`);
  expect(answer.status).toBe(400);
  expect(Object.keys(answer.body.details)).toEqual(fields);
});
