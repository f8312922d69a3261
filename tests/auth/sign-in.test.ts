import { hash } from '@node-rs/argon2';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { laneCounts } from '../../db/client.ts';
import { POOL_SIZES } from '../../db/options.ts';
import { gate, hashPassword, needsRehash } from '../../server/auth/password.ts';
import { withAuth } from '../../db/system.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makePerson, makeTenant, type TestPerson, type TestTenant } from '../support/factories.ts';
import { statementsDuring } from './statements.ts';
import { newEmail, PASSWORD, refusalOf, signedIn, Visitor } from './visitor.ts';

let database: TestDatabase;
let tenant: TestTenant;
let passwordHash: string;

beforeAll(async () => {
  database = await createTestDatabase();
  tenant = await makeTenant();
  passwordHash = await hashPassword(PASSWORD);
});

async function somebody(role: 'admin' | 'manager' | 'user' = 'user'): Promise<TestPerson> {
  const person = await makePerson(tenant, role);
  await database.admin`update auth.accounts set password_hash = ${passwordHash} where id = ${person.accountId}`;
  return person;
}

const credentials = (email: string, password: string) => ({ email, password });
const secondsLeft = async (sid: string) => {
  const [row] = await database.admin`select round(extract(epoch from idle_expires_at - now())) as idle,
    round(extract(epoch from absolute_expires_at - now())) as absolute from auth.sessions where id = ${sid}`;
  return { idle: Number(row!.idle), absolute: Number(row!.absolute) };
};

describe('signing in', () => {
  test('waits for its turn while others hold every connection, for longer than a page would', async () => {
    const { email } = await somebody();
    const free = Promise.withResolvers<undefined>();
    let holding = 0;
    const held = Array.from({ length: POOL_SIZES.auth }, () =>
      withAuth(() => {
        holding += 1;
        return free.promise;
      }),
    );
    while (holding < POOL_SIZES.auth) await new Promise(setImmediate);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const entering = new Visitor().login(email);
      while (laneCounts().auth?.waiting !== 1) await new Promise(setImmediate);
      vi.advanceTimersByTime(9_000);
      free.resolve(undefined);
      expect((await entering).user.email).toBe(email);
    } finally {
      vi.useRealTimers();
      free.resolve(undefined);
      await Promise.all(held);
    }
  });

  test('answers who one is and sets its cookies, HttpOnly, Lax and for the whole site', async () => {
    const person = await somebody();
    const visitor = new Visitor();
    const { answer, reply } = await visitor.at((auth) =>
      auth.login(credentials(person.email, PASSWORD)).then(signedIn),
    );
    expect(answer).toEqual({
      user: {
        id: person.userId,
        tenantId: tenant.tenantId,
        roles: ['user'],
        name: person.name,
        email: person.email,
      },
    });
    expect(reply.cookies.map((cookie) => cookie.replace(/=[^;]+/, '=…'))).toEqual([
      'sf_at=…; Max-Age=600; Path=/; HttpOnly; SameSite=Lax',
      'sf_rt=…; Max-Age=43200; Path=/; HttpOnly; SameSite=Lax',
      'sf_dv=…; Max-Age=31536000; Path=/; HttpOnly; SameSite=Lax',
    ]);
    expect(reply.cookies.every((cookie) => cookie.length < 4_096)).toBe(true);
    const { answer: me } = await visitor.at((auth) => auth.me());
    expect(me).toMatchObject({
      user: answer.user,
      tenant: { id: tenant.tenantId },
      roles: ['user'],
      isOperator: false,
    });
    expect(me.permissions).toContain('lead:create');
  });

  test('takes the address in any case, with spaces around it', async () => {
    const person = await somebody();
    const { user } = await new Visitor().login(`  ${person.email.toUpperCase()} `);
    expect(user.id).toBe(person.userId);
  });

  test('in bearer mode answers tokens, sets no cookie, and they work in the header alone', async () => {
    const person = await somebody();
    const visitor = new Visitor();
    const { answer, reply } = await visitor.at((auth) =>
      auth.login({ ...credentials(person.email, PASSWORD), mode: 'bearer' }).then(signedIn),
    );
    expect(reply.cookies).toEqual([]);
    const { answer: me } = await visitor.at((auth) => auth.me(), `Bearer ${answer.token!}`);
    expect(me.user.id).toBe(person.userId);
    const { answer: next } = await visitor.at((auth) => auth.refresh({ refreshToken: answer.refreshToken! }));
    expect(next).toMatchObject({ expiresIn: 600 });
    expect(next.refreshToken).not.toBe(answer.refreshToken);
    expect((await visitor.at((auth) => auth.me(), `Bearer ${next.token!}`)).answer.user.id).toBe(
      person.userId,
    );
  });

  test('ignores the cookies of a request that brings an Authorization header', async () => {
    const [owner, other] = [await somebody(), await somebody()];
    const visitor = new Visitor();
    await visitor.login(owner.email);
    const { credentials: bearer } = await new Visitor().login(other.email, PASSWORD, { mode: 'bearer' });
    const { answer } = await visitor.at((auth) => auth.me(), `Bearer ${bearer.access}`);
    expect(answer.user.id).toBe(other.userId);
    for (const header of ['Bearer nonsense', 'Basic YWRhOnB3', '', 'Bearer']) {
      const refused = await refusalOf(visitor.at((auth) => auth.me(), header));
      expect(refused).toMatchObject({ status: 401, error: 'Unauthorized' });
    }
  });

  test.each([
    ['user', false, { idle: 43_200, absolute: 86_400 }],
    ['user', true, { idle: 604_800, absolute: 2_592_000 }],
    ['admin', false, { idle: 1_800, absolute: 43_200 }],
    ['admin', true, { idle: 1_800, absolute: 43_200 }],
  ] as const)('gives a session of a %s (remembered: %s) its lifetime', async (role, remember, expected) => {
    const person = await somebody(role);
    const visitor = new Visitor();
    await visitor.login(person.email, PASSWORD, { remember });
    const { idle, absolute } = await secondsLeft(visitor.refreshToken.split('.')[0]!);
    expect(Math.abs(idle - expected.idle)).toBeLessThan(20);
    expect(Math.abs(absolute - expected.absolute)).toBeLessThan(20);
  });

  test('replaces a hash of older parameters', async () => {
    const person = await somebody();
    const old = await hash(PASSWORD, { memoryCost: 4_096, timeCost: 1, parallelism: 1 });
    await database.admin`update auth.accounts set password_hash = ${old} where id = ${person.accountId}`;
    await new Visitor().login(person.email);
    const [row] =
      await database.admin`select password_hash from auth.accounts where id = ${person.accountId}`;
    expect(needsRehash(row!.password_hash as string)).toBe(false);
    await new Visitor().login(person.email);
  });
});

