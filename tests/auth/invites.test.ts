import './environment.ts';
import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { rolePermissions, users } from '../../db/schema/index.ts';
import { hashPassword } from '../../server/auth/password.ts';
import { keptMails } from '../../server/auth/mail-outbox.ts';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { arrange, makePerson, makeTenant, type TestPerson, type TestTenant } from '../support/factories.ts';
import { newEmail, PASSWORD, refusalOf, Visitor } from './visitor.ts';

let database: TestDatabase;
let api: Api;
let acme: TestTenant;
let globex: TestTenant;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi();
  [acme, globex] = [await makeTenant(), await makeTenant()];
});

const invite = (email: string, role = 'user', by: TestPerson = acme.admin) =>
  api.rest(by)<{ id: string }>('POST', '/users/invite', { email, role });

async function tokenTo(email: string): Promise<string> {
  const mail = (await keptMails()).find(({ to, purpose }) => to === email && purpose === 'invite');
  return /\/invite\/(\S+)/.exec(mail?.text ?? '')?.[1] ?? 'no mail';
}

async function invited(email = newEmail()): Promise<{ email: string; id: string; token: string }> {
  const { status, body } = await invite(email);
  expect(status).toBe(202);
  return { email, id: body.id, token: await tokenTo(email) };
}

/** Somebody of another tenant, who can sign in. */
async function elsewhere(): Promise<{ person: TestPerson; visitor: Visitor }> {
  const person = await makePerson(globex, 'user');
  const hash = await hashPassword(PASSWORD);
  await database.admin`update auth.accounts set password_hash = ${hash} where id = ${person.accountId}`;
  const visitor = new Visitor();
  await visitor.login(person.email);
  return { person, visitor };
}

const stateOf = async (token: string, visitor = new Visitor()) =>
  (await visitor.at((auth) => auth.inviteLink({ token }))).answer;
const pending = async () =>
  (
    await api.rest(acme.admin)<{ items: { id: string; email: string; expiresAt: string | null }[] }>(
      'GET',
      '/users/invites',
    )
  ).body.items;

