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

describe('inviting many', () => {
  const many = (emails: string[], by = acme.admin, headers = {}) =>
    api.rest(by)<{ items: { email: string; outcome: string; id: string | null }[] }>(
      'POST',
      '/users/invites',
      { emails, role: 'manager' },
      headers,
    );

  test('answers each address by itself, and mails those who are new', async () => {
    const [fresh, asked] = [newEmail(), await invited()];
    const { status, body } = await many([` ${fresh} `, asked.email, acme.user.email, 'nobody', fresh]);
    expect(status).toBe(202);
    expect(body.items.map(({ email, outcome }) => [email, outcome])).toEqual([
      [fresh, 'sent'],
      [asked.email, 'invited'],
      [acme.user.email, 'member'],
      ['nobody', 'no_address'],
      [fresh, 'invited'],
    ]);
    expect(await stateOf(await tokenTo(fresh))).toMatchObject({ state: 'new', email: fresh });
    expect(await stateOf(asked.token)).toMatchObject({ state: 'new' });
    expect((await pending()).find(({ email }) => email === fresh)).toMatchObject({ roles: ['manager'] });
  });

  test('says so where an address was sent enough mail, and asks it in nevertheless', async () => {
    const email = newEmail();
    for (let at = 0; at < 3; at += 1) {
      const { id } = (await invite(email)).body;
      await api.rest(acme.admin)('DELETE', `/users/invites/${id}`);
    }
    expect((await many([email])).body.items).toMatchObject([{ email, outcome: 'too_many_mails' }]);
    expect((await pending()).find((item) => item.email === email)).toMatchObject({ expiresAt: null });
  });

  test('asks for one address and at most fifty, a role that exists, and the permission', async () => {
    expect((await many([])).status).toBe(422);
    expect((await many(Array.from({ length: 51 }, newEmail))).status).toBe(422);
    expect((await many([newEmail()], acme.user)).status).toBe(403);
    const unknown = await api.rest(acme.admin)('POST', '/users/invites', {
      emails: [newEmail()],
      role: 'emperor',
    });
    expect(unknown).toMatchObject({ status: 422, body: { details: { role: [expect.any(String)] } } });
  });

  test('tried out, asks nobody in and mails nobody', async () => {
    const email = newEmail();
    const tried = await many([email], acme.admin, { 'X-Dry-Run': 'true' });
    expect(tried.body.items).toMatchObject([{ email, outcome: 'sent' }]);
    const one = { email, role: 'user' };
    expect((await api.rest(acme.admin)('POST', '/users/invite', one, { 'X-Dry-Run': 'true' })).status).toBe(
      200,
    );
    expect(await tokenTo(email)).toBe('no mail');
    expect((await pending()).map((item) => item.email)).not.toContain(email);
  });
});

describe('sending again', () => {
  const resend = (id: string, by = acme.admin, headers = {}) =>
    api.rest(by)('POST', `/users/invites/${id}/resend`, {}, headers);

  test('sends another link for the same role, and the one before stops working', async () => {
    const first = await invited();
    expect(await resend(first.id)).toMatchObject({ status: 202, body: { id: first.id } });
    expect(await stateOf(first.token)).toEqual({ state: 'dead' });
    expect(await stateOf(await tokenTo(first.email))).toMatchObject({ state: 'new', email: first.email });
    expect((await pending()).find(({ id }) => id === first.id)).toMatchObject({ roles: ['user'] });
  });

  test('is for invitations of this tenant that are open, and not tried out with effect', async () => {
    const { id, token } = await invited();
    expect((await resend(id, globex.admin)).status).toBe(404);
    expect((await resend(acme.user.userId)).status).toBe(404);
    expect((await resend(id, acme.user)).status).toBe(403);
    expect((await resend(id, acme.admin, { 'X-Dry-Run': 'true' })).status).toBe(200);
    const withdraw = api.rest(acme.admin)('DELETE', `/users/invites/${id}`, undefined, {
      'X-Dry-Run': 'true',
    });
    expect((await withdraw).status).toBe(200);
    expect(await stateOf(token)).toMatchObject({ state: 'new' });
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
