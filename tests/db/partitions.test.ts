import { sql } from 'drizzle-orm';
import type { Sql } from 'postgres';
import { beforeAll, expect, test } from 'vitest';
import { withConnection } from '../../db/connection.ts';
import { withTenant } from '../../db/tenant.ts';
import type { TestDatabase } from '../support/database.ts';
import { createTestDatabase } from '../support/database.ts';
import type { TestTenant } from '../support/factories.ts';
import { makeLead, makeTenant } from '../support/factories.ts';

const PARENTS = ['audit.change', 'audit.event', 'crm.webhook_events'];
let database: TestDatabase;
let tenant: TestTenant;

beforeAll(async () => {
  database = await createTestDatabase();
  tenant = await makeTenant();
});

const partitions = async (): Promise<{ parent: string; name: string; bound: string }[]> => [
  ...(await database.admin<{ parent: string; name: string; bound: string }[]>`
    select inhparent::regclass::text as parent, inhrelid::regclass::text as name,
           pg_get_expr(c.relpartbound, c.oid) as bound
      from pg_inherits join pg_class c on c.oid = inhrelid where c.relkind = 'r' order by 1, 2`),
];

const ensure = (sql: Sql, months: number): Promise<string[]> =>
  sql<[{ made: string[] }]>`select audit.ensure_partitions(${months}) as made`.then(([row]) => row.made);

test('this month and the three to come are there for every parent, and none is a default', async () => {
  const found = await partitions();
  for (const parent of PARENTS) {
    expect(found.filter((row) => row.parent === parent).length, parent).toBeGreaterThanOrEqual(4);
  }
  expect(found.filter(({ bound }) => bound === 'DEFAULT')).toEqual([]);
});

test('the jobs role makes what is missing, once, whatever its time zone', async () => {
  await withConnection(database.urls.jobs, async (jobs) => {
    await jobs`set time zone 'America/New_York'`;
    const made = await ensure(jobs, 14);
    // one more each where a month has ended since the template was made
    expect([PARENTS.length * 11, PARENTS.length * 12]).toContain(made.length);
    expect(await ensure(jobs, 14)).toEqual([]);
  });
  for (const parent of PARENTS) {
    const bounds = (await partitions()).filter((row) => row.parent === parent).map(({ bound }) => bound);
    const edges = bounds.map((bound) => [...bound.matchAll(/'([^']+)'/g)].map(([, edge]) => edge));
    // each month ends where the next begins, at midnight UTC
    edges.slice(1).forEach((edge, index) => expect(edge[0]).toBe(edges[index]?.[1]));
    for (const edge of edges.flat()) expect(edge).toMatch(/-01 00:00:00\+00$/);
  }
});

test('two who make them at once do not collide', async () => {
  const both = await Promise.all(
    [1, 2].map(() => withConnection(database.urls.jobs, (jobs) => ensure(jobs, 20))),
  );
  const names = both.flat();
  expect(new Set(names).size).toBe(names.length);
});

test('every partition has its class, its walls and no grant, and the log’s are append-only', async () => {
  await withConnection(database.urls.jobs, (jobs) => ensure(jobs, 6));
  const faults = await database.admin`
    select c.oid::regclass::text as name from pg_class c
     where c.relispartition and c.relkind = 'r' and not (
       c.relrowsecurity and c.relforcerowsecurity
       and obj_description(c.oid, 'pg_class') like '@log %'
       and exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'tenant_isolation')
       and not has_table_privilege('streamflow_app', c.oid, 'select, insert, update, delete')
       and (c.relnamespace <> 'audit'::regnamespace
            or exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'append_only')))`;
  expect([...faults]).toEqual([]);
});

test('events land in the month they happen in', async () => {
  const id = await makeLead(tenant);
  const [row] = await database.admin<{ partition: string; expected: string }[]>`
    select tableoid::regclass::text as partition, to_char(at at time zone 'UTC', '"audit.event_"YYYY_MM') as expected
      from audit.event where ids @> ${[id]}::uuid[]`;
  expect(row?.partition).toBe(row?.expected);
});

test('webhook events are written and moved on by the app, in its tenant only', async () => {
  await withTenant(tenant.admin.context, { permission: null, label: 'test' }, async (tx) => {
    const { tenantId } = tenant;
    await tx.execute(
      sql`insert into crm.webhook_events (tenant_id, direction, topic) values (${tenantId}, 'out', 'lead.created')`,
    );
    await tx.execute(sql`update crm.webhook_events set status = 'delivered' where tenant_id = ${tenantId}`);
    const rows = await tx.execute(sql`select status from crm.webhook_events`);
    expect([...rows]).toEqual([{ status: 'delivered' }]);
  });
  const forbidden = withTenant(tenant.admin.context, { permission: null, label: 'test' }, (tx) =>
    tx.execute(sql`update crm.webhook_events set topic = 'other'`),
  );
  await expect(forbidden).rejects.toMatchObject({ code: '42501' });
});

test('the app cannot make partitions', async () => {
  const attempt = withTenant(tenant.admin.context, { permission: null, label: 'test' }, (tx) =>
    tx.execute(sql`select audit.ensure_partitions()`),
  );
  await expect(attempt).rejects.toMatchObject({ code: '42501' });
});
