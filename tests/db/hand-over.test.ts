import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { uuidv7 } from '../../db/ids.ts';
import { withTenant } from '../../db/tenant.ts';
import type { TestDatabase } from '../support/database.ts';
import { createTestDatabase } from '../support/database.ts';
import type { TestPerson, TestTenant } from '../support/factories.ts';
import { arrange, makeLead, makePerson, makeTenant } from '../support/factories.ts';

let database: TestDatabase;
let tenant: TestTenant;
let team: string;
let colleague: TestPerson;

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  tenant = await makeTenant();
  team = uuidv7();
  await arrange(tenant, (tx) =>
    tx.execute(
      sql`insert into crm.teams (tenant_id, id, name) values (${tenant.tenantId}, ${team}, 'North')`,
    ),
  );
  colleague = await makePerson(tenant, 'user', { teamId: team });
});

function handOver(person: TestPerson, noun: string, ids: string[], owner: string | null): Promise<number> {
  return withTenant(person.context, { permission: null, label: 'test' }, async (tx) => {
    const [row] = await tx.execute<{ count: number }>(
      sql`select crm.hand_over(${noun}, ${`{${ids.join()}}`}::uuid[], ${owner}) as count`,
    );
    return row?.count ?? -1;
  });
}

const setScope = (role: 'manager' | 'user', scope: string): Promise<unknown> => database.admin`
  update crm.role_visibility set scope = ${scope} where tenant_id = ${tenant.tenantId} and role_id = ${tenant.roleIds.get(role) ?? null}`;

/** owner and team of the record and of all that hangs on it */
const owners = async (id: string): Promise<unknown[]> => [
  ...(await database.admin`
    select 'record' as what, owner_id, team_id from crm.leads where id = ${id}
    union all select 'activity', owner_id, team_id from crm.activities where lead_id = ${id}
    union all select 'tag', owner_id, team_id from crm.record_tags where record_id = ${id}
    union all select 'external id', owner_id, team_id from crm.external_ids where record_id = ${id}
    union all select 'token', owner_id, team_id from crm.search_tokens where record_id = ${id}
    order by 1`),
];

async function leadWithEverything(ownerId: string): Promise<string> {
  const { tenantId } = tenant;
  const id = await makeLead(tenant, { ownerId });
  await database.admin`
    with tag as (insert into crm.tags (tenant_id, name) values (${tenantId}, ${`hot ${id}`}) returning id)
    insert into crm.record_tags select ${tenantId}, 'lead', ${id}, tag.id, ${ownerId}, null from tag`;
  await database.admin`insert into crm.activities (tenant_id, kind, body, lead_id, owner_id) values (${tenantId}, 'note', 'Called', ${id}, ${ownerId})`;
  await database.admin`insert into crm.external_ids values (${tenantId}, 'lead', 'old-crm', ${id}, ${id}, ${ownerId})`;
  await database.admin`insert into crm.search_tokens values (${tenantId}, 'hot', 'word', 'lead', ${id}, ${ownerId})`;
  await database.admin`insert into crm.tasks (tenant_id, title, lead_id, owner_id) values (${tenantId}, 'Call back', ${id}, ${ownerId})`;
  return id;
}

