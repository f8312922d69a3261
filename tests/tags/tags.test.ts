// Tags: named once in a tenant, put on records of any noun and taken off, found by, and seen only where their record is.
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MAX_TAGS, MAX_TENANT_TAGS } from '../../app/contracts/tags.ts';
import { startApi, type Api, type Rest } from '../support/api.ts';
import { makeContact, makeOrganization } from '../support/customers.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeLead, makeTenant, type TestTenant } from '../support/factories.ts';
import { insertOpportunity } from '../support/records.ts';

interface Mark {
  id: string;
  name: string;
}

let database: TestDatabase;
let api: Api;
let acme: TestTenant;
let asUser: Rest;
let asManager: Rest;
let leadId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi();
});

beforeEach(async () => {
  acme = await makeTenant();
  asUser = api.rest(acme.user);
  asManager = api.rest(acme.manager);
  leadId = await makeLead(acme, { ownerId: acme.user.userId });
});

const put = (tags: readonly string[], id = leadId, as = asUser) =>
  as<{ items: Mark[] } & Record<string, unknown>>('PUT', `/leads/${id}/tags`, { tags });

const namesOf = async (address: string, as = asUser): Promise<string[]> =>
  (await as<{ tags: Mark[] }>('GET', address)).body.tags.map(({ name }) => name);

const count = async (query: string, as = asUser): Promise<number> =>
  (await as<{ count: number }>('GET', `/leads?${query}`)).body.count;

describe('on a record', () => {
  it.each([
    ['leads', () => Promise.resolve(leadId)],
    ['organizations', () => makeOrganization(acme)],
    ['contacts', () => makeContact(acme)],
    ['opportunities', () => insertOpportunity(acme)],
  ])('of %s they are set, added and taken off, on its page and in its list', async (plural, make) => {
    const id = await make();
    const at = `/${plural}/${id}`;
    const set = await asUser<{ items: Mark[] }>('PUT', `${at}/tags`, { tags: ['Hot', 'Émigré'] });
    expect([set.status, set.body.items.map(({ name }) => name)]).toEqual([200, ['Émigré', 'Hot']]);
    const added = await asUser<Mark>('POST', `${at}/tags`, { name: ' hot ' });
    expect([added.status, added.body]).toEqual([200, set.body.items[1]]);
    expect((await asUser('POST', `${at}/tags`, { name: 'Trade fair' })).status).toBe(200);
    expect(await namesOf(at)).toEqual(['Émigré', 'Hot', 'Trade fair']);
    const listed = await asUser<{ items: { id: string; tags: Mark[] }[] }>('GET', `/${plural}?f=tag.is.hot`);
    expect(listed.body.items.map((row) => [row.id, row.tags.length])).toEqual([[id, 3]]);
    expect((await asUser('DELETE', `${at}/tags/${added.body.id}`)).status).toBe(204);
    expect((await asUser('DELETE', `${at}/tags/${added.body.id}`)).status).toBe(404);
    await asUser('PUT', `${at}/tags`, { tags: ['EMIGRE'] });
    expect(await namesOf(at)).toEqual(['Émigré']);
    await asUser('PUT', `${at}/tags`, { tags: [] });
    expect(await namesOf(at)).toEqual([]);
  });

  it('a hundred are refused with how many there can be, and one beyond as well', async () => {
    const many = Array.from({ length: 100 }, (_, at) => `Tag ${at}`);
    const refused = await put(many);
    expect([refused.status, refused.body['details']]).toEqual([
      422,
      { tags: [`A record can have at most ${MAX_TAGS} tags. Leave some out.`] },
    ]);
    expect((await put(many.slice(0, MAX_TAGS))).status).toBe(200);
    const beyond = await asUser('POST', `/leads/${leadId}/tags`, { name: 'One more' });
    expect([beyond.status, beyond.body]).toEqual([
      422,
      expect.objectContaining({ slug: 'record.too_many_tags' }),
    ]);
    expect(await namesOf(`/leads/${leadId}`)).toHaveLength(MAX_TAGS);
  });

  it('an unknown word makes a tag for those who may, and is refused to others', async () => {
    const roleId = acme.roleIds.get('user') ?? '';
    await database.admin`delete from crm.role_permissions where role_id = ${roleId} and permission = 'tag:create'`;
    await put(['Known'], leadId, asManager);
    expect((await put(['known'])).status).toBe(200);
    const refused = await put(['Known', 'Unknown']);
    expect([refused.status, refused.body['data']]).toEqual([403, { permission: 'tag:create' }]);
    expect(await namesOf(`/leads/${leadId}`)).toEqual(['Known']);
  });

  it('who may not change it does not tag it, and of another tenant there is nothing', async () => {
    const roleId = acme.roleIds.get('user') ?? '';
    await database.admin`delete from crm.role_permissions where role_id = ${roleId} and permission = 'lead:update'`;
    expect((await put(['Hot'])).status).toBe(403);
    const globex = api.rest((await makeTenant()).admin);
    expect((await put(['Hot'], leadId, globex)).status).toBe(404);
    expect((await globex<{ items: Mark[] }>('GET', '/tags')).body.items).toEqual([]);
    const written = await database.admin`select 1 from crm.record_tags where record_id = ${leadId}`;
    expect(written).toHaveLength(0);
  });

  it('they go with the record when it is given away, and who no longer sees it finds it by none', async () => {
    const roleId = acme.roleIds.get('user') ?? '';
    await database.admin`update crm.role_visibility set scope = 'own' where role_id = ${roleId}`;
    await put(['Hot']);
    expect(await count('f=tag.is.Hot')).toBe(1);
    await asManager('POST', `/leads/${leadId}/assign`, { ownerId: acme.manager.userId });
    const [row] = await database.admin<{ owner_id: string }[]>`
      select owner_id from crm.record_tags where record_id = ${leadId}`;
    expect(row?.owner_id).toBe(acme.manager.userId);
    expect([await count('f=tag.is.Hot'), await count('f=tag.is.Hot', asManager)]).toEqual([0, 1]);
  });
});

