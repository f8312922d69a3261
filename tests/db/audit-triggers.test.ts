import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { uuidv7 } from '../../db/ids.ts';
import type { Tx } from '../../db/tenant.ts';
import { withTenant } from '../../db/tenant.ts';
import type { TestDatabase } from '../support/database.ts';
import { createTestDatabase } from '../support/database.ts';
import type { TestPerson, TestTenant } from '../support/factories.ts';
import { makeLead, makeTenant } from '../support/factories.ts';

let database: TestDatabase;
let tenant: TestTenant;

beforeAll(async () => {
  database = await createTestDatabase();
  tenant = await makeTenant();
});

const as = <T>(person: TestPerson, fn: (tx: Tx) => Promise<T>): Promise<T> =>
  withTenant(person.context, { permission: null, label: 'test' }, fn);

interface Event {
  id: string;
  tenant_id: string;
  action: string;
  noun: string;
  count: number;
  ids: string[];
  keys: string[];
  actor: string;
  actor_id: string;
  user_id: string | null;
  source: string;
  request_id: string | null;
  user_agent: string | null;
}

interface Change {
  record: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

/** The events since `mark` that mention any of these records or keys, oldest first. */
const eventsOf = async (...ids: string[]): Promise<Event[]> =>
  database.admin<Event[]>`select * from audit.event where ids && ${ids}::uuid[] order by at, id`;
const changesOf = async (event: Event | undefined): Promise<Change[]> =>
  database.admin<Change[]>`
    select record, before, after from audit.change where event_id = ${event?.id ?? null} order by record`;

describe('events', () => {
  test('one statement is one event with everything it touched, and who did it', async () => {
    const ids = [uuidv7(), uuidv7(), uuidv7()];
    await as(tenant.user, (tx) =>
      tx.execute(sql`
        insert into crm.leads (tenant_id, id, name, stage_id)
        select ${tenant.tenantId}, id::uuid, 'Batch', ${tenant.stageId} from unnest(string_to_array(${ids.join()}, ',')) id`),
    );
    const events = await eventsOf(...ids);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      tenant_id: tenant.tenantId,
      noun: 'lead',
      action: 'created',
      count: 3,
      keys: [],
      actor: 'user',
      actor_id: tenant.user.userId,
      user_id: tenant.user.userId,
      source: 'ui',
      request_id: tenant.user.context.requestId,
      user_agent: 'vitest',
    });
    expect(events[0]?.ids.toSorted()).toEqual(ids);
    expect(await changesOf(events[0])).toEqual([]);
  });

  test('an update keeps the changed values of both sides and nothing else', async () => {
    const id = await makeLead(tenant, { name: 'Before', score: 3 });
    await as(tenant.user, (tx) =>
      tx.execute(
        sql`update crm.leads set name = 'After', phone = '1' where id = ${id} and tenant_id = ${tenant.tenantId}`,
      ),
    );
    const [, updated] = await eventsOf(id);
    expect(updated).toMatchObject({ action: 'updated', count: 1, ids: [id] });
    const [change] = await changesOf(updated);
    expect(change?.record).toBe(id);
    expect(change?.before).toMatchObject({ name: 'Before', phone: null, version: 1 });
    expect(change?.after).toMatchObject({ name: 'After', phone: '1', version: 2 });
    expect(change?.after).not.toHaveProperty('score');
    expect(change?.after).not.toHaveProperty('tenant_id');
  });

  test('a delete keeps the whole row', async () => {
    const id = await makeLead(tenant, { name: 'Gone', email: `gone-${uuidv7()}@example.test` });
    await database.admin`delete from crm.leads where id = ${id}`;
    const [, deleted] = await eventsOf(id);
    const [change] = await changesOf(deleted);
    expect(deleted).toMatchObject({ action: 'deleted', count: 1 });
    expect(change?.before).toMatchObject({ id, name: 'Gone', tenant_id: tenant.tenantId });
    expect(change?.after).toBeNull();
  });

  test('a write without context is somebody at a console', async () => {
    const id = await makeLead(tenant);
    await database.admin`update crm.leads set name = 'By hand' where id = ${id}`;
    const [, updated] = await eventsOf(id);
    expect(updated).toMatchObject({
      source: 'console',
      actor: 'console',
      actor_id: 'postgres',
      user_id: null,
    });
  });

