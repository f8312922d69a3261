// What may happen to a contact: names of one or two parts, a company, twins that are listed and not refused.
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApi, type Api, type Rest } from '../support/api.ts';
import { makeContact, makeOrganization } from '../support/customers.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeTenant, type TestTenant } from '../support/factories.ts';

interface Contact extends Record<string, unknown> {
  id: string;
  name: string;
  version: number;
}

let database: TestDatabase;
let api: Api;
let acme: TestTenant;
let asUser: Rest;
let asAdmin: Rest;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi();
});

beforeEach(async () => {
  acme = await makeTenant();
  asUser = api.rest(acme.user);
  asAdmin = api.rest(acme.admin);
});

const create = async (values: Record<string, unknown> = {}): Promise<string> => {
  const made = await asUser<{ id: string }>('POST', '/contacts', { firstName: 'Ada', ...values });
  expect([made.status, made.body]).toEqual([201, { id: expect.any(String) }]);
  return made.body.id;
};

const read = async (id: string): Promise<Contact> => (await asAdmin<Contact>('GET', `/contacts/${id}`)).body;

const names = async (query: string): Promise<string[]> => {
  const { status, body } = await asUser<{ items: Contact[] }>('GET', `/contacts?${query}`);
  expect([status, query]).toEqual([200, query]);
  return body.items.map(({ name }) => name).sort();
};

const seeOwnAlone = () =>
  database.admin`update crm.role_visibility set scope = 'own' where role_id = ${acme.roleIds.get('user') ?? ''}`;

describe('the name', () => {
  it.each([
    [{ firstName: 'Ada', lastName: 'Lovelace' }, 'Ada Lovelace'],
    [{ firstName: 'Pelé' }, 'Pelé'],
    [{ firstName: '', lastName: 'Suharto' }, 'Suharto'],
    [{ firstName: '🦊', lastName: 'نجيب' }, '🦊 نجيب'],
  ])('of %j is %s', async (parts, name) => {
    const made = await asUser<{ id: string }>('POST', '/contacts', parts);
    expect((await read(made.body.id)).name).toBe(name);
  });

  it.each([{}, { firstName: ' ', lastName: '' }, { firstName: '\u200b' }])(
    'of %j is none, and that is said',
    async (parts) => {
      expect(await asUser('POST', '/contacts', parts)).toMatchObject({
        status: 422,
        body: { details: { firstName: ['Enter a first or a last name.'] } },
      });
    },
  );

  it('follows the part that changes, and cannot be emptied part by part', async () => {
    const id = await create({ lastName: 'Byron' });
    await asUser('PATCH', `/contacts/${id}`, { version: 1, lastName: 'Lovelace' });
    await asUser('PATCH', `/contacts/${id}`, { version: 2, firstName: null });
    expect(await read(id)).toMatchObject({ name: 'Lovelace', firstName: null, lastName: 'Lovelace' });
    const emptied = await asUser('PATCH', `/contacts/${id}`, { version: 3, lastName: '' });
    expect(emptied).toMatchObject({ status: 422, body: { details: { firstName: [expect.any(String)] } } });
    expect(await names('q=lovelace')).toEqual(['Lovelace']);
    expect(await names('q=byron')).toEqual([]);
  });

  it('that nobody has taken apart stands in one piece', async () => {
    const id = await makeContact(acme, { name: 'Grace Brewster Hopper' });
    expect(await read(id)).toMatchObject({ firstName: 'Grace Brewster Hopper', lastName: null });
  });
});

it('keeps what it is given, is found by all of it, and a put empties the rest', async () => {
  const organizationId = await makeOrganization(acme, { name: 'Engines' });
  const id = await create({
    email: 'Ada@Engines.example',
    phone: '(207) 555-0199',
    organizationId,
    title: 'Countess',
  });
  expect(await read(id)).toMatchObject({
    email: 'Ada@engines.example',
    phoneE164: '+12075550199',
    organization: { id: organizationId, name: 'Engines' },
    owner: { id: acme.user.userId },
  });
  for (const words of ['engines', 'engines.example', '2075550199', 'ada'])
    expect(await names(`q=${words}`)).toEqual(['Ada']);
  await asUser('PUT', `/contacts/${id}`, { version: 1, firstName: 'Ada' });
  expect(await read(id)).toMatchObject({ email: null, phoneE164: null, organization: null, title: null });
  expect(await names('q=engines')).toEqual([]);
});

it('lists by organization, title and owner', async () => {
  const organizationId = await makeOrganization(acme, { name: 'Engines' });
  await create({ firstName: 'One', organizationId, title: 'Chief Engineer' });
  await create({ firstName: 'Two', title: 'Chief of Staff' });
  await makeContact(acme, { name: 'Three', ownerId: acme.admin.userId });
  expect(await names(`f=organization.is.${organizationId}`)).toEqual(['One']);
  expect(await names('f=organization.empty')).toEqual(['Three', 'Two']);
  expect(await names('f=title.starts.Chief')).toEqual(['One', 'Two']);
  expect(await names('owner=me')).toEqual(['One', 'Two']);
  expect((await asUser('GET', '/contacts?f=stage.is.new')).status).toBe(400);
});

it('two of one address are both kept, and each names the other', async () => {
  const first = await create({ email: 'office@engines.example' });
  const second = await create({ firstName: 'Grace', email: 'OFFICE@engines.example' });
  expect((await read(second))['possibleDuplicates']).toEqual([{ id: first, name: 'Ada' }]);
  expect((await read(first))['possibleDuplicates']).toEqual([{ id: second, name: 'Grace' }]);
});

it('an organization that is not in sight is refused by field, and stays when it is not sent', async () => {
  const foreign = await makeOrganization(await makeTenant());
  const hidden = await makeOrganization(acme, { name: 'Hidden', ownerId: acme.admin.userId });
  const id = await makeContact(acme, { name: 'Ada', organizationId: hidden, ownerId: acme.user.userId });
  await seeOwnAlone();
  for (const organizationId of [foreign, hidden])
    expect(await asUser('POST', '/contacts', { firstName: 'x', organizationId })).toMatchObject({
      status: 404,
      body: { slug: 'record.reference_not_found', details: { organizationId: [expect.any(String)] } },
    });
  expect((await asUser<Contact>('GET', `/contacts/${id}`)).body['organization']).toBeNull();
  await asUser('PUT', `/contacts/${id}`, { version: 1, firstName: 'Ada', title: 'Countess' });
  expect(await read(id)).toMatchObject({ title: 'Countess', organization: { id: hidden } });
});

it('a stale version is a conflict; archive, trash and back; a note stands in the timeline', async () => {
  const id = await create();
  await asUser('PATCH', `/contacts/${id}`, { version: 1, title: 'Countess' });
  expect(await asUser('PATCH', `/contacts/${id}`, { version: 1, title: 'x' })).toMatchObject({
    status: 409,
    body: { data: { current: { title: 'Countess' } } },
  });
  expect((await asUser('POST', `/contacts/${id}/notes`, { body: 'Called.' })).status).toBe(201);
  const { body } = await asUser<{ items: unknown[] }>('GET', `/contacts/${id}/activities`);
  expect(body.items).toHaveLength(1);
  await asUser('POST', `/contacts/${id}/archive`, { version: 2 });
  expect(await names('')).toEqual([]);
  await asUser('POST', `/contacts/${id}/restore`, {});
  await asAdmin('DELETE', `/contacts/${id}?version=4`);
  expect((await asUser('GET', `/contacts/${id}`)).status).toBe(404);
  expect((await asUser('POST', `/contacts/${id}/restore`, {})).status).toBe(200);
});
