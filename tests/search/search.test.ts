// Records of all nouns found by words: what is found, why, in which order, and by whom.
import { beforeAll, expect, it } from 'vitest';
import { startApi, type Api, type Rest } from '../support/api.ts';
import { createTestDatabase } from '../support/database.ts';
import { makePerson, makeTenant, type TestPerson, type TestTenant } from '../support/factories.ts';
import { insertRole } from '../support/records.ts';

interface Found {
  terms: string[];
  groups: {
    noun: string;
    count: number;
    items: { id: string; name: string; detail: string | null; reason: string | null; archived: boolean }[];
  }[];
}

let api: Api;
let acme: TestTenant;
let asAdmin: Rest;

beforeAll(async () => {
  await createTestDatabase();
  api = await startApi();
  acme = await makeTenant();
  asAdmin = api.rest(acme.admin);
  const organizationId = await create('organizations', { name: 'Müller Werke', domain: 'mueller.test' });
  await create('contacts', { firstName: 'Zoë', lastName: 'Brandt', phone: '(207) 555-0142', organizationId });
  await create('opportunities', { title: 'Presses for spring', organizationId });
  await create('leads', { name: 'Brandt, Jo', company: 'Elsewhere', email: 'jo.m@muell.test' });
});

async function create(noun: string, fields: Record<string, unknown>, as = asAdmin): Promise<string> {
  const { status, body } = await as<{ id: string }>('POST', `/${noun}`, fields);
  expect(status).toBe(201);
  return body.id;
}

async function find(q: string, as = asAdmin, noun = ''): Promise<Found['groups']> {
  const query = new URLSearchParams({ q, ...(noun && { noun }) });
  const { status, body } = await as<Found>('GET', `/search?${query}`);
  expect(status).toBe(200);
  return body.groups;
}

const names = (groups: Found['groups']) =>
  groups.map(({ noun, items }) => [noun, ...items.map(({ name }) => name)]);

it('finds every noun by its words, without accents and case, and says why where the name does not', async () => {
  const groups = await find('MULLER');
  expect(names(groups)).toEqual([
    ['contact', 'Zoë Brandt'],
    ['organization', 'Müller Werke'],
    ['opportunity', 'Presses for spring'],
  ]);
  expect(groups.map(({ items }) => items[0]?.reason)).toEqual(['company', null, 'company']);
  expect(groups[0]?.items[0]?.detail).toBe('Müller Werke');
});

it.each([
  ['207-555-0142', 'Zoë Brandt', 'phone'],
  ['+1 207 555 01', 'Zoë Brandt', 'phone'],
  ['mueller.te', 'Müller Werke', 'domain'],
  ['jo.m@', 'Brandt, Jo', 'email'],
  ['elsew', 'Brandt, Jo', 'company'],
])('%s finds %s by %s', async (q, name, reason) => {
  const items = (await find(q)).flatMap((group) => group.items);
  expect(items.map((item) => [item.name, item.reason])).toContainEqual([name, reason]);
});

it('wants every word, in any order', async () => {
  expect(names(await find('zoe brandt'))).toEqual([['contact', 'Zoë Brandt']]);
  expect(names(await find('brandt elsewhere'))).toEqual([['lead', 'Brandt, Jo']]);
  expect(await find('brandt nobody')).toEqual([]);
});

it.each(['', '   ', '!?', '%', '\\', "'; --"])('finds nothing for %j', async (q) => {
  expect(await find(q)).toEqual([]);
});

it('puts names that begin with the words first and what is archived last, and asks one noun for more', async () => {
  const ids = [];
  for (const name of ['Anna Quill', 'Quill Archived', 'Quill 1', 'Quill 2', 'Quill 3', 'Quill 4'])
    ids.push(await create('leads', { name, keepApart: true }));
  await asAdmin('POST', `/leads/${ids[1] ?? ''}/archive`, { version: 1 });
  const [group] = await find('quill');
  expect([group?.count, group?.items.map(({ name }) => name)]).toEqual([
    6,
    ['Quill 4', 'Quill 3', 'Quill 2', 'Quill 1', 'Anna Quill'],
  ]);
  const [whole] = await find('quill', asAdmin, 'lead');
  expect(whole?.items.at(-1)).toMatchObject({ name: 'Quill Archived', archived: true });
  expect(await find('quill', asAdmin, 'contact')).toEqual([]);
});

it('finds an edit at once, and nothing in the trash', async () => {
  const id = await create('leads', { name: 'Before' });
  await asAdmin('PATCH', `/leads/${id}`, { version: 1, name: 'Afterwards' });
  expect(names(await find('afterwards'))).toEqual([['lead', 'Afterwards']]);
  expect(await find('before')).toEqual([]);
  await asAdmin('DELETE', `/leads/${id}?version=2`);
  expect(await find('afterwards')).toEqual([]);
});

/** Somebody who may do this alone, and sees this far. */
async function holderOf(
  permissions: string[],
  visibility: Record<string, 'own' | 'all'>,
): Promise<TestPerson> {
  const { key } = await insertRole(acme, { permissions, visibility });
  const person = await makePerson(acme, 'user');
  expect((await asAdmin('PUT', `/users/${person.userId}/role`, { role: key })).status).toBe(200);
  return person;
}

it('finds for each what they may see: no other tenant, no noun they may not read, nobody else’s', async () => {
  expect(await find('brandt', api.rest((await makeTenant()).admin))).toEqual([]);
  const permissions = ['search:read', 'lead:read', 'contact:read'];
  const narrow = api.rest(await holderOf(permissions, { lead: 'all', contact: 'own' }));
  expect(names(await find('brandt', narrow))).toEqual([['lead', 'Brandt, Jo']]);
  expect(await find('werke', narrow)).toEqual([]);
});

it('refuses who may not search, a noun there is none of, and words without end', async () => {
  const nobody = api.rest(await holderOf(['lead:read'], { lead: 'all' }));
  expect((await nobody('GET', '/search?q=brandt')).status).toBe(403);
  expect((await asAdmin('GET', '/search?q=a&noun=shoe')).status).toBe(400);
  expect((await asAdmin('GET', `/search?q=${'a'.repeat(201)}`)).status).toBe(400);
});