  test('a console statement over two tenants is one event for each', async () => {
    const other = await makeTenant();
    const ids = [await makeLead(tenant), await makeLead(other)];
    await database.admin`update crm.leads set name = 'Both' where id = any (${ids}::uuid[])`;
    const events = (await eventsOf(...ids)).filter(({ action }) => action === 'updated');
    expect(events.map((event) => event.tenant_id).sort()).toEqual([tenant.tenantId, other.tenantId].sort());
    for (const event of events) expect(await changesOf(event)).toHaveLength(1);
  });

  test('an upsert is a creation for the new and an update for the known, and the untouched are in neither', async () => {
    const { tenantId } = tenant;
    await database.admin`delete from crm.lead_sources where tenant_id = ${tenantId} and key in ('fair', 'radio')`;
    const known = uuidv7();
    await database.admin`insert into crm.lead_sources (tenant_id, id, key, name) values (${tenantId}, ${known}, 'fair', 'Fair')`;
    const fresh = uuidv7();
    await as(tenant.admin, (tx) =>
      tx.execute(sql`
        insert into crm.lead_sources (tenant_id, id, key, name)
        values (${tenantId}, ${uuidv7()}, 'fair', 'Trade fair'), (${tenantId}, ${fresh}, 'radio', 'Radio')
        on conflict (tenant_id, key) do update set name = excluded.name`),
    );
    const actions = (await eventsOf(known, fresh)).map(({ action, ids }) => [action, ids]);
    expect(actions.slice(1)).toHaveLength(2);
    expect(actions).toContainEqual(['created', [fresh]]);
    expect(actions).toContainEqual(['updated', [known]]);
    await as(tenant.admin, (tx) =>
      tx.execute(sql`
        insert into crm.lead_sources (tenant_id, key, name) values (${tenantId}, 'fair', 'Again') on conflict do nothing`),
    );
    expect(await eventsOf(known, fresh)).toHaveLength(3);
  });

  test('MERGE is seen like any other write', async () => {
    const id = await makeLead(tenant, { name: 'Merged' });
    await as(tenant.user, (tx) =>
      tx.execute(sql`
        merge into crm.leads l using (values (${id}::uuid)) as v (id) on l.tenant_id = ${tenant.tenantId} and l.id = v.id
        when matched then update set name = 'By merge'`),
    );
    const [, updated] = await eventsOf(id);
    expect((await changesOf(updated))[0]).toMatchObject({
      before: { name: 'Merged' },
      after: { name: 'By merge' },
    });
  });

  test('tables without an id are known by the rest of their key', async () => {
    const roleId = tenant.roleIds.get('user') ?? '';
    await as(tenant.admin, async (tx) => {
      const { tenantId } = tenant;
      await tx.execute(
        sql`insert into crm.role_permissions values (${tenantId}, ${roleId}, 'report:read') on conflict do nothing`,
      );
      await tx.execute(
        sql`delete from crm.role_permissions where tenant_id = ${tenantId} and role_id = ${roleId} and permission = 'report:read'`,
      );
    });
    const events = await database.admin<Event[]>`
      select * from audit.event where keys @> ${[`${roleId}/report:read`]} order by at, id`;
    expect(events.at(-1)).toMatchObject({ noun: 'role_permission', action: 'deleted', ids: [], count: 1 });
    expect((await changesOf(events.at(-1)))[0]).toMatchObject({
      record: `${roleId}/report:read`,
      before: { permission: 'report:read' },
    });
  });

  test('what is only bookkeeping makes no event and costs nobody a version', async () => {
    const id = await makeLead(tenant);
    await as(tenant.user, (tx) =>
      tx.execute(sql`update crm.leads set last_activity_at = now() where id = ${id}`),
    );
    await as(tenant.user, (tx) => tx.execute(sql`update crm.leads set name = name where id = ${id}`));
    expect(await eventsOf(id)).toHaveLength(1);
    expect([...(await database.admin`select version from crm.leads where id = ${id}`)]).toEqual([
      { version: 2 },
    ]);
  });

  test('a write that is rolled back leaves no event', async () => {
    const id = uuidv7();
    await withTenant(tenant.user.context, { permission: null, dryRun: true, label: 'test' }, (tx) =>
      tx.execute(
        sql`insert into crm.leads (tenant_id, id, name, stage_id) values (${tenant.tenantId}, ${id}, 'Dry', ${tenant.stageId})`,
      ),
    );
    expect(await eventsOf(id)).toEqual([]);
  });

