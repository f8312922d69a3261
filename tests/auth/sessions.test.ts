import { beforeAll, describe, expect, test } from 'vitest';
import { keptMails } from '../../server/auth/mail-outbox.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { startApi, type Api } from '../support/api.ts';
import { makeTenant, type TestTenant } from '../support/factories.ts';
import { newEmail, PASSWORD, refusalOf, Visitor, waitOf } from './visitor.ts';

let database: TestDatabase;
let api: Api;
let tenant: TestTenant;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi();
  tenant = await makeTenant();
});

const sidOf = (visitor: Visitor): string => visitor.refreshToken.split('.')[0]!;
const sessionsOf = async (visitor: Visitor) => (await visitor.at((auth) => auth.sessions())).answer.items;
const worksNow = (visitor: Visitor): Promise<boolean> =>
  visitor
    .at((auth) => auth.me())
    .then(() => true)
    .catch(() => false);

/** Ten minutes without saying again who one is. */
const letSudoPass = (visitor: Visitor) =>
  database.admin`update auth.sessions set sudo_until = now() - interval '1 second' where id = ${sidOf(visitor)}`;

async function twoBrowsers(): Promise<{ email: string; here: Visitor; there: Visitor }> {
  const email = newEmail();
  const here = new Visitor();
  await here.register(email);
  const there = new Visitor();
  await there.login(email);
  return { email, here, there };
}

describe('the list of sessions', () => {
  test('shows every open one of the account with place and device, this one marked, and no secret', async () => {
    const { here, there } = await twoBrowsers();
    const items = await sessionsOf(here);
    expect(items.map(({ id, isCurrent, ip }) => [id, isCurrent, ip])).toEqual([
      [sidOf(there), false, there.ip],
      [sidOf(here), true, here.ip],
    ]);
    expect(items[0]).toMatchObject({ userAgent: 'Test browser', amr: ['pwd'] });
    const said = JSON.stringify(items);
    for (const visitor of [here, there]) expect(said).not.toContain(visitor.refreshToken.split('.')[2]);
  });

  test('leaves out those of others, those that ended and those whose time ran out', async () => {
    const { email, here, there } = await twoBrowsers();
    await new Visitor().register(newEmail());
    const idle = new Visitor();
    await idle.login(email);
    await database.admin`update auth.sessions set idle_expires_at = now() where id = ${sidOf(idle)}`;
    await there.at((auth) => auth.logout());
    expect((await sessionsOf(here)).map(({ id }) => id)).toEqual([sidOf(here)]);
  });
});

