// The rules about changing roles, tried by raw SQL as the app role: what no procedure stands in front of.
import { sql, type SQL } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { withTenant, type Tx } from '../../db/tenant.ts';
import { sqlState, toAppError, violatedConstraint } from '../../server/errors.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { arrange, makePerson, makeTenant, type TestPerson, type TestTenant } from '../support/factories.ts';
import { holdRole, insertRole } from '../support/records.ts';

let database: TestDatabase;
let acme: TestTenant;
/** may change roles and who holds them, and sees the leads of a team; no admin */
let delegate: TestPerson;
let delegated: { id: string };
let other: { id: string };

beforeAll(async () => {
  database = await createTestDatabase();
  acme = await makeTenant();
  delegated = await insertRole(acme, {
    permissions: ['role:update', 'user:update', 'lead:read', 'lead:update'],
    visibility: { lead: 'team' },
  });
  other = await insertRole(acme, { permissions: ['lead:read'] });
  delegate = await makePerson(acme, 'user');
  await arrange(acme, (tx) => tx.execute(sql`delete from crm.user_roles where user_id = ${delegate.userId}`));
  await holdRole(acme, delegate, delegated.id);
});

const as = <T>(person: TestPerson, fn: (tx: Tx) => Promise<T>): Promise<T> =>
  withTenant(person.context, { permission: null, label: 'test.roles' }, fn);
const run = (person: TestPerson, statement: SQL) => as(person, (tx) => tx.execute(statement));

/** The rule that refused it; what the refusal becomes for people has the same name. */
async function brokenBy(running: Promise<unknown>): Promise<string | undefined> {
  const error: unknown = await running.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  const rule = violatedConstraint(error);
  if (rule?.startsWith('role_')) expect(toAppError(error).slug).toBe(rule.replace('role_', 'role.'));
  return rule ?? sqlState(error);
}

const allow = (roleId: string, permission: string): SQL =>
  sql`insert into crm.role_permissions (tenant_id, role_id, permission) values (${acme.tenantId}, ${roleId}, ${permission})`;
const forbid = (roleId: string, permission: string): SQL =>
  sql`delete from crm.role_permissions where role_id = ${roleId} and permission = ${permission}`;
const show = (roleId: string, noun: string, scope: string): SQL => sql`
  insert into crm.role_visibility (tenant_id, role_id, noun, scope) values (${acme.tenantId}, ${roleId}, ${noun}, ${scope})
  on conflict (tenant_id, role_id, noun) do update set scope = excluded.scope`;
const give = ({ userId, tenantId }: TestPerson, roleId: string): SQL =>
  sql`insert into crm.user_roles (tenant_id, user_id, role_id) values (${tenantId}, ${userId}, ${roleId})`;
const take = ({ userId }: TestPerson, roleId: string): SQL =>
  sql`delete from crm.user_roles where user_id = ${userId} and role_id = ${roleId}`;
const roleId = (tenant: TestTenant, key: 'admin' | 'manager' | 'user'): string => tenant.roleIds.get(key)!;

describe('nobody gives or takes what they do not have', () => {
  test('a permission', async () => {
    expect(await brokenBy(run(delegate, allow(other.id, 'tenant:delete')))).toBe('role_beyond_own');
    expect(await brokenBy(run(delegate, allow(other.id, 'admin:*')))).toBe('role_beyond_own');
    expect(await brokenBy(run(delegate, allow(other.id, 'lead:*')))).toBe('role_beyond_own');
    expect(await brokenBy(run(delegate, forbid(roleId(acme, 'manager'), 'export:create')))).toBe(
      'role_beyond_own',
    );
    await run(delegate, allow(other.id, 'lead:update'));
    await run(delegate, forbid(other.id, 'lead:update'));
  });

  test('a wider view', async () => {
    expect(await brokenBy(run(delegate, show(other.id, 'lead', 'all')))).toBe('role_beyond_own');
    expect(await brokenBy(run(delegate, show(other.id, 'contact', 'team')))).toBe('role_beyond_own');
    await run(delegate, show(other.id, 'lead', 'team'));
    await run(delegate, show(other.id, 'lead', 'own'));
  });

  test('a role, with all it allows and shows', async () => {
    const wide = await insertRole(acme, { permissions: ['lead:read'], visibility: { lead: 'all' } });
    expect(await brokenBy(run(delegate, give(acme.user, roleId(acme, 'admin'))))).toBe('role_beyond_own');
    expect(await brokenBy(run(delegate, take(acme.admin, roleId(acme, 'admin'))))).toBe('role_beyond_own');
    expect(await brokenBy(run(delegate, give(acme.user, wide.id)))).toBe('role_beyond_own');
    await run(delegate, give(acme.user, other.id));
    await run(delegate, take(acme.user, other.id));
  });
});

describe('nobody without admin:* changes what they are', () => {
  const own: [string, () => SQL][] = [
    ['by allowing their role something they hold', () => allow(delegated.id, 'lead:read')],
    ['by taking something from it', () => forbid(delegated.id, 'lead:update')],
    ['by showing it more', () => show(delegated.id, 'contact', 'own')],
    ['by its name', () => sql`update crm.roles set name = 'Mine' where id = ${delegated.id}`],
    ['by one more role', () => give(delegate, other.id)],
    ['by one role less', () => take(delegate, delegated.id)],
  ];
  test.each(own)('%s', async (_way, statement) => {
    expect(await brokenBy(run(delegate, statement()))).toBe('role_own');
  });

  test('and an admin may, with several roles at once, also out of admin', async () => {
    const boss = await makePerson(acme, 'admin');
    await run(boss, give(boss, other.id));
    await as(boss, async (tx) => {
      await tx.execute(give(boss, roleId(acme, 'user')));
      // one statement, two roles: the first row does not decide about the second
      await tx.execute(
        sql`delete from crm.user_roles where user_id = ${boss.userId} and role_id <> ${roleId(acme, 'user')}`,
      );
    });
    expect(await brokenBy(run(boss, give(boss, other.id)))).toBe('role_own');
  });
});

