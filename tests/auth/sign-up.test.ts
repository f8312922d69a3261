import { beforeAll, describe, expect, test } from 'vitest';
import { uuidv7 } from '../../db/ids.ts';
import { withAuth } from '../../db/system.ts';
import { keptMails } from '../../server/auth/mail-outbox.ts';
import { insertToken } from '../../server/auth/one-time-tokens.queries.ts';
import { hashSecret, newSecret } from '../../server/auth/refresh-token.ts';
import { insertAccount, insertMembership } from '../../server/features/accounts/accounts.queries.ts';
import { finishSignUps } from '../../server/features/accounts/accounts.sign-up.ts';
import { userRoles, users } from '../../db/schema/index.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { arrange, makeTenant, type TestTenant } from '../support/factories.ts';
import { newEmail, PASSWORD, refusalOf, Visitor } from './visitor.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});

const form = (email: string, rest: object = {}) => ({
  name: 'Ada Byron',
  email,
  password: PASSWORD,
  ...rest,
});
const register = (email: string, rest: object = {}, visitor = new Visitor()) =>
  visitor.at((auth) => auth.register(form(email, rest)));
const countOf = async (email: string): Promise<number> =>
  (await database.admin`select 1 from auth.accounts where email_norm = lower(${email})`).length;

describe('registering', () => {
  test('makes account, tenant and admin, and signs in at once', async () => {
    const visitor = new Visitor();
    const email = newEmail();
    const { answer } = await register(email, {}, visitor);
    expect(answer.checkMail).toBe(false);
    const { answer: me } = await visitor.at((auth) => auth.me());
    expect(me).toMatchObject({
      user: { id: answer.userId, email, name: 'Ada Byron' },
      roles: ['admin'],
      permissions: ['admin:*'],
      tenant: { name: "Ada Byron's company", currency: 'USD' },
    });
    expect((await new Visitor().login(email)).user.id).toBe(answer.userId);
  });

  test('gives the tenant its roles, lead sources and pipelines', async () => {
    const { answer } = await register(newEmail());
    const [{ tenant_id: tenantId } = { tenant_id: '' }] = await database.admin<{ tenant_id: string }[]>`
      select tenant_id from crm.users where id = ${answer.userId}`;
    const keys = async (query: Promise<readonly { key: string }[]>) => (await query).map(({ key }) => key);
    const sql = database.admin;
    expect(await keys(sql`select key from crm.roles where tenant_id = ${tenantId} order by key`)).toEqual([
      'admin',
      'manager',
      'user',
    ]);
    expect(
      await keys(sql`select key from crm.lead_sources where tenant_id = ${tenantId} order by key`),
    ).toEqual(['api', 'partner', 'upload', 'website']);
    expect(
      await keys(sql`select p.noun || ':' || s.key as key from crm.stages s
        join crm.pipelines p on p.tenant_id = s.tenant_id and p.id = s.pipeline_id
        where s.tenant_id = ${tenantId} order by p.noun, s.position`),
    ).toEqual([
      ...['new', 'working', 'nurturing', 'qualified', 'unqualified'].map((key) => `lead:${key}`),
      ...['qualification', 'proposal', 'negotiation', 'won', 'lost'].map((key) => `opportunity:${key}`),
    ]);
    expect(
      await sql`select 1 from crm.role_visibility where tenant_id = ${tenantId} and scope <> 'all'`,
    ).toHaveLength(0);
  });

  test('with a taken address is 409 and says so by field, in any spelling of it', async () => {
    const email = newEmail();
    await register(email);
    const refusal = await refusalOf(register(email.toUpperCase()));
    expect(refusal).toMatchObject({ status: 409, error: 'Conflict' });
    expect(Object.keys(refusal.details ?? {})).toEqual(['email']);
    expect(await countOf(email)).toBe(1);
  });

  test('twice at the same moment makes one account and one tenant', async () => {
    const email = newEmail();
    const before = await database.admin`select 1 from platform.tenants`;
    const answers = await Promise.allSettled([register(email), register(email), register(email)]);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await countOf(email)).toBe(1);
    expect((await database.admin`select 1 from platform.tenants`).length).toBe(before.length + 1);
  });

  test.each([
    ['a weak password', { password: 'password1' }, 'password'],
    [
      'a password made of the address',
      { email: 'margaret.hamilton@example.test', password: 'Margaret.Hamilton' },
      'password',
    ],
    ['no name', { name: '  ' }, 'name'],
    ['no address', { email: 'nobody' }, 'email'],
    ['a name that cannot be stored', { name: 'A\0da' }, 'name'],
    ['a tenant of its own choosing', { tenantId: uuidv7() }, 'tenantId'],
    ['a role of its own choosing', { role: 'operator' }, 'role'],
  ])('with %s is 422 by field and makes nothing', async (_what, rest, field) => {
    const email = newEmail();
    const refusal = await refusalOf(register(email, rest));
    expect(refusal).toMatchObject({ status: 422 });
    expect(Object.keys(refusal.details ?? {})).toEqual([field]);
    expect(await countOf(email)).toBe(0);
  });

  test('is refused after five in an hour from one address, with a time to come back', async () => {
    const visitor = new Visitor();
    for (let at = 0; at < 5; at += 1) await register(newEmail(), {}, visitor);
    expect(await refusalOf(register(newEmail(), {}, visitor))).toMatchObject({ status: 429 });
    await register(newEmail());
  });

  test('keeps hostile text as it was typed', async () => {
    const visitor = new Visitor();
    const name = `<img src=x onerror=alert(1)> '; drop table crm.users; --`;
    await register(newEmail(), { name }, visitor);
    expect((await visitor.at((auth) => auth.me())).answer.user.name).toBe(name);
  });
});

