// What may happen to an organization, and what is said when it may not.
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withTenant } from '../../db/tenant.ts';
import { findNameOwner } from '../../server/features/organizations/organizations.queries.ts';
import { startApi, type Api, type Rest } from '../support/api.ts';
import { makeOrganization } from '../support/customers.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makePerson, makeTenant, type TestPerson, type TestTenant } from '../support/factories.ts';

interface Organization extends Record<string, unknown> {
  id: string;
  version: number;
  possibleDuplicates: { id: string }[];
}

let database: TestDatabase;
let api: Api;
let acme: TestTenant;
let asUser: Rest;
let asManager: Rest;
let asAdmin: Rest;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi();
});

beforeEach(async () => {
  acme = await makeTenant();
  asUser = api.rest(acme.user);
  asManager = api.rest(acme.manager);
  asAdmin = api.rest(acme.admin);
});

const create = async (values: Record<string, unknown> = {}): Promise<string> => {
  const made = await asUser<{ id: string }>('POST', '/organizations', {
    name: 'Analytical Engines',
    ...values,
  });
  expect([made.status, made.body]).toEqual([201, { id: expect.any(String) }]);
  return made.body.id;
};

const read = async (id: string): Promise<Organization> =>
  (await asAdmin<Organization>('GET', `/organizations/${id}`)).body;

const count = async (query: string): Promise<number> =>
  (await asUser<{ count: number }>('GET', `/organizations?${query}`)).body.count;

const seeOwnAlone = () =>
  database.admin`update crm.role_visibility set scope = 'own' where role_id = ${acme.roleIds.get('user') ?? ''}`;

describe('making and changing', () => {
  it('keeps what it is given, a domain without its surroundings and a number in one form', async () => {
    const parentId = await create({ name: 'Mother' });
    const id = await create({
      parentId,
      domain: 'https://www.Engines.example/about?x=1',
      phone: '(207) 555-0199',
      size: '240',
      industry: 'Engines',
      address: { city: 'London', street: '' },
      externalId: '4711',
      externalSource: 'legacy',
    });
    expect(await read(id)).toMatchObject({
      domain: 'engines.example',
      phone: '(207) 555-0199',
      phoneE164: '+12075550199',
      parent: { id: parentId, name: 'Mother' },
      owner: { id: acme.user.userId },
      address: { city: 'London' },
      externalIds: [{ source: 'legacy', id: '4711' }],
      version: 1,
    });
    const again = { name: 'Again', externalId: '4711', externalSource: 'legacy' };
    expect(await asUser('POST', '/organizations', again)).toMatchObject({
      status: 409,
      body: { slug: 'record.external_id_taken' },
    });
  });

  it('can be found by name, domain and number as soon as it is saved, and by the old ones no more', async () => {
    const id = await create({ domain: 'engines.example', phone: '(207) 555-0199' });
    for (const words of ['analyt', 'engines.example', '2075550199'])
      expect(await count(`q=${words}`)).toBe(1);
    await asUser('PATCH', `/organizations/${id}`, { version: 1, name: 'Looms', domain: 'looms.example' });
    expect([await count('q=analyt'), await count('q=engines.example'), await count('q=looms')]).toEqual([
      0, 0, 1,
    ]);
  });

  it('a patch changes what it sends; a put empties what it does not send', async () => {
    const id = await create({ industry: 'Engines', size: '12' });
    await asUser('PATCH', `/organizations/${id}`, { version: 1, size: '13' });
    expect(await read(id)).toMatchObject({ industry: 'Engines', size: '13', version: 2 });
    await asUser('PUT', `/organizations/${id}`, { version: 2, name: 'Engines' });
    expect(await read(id)).toMatchObject({ name: 'Engines', industry: null, size: null, version: 3 });
  });

  it('a stale version is a conflict with the current record', async () => {
    const id = await create();
    await asUser('PATCH', `/organizations/${id}`, { version: 1, size: '13' });
    const answer = await asUser('PATCH', `/organizations/${id}`, { version: 1, size: '14' });
    expect(answer).toMatchObject({
      status: 409,
      body: { slug: 'record.stale', data: { current: { size: '13' } } },
    });
  });

  it.each(['no domain', 'localhost', 'http://', 'a b.example'])('%s is no domain', async (domain) => {
    expect(await asUser('POST', '/organizations', { name: 'x', domain })).toMatchObject({
      status: 422,
      body: { details: { domain: [expect.stringContaining('example.com')] } },
    });
  });

  it('is archived, deleted and taken back; given away by those who may', async () => {
    const id = await create();
    expect((await asUser('POST', `/organizations/${id}/archive`, { version: 1 })).status).toBe(200);
    expect(await count('')).toBe(0);
    expect((await asUser('POST', `/organizations/${id}/restore`, {})).status).toBe(200);
    expect((await asUser('DELETE', `/organizations/${id}?version=3`)).status).toBe(403);
    expect((await asManager('DELETE', `/organizations/${id}?version=3`)).status).toBe(204);
    expect((await asUser('GET', `/organizations/${id}`)).status).toBe(404);
    expect((await asManager('POST', `/organizations/${id}/restore`, {})).status).toBe(200);
    const { userId } = acme.manager;
    expect((await asUser('POST', `/organizations/${id}/assign`, { ownerId: userId })).status).toBe(403);
    expect((await asManager('POST', `/organizations/${id}/assign`, { ownerId: userId })).status).toBe(200);
    expect(await read(id)).toMatchObject({ owner: { id: userId }, archived: false });
  });
});