describe('ending a session', () => {
  test('ends it with its next call, and only it', async () => {
    const { here, there } = await twoBrowsers();
    await here.at((auth) => auth.endSession({ id: sidOf(there) }));
    expect(await worksNow(there)).toBe(false);
    expect((await there.letAccessExpire().visit()).principal).toBeNull();
    expect(await worksNow(here)).toBe(true);
  });

  test('of somebody else is not found, like one that never was', async () => {
    const { here } = await twoBrowsers();
    const stranger = new Visitor();
    await stranger.register(newEmail());
    const answers = [];
    for (const id of [sidOf(stranger), '0'.repeat(20)])
      answers.push(await refusalOf(here.at((auth) => auth.endSession({ id }))));
    expect(answers[0]).toMatchObject({ status: 404 });
    expect(answers[1]).toEqual(answers[0]);
    expect(await worksNow(stranger)).toBe(true);
  });

  test('all others at once leaves this one alone', async () => {
    const { email, here, there } = await twoBrowsers();
    const third = new Visitor();
    await third.login(email);
    const { answer } = await here.at((auth) => auth.endOtherSessions());
    expect(answer).toEqual({ ended: 2 });
    expect([await worksNow(here), await worksNow(there), await worksNow(third)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('that is not this one asks to say again who one is; the own one does not', async () => {
    const { here, there } = await twoBrowsers();
    await letSudoPass(here);
    for (const call of [
      () => here.at((auth) => auth.endSession({ id: sidOf(there) })),
      () => here.at((auth) => auth.endOtherSessions()),
    ]) {
      expect(await refusalOf(call())).toMatchObject({
        status: 403,
        data: { reason: 'auth.sudo_required' },
      });
    }
    expect(await worksNow(there)).toBe(true);
    await here.at((auth) => auth.endSession({ id: sidOf(here) }));
    expect(await worksNow(here)).toBe(false);
  });

  test('works over REST too: a list, then 204, then 404; a key may do neither', async () => {
    const { body } = await api.rest(tenant.user)<{ items: { id: string }[] }>('GET', '/auth/sessions');
    expect(body.items.map(({ id }) => id)).toEqual([tenant.user.sid]);
    const path = `/auth/sessions/${tenant.user.sid}`;
    expect((await api.rest(tenant.user)('DELETE', path)).status).toBe(204);
    expect((await api.rest(tenant.user)('DELETE', path)).status).toBe(401);
    expect((await api.rest(null)('GET', '/auth/sessions')).status).toBe(401);
    expect((await api.rest(tenant.admin)('DELETE', '/auth/sessions/nonsense')).status).toBe(400);
  });
});

describe('at the REST and the typed door, the next call of', () => {
  type Change = (person: TestTenant['manager']) => Promise<unknown>;
  test.each<[string, Change, number]>([
    [
      'a disabled user',
      (p) => database.admin`update crm.users set status = 'disabled' where id = ${p.userId}`,
      401,
    ],
    [
      'a disabled account',
      (p) => database.admin`update auth.accounts set disabled_at = now() where id = ${p.accountId}`,
      401,
    ],
    [
      'a revoked session',
      (p) => database.admin`update auth.sessions set revoked_at = now() where id = ${p.sid}`,
      401,
    ],
    [
      'an idle session',
      (p) => database.admin`update auth.sessions set idle_expires_at = now() where id = ${p.sid}`,
      401,
    ],
    [
      'somebody signed out everywhere',
      (p) =>
        database.admin`update auth.accounts set session_epoch = session_epoch + 1 where id = ${p.accountId}`,
      401,
    ],
    ['a demoted role', (p) => database.admin`delete from crm.user_roles where user_id = ${p.userId}`, 403],
  ])('%s is refused, with the token it held', async (_who, change, status) => {
    const fresh = await makeTenant();
    const rest = api.rest(fresh.manager);
    const client = api.client(fresh.manager);
    expect((await rest('GET', '/leads')).status).toBe(200);
    await client.leads.list.query({});
    await change(fresh.manager);
    expect((await rest('GET', '/leads')).status).toBe(status);
    await expect(client.leads.list.query({})).rejects.toMatchObject({ data: { httpStatus: status } });
  });
});

describe('saying again who one is', () => {
  test('opens ten minutes on the database’s clock; signing in opened the first', async () => {
    const { here } = await twoBrowsers();
    expect((await here.at((auth) => auth.security())).answer.sudoUntil).not.toBeNull();
    await letSudoPass(here);
    expect((await here.at((auth) => auth.security())).answer.sudoUntil).toBeNull();
    await here.at((auth) => auth.sudo({ password: PASSWORD }));
    const [row] = await database.admin`
      select round(extract(epoch from sudo_until - now()) / 60)::int as minutes from auth.sessions where id = ${sidOf(here)}`;
    expect(row).toEqual({ minutes: 10 });
    await here.at((auth) => auth.endOtherSessions());
  });

  test('with a wrong password is 422 at the field, opens nothing, and is slowed down apart from signing in', async () => {
    const { email, here } = await twoBrowsers();
    await letSudoPass(here);
    const wrong = () => refusalOf(here.at((auth) => auth.sudo({ password: 'not this one' })));
    for (let at = 0; at < 5; at += 1)
      expect(await wrong()).toMatchObject({ status: 422, details: { password: [expect.any(String)] } });
    expect(await wrong()).toMatchObject({ status: 429, retryAfter: waitOf(30) });
    expect(await refusalOf(here.at((auth) => auth.endOtherSessions()))).toMatchObject({ status: 403 });
    await new Visitor().login(email);
  });

  test.each([{}, { password: PASSWORD, code: '123456' }])(
    'takes exactly one proof: %j is 422',
    async (input) => {
      const { here } = await twoBrowsers();
      expect(await refusalOf(here.at((auth) => auth.sudo(input)))).toMatchObject({ status: 422 });
    },
  );

  test('counts for this session alone', async () => {
    const { here, there } = await twoBrowsers();
    await letSudoPass(there);
    await here.at((auth) => auth.sudo({ password: PASSWORD }));
    expect(await refusalOf(there.at((auth) => auth.endOtherSessions()))).toMatchObject({ status: 403 });
  });
});

describe('another password', () => {
  const NEXT = 'eight yellow lanterns';

  test('ends every other session, renews this one, and is what one signs in with', async () => {
    const { email, here, there } = await twoBrowsers();
    const before = here.refreshToken;
    await here.at((auth) => auth.changePassword({ newPassword: NEXT }));
    expect(await worksNow(there)).toBe(false);
    expect(here.refreshToken).not.toBe(before);
    expect((await here.letAccessExpire().visit()).principal).not.toBeNull();
    expect(await refusalOf(new Visitor().login(email))).toMatchObject({ status: 401 });
    await new Visitor().login(email, NEXT);
    expect((await keptMails()).find(({ to }) => to === email)?.purpose).toBe('password_changed');
  });

  test('makes the refresh token held before a stolen one: using it ends the session', async () => {
    const { here } = await twoBrowsers();
    const thief = new Visitor();
    thief.jar.set('sf_rt', here.refreshToken);
    await here.at((auth) => auth.changePassword({ newPassword: NEXT }));
    expect((await thief.visit()).principal).toBeNull();
    expect((await here.letAccessExpire().visit()).principal).toBeNull();
  });

  test('needs a fresh proof, and to be a good one', async () => {
    const { email, here } = await twoBrowsers();
    expect(
      await refusalOf(here.at((auth) => auth.changePassword({ newPassword: 'password1' }))),
    ).toMatchObject({
      status: 422,
      details: { newPassword: [expect.any(String)] },
    });
    await letSudoPass(here);
    expect(await refusalOf(here.at((auth) => auth.changePassword({ newPassword: NEXT })))).toMatchObject({
      status: 403,
    });
    await new Visitor().login(email);
  });

  test('answers a program new tokens instead of cookies', async () => {
    const { email } = await twoBrowsers();
    const program = new Visitor();
    const { credentials } = await program.login(email, PASSWORD, { mode: 'bearer' });
    program.jar.clear();
    const { answer, reply } = await program.at(
      (auth) => auth.changePassword({ newPassword: NEXT }),
      `Bearer ${credentials.access}`,
    );
    expect(reply.cookies).toEqual([]);
    const refreshed = await program.at((auth) => auth.refresh({ refreshToken: answer.refreshToken! }));
    expect(refreshed.answer.token).toBeTruthy();
  });
});