it('a list is filtered by several, by none, by any and by all but one', async () => {
  const other = await makeLead(acme);
  await makeLead(acme);
  const { items } = (await put(['Hot', 'Fair'])).body;
  await put(['Fair'], other);
  const hot = items.find(({ name }) => name === 'Hot')?.id ?? '';
  const asked = [
    'tag.in.hot,FAIR',
    `tag.is.${hot}`,
    'tag.not.Hot',
    'tag.empty',
    'tag.filled',
    'tag.is.nothing',
  ];
  const found = await Promise.all(asked.map((f) => count(`f=${f}`)));
  expect(Object.fromEntries(asked.map((f, at) => [f, found[at]]))).toEqual({
    'tag.in.hot,FAIR': 2,
    [`tag.is.${hot}`]: 1,
    'tag.not.Hot': 2,
    'tag.empty': 1,
    'tag.filled': 2,
    'tag.is.nothing': 0,
  });
  const wrong = await asUser<{ message: string }>('GET', '/leads?f=tag.gte.5');
  expect([wrong.status, wrong.body.message]).toEqual([
    400,
    'Unknown operator "gte" for tag. Allowed: is, in, not, empty, filled.',
  ]);
});

describe('of the tenant', () => {
  it('are made once, renamed everywhere, deleted off all records and taken back', async () => {
    const made = await asUser<{ id: string }>('POST', '/tags', { name: 'Hot' });
    expect([made.status, made.headers.get('location')]).toEqual([201, '/api/tags']);
    const again = await asUser('POST', '/tags', { name: ' HÖT ' });
    expect([again.status, again.body]).toEqual([409, expect.objectContaining({ slug: 'tag.name_taken' })]);
    await put(['Hot']);
    const { id } = made.body;
    expect((await asUser('PATCH', `/tags/${id}`, { version: 1, name: 'Warm' })).status).toBe(403);
    expect((await asManager('PATCH', `/tags/${id}`, { version: 1, name: 'Warm' })).body).toEqual({
      id,
      version: 2,
    });
    expect(await namesOf(`/leads/${leadId}`)).toEqual(['Warm']);
    const stale = await asManager('DELETE', `/tags/${id}?version=1`);
    expect([stale.status, stale.body['slug']]).toEqual([409, 'record.stale']);
    expect((await asManager('DELETE', `/tags/${id}?version=2`)).status).toBe(204);
    expect([await namesOf(`/leads/${leadId}`), await count('f=tag.is.Warm')]).toEqual([[], 0]);
    expect((await asManager('POST', `/tags/${id}/restore`)).status).toBe(200);
    expect(await namesOf(`/leads/${leadId}`)).toEqual(['Warm']);
  });

  it('one whose name was taken meanwhile does not come back', async () => {
    const { id } = (await asUser<Mark>('POST', '/tags', { name: 'Hot' })).body;
    await asManager('DELETE', `/tags/${id}?version=1`);
    await asUser('POST', '/tags', { name: 'hot' });
    const refused = await asManager('POST', `/tags/${id}/restore`);
    expect([refused.status, refused.body['slug']]).toEqual([409, 'tag.name_taken']);
  });

  it('are at most as many as a tenant can keep', async () => {
    await database.admin`
      insert into crm.tags (tenant_id, name) select ${acme.tenantId}, 'Tag ' || n from generate_series(1, 500) n`;
    const refused = await asUser('POST', '/tags', { name: 'One more' });
    expect([refused.status, refused.body['slug']]).toEqual([422, 'tag.too_many']);
    expect(await put(['One more'])).toMatchObject({
      status: 422,
      body: { details: { tags: [expect.stringContaining('500 tags')] } },
    });
  });

  it('are no more than that, nor more on a record than it can have, when many are made at once', async () => {
    const statuses = async (calls: (n: number) => Promise<{ status: number }>): Promise<number[]> =>
      (await Promise.all(Array.from({ length: 5 }, async (_, n) => (await calls(n)).status))).sort();
    await put(Array.from({ length: MAX_TAGS - 1 }, (_, at) => `Word ${at}`));
    for (const n of [0, 1, 2, 3, 4]) await asUser('POST', '/tags', { name: `Race ${n}` });
    const added = await statuses((n) => asUser('POST', `/leads/${leadId}/tags`, { name: `Race ${n}` }));
    expect(added).toEqual([200, 422, 422, 422, 422]);
    const left = MAX_TENANT_TAGS - 1 - (MAX_TAGS - 1) - 5;
    await database.admin`
      insert into crm.tags (tenant_id, name) select ${acme.tenantId}, 'Tag ' || n from generate_series(1, ${left}) n`;
    const made = await statuses((n) => asUser('POST', '/tags', { name: `New ${n}` }));
    expect(made).toEqual([201, 422, 422, 422, 422]);
    const [gone] = await database.admin<{ id: string }[]>`
      insert into crm.tags (tenant_id, name, deleted_at) values (${acme.tenantId}, 'Gone', now()) returning id`;
    expect(await asManager('POST', `/tags/${gone!.id}/restore`)).toMatchObject({
      status: 422,
      body: { slug: 'tag.too_many' },
    });
  });

  it('what is done to them is on record', async () => {
    await put(['Hot']);
    const events = await database.admin<{ noun: string; action: string }[]>`
      select noun, action from audit.event where tenant_id = ${acme.tenantId} and noun in ('tag', 'record_tag')`;
    expect(events.map(({ noun, action }) => `${noun} ${action}`).sort()).toEqual([
      'record_tag created',
      'tag created',
    ]);
  });
});