describe('a name that is taken', () => {
  it('is a conflict that names its holder, whatever case and accents', async () => {
    const id = await create({ name: 'Müller AG' });
    const refused = await asUser('POST', '/organizations', { name: ' MULLER ag' });
    expect(refused).toMatchObject({
      status: 409,
      body: { slug: 'organization.name_taken', data: { existing: { id, name: 'Müller AG' } } },
    });
    const other = await create({ name: 'Other' });
    const renamed = await asUser('PATCH', `/organizations/${other}`, { version: 1, name: 'müller ag' });
    expect(renamed).toMatchObject({ status: 409, body: { data: { existing: { id } } } });
    expect((await asUser('PATCH', `/organizations/${id}`, { version: 1, name: 'MÜLLER AG' })).status).toBe(
      200,
    );
  });

  it('two at once: one is made, the other is told', async () => {
    const body = { name: 'Twins' };
    const answers = await Promise.all([
      asUser('POST', '/organizations', body),
      asUser('POST', '/organizations', body),
    ]);
    const [made, refused] = answers.sort((a, b) => a.status - b.status);
    expect(refused).toMatchObject({ status: 409, body: { data: { existing: { id: made.body.id } } } });
  });

  it('is kept twice when asked for, and each names the other', async () => {
    const first = await create();
    const second = await create({ keepApart: true });
    expect((await read(second)).possibleDuplicates).toEqual([expect.objectContaining({ id: first })]);
    expect((await read(first)).possibleDuplicates).toEqual([expect.objectContaining({ id: second })]);
  });

  it('keeps one in the trash until the name is free again', async () => {
    const trashed = await create();
    await asAdmin('DELETE', `/organizations/${trashed}?version=1`);
    const holder = await create();
    const refused = await asAdmin('POST', `/organizations/${trashed}/restore`, {});
    expect(refused).toMatchObject({ status: 409, body: { data: { existing: { id: holder } } } });
    await asAdmin('PATCH', `/organizations/${holder}`, { version: 1, name: 'Renamed' });
    expect((await asAdmin('POST', `/organizations/${trashed}/restore`, {})).status).toBe(200);
  });

  it('of one out of sight only the owner is named, and both are kept if asked for', async () => {
    await seeOwnAlone();
    const hidden = await makeOrganization(acme, {
      name: 'Secret Holdings',
      domain: 'secret.test',
      ownerId: acme.admin.userId,
    });
    const mine = await create();
    for (const refused of [
      await asUser('POST', '/organizations', { name: 'secret holdings' }),
      await asUser('PATCH', `/organizations/${mine}`, { version: 1, name: 'Secret Holdings' }),
    ]) {
      expect(refused).toMatchObject({ status: 409, body: { data: { owner: { name: acme.admin.name } } } });
      for (const secret of [hidden, acme.admin.userId, 'Secret Holdings', 'secret.test'])
        expect(JSON.stringify(refused.body)).not.toContain(secret);
    }
    await create({ name: 'Secret Holdings', keepApart: true });
  });

  it('is told by the database to those who may write organizations, and of the own tenant alone', async () => {
    await makeOrganization(acme, { name: 'Held', ownerId: acme.admin.userId });
    const ask = (person: TestPerson): Promise<string | null> =>
      withTenant(person.context, { permission: null, readOnly: true }, (tx) => findNameOwner(tx, ' hÉld'));
    expect(await ask(acme.user)).toBe(acme.admin.name);
    expect(await ask((await makeTenant()).admin)).toBeNull();
    const reader = await makePerson(acme, 'user');
    await database.admin`delete from crm.user_roles where user_id = ${reader.userId}`;
    expect(await ask(reader)).toBeNull();
  });
});

describe('a parent', () => {
  it('that is not there, or of another tenant, is refused by field', async () => {
    for (const parentId of [await makeOrganization(await makeTenant()), acme.user.userId])
      expect(await asUser('POST', '/organizations', { name: 'x', parentId })).toMatchObject({
        status: 404,
        body: { slug: 'record.reference_not_found', details: { parentId: [expect.any(String)] } },
      });
  });

  it('is neither the organization itself nor one below it', async () => {
    const top = await create({ name: 'Top' });
    const middle = await create({ name: 'Middle', parentId: top });
    const low = await create({ name: 'Low', parentId: middle });
    for (const parentId of [top, middle, low])
      expect(await asUser('PATCH', `/organizations/${top}`, { version: 1, parentId })).toMatchObject({
        status: 422,
        body: { slug: 'organization.parent_loop', details: { parentId: [expect.any(String)] } },
      });
  });

  it('out of sight stays when somebody saves the whole record without it', async () => {
    const parentId = await makeOrganization(acme, { name: 'Hidden', ownerId: acme.admin.userId });
    const id = await makeOrganization(acme, { name: 'Child', parentId, ownerId: acme.user.userId });
    await seeOwnAlone();
    expect((await asUser<Organization>('GET', `/organizations/${id}`)).body['parent']).toBeNull();
    expect(
      (await asUser('PUT', `/organizations/${id}`, { version: 1, name: 'Child', size: '9' })).status,
    ).toBe(200);
    expect(await read(id)).toMatchObject({ size: '9', parent: { id: parentId } });
    expect((await asAdmin('PUT', `/organizations/${id}`, { version: 2, name: 'Child' })).status).toBe(200);
    expect((await read(id))['parent']).toBeNull();
  });
});