describe('handing records over', () => {
  test('moves the record and everything that hangs on it to the new owner and their team; tasks stay', async () => {
    const id = await leadWithEverything(tenant.manager.userId);
    expect(await handOver(tenant.manager, 'lead', [id], colleague.userId)).toBe(1);
    expect(await owners(id)).toEqual(
      ['activity', 'external id', 'record', 'tag', 'token'].map((what) => ({
        what,
        owner_id: colleague.userId,
        team_id: team,
      })),
    );
    const [task] = await database.admin`select owner_id from crm.tasks where lead_id = ${id}`;
    expect(task).toEqual({ owner_id: tenant.manager.userId });
  });

  test('works for a giver who will not see the record afterwards, where a plain update is refused', async () => {
    await setScope('manager', 'own');
    const id = await makeLead(tenant, { ownerId: tenant.manager.userId });
    const plain = withTenant(tenant.manager.context, { permission: null, label: 'test' }, (tx) =>
      tx.execute(sql`update crm.leads set owner_id = ${colleague.userId} where id = ${id}`),
    );
    await expect(plain).rejects.toMatchObject({ code: '42501' });
    expect(await handOver(tenant.manager, 'lead', [id], colleague.userId)).toBe(1);
  });

  test('is audited as the giver’s update and raises the version', async () => {
    const id = await makeLead(tenant, { ownerId: tenant.manager.userId });
    await handOver(tenant.manager, 'lead', [id], colleague.userId);
    const [change] = await database.admin`
      select e.actor_id, c.before, c.after from audit.change c join audit.event e on e.id = c.event_id where c.record = ${id}`;
    expect(change).toMatchObject({
      actor_id: tenant.manager.userId,
      before: { owner_id: tenant.manager.userId, version: 1 },
      after: { owner_id: colleague.userId, team_id: team, version: 2 },
    });
  });

  test('to nobody makes a record everybody’s', async () => {
    const id = await leadWithEverything(tenant.manager.userId);
    expect(await handOver(tenant.manager, 'lead', [id], null)).toBe(1);
    expect(new Set((await owners(id)).map((row) => (row as { owner_id: string | null }).owner_id))).toEqual(
      new Set([null]),
    );
  });

  test('to the one who has it already counts, and changes nothing', async () => {
    const id = await makeLead(tenant, { ownerId: colleague.userId, teamId: team });
    expect(await handOver(tenant.manager, 'lead', [id], colleague.userId)).toBe(1);
    expect([...(await database.admin`select version from crm.leads where id = ${id}`)]).toEqual([
      { version: 1 },
    ]);
  });

  test.each(['lead', 'contact', 'organization', 'opportunity', 'task'])('knows the noun %s', async (noun) => {
    expect(await handOver(tenant.admin, noun, [uuidv7()], colleague.userId)).toBe(0);
  });
});

describe('what hand-over refuses', () => {
  test('somebody without <noun>:assign', async () => {
    const id = await makeLead(tenant, { ownerId: tenant.user.userId });
    await expect(handOver(tenant.user, 'lead', [id], colleague.userId)).rejects.toMatchObject({
      code: 'SF403',
      detail: 'lead:assign',
    });
  });

  test('records the giver cannot see are passed over and not counted', async () => {
    await setScope('manager', 'own');
    const mine = await makeLead(tenant, { ownerId: tenant.manager.userId });
    const hidden = await makeLead(tenant, { ownerId: tenant.admin.userId });
    expect(await handOver(tenant.manager, 'lead', [mine, hidden], colleague.userId)).toBe(1);
    const [row] = await database.admin`select owner_id from crm.leads where id = ${hidden}`;
    expect(row).toEqual({ owner_id: tenant.admin.userId });
  });

  test('another tenant’s records, and another tenant’s people as owners', async () => {
    const other = await makeTenant();
    const theirs = await makeLead(other, { ownerId: other.user.userId });
    const ours = await makeLead(tenant);
    expect(await handOver(tenant.admin, 'lead', [theirs], colleague.userId)).toBe(0);
    await expect(handOver(tenant.admin, 'lead', [ours], other.user.userId)).rejects.toMatchObject({
      code: '23503',
    });
  });

  test('an owner who is no longer active, and nouns without owner', async () => {
    await database.admin`update crm.users set status = 'disabled' where id = ${colleague.userId}`;
    const id = await makeLead(tenant);
    await expect(handOver(tenant.admin, 'lead', [id], colleague.userId)).rejects.toMatchObject({
      code: '23503',
    });
    await expect(handOver(tenant.admin, 'users; drop table crm.leads', [id], null)).rejects.toMatchObject({
      code: '22023',
    });
  });
});
