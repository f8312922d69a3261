// Where records stand: in front of and behind each other in a list, and in the trash.
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApi, type Api, type Rest } from '../support/api.ts';
import { makeContact, makeOrganization } from '../support/customers.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeLead, makeLeads, makeTenant, type TestTenant } from '../support/factories.ts';
import { insertOpportunity, insertTasks } from '../support/records.ts';

interface Beside {
  previous: string | null;
  next: string | null;
}

interface Trash {
  items: { id: string; name: string; deletedAt: string; deletedBy: { id: string } | null }[];
  next: string | null;
}

let database: TestDatabase;
let api: Api;
let acme: TestTenant;
let asUser: Rest;
let asManager: Rest;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi();
});

beforeEach(async () => {
  acme = await makeTenant();
  asUser = api.rest(acme.user);
  asManager = api.rest(acme.manager);
});

const seeOwnAlone = () =>
  database.admin`update crm.role_visibility set scope = 'own' where role_id = ${acme.roleIds.get('user') ?? ''}`;

describe('the neighbours of a record', () => {
  const beside = async (id: string, query = '', as = asUser): Promise<Beside> =>
    (await as<Beside>('GET', `/leads/${id}/neighbours?${query}`)).body;

  it('are those of the list, in either order, with ties', async () => {
    const ids = await makeLeads(acme, [
      { name: 'A', score: 50 },
      { name: 'B', score: 50 },
      { name: 'C', score: 10 },
      { name: 'D', score: 90 },
    ]);
    for (const query of ['', 'sort=name', 'sort=-name', 'sort=score', 'sort=-score']) {
      const { body } = await asUser<{ items: { id: string }[] }>('GET', `/leads?${query}`);
      const order = body.items.map(({ id }) => id);
      expect(order.slice().sort()).toEqual(ids.slice().sort());
      const found = await Promise.all(order.map((id) => beside(id, query)));
      expect(found).toEqual(
        order.map((_, at) => ({ previous: order[at - 1] ?? null, next: order[at + 1] ?? null })),
      );
    }
  });

  it('are those that match, also of a record that left the list meanwhile', async () => {
    const [first = '', left = '', last = ''] = await makeLeads(acme, [
      { name: 'A', ownerId: acme.user.userId },
      { name: 'B' },
      { name: 'C', ownerId: acme.user.userId },
    ]);
    const query = 'sort=name&f=owner.is.me';
    expect(await beside(first, query)).toEqual({ previous: null, next: last });
    expect(await beside(left, query)).toEqual({ previous: first, next: last });
    await asManager('DELETE', `/leads/${last}?version=1`);
    expect(await beside(first, query)).toEqual({ previous: null, next: null });
  });

  it('are only what one sees, and of another tenant’s record there are none', async () => {
    const [own = ''] = await makeLeads(acme, [
      { name: 'A', ownerId: acme.user.userId },
      { name: 'B', ownerId: acme.admin.userId },
    ]);
    await seeOwnAlone();
    expect(await beside(own, 'sort=name')).toEqual({ previous: null, next: null });
    const globex = await makeTenant();
    await makeLead(globex);
    expect((await api.rest(globex.admin)('GET', `/leads/${own}/neighbours`)).status).toBe(404);
  });

  it.each([
    ['f=colour.is.red', 'Unknown filter field "colour"'],
    ['sort=colour', 'Unknown sort "colour"'],
  ])('of a list that there is not (%s) are refused with what is allowed', async (query, words) => {
    const answer = await asUser<{ message: string }>(
      'GET',
      `/leads/${await makeLead(acme)}/neighbours?${query}`,
    );
    expect([answer.status, answer.body.message]).toEqual([400, expect.stringContaining(words)]);
  });
});

describe('the trash', () => {
  const trash = async (query: string, as = asUser): Promise<Trash> =>
    (await as<Trash>('GET', `/trash?${query}`)).body;

  it.each([
    ['lead', 'leads', () => makeLead(acme, { name: 'Gone' })],
    ['organization', 'organizations', () => makeOrganization(acme, { name: 'Gone' })],
    ['contact', 'contacts', () => makeContact(acme, { name: 'Gone' })],
    ['opportunity', 'opportunities', () => insertOpportunity(acme)],
    ['task', 'tasks', async () => (await insertTasks(acme, [await makeLead(acme)]))[0] ?? ''],
  ])('says of a %s who deleted it and when, until it is taken back', async (noun, plural, make) => {
    const id = await make();
    expect((await trash(`noun=${noun}`)).items).toEqual([]);
    await asManager('DELETE', `/${plural}/${id}?version=1`);
    const [item] = (await trash(`noun=${noun}`)).items;
    expect(item).toMatchObject({ id, deletedBy: { id: acme.manager.userId } });
    expect(Date.now() - Date.parse(item?.deletedAt ?? '')).toBeLessThan(60_000);
    expect((await asManager('POST', `/${plural}/${id}/restore`)).status).toBe(200);
    expect((await trash(`noun=${noun}`)).items).toEqual([]);
  });

  it('is paged newest first, and ends after thirty days', async () => {
    const ids = await makeLeads(
      acme,
      Array.from({ length: 52 }, (_, at) => ({ name: `Lead ${at}` })),
    );
    await database.admin`update crm.leads set deleted_at = now() - (substr(name, 6)::int * interval '1 hour')
      where tenant_id = ${acme.tenantId}`;
    await database.admin`update crm.leads set deleted_at = now() - interval '31 days' where id = ${ids[51] ?? ''}`;
    const first = await trash('noun=lead');
    expect(first.items.map(({ name }) => name)).toEqual(Array.from({ length: 50 }, (_, at) => `Lead ${at}`));
    const second = await trash(`noun=lead&after=${first.next ?? ''}`);
    expect([second.items.map(({ name }) => name), second.next]).toEqual([['Lead 50'], null]);
  });

  it('shows what one may see, to those who may read the noun', async () => {
    await makeLeads(acme, [
      { name: 'Mine', ownerId: acme.user.userId, deletedAt: new Date().toISOString() },
      { name: 'Theirs', ownerId: acme.admin.userId, deletedAt: new Date().toISOString() },
    ]);
    await seeOwnAlone();
    expect((await trash('noun=lead')).items.map(({ name }) => name)).toEqual(['Mine']);
    expect((await trash('noun=lead', api.rest((await makeTenant()).admin))).items).toEqual([]);
    const roleId = acme.roleIds.get('user') ?? '';
    await database.admin`delete from crm.role_permissions where role_id = ${roleId} and permission = 'lead:read'`;
    const refused = await asUser('GET', '/trash?noun=lead');
    expect([refused.status, refused.body['data']]).toEqual([403, { permission: 'lead:read' }]);
  });

  it.each([
    ['noun=user', 'noun'],
    ['noun=lead&after=rubbish', 'after'],
    ['noun=lead&colour=red', 'colour'],
  ])('%s is refused', async (query, field) => {
    const answer = await asUser('GET', `/trash?${query}`);
    expect([answer.status, JSON.stringify(answer.body)]).toEqual([400, expect.stringContaining(field)]);
  });
});
