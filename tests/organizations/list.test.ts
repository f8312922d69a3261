// A list of organizations: what can be asked of it, who sees what, and an index behind every sort and filter.
import { beforeAll, describe, expect, it } from 'vitest';
import { organizationFilters, organizationSorts } from '../../app/contracts/organizations.ts';
import { startApi, type Api, type Rest } from '../support/api.ts';
import { makeOrganization, makeOrganizations } from '../support/customers.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeTenant, type TestTenant } from '../support/factories.ts';

interface Page {
  items: { id: string; name: string; parent: { id: string } | null }[];
  next: string | null;
  previous: string | null;
  count: number;
}

let database: TestDatabase;
let api: Api;
let acme: TestTenant;
let asUser: Rest;
let parentId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi();
  acme = await makeTenant();
  asUser = api.rest(acme.user);
  const createdAt = '2026-05-01T12:00:00Z';
  parentId = await makeOrganization(acme, {
    createdAt,
    name: 'Mother',
    ownerId: acme.admin.userId,
    domain: 'mother.test',
  });
  await makeOrganizations(acme, [
    {
      createdAt,
      name: 'Alder',
      industry: 'Farming',
      size: '12',
      domain: 'alder.test',
      ownerId: acme.user.userId,
    },
    { name: 'Birch', industry: 'Fishing', size: '240', domain: 'birch.test', parentId },
    { name: 'Cedar', industry: 'Farm machines', size: '12', archivedAt: '2026-01-01T00:00:00Z' },
    { name: 'Dogwood', deletedAt: '2026-01-01T00:00:00Z' },
  ]);
});

const names = async (query: string): Promise<string[]> => {
  const { status, body } = await asUser<Page>('GET', `/organizations?${query}`);
  expect([status, query]).toEqual([200, query]);
  return body.items.map(({ name }) => name).sort();
};

it('shows what is neither in the archive nor in the trash, with parent and owner', async () => {
  const { body } = await asUser<Page>('GET', '/organizations?sort=name');
  expect(body.items.map(({ name }) => name)).toEqual(['Alder', 'Birch', 'Mother']);
  expect(body.items[1]).toMatchObject({ parent: { id: parentId, name: 'Mother' }, industry: 'Fishing' });
});

it.each([
  ['owner=me', ['Alder']],
  ['f=owner.empty', ['Birch']],
  ['f=industry.starts.Farm', ['Alder']],
  ['f=industry.starts.Farm&f=archived.is.any', ['Alder', 'Cedar']],
  ['f=industry.in.Farming,Fishing', ['Alder', 'Birch']],
  ['f=domain.is.birch.test', ['Birch']],
  ['f=size.is.240', ['Birch']],
  ['f=parent.filled', ['Birch']],
  ['f=created.on.2026-05-01&any=size.is.12&any=domain.is.mother.test', ['Alder', 'Mother']],
])('%s finds %j', async (query, found) => {
  expect(await names(query)).toEqual(found);
});

it('finds the children of a parent, and nothing under the id of another tenant', async () => {
  expect(await names(`f=parent.is.${parentId}`)).toEqual(['Birch']);
  const foreign = await makeOrganization(await makeTenant());
  expect(await names(`f=parent.is.${foreign}`)).toEqual([]);
  expect((await asUser('GET', `/organizations/${foreign}`)).status).toBe(404);
});

it.each(['name', '-name', 'created_at', '-updated_at'])(
  'sorted by %s, pages show each once and lead back',
  async (sort) => {
    const page = async (place: string) =>
      (await asUser<Page>('GET', `/organizations?sort=${sort}&limit=2${place}`)).body;
    const first = await page('');
    const second = await page(`&after=${first.next ?? ''}`);
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(3);
    expect((await page(`&before=${second.previous ?? ''}`)).items).toEqual(first.items);
  },
);

it.each([
  ['f=stage.is.new', 'Allowed: owner, industry, domain, size, parent, created, updated, archived'],
  ['f=industry.gte.5', 'Allowed: is, in, starts, empty, filled'],
  ['sort=score', 'Allowed: created_at, updated_at, name'],
])('%s is refused with what is allowed', async (query, words) => {
  const answer = await asUser<{ message: string }>('GET', `/organizations?${query}`);
  expect([answer.status, answer.body.message]).toEqual([400, expect.stringContaining(words)]);
});

describe('for one who sees only their own', () => {
  it('shows theirs and nobody’s, and of a parent out of sight nothing', async () => {
    const roleId = acme.roleIds.get('user') ?? '';
    await database.admin`update crm.role_visibility set scope = 'own' where role_id = ${roleId}`;
    const { body } = await asUser<Page>('GET', '/organizations?sort=name');
    expect(body.items.map(({ name }) => name)).toEqual(['Alder', 'Birch']);
    expect(body.items[1]?.parent).toBeNull();
    expect(await names(`f=parent.is.${parentId}`)).toEqual([]);
    expect((await asUser('GET', `/organizations/${parentId}`)).status).toBe(404);
    await database.admin`update crm.role_visibility set scope = 'all' where role_id = ${roleId}`;
  });
});

it('every sort and every filter has an index that begins with the tenant and its column', async () => {
  const rows = await database.admin<{ column: string }[]>`
    select distinct pg_get_indexdef(i.indexrelid, 2, true) as column
      from pg_index i where i.indrelid = 'crm.organizations'::regclass and i.indpred is null
       and pg_get_indexdef(i.indexrelid, 1, true) = 'tenant_id'`;
  const indexed = rows.map(({ column }) => column);
  const columns: Record<string, string> = {
    owner: 'owner_id',
    parent: 'parent_id',
    created: 'created_at',
    updated: 'updated_at',
  };
  const asked = [
    ...Object.keys(organizationFilters).filter((field) => !['archived', 'tag'].includes(field)),
    ...organizationSorts,
  ];
  expect(asked.map((field) => columns[field] ?? field).filter((column) => !indexed.includes(column))).toEqual(
    [],
  );
});
