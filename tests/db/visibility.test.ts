import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { uuidv7 } from '../../db/ids.ts';
import { withTenant } from '../../db/tenant.ts';
import type { TestDatabase } from '../support/database.ts';
import { createTestDatabase } from '../support/database.ts';
import type { TestPerson, TestTenant } from '../support/factories.ts';
import { arrange, makePerson, makeTenant } from '../support/factories.ts';

// North is led by Nora; Northeast lies below it; South is elsewhere.
let database: TestDatabase;
let tenant: TestTenant;
const [north, northeast, south] = [uuidv7(), uuidv7(), uuidv7()];
let nora: TestPerson;
let ned: TestPerson;
let sid: TestPerson;

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  tenant = await makeTenant();
  const { tenantId } = tenant;
  await arrange(tenant, (tx) =>
    tx.execute(sql`
      insert into crm.teams (tenant_id, id, name, parent_id)
      values (${tenantId}, ${north}, 'North', null), (${tenantId}, ${northeast}, 'Northeast', ${north}), (${tenantId}, ${south}, 'South', null)`),
  );
  nora = await makePerson(tenant, 'user', { name: 'Nora', teamId: north });
  ned = await makePerson(tenant, 'user', { name: 'Ned', teamId: northeast });
  sid = await makePerson(tenant, 'user', { name: 'Sid', teamId: south });
  await database.admin`update crm.teams set manager_id = ${nora.userId} where id = ${north} and tenant_id = ${tenantId}`;
  await database.admin`
    insert into crm.leads (tenant_id, name, stage_id, owner_id, team_id)
    values (${tenantId}, 'nora''s', ${tenant.stageId}, ${nora.userId}, ${north}),
           (${tenantId}, 'ned''s', ${tenant.stageId}, ${ned.userId}, ${northeast}),
           (${tenantId}, 'sid''s', ${tenant.stageId}, ${sid.userId}, ${south}),
           (${tenantId}, 'nobody''s', ${tenant.stageId}, null, null)`;
  // what hangs on a record carries its owner and team
  await database.admin`
    insert into crm.activities (tenant_id, kind, body, lead_id, owner_id, team_id)
    select tenant_id, 'note', name, id, owner_id, team_id from crm.leads where tenant_id = ${tenantId}`;
  await database.admin`
    insert into crm.search_tokens (tenant_id, token, kind, noun, record_id, owner_id, team_id)
    select tenant_id, name, 'word', 'lead', id, owner_id, team_id from crm.leads where tenant_id = ${tenantId}`;
});

const setScope = (scope: string): Promise<unknown> => database.admin`
  update crm.role_visibility set scope = ${scope}
   where tenant_id = ${tenant.tenantId} and noun = 'lead' and role_id = ${tenant.roleIds.get('user') ?? null}`;

const TABLES = { leads: 'name', activities: 'body', search_tokens: 'token' };

/** What a raw query shows; the same for the record and for what hangs on it. */
async function sees(person: TestPerson): Promise<string[]> {
  const lists = await withTenant(
    person.context,
    { permission: null, readOnly: true, label: 'test' },
    async (tx) => {
      const found: string[][] = [];
      for (const [table, column] of Object.entries(TABLES)) {
        const rows = await tx.execute<{ name: string }>(
          sql`select ${sql.identifier(column)} as name from crm.${sql.identifier(table)} order by 1`,
        );
        found.push([...rows].map(({ name }) => name));
      }
      return found;
    },
  );
  const [first = [], ...others] = lists;
  for (const other of others) expect(other).toEqual(first);
  return first;
}

describe('a raw query shows', () => {
  test('own: one’s own and nobody’s', async () => {
    await setScope('own');
    expect(await sees(nora)).toEqual(["nobody's", "nora's"]);
    expect(await sees(sid)).toEqual(["nobody's", "sid's"]);
  });

  test('team: the own team’s, and for its manager those below', async () => {
    await setScope('team');
    expect(await sees(nora)).toEqual(["ned's", "nobody's", "nora's"]);
    expect(await sees(ned)).toEqual(["ned's", "nobody's"]);
  });

  test('all: everything of the tenant', async () => {
    await setScope('all');
    expect(await sees(sid)).toEqual(["ned's", "nobody's", "nora's", "sid's"]);
  });

  test('without a word about the noun: own', async () => {
    await database.admin`delete from crm.role_visibility where tenant_id = ${tenant.tenantId}`;
    expect(await sees(nora)).toEqual(["nobody's", "nora's"]);
    expect(await sees(tenant.admin)).toHaveLength(4);
  });

  test('the widest of several roles', async () => {
    await setScope('own');
    await database.admin`insert into crm.user_roles values (${tenant.tenantId}, ${ned.userId}, ${tenant.roleIds.get('manager') ?? null})`;
    expect(await sees(ned)).toHaveLength(4);
  });

  test('a circle of teams does not hang', async () => {
    await setScope('team');
    await database.admin`update crm.teams set parent_id = ${northeast} where id = ${north} and tenant_id = ${tenant.tenantId}`;
    expect(await sees(nora)).toEqual(["ned's", "nobody's", "nora's"]);
  });
});

describe('writing', () => {
  test('rows one does not see are not changed either', async () => {
    await setScope('own');
    const changed = await withTenant(ned.context, { permission: null, label: 'test' }, (tx) =>
      tx.execute(sql`update crm.leads set score = 99 where tenant_id = ${tenant.tenantId}`),
    );
    expect(changed.count).toBe(2);
    const rows =
      await database.admin`select name from crm.leads where score = 99 and tenant_id = ${tenant.tenantId} order by 1`;
    expect([...rows]).toEqual([{ name: "ned's" }, { name: "nobody's" }]);
  });

  test('a record made for somebody else is kept, but not shown by RETURNING', async () => {
    await setScope('own');
    const insert = sql`insert into crm.leads (tenant_id, name, stage_id, owner_id) values (${tenant.tenantId}, 'for sid', ${tenant.stageId}, ${sid.userId})`;
    const run = (returning: boolean): Promise<unknown> =>
      withTenant(ned.context, { permission: null, label: 'test' }, (tx) =>
        tx.execute(returning ? sql`${insert} returning id` : insert),
      );
    await expect(run(true)).rejects.toMatchObject({ code: '42501' });
    await expect(run(false)).resolves.toBeDefined();
  });
});
