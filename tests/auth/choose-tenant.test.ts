import { beforeAll, describe, expect, test } from 'vitest';
import { uuidv7 } from '../../db/ids.ts';
import { withAuth } from '../../db/system.ts';
import { hashPassword } from '../../server/auth/password.ts';
import { activateMembership, insertMembership } from '../../server/features/accounts/accounts.queries.ts';
import { insertMember } from '../../server/features/users/users.membership.queries.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { arrange, makePerson, makeTenant, type TestPerson, type TestTenant } from '../support/factories.ts';
import { PASSWORD, refusalOf, Visitor } from './visitor.ts';

let database: TestDatabase;
let tenant: TestTenant;
let passwordHash: string;

beforeAll(async () => {
  database = await createTestDatabase();
  tenant = await makeTenant();
  passwordHash = await hashPassword(PASSWORD);
});

async function somebody(): Promise<TestPerson> {
  const person = await makePerson(tenant, 'user');
  await database.admin`update auth.accounts set password_hash = ${passwordHash} where id = ${person.accountId}`;
  return person;
}

describe('an account in several tenants', () => {
  let other: TestTenant;
  beforeAll(async () => {
    other = await makeTenant();
  });

  async function somebodyInTwo(): Promise<{ person: TestPerson; there: string }> {
    const person = await somebody();
    const there = uuidv7();
    const member = { id: there, accountId: person.accountId, name: person.name, email: person.email };
    await withAuth(async (tx) => {
      await insertMembership(tx, { accountId: person.accountId, tenantId: other.tenantId, userId: there });
      await activateMembership(tx, person.accountId, other.tenantId);
    });
    await arrange(other, (tx) => insertMember(tx, { ...member, roleId: other.roleIds.get('admin')! }));
    return { person, there };
  }

  test('chooses one after signing in, and may choose another later', async () => {
    const { person, there } = await somebodyInTwo();
    const visitor = new Visitor();
    const { user } = await visitor.login(person.email);
    expect(user).toMatchObject({ tenantId: null, id: person.accountId, roles: [] });
    expect((await visitor.at((auth) => auth.me())).answer.tenant).toBeNull();
    const { answer: choices } = await visitor.at((auth) => auth.tenants());
    expect(choices.items.map(({ id }) => id).sort()).toEqual([tenant.tenantId, other.tenantId].sort());

    const { answer } = await visitor.at((auth) => auth.chooseTenant({ tenantId: other.tenantId }));
    expect(answer.user).toMatchObject({ id: there, tenantId: other.tenantId, roles: ['admin'] });
    expect((await visitor.at((auth) => auth.me())).answer.tenant).toMatchObject({ id: other.tenantId });
    const [session] =
      await database.admin`select absolute_expires_at <= now() + interval '12 hours' as is_short
      from auth.sessions where id = ${visitor.refreshToken.split('.')[0]!}`;
    expect(session).toEqual({ is_short: true });

    await visitor.letAccessExpire().at((auth) => auth.chooseTenant({ tenantId: tenant.tenantId }));
    await visitor.letAccessExpire().visit();
    expect((await visitor.at((auth) => auth.me())).answer.user.id).toBe(person.userId);
  });

  test('cannot choose a tenant it is not in, which is not found whether it exists or not', async () => {
    const person = await somebody();
    const visitor = new Visitor();
    await visitor.login(person.email);
    const answers = [];
    for (const tenantId of [other.tenantId, uuidv7()]) {
      answers.push(await refusalOf(visitor.at((auth) => auth.chooseTenant({ tenantId }))));
    }
    expect(answers[0]).toMatchObject({ status: 404 });
    expect(answers[1]).toEqual(answers[0]);
  });

  test('cannot choose with an access token whose session has ended', async () => {
    const { person } = await somebodyInTwo();
    const visitor = new Visitor();
    await visitor.login(person.email);
    const access = visitor.jar.get('sf_at')!;
    await visitor.at((auth) => auth.logout());
    visitor.jar.set('sf_at', access);
    for (const call of [
      () => visitor.at((auth) => auth.chooseTenant({ tenantId: other.tenantId })),
      () => visitor.at((auth) => auth.tenants()),
      () => visitor.at((auth) => auth.me()),
      () => visitor.at((auth) => auth.logoutEverywhere()),
    ]) {
      expect(await refusalOf(call())).toMatchObject({ status: 401 });
    }
  });
});
