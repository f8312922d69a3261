// Records follow their owner into another team: with all that hangs on them, in pieces, and for those who may move people.
import { eq, sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { uuidv7 } from '../../db/ids.ts';
import { teams, users } from '../../db/schema/index.ts';
import { withTenant } from '../../db/tenant.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import {
  arrange,
  makeLeads,
  makePerson,
  makeTenant,
  type TestPerson,
  type TestTenant,
} from '../support/factories.ts';

let database: TestDatabase;
let tenant: TestTenant;
let north: string;
let owner: TestPerson;

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  tenant = await makeTenant();
  north = uuidv7();
  const { tenantId } = tenant;
  await arrange(tenant, (tx) => tx.insert(teams).values({ tenantId, id: north, name: 'North' }));
  owner = await makePerson(tenant, 'user');
});

const move = (teamId: string | null): Promise<unknown> =>
  arrange(tenant, (tx) => tx.update(users).set({ teamId }).where(eq(users.id, owner.userId)));

const follow = (person: TestPerson, most = 100): Promise<number> =>
  withTenant(person.context, { permission: null, label: 'test' }, async (tx) => {
    const [row] = await tx.execute<{ moved: number }>(
      sql`select crm.follow_team(${sql.param([owner.userId])}::uuid[], ${most}) as moved`,
    );
    return row?.moved ?? -1;
  });

async function leadsWithEverything(many: number): Promise<string[]> {
  const { tenantId } = tenant;
  const { userId } = owner;
  const ids = await makeLeads(
    tenant,
    Array.from({ length: many }, () => ({ ownerId: userId })),
  );
  for (const id of ids) {
    await database.admin`insert into crm.activities (tenant_id, kind, body, lead_id, owner_id) values (${tenantId}, 'note', 'Called', ${id}, ${userId})`;
    await database.admin`insert into crm.external_ids values (${tenantId}, 'lead', 'old-crm', ${id}, ${id}, ${userId})`;
    await database.admin`
      insert into crm.files (tenant_id, noun, record_id, name, type, size, sha256, owner_id)
      values (${tenantId}, 'lead', ${id}, 'offer.txt', 'text/plain', 1, '', ${userId})`;
    await database.admin`insert into crm.search_tokens values (${tenantId}, 'hot', 'word', 'lead', ${id}, ${userId})`;
    await database.admin`
      with tag as (insert into crm.tags (tenant_id, name) values (${tenantId}, ${`hot ${id}`}) returning id)
      insert into crm.record_tags select ${tenantId}, 'lead', ${id}, tag.id, ${userId}, null from tag`;
  }
  return ids;
}

/** how many rows of the records, and of what hangs on them, count for a team */
const inTeam = async (teamId: string, ids: readonly string[]): Promise<Record<string, number>> => {
  const [row] = await database.admin<Record<string, number>[]>`
    select (select count(*) from crm.leads where team_id = ${teamId} and id = any (${[...ids]}))::int as records,
           (select count(*) from crm.activities where team_id = ${teamId} and lead_id = any (${[...ids]}))::int as entries,
           (select count(*) from crm.record_tags where team_id = ${teamId} and record_id = any (${[...ids]}))::int as tags,
           (select count(*) from crm.files where team_id = ${teamId} and record_id = any (${[...ids]}))::int as files,
           (select count(*) from crm.external_ids where team_id = ${teamId} and record_id = any (${[...ids]}))::int as external,
           (select count(*) from crm.search_tokens where team_id = ${teamId} and record_id = any (${[...ids]}))::int as words`;
  return { ...row };
};
const each = (n: number) => ({ records: n, entries: n, tags: n, external: n, files: n, words: n });

describe('records follow their owner', () => {
  test('with all that hangs on them, in pieces of the asked size, and once', async () => {
    const ids = await leadsWithEverything(3);
    await move(north);
    expect(await follow(tenant.admin, 2)).toBe(2);
    expect(await inTeam(north, ids)).toEqual(each(2));
    expect(await follow(tenant.admin, 2)).toBe(1);
    expect(await inTeam(north, ids)).toEqual(each(3));
    expect(await follow(tenant.admin, 2)).toBe(0);
    await move(null);
    expect(await follow(tenant.admin)).toBe(3);
    expect(await inTeam(north, ids)).toEqual(each(0));
  });

  test('without a new version, so that nobody who edits one meets a conflict; the log has it', async () => {
    const [id = ''] = await leadsWithEverything(1);
    await move(north);
    await follow(tenant.admin);
    expect([...(await database.admin`select version from crm.leads where id = ${id}`)]).toEqual([
      { version: 1 },
    ]);
    const [change] = await database.admin`
      select e.actor_id, c.after from audit.change c join audit.event e on e.id = c.event_id where c.record = ${id}`;
    expect(change).toMatchObject({ actor_id: tenant.admin.userId, after: { team_id: north } });
  });

  test('of the tenant alone: another one’s admin moves none', async () => {
    const ids = await leadsWithEverything(1);
    await move(north);
    expect(await follow((await makeTenant()).admin)).toBe(0);
    expect(await inTeam(north, ids)).toEqual(each(0));
  });

  test('for those who may move people', async () => {
    await expect(follow(tenant.user)).rejects.toMatchObject({ code: 'SF403', detail: 'team:update' });
  });
});
