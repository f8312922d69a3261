import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { rolePermissions, users } from '../../db/schema/index.ts';
import { withAuth } from '../../db/system.ts';
import { createApiKey } from '../../server/auth/api-keys.ts';
import { hashPassword } from '../../server/auth/password.ts';
import { createCaller } from '../../server/trpc/caller.ts';
import { createReply } from '../../server/trpc/context.ts';
import { PASSWORD, refusalOf, Visitor } from '../auth/visitor.ts';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { arrange, makePerson, makeTenant, type TestPerson, type TestTenant } from '../support/factories.ts';
import { runJobs } from '../support/jobs.ts';

let database: TestDatabase;
let api: Api;
let acme: TestTenant;
let globex: TestTenant;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi();
  [acme, globex] = [await makeTenant(), await makeTenant()];
});

const rest = (person: TestPerson = acme.admin) => api.rest(person);
const get = async (id: string) => (await rest()('GET', `/users/${id}`)).body;
const disable = (id: string, by?: TestPerson) => rest(by)('POST', `/users/${id}/disable`, {});
const enable = (id: string, by?: TestPerson) => rest(by)('POST', `/users/${id}/enable`, {});
const givePassword = async ({ accountId }: TestPerson): Promise<void> => {
  const hash = await hashPassword(PASSWORD);
  await database.admin`update auth.accounts set password_hash = ${hash} where id = ${accountId}`;
};
const letProve = ({ sid }: TestPerson) =>
  database.admin`update auth.sessions set sudo_until = now() + interval '10 minutes' where id = ${sid}`;
const directory = async ({ accountId, tenantId }: TestPerson) => {
  const [row] = await database.admin`
    select disabled_at is not null as closed from auth.account_tenants
     where account_id = ${accountId} and tenant_id = ${tenantId}`;
  return row?.closed as boolean;
};

describe('a name', () => {
  test('is changed by who may; a version that is old is 409 with the present values', async () => {
    const person = await makePerson(acme, 'user');
    const path = `/users/${person.userId}`;
    const before = await get(person.userId);
    expect((await rest(acme.manager)('PATCH', path, { name: 'X', version: before.version })).status).toBe(
      403,
    );
    expect((await rest()('PATCH', path, { name: ' ', version: before.version })).status).toBe(422);
    const saved = await rest()('PATCH', path, { name: 'Ada King', version: before.version });
    expect(saved).toMatchObject({ status: 200, body: { version: (before.version as number) + 1 } });
    expect(await rest()('PATCH', path, { name: 'Too late', version: before.version })).toMatchObject({
      status: 409,
      body: { slug: 'user.stale', data: { current: { name: 'Ada King' } } },
    });
  });

  test('can be saved though the person signed in since it was opened', async () => {
    const person = await makePerson(acme, 'user');
    await givePassword(person);
    const { version } = await get(person.userId);
    await new Visitor().login(person.email);
    const after = await get(person.userId);
    expect(after.lastLoginAt).not.toBeNull();
    expect((await rest()('PATCH', `/users/${person.userId}`, { name: 'Ada King', version })).status).toBe(
      200,
    );
  });
});