describe('a role', () => {
  test('that somebody holds is not deleted, a seeded one never', async () => {
    const remove = (id: string): SQL => sql`update crm.roles set deleted_at = now() where id = ${id}`;
    expect(await brokenBy(run(acme.admin, remove(delegated.id)))).toBe('role_in_use');
    expect(await brokenBy(run(acme.admin, remove(roleId(acme, 'user'))))).toBe('role_seeded');
    const spare = await insertRole(acme);
    await run(acme.admin, remove(spare.id));
    expect(await brokenBy(run(acme.admin, give(acme.user, spare.id)))).toBe('role_gone');
  });

  test('keeps its key', async () => {
    const rename = sql`update crm.roles set key = 'admin2' where id = ${other.id}`;
    expect(await brokenBy(run(acme.admin, rename))).toBe('23514');
  });

  test('named admin keeps admin:*', async () => {
    await makePerson(acme, 'admin');
    expect(await brokenBy(run(acme.admin, forbid(roleId(acme, 'admin'), 'admin:*')))).toBe(
      'role_admin_fixed',
    );
  });
});

describe('the last active admin', () => {
  let tenant: TestTenant;
  let owners: { id: string };
  beforeAll(async () => {
    tenant = await makeTenant();
    owners = await insertRole(tenant, { permissions: ['admin:*'] });
    await holdRole(tenant, tenant.admin, owners.id);
    await arrange(tenant, (tx) => tx.execute(take(tenant.admin, roleId(tenant, 'admin'))));
    const gone = await makePerson(tenant, 'admin');
    await arrange(tenant, (tx) =>
      tx.execute(sql`update crm.users set status = 'disabled' where id = ${gone.userId}`),
    );
  });

  const ways: [string, () => SQL][] = [
    ['demoted', () => take(tenant.admin, owners.id)],
    ['disabled', () => sql`update crm.users set status = 'disabled' where id = ${tenant.admin.userId}`],
    ['deleted', () => sql`update crm.users set deleted_at = now() where id = ${tenant.admin.userId}`],
    ['left with a role that lost admin:*', () => forbid(owners.id, 'admin:*')],
  ];
  test.each(ways)('is not %s, by nobody', async (_way, statement) => {
    expect(await brokenBy(run(tenant.admin, statement()))).toBe('role_last_admin');
    expect(await brokenBy(arrange(tenant, (tx) => tx.execute(statement())))).toBe('role_last_admin');
  });

  test.each(ways)('is %s once there is another', async (_way, statement) => {
    const undone = new Error('undone');
    await makePerson(tenant, 'admin');
    const trying = arrange(tenant, async (tx) => {
      await tx.execute(statement());
      throw undone;
    });
    await expect(trying).rejects.toBe(undone);
  });

  test('does not stop other people from going', async () => {
    await run(tenant.admin, sql`update crm.users set status = 'disabled' where id = ${tenant.user.userId}`);
    await run(tenant.admin, take(tenant.manager, roleId(tenant, 'manager')));
  });
});

describe('two admins at once', () => {
  /** Both have begun, and know that they are admins, before either writes. */
  async function atOnce(statements: (pair: [TestPerson, TestPerson]) => [SQL, SQL]) {
    const tenant = await makeTenant();
    const pair: [TestPerson, TestPerson] = [tenant.admin, await makePerson(tenant, 'admin')];
    const [first, second] = statements(pair);
    let ready = 0;
    let go = (): void => undefined;
    const both = new Promise<void>((resolve) => (go = resolve));
    const outcomes = await Promise.all(
      pair.map((person, at) =>
        brokenBy(
          as(person, async (tx) => {
            await tx.entered;
            if ((ready += 1) === 2) go();
            await both;
            await tx.execute(at === 0 ? first : second);
          }),
        ),
      ),
    );
    const [left] = await database.admin<{ count: number }[]>`
      select count(*)::int as count from crm.user_roles h join crm.users u on u.id = h.user_id
       where h.role_id = ${roleId(tenant, 'admin')} and u.status = 'active'`;
    return { outcomes: outcomes.sort(), left: left?.count };
  }

  const demote = ({ userId }: TestPerson): SQL => sql`delete from crm.user_roles where user_id = ${userId}`;
  const disable = ({ userId }: TestPerson): SQL =>
    sql`update crm.users set status = 'disabled' where id = ${userId}`;

  test('step down: one does', async () => {
    const { outcomes, left } = await atOnce(([a, b]) => [demote(a), demote(b)]);
    expect([outcomes, left]).toEqual([['role_last_admin', undefined], 1]);
  });

  test('demote each other: one is', async () => {
    const { outcomes, left } = await atOnce(([a, b]) => [demote(b), demote(a)]);
    // whoever comes second is the last admin, or none any more
    expect(['role_last_admin', 'role_beyond_own']).toContain(outcomes[0]);
    expect([outcomes[1], left]).toEqual([undefined, 1]);
  });

  test('one steps down while the other is disabled: one of it happens', async () => {
    const { outcomes, left } = await atOnce(([a, b]) => [demote(a), disable(b)]);
    expect([outcomes, left]).toEqual([['role_last_admin', undefined], 1]);
  });

  test('with an older snapshot of the database, nobody changes roles at all', async () => {
    const trying = database.admin.begin('isolation level repeatable read', async (tx) => {
      await tx`delete from crm.user_roles where user_id = ${acme.admin.userId}`;
    });
    expect(await brokenBy(trying)).toBe('0A000');
  });
});