describe('a refused sign-in', () => {
  const refusal = (email: string, password = 'not the password') =>
    refusalOf(new Visitor().at((auth) => auth.login(credentials(email, password))));

  test('is the same, byte for byte, for a wrong password, an unknown address, a disabled account and no address at all', async () => {
    const person = await somebody();
    const disabled = await somebody();
    await database.admin`update auth.accounts set disabled_at = now() where id = ${disabled.accountId}`;
    const inTenant = await somebody();
    await database.admin`update crm.users set status = 'disabled' where id = ${inTenant.userId}`;
    const answers = [
      await refusal(person.email),
      await refusal(newEmail()),
      await refusal(disabled.email, PASSWORD),
      await refusal(inTenant.email, PASSWORD),
      await refusal('no address'),
      await refusal("' or 1=1 --"),
    ].map((answer) => JSON.stringify(answer));
    expect(answers[0]).toContain('"status":401');
    expect(new Set(answers).size).toBe(1);
  });

  test('sets no cookie and leaves no session', async () => {
    const person = await somebody();
    const visitor = new Visitor();
    await refusalOf(visitor.login(person.email, 'not the password'));
    expect(visitor.jar.size).toBe(0);
    const made = await database.admin`select 1 from auth.sessions
      where account_id = ${person.accountId} and id <> ${person.sid}`;
    expect(made.length).toBe(0);
  });

  test('runs the same statements for a known and an unknown address', async () => {
    const person = await somebody();
    await refusal(person.email);
    const known = await statementsDuring(database.admin, () => refusal(person.email));
    const unknown = await statementsDuring(database.admin, () => refusal(newEmail()));
    expect(known.length).toBeGreaterThan(3);
    expect(unknown).toEqual(known);
  });

  test('costs one hash for a known, an unknown and an impossible address', async () => {
    const person = await somebody();
    for (const email of [person.email, newEmail(), 'no address']) {
      const before = gate.done;
      await refusal(email);
      expect(gate.done - before).toBe(1);
    }
  });

  test('of a password that was changed between the check and the session gives no session', async () => {
    const person = await somebody();
    const { startSession } = await import('../../server/features/accounts/accounts.sessions.ts');
    const { findAccountByEmail } = await import('../../server/features/accounts/accounts.queries.ts');
    const account = await withAuth((tx) => findAccountByEmail(tx, person.email));
    await database.admin`update auth.accounts set password_hash = 'another' where id = ${person.accountId}`;
    const wish = { audience: 'streamflow-web', remember: false, amr: ['pwd'] } as const;
    expect(await refusalOf(startSession(new Visitor().edge, account!, wish))).toMatchObject({ status: 401 });
  });
});

describe('a dry run', () => {
  test.each(['login', 'logout', 'refresh'] as const)('of %s is refused instead of doing it', async (name) => {
    const { accountsRouter } = await import('../../server/features/accounts/accounts.router.ts');
    const { createCallerFactory } = await import('../../server/trpc/procedures.ts');
    const context = {
      edge: new Visitor().edge,
      principal: null,
      reply: { cookies: [], headers: {} },
      dryRun: true,
    };
    const auth = createCallerFactory(accountsRouter)(context);
    const call = {
      login: () => auth.login(credentials('a@b.test', 'x')),
      logout: () => auth.logout(),
      refresh: () => auth.refresh({}),
    };
    expect(await refusalOf(call[name]())).toMatchObject({ status: 400 });
  });
});

describe('logging out', () => {
  test('ends the session, clears both cookies and the site’s data', async () => {
    const person = await somebody();
    const visitor = new Visitor();
    const { credentials: given } = await visitor.login(person.email);
    const { reply } = await visitor.at((auth) => auth.logout());
    expect(visitor.jar.size).toBe(0);
    expect(reply.headers).toEqual({ 'Clear-Site-Data': '"cache", "storage"' });
    visitor.jar.set('sf_at', given.access);
    expect(await refusalOf(visitor.at((auth) => auth.me()))).toMatchObject({ status: 401 });
  });

  test('is possible without a session', async () => {
    expect((await new Visitor().at((auth) => auth.logout())).reply.cookies).toHaveLength(2);
  });

  test('everywhere ends the other browsers too', async () => {
    const person = await somebody();
    const [here, there] = [new Visitor(), new Visitor()];
    await here.login(person.email);
    await there.login(person.email);
    await here.at((auth) => auth.logoutEverywhere());
    expect(await refusalOf(there.at((auth) => auth.me()))).toMatchObject({ status: 401 });
    expect((await there.letAccessExpire().visit()).principal).toBeNull();
  });
});