describe('disabling somebody', () => {
  test('stops their sessions and keys with the next request, at every door; enabling lets them in again', async () => {
    const person = await makePerson(acme, 'user');
    await givePassword(person);
    const { key } = await withAuth((tx) =>
      createApiKey(tx, { tenantId: acme.tenantId, userId: person.userId, name: 'sync' }),
    );
    const { accountId, sid, tenantId, userId } = person;
    const page = createCaller({
      edge: { requestId: 'disabling', ip: '127.0.0.1', userAgent: 'vitest', door: 'page' },
      principal: { kind: 'session', accountId, sid, epoch: 1, tenantId, userId },
      reply: createReply(),
      dryRun: false,
    });
    const byKey = () => fetch(`${api.url}/api/leads`, { headers: { Authorization: `Bearer ${key}` } });
    const bearer = await api.bearer(person);
    const trpc = () =>
      fetch(`${api.url}/api/trpc/leads.list?input=%7B%7D`, {
        headers: { Authorization: `Bearer ${bearer}` },
      });
    const inEveryWay = async (): Promise<number[]> => [
      (await rest(person)('GET', '/leads')).status,
      (await trpc()).status,
      (await byKey()).status,
      await page.leads.list({}).then(
        () => 200,
        async (thrown: unknown) => (await refusalOf(Promise.reject(thrown as Error))).status,
      ),
    ];
    expect(await inEveryWay()).toEqual([200, 200, 200, 200]);
    expect((await disable(userId)).status).toBe(200);
    expect(await inEveryWay()).toEqual([401, 401, 401, 401]);
    expect(await refusalOf(new Visitor().login(person.email))).toMatchObject({ status: 401 });
    expect((await enable(userId)).status).toBe(200);
    expect(await inEveryWay()).toEqual([200, 200, 200, 200]);
    await new Visitor().login(person.email);
  });

  test('is followed by sign-in’s directory, also when the process died before the job: sessions end, and it is on record', async () => {
    const person = await makePerson(acme, 'user');
    await disable(person.userId);
    // nothing has worked on the queue: what a crash right after the commit leaves
    expect(await directory(person)).toBe(false);
    await runJobs(database);
    expect(await directory(person)).toBe(true);
    const [session] = await database.admin`select revoke_reason from auth.sessions where id = ${person.sid}`;
    expect(session).toEqual({ revoke_reason: 'disabled' });
    await enable(person.userId);
    await runJobs(database);
    expect(await directory(person)).toBe(false);
    const events = await database.admin`
      select kind, meta->>'by' as by from auth.security_events
       where account_id = ${person.accountId} and kind like 'user_%abled' order by at, id`;
    expect([...events]).toEqual([
      { kind: 'user_disabled', by: acme.admin.userId },
      { kind: 'user_enabled', by: acme.admin.userId },
    ]);
    const changes = await database.admin`
      select before, after from audit.change where noun = 'user' and record = ${person.userId} order by at`;
    expect(changes).toMatchObject([
      { before: { status: 'active' }, after: { status: 'disabled' } },
      { before: { status: 'disabled' }, after: { status: 'active' } },
    ]);
  });

  test('leaves the sessions in other tenants alone, and the way into them', async () => {
    const person = await makePerson(acme, 'user');
    const userId = (await makePerson(globex, 'user')).userId;
    await database.admin`update crm.users set account_id = ${person.accountId} where id = ${userId}`;
    await database.admin`update auth.account_tenants set account_id = ${person.accountId} where user_id = ${userId}`;
    await givePassword(person);
    await disable(person.userId);
    await runJobs(database);
    const { user } = await new Visitor().login(person.email);
    expect(user).toMatchObject({ id: userId, tenantId: globex.tenantId });
  });

  test('twice is once, and the second time changes nothing', async () => {
    const person = await makePerson(acme, 'user');
    const first = await disable(person.userId);
    expect(await disable(person.userId)).toMatchObject({ status: 200, body: first.body });
  });

  test('oneself, somebody invited, and somebody of another tenant is refused', async () => {
    expect(await disable(acme.admin.userId)).toMatchObject({ status: 409, body: { slug: 'user.self' } });
    const [invited] = await arrange(acme, (tx) =>
      tx
        .insert(users)
        .values({ tenantId: acme.tenantId, name: 'Ida', email: 'ida@example.test' })
        .returning({ id: users.id }),
    );
    for (const change of [disable, enable])
      expect(await change(invited!.id)).toMatchObject({ status: 409, body: { slug: 'user.not_joined' } });
    expect((await disable(globex.user.userId)).status).toBe(404);
  });

  test('each other at once leaves one admin: the second is refused', async () => {
    const tenant = await makeTenant();
    const other = await makePerson(tenant, 'admin');
    const answers = await Promise.all([
      disable(other.userId, tenant.admin),
      disable(tenant.admin.userId, other),
    ]);
    // the one who came second was no admin any more, or the last one
    const statuses = answers.map(({ status }) => status).sort((a, b) => a - b);
    expect(statuses[0]).toBe(200);
    expect([401, 409]).toContain(statuses[1]);
    const [row] = await database.admin`
      select count(*)::int as left from crm.users
       where id in (${tenant.admin.userId}, ${other.userId}) and status = 'active'`;
    expect(row).toEqual({ left: 1 });
  });

  test('needs the permission, and more of them than the one who is shut out has', async () => {
    expect((await disable(acme.user.userId, acme.manager)).status).toBe(403);
    const tenant = await makeTenant();
    const roleId = tenant.roleIds.get('manager')!;
    await arrange(tenant, (tx) =>
      tx.insert(rolePermissions).values({ tenantId: tenant.tenantId, roleId, permission: 'user:*' }),
    );
    const refused = await disable(tenant.admin.userId, tenant.manager);
    expect(refused).toMatchObject({ status: 403, body: { slug: 'user.beyond_own' } });
    expect((await disable(tenant.user.userId, tenant.manager)).status).toBe(200);
  });
});