  test('facts about reads are written down by those who say them, within a tenant', async () => {
    const id = await makeLead(tenant);
    await as(tenant.user, (tx) =>
      tx.execute(sql`select audit.record_fact('lead', 'exported', array[${id}::uuid], '{"format":"csv"}')`),
    );
    const [, fact] = await eventsOf(id);
    expect(fact).toMatchObject({ action: 'exported', actor_id: tenant.user.userId, meta: { format: 'csv' } });
    await expect(database.admin`select audit.record_fact('lead', 'exported')`).rejects.toMatchObject({
      code: 'SF401',
    });
    const forged = as(tenant.admin, (tx) => tx.execute(sql`select audit.record_fact('lead', 'deleted')`));
    await expect(forged).rejects.toMatchObject({ code: '22023' });
  });
});

describe('the wall around the log', () => {
  test('changing it is refused to everybody, its owner and the superuser included, on parents and partitions', async () => {
    await makeLead(tenant);
    const partitions = await database.admin<{ name: string }[]>`
      select inhrelid::regclass::text as name from pg_inherits where inhparent in ('audit.event'::regclass, 'audit.change'::regclass)`;
    const tables = ['audit.event', 'audit.change', ...partitions.map(({ name }) => name)];
    expect(tables.length).toBeGreaterThanOrEqual(2 + 2 * 4);
    for (const role of ['postgres', 'streamflow_sealer']) {
      for (const table of tables) {
        for (const statement of [
          `update ${table} set at = at`,
          `delete from ${table}`,
          `truncate ${table}`,
        ]) {
          const attempt = database.admin.begin(async (tx) => {
            await tx.unsafe(`set local role ${role}`);
            await tx.unsafe(statement);
          });
          await expect(attempt, `${statement} as ${role}`).rejects.toMatchObject({
            code: '42501',
            message: expect.stringContaining('append-only') as string,
          });
        }
      }
    }
  });

  test('the app can neither write it nor reach a partition past its parent', async () => {
    const [row] = await database.admin<{ name: string }[]>`
      select inhrelid::regclass::text as name from pg_inherits where inhparent = 'audit.event'::regclass limit 1`;
    for (const statement of [
      sql`insert into audit.event (tenant_id, actor, source, noun, action, count) values (${tenant.tenantId}, 'user', 'ui', 'lead', 'created', 1)`,
      sql`delete from audit.event`,
      sql`select * from ${sql.identifier('audit')}.${sql.identifier(row?.name.split('.')[1] ?? '')}`,
      sql`select audit.write_event(${tenant.tenantId}, gen_random_uuid(), 'lead', 'created', null, null)`,
    ]) {
      await expect(as(tenant.admin, (tx) => tx.execute(statement))).rejects.toMatchObject({ code: '42501' });
    }
  });

  test('it is read by those who hold audit:read, in their own tenant', async () => {
    const other = await makeTenant();
    await makeLead(other);
    const count = (person: TestPerson): Promise<unknown[]> =>
      as(person, async (tx) => [
        ...(await tx.execute(
          sql`select count(*)::int as count, count(*) filter (where tenant_id <> ${person.tenantId})::int as foreign from audit.event`,
        )),
      ]);
    expect(await count(tenant.user)).toEqual([{ count: 0, foreign: 0 }]);
    const [seen] = (await count(tenant.admin)) as [{ count: number; foreign: number }];
    expect(seen.count).toBeGreaterThan(5);
    expect(seen.foreign).toBe(0);
  });

  test('every @record table is under audit, and no @record is without its class', async () => {
    const bare = await database.admin`
      select c.oid::regclass::text as table from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname in ('crm', 'auth', 'audit', 'platform', 'graphile_worker') and c.relkind in ('r', 'p')
         and (obj_description(c.oid, 'pg_class') ~ '^@(record|derived|log|global) ') is not true`;
    expect([...bare]).toEqual([]);
    const untriggered = await database.admin`
      select c.oid::regclass::text as table from pg_class c
       where obj_description(c.oid, 'pg_class') like '@record %'
         and (select count(*) from pg_trigger t join pg_proc p on p.oid = t.tgfoid
               where t.tgrelid = c.oid and p.oid = 'audit.record_changes'::regproc) <> 3`;
    expect([...untriggered]).toEqual([]);
  });
});