describe('a sign-up that was cut short', () => {
  async function cutShort(): Promise<{ email: string; tenantId: string; userId: string }> {
    const email = newEmail();
    await register(email);
    const [row] = await database.admin<{ account_id: string; tenant_id: string; user_id: string }[]>`
      select m.* from auth.account_tenants m join auth.accounts a on a.id = m.account_id where a.email = ${email}`;
    await database.admin`update auth.account_tenants set state = 'pending', created_at = now() - interval '5 minutes'
      where account_id = ${row!.account_id}`;
    return { email, tenantId: row!.tenant_id, userId: row!.user_id };
  }

  test('after the account was written is finished by the job: tenant, user, membership', async () => {
    const [email, accountId, tenantId, userId] = [newEmail(), uuidv7(), uuidv7(), uuidv7()];
    await withAuth(async (tx) => {
      const account = {
        id: accountId,
        email,
        emailNorm: email,
        name: 'Ada',
        passwordHash: 'x',
        isVerified: false,
      };
      await insertAccount(tx, account);
      await insertMembership(tx, { accountId, tenantId, userId });
    });
    await database.admin`update auth.account_tenants set created_at = now() - interval '5 minutes'
      where account_id = ${accountId}`;
    expect(await finishSignUps()).toBe(1);
    const users =
      await database.admin`select status, account_id from crm.users where tenant_id = ${tenantId}`;
    expect(users).toMatchObject([{ status: 'active', account_id: accountId }]);
    expect(await finishSignUps()).toBe(0);
  });

  test('after the tenant was made is finished without making it twice', async () => {
    const { email, tenantId, userId } = await cutShort();
    expect((await new Visitor().login(email)).user.tenantId).toBeNull();
    expect(await finishSignUps()).toBe(1);
    expect((await new Visitor().login(email)).user).toMatchObject({ tenantId, id: userId, roles: ['admin'] });
    expect(await database.admin`select 1 from crm.roles where tenant_id = ${tenantId}`).toHaveLength(3);
    expect(await database.admin`select 1 from crm.user_roles where tenant_id = ${tenantId}`).toHaveLength(1);
  });
});

describe('joining by invitation', () => {
  let tenant: TestTenant;
  beforeAll(async () => {
    tenant = await makeTenant();
  });

  async function invite(email: string, seconds = 600): Promise<{ token: string; userId: string }> {
    const [token, userId] = [newSecret(), uuidv7()];
    const { tenantId } = tenant;
    await arrange(tenant, async (tx) => {
      await tx.insert(users).values({ tenantId, id: userId, name: email, email, status: 'invited' });
      await tx.insert(userRoles).values({ tenantId, userId, roleId: tenant.roleIds.get('manager')! });
    });
    const data = { tenantId, userId, email };
    await withAuth((tx) => insertToken(tx, { hash: hashSecret(token), purpose: 'invite', data, seconds }));
    return { token, userId };
  }

  test('makes the account an active user with the role it was invited to', async () => {
    const email = newEmail();
    const { token, userId } = await invite(email);
    const visitor = new Visitor();
    const { answer } = await register(email, { tenantInvite: token }, visitor);
    expect(answer.userId).toBe(userId);
    const { answer: me } = await visitor.at((auth) => auth.me());
    expect(me).toMatchObject({
      tenant: { id: tenant.tenantId },
      roles: ['manager'],
      user: { name: 'Ada Byron' },
    });
  });

  test('works once, in time, and for the invited address only', async () => {
    const email = newEmail();
    const { token } = await invite(email);
    const dead = { status: 422, details: { tenantInvite: [expect.any(String)] } };
    expect(await refusalOf(register(newEmail(), { tenantInvite: token }))).toMatchObject(dead);
    await register(email, { tenantInvite: token });
    expect(await refusalOf(register(newEmail(), { tenantInvite: token }))).toMatchObject(dead);
    const late = newEmail();
    const { token: expired } = await invite(late, -1);
    expect(await refusalOf(register(late, { tenantInvite: expired }))).toMatchObject(dead);
    expect(await countOf(late)).toBe(0);
  });

  test('with an address that has an account is 409 and leaves the invitation open', async () => {
    const email = newEmail();
    await register(email);
    const { token } = await invite(email);
    expect(await refusalOf(register(email, { tenantInvite: token }))).toMatchObject({ status: 409 });
    const [row] =
      await database.admin`select used_at from auth.one_time_tokens where hash = ${hashSecret(token)}`;
    expect(row).toEqual({ used_at: null });
  });
});

test('no mail was needed for any of it', async () => {
  expect((await keptMails()).filter(({ purpose }) => purpose === 'verify')).toEqual([]);
});