describe('ending somebody’s sessions', () => {
  test('asks for a fresh proof, and not of a key', async () => {
    const path = `/users/${acme.user.userId}/end-sessions`;
    expect(await rest()('POST', path, {})).toMatchObject({
      status: 403,
      body: { slug: 'auth.sudo_required' },
    });
    const { key } = await withAuth((tx) =>
      createApiKey(tx, { tenantId: acme.tenantId, userId: acme.admin.userId, name: 'sync' }),
    );
    const byKey = await rest(acme.user)('POST', path, {}, { Authorization: `Bearer ${key}` });
    expect(byKey).toMatchObject({ status: 403, body: { slug: 'auth.sudo_required' } });
  });

  test('signs them out of this tenant alone, at once, and is on record', async () => {
    await letProve(acme.admin);
    const person = await makePerson(acme, 'user');
    await givePassword(person);
    const there = new Visitor();
    await there.login(person.email);
    const elsewhere = await makePerson(globex, 'user');
    await database.admin`update auth.sessions set account_id = ${person.accountId} where id = ${elsewhere.sid}`;
    const path = `/users/${person.userId}/end-sessions`;
    expect(await rest()('POST', path, {})).toMatchObject({ status: 200, body: { ended: 2 } });
    expect((await rest(person)('GET', '/leads')).status).toBe(401);
    expect((await there.letAccessExpire().visit()).principal).toBeNull();
    const [other] = await database.admin`select revoked_at from auth.sessions where id = ${elsewhere.sid}`;
    expect(other).toEqual({ revoked_at: null });
    const [event] = await database.admin`
      select meta from auth.security_events
       where account_id = ${person.accountId} and kind = 'authn_session_end'`;
    expect(event?.meta).toEqual({ ended: 2, by: acme.admin.userId });
    expect(await rest()('POST', path, {})).toMatchObject({ status: 200, body: { ended: 0 } });
  });

  test('is tried out by nobody, and reaches nobody of another tenant', async () => {
    await letProve(acme.admin);
    const foreign = `/users/${globex.user.userId}/end-sessions`;
    expect((await rest()('POST', foreign, {})).status).toBe(404);
    const path = `/users/${acme.user.userId}/end-sessions`;
    expect((await rest()('POST', path, {}, { 'X-Dry-Run': 'true' })).status).toBe(400);
    expect((await rest(acme.user)('GET', '/leads')).status).toBe(200);
  });

  test('how many are open is told to who may end them', async () => {
    const person = await makePerson(acme, 'user');
    const ids = [person.userId, globex.user.userId];
    const { items } = await api.client(acme.admin).users.sessions.query({ ids });
    expect(items).toEqual([{ id: person.userId, open: 1, lastUsedAt: expect.any(String) }]);
    await expect(api.client(acme.user).users.sessions.query({ ids })).rejects.toMatchObject({
      data: { httpStatus: 403 },
    });
  });
});

test('who alone administers a tenant is known', async () => {
  const tenant = await makeTenant();
  const last = async () =>
    (await rest(tenant.admin)('GET', `/users/${tenant.admin.userId}`)).body.isLastAdmin;
  expect(await last()).toBe(true);
  const other = await makePerson(tenant, 'admin');
  expect(await last()).toBe(false);
  await arrange(tenant, (tx) =>
    tx.update(users).set({ status: 'disabled' }).where(eq(users.id, other.userId)),
  );
  expect(await last()).toBe(true);
});