describe('inviting', () => {
  test('sends a link that says who and where, and lists the invitation', async () => {
    const { email, id, token } = await invited();
    expect(await stateOf(token)).toMatchObject({ state: 'new', email });
    const mail = (await keptMails()).find(({ to }) => to === email);
    expect(mail?.text).toContain(acme.admin.name);
    const [row] = (await pending()).filter((item) => item.id === id);
    expect(row).toMatchObject({ email, roles: ['user'] });
    const days = (Date.parse(row!.expiresAt!) - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(7);
  });

  test('again sends another link, and the one before stops working', async () => {
    const first = await invited();
    const second = await invited(first.email);
    expect(second.id).toBe(first.id);
    expect(await stateOf(first.token)).toEqual({ state: 'dead' });
    expect(await stateOf(second.token)).toMatchObject({ state: 'new' });
  });

  test('somebody who is here already is 409, an unknown role and no address are 422', async () => {
    expect((await invite(acme.user.email.toUpperCase())).status).toBe(409);
    expect((await invite(newEmail(), 'emperor')).body).toMatchObject({
      details: { role: [expect.any(String)] },
    });
    expect((await invite('nobody')).body).toMatchObject({ details: { email: [expect.any(String)] } });
  });

  test('needs the permission, and gives no role that may do more than oneself', async () => {
    expect((await invite(newEmail(), 'user', acme.user)).status).toBe(403);
    expect((await api.rest(acme.user)('GET', '/users/invites')).status).toBe(403);
    const tenant = await makeTenant();
    const roleId = tenant.roleIds.get('manager')!;
    await arrange(tenant, (tx) =>
      tx.insert(rolePermissions).values({ tenantId: tenant.tenantId, roleId, permission: 'user:invite' }),
    );
    const email = newEmail();
    expect((await invite(email, 'admin', tenant.manager)).status).toBe(403);
    expect(await arrange(tenant, (tx) => tx.select().from(users).where(eq(users.email, email)))).toEqual([]);
    expect((await invite(email, 'user', tenant.manager)).status).toBe(202);
  });

  test('the same address more than three times an hour is 429', async () => {
    const email = newEmail();
    const answers = [];
    for (let at = 0; at < 4; at += 1) answers.push((await invite(email)).status);
    expect(answers).toEqual([202, 202, 202, 429]);
  });

  test('can be taken back once: the link is dead, the address may be invited again', async () => {
    const { email, id, token } = await invited();
    const rest = api.rest(acme.admin);
    expect((await api.rest(globex.admin)('DELETE', `/users/invites/${id}`)).status).toBe(404);
    expect((await rest('DELETE', `/users/invites/${id}`)).status).toBe(204);
    expect((await rest('DELETE', `/users/invites/${id}`)).status).toBe(404);
    expect((await rest('DELETE', `/users/invites/${acme.user.userId}`)).status).toBe(404);
    expect(await stateOf(token)).toEqual({ state: 'dead' });
    expect((await pending()).map((item) => item.id)).not.toContain(id);
    await invited(email);
  });
});

describe('joining', () => {
  test('with a new account makes it a user of the tenant with the role, once', async () => {
    const { email, token } = await invited();
    const visitor = new Visitor();
    const person = { name: 'Ada Byron', email, password: PASSWORD, tenantInvite: token };
    await visitor.at((auth) => auth.register(person));
    expect((await visitor.at((auth) => auth.me())).answer).toMatchObject({
      tenant: { id: acme.tenantId },
      roles: ['user'],
    });
    expect(await stateOf(token)).toEqual({ state: 'dead' });
    expect(await refusalOf(new Visitor().at((auth) => auth.register(person)))).toMatchObject({ status: 422 });
  });

  test('with an account of another tenant adds this one and goes there; the other stays', async () => {
    const { person, visitor } = await elsewhere();
    const { token } = await invited(person.email);
    expect(await stateOf(token)).toMatchObject({ state: 'known' });
    expect(await stateOf(token, visitor)).toMatchObject({ state: 'ready' });
    const { answer } = await visitor.at((auth) => auth.acceptInvite({ token }));
    expect(answer.user).toMatchObject({ tenantId: acme.tenantId, roles: ['user'] });
    expect((await visitor.at((auth) => auth.me())).answer.tenant?.id).toBe(acme.tenantId);
    const { answer: tenants } = await visitor.at((auth) => auth.tenants());
    expect(tenants.items.map(({ id }) => id).sort()).toEqual([acme.tenantId, globex.tenantId].sort());
    expect(await refusalOf(visitor.at((auth) => auth.acceptInvite({ token })))).toMatchObject({
      status: 422,
    });
  });

  test('twice at the same moment joins once', async () => {
    const { person, visitor } = await elsewhere();
    const { token } = await invited(person.email);
    const both = await Promise.allSettled(
      [1, 2].map(() => visitor.at((auth) => auth.acceptInvite({ token }))),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('by a link for somebody else is refused and leaves it open for them', async () => {
    const { visitor } = await elsewhere();
    const { token } = await invited();
    expect(await stateOf(token, visitor)).toMatchObject({ state: 'other' });
    expect(await refusalOf(visitor.at((auth) => auth.acceptInvite({ token })))).toMatchObject({
      status: 403,
    });
    expect(await stateOf(token)).toMatchObject({ state: 'new' });
  });

  test('by a link that expired, was withdrawn or was never ours is refused', async () => {
    const { person, visitor } = await elsewhere();
    const { token, id } = await invited(person.email);
    await database.admin`update auth.one_time_tokens set expires_at = now() where data->>'userId' = ${id}`;
    for (const dead of [token, 'invented', '../../x'])
      expect(await refusalOf(visitor.at((auth) => auth.acceptInvite({ token: dead })))).toMatchObject({
        status: 422,
      });
    expect(await stateOf(token)).toEqual({ state: 'dead' });
  });

  test('an invitation withdrawn at that very moment joins nobody', async () => {
    const { person, visitor } = await elsewhere();
    const { token, id } = await invited(person.email);
    await database.admin`update crm.users set deleted_at = now(), status = 'disabled' where id = ${id}`;
    expect(await refusalOf(visitor.at((auth) => auth.acceptInvite({ token })))).toMatchObject({
      status: 422,
    });
    const { answer } = await visitor.at((auth) => auth.tenants());
    expect(answer.items.map(({ id: tenantId }) => tenantId)).toEqual([globex.tenantId]);
  });
});
