import { beforeAll, describe, expect, test } from 'vitest';
import { keptMails } from '../../server/auth/mail-outbox.ts';
import { codeNow, freshCode, wrongCode } from '../support/authenticator.ts';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { newEmail, PASSWORD, refusalOf, signedIn, Visitor, waitOf } from './visitor.ts';

let database: TestDatabase;
let api: Api;
beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi();
});

interface Guarded {
  email: string;
  accountId: string;
  visitor: Visitor;
  codes: string[];
  /** a code that was not used yet; the clock of the last use is set back first */
  next(): Promise<string>;
  wrong(): Promise<string>;
}

async function guarded(): Promise<Guarded> {
  const email = newEmail();
  const visitor = new Visitor();
  await visitor.register(email);
  const { answer } = await visitor.at((auth) => auth.setUpFactor());
  const { secret } = answer;
  const code = await codeNow(database.admin, secret);
  const { answer: on } = await visitor.at((auth) => auth.confirmFactor({ code }));
  const [row] = await database.admin`select id from auth.accounts where email = ${email}`;
  const accountId = row!.id as string;
  const next = () => freshCode(database.admin, secret, accountId);
  const wrong = () => wrongCode(database.admin, secret);
  return { email, accountId, visitor, codes: on.codes, next, wrong };
}

async function askedForCode(
  email: string,
  visitor = new Visitor(),
): Promise<{ visitor: Visitor; mfaToken: string }> {
  const { answer, reply } = await visitor.at((auth) => auth.login({ email, password: PASSWORD }));
  if (!('mfaToken' in answer)) throw new Error('No code was asked for.');
  expect(Object.keys(answer)).toEqual(['mfaToken']);
  expect(reply.cookies).toEqual([]);
  return { visitor, mfaToken: answer.mfaToken };
}

const byCode = (visitor: Visitor, mfaToken: string, code: string) =>
  visitor.at((auth) => auth.loginByCode({ mfaToken, code }));

describe('setting up', () => {
  test('asks for nothing until a first code was typed; then other sessions end, this one is renewed, a mail goes out', async () => {
    const email = newEmail();
    const visitor = new Visitor();
    await visitor.register(email);
    const other = new Visitor();
    await other.login(email);
    const { answer } = await visitor.at((auth) => auth.setUpFactor());
    expect(answer.uri).toBe(
      `otpauth://totp/StreamFlow%3A${encodeURIComponent(email)}?secret=${answer.secret}&issuer=StreamFlow&algorithm=SHA1&digits=6&period=30`,
    );
    expect((await visitor.at((auth) => auth.pendingFactor())).answer).toEqual(answer);
    signedIn((await new Visitor().at((auth) => auth.login({ email, password: PASSWORD }))).answer);

    const code = await codeNow(database.admin, answer.secret);
    const before = visitor.refreshToken;
    const { answer: on } = await visitor.at((auth) => auth.confirmFactor({ code }));
    expect(new Set(on.codes).size).toBe(10);
    expect(visitor.refreshToken).not.toBe(before);
    expect(await refusalOf(other.at((auth) => auth.me()))).toMatchObject({ status: 401 });
    expect((await visitor.at((auth) => auth.security())).answer).toMatchObject({
      hasFactor: true,
      recoveryCodesLeft: 10,
    });
    expect((await keptMails()).find(({ to }) => to === email)?.purpose).toBe('factor_changed');
    expect(await refusalOf(visitor.at((auth) => auth.pendingFactor()))).toMatchObject({ status: 404 });
  });

  test('with a wrong code turns nothing on', async () => {
    const visitor = new Visitor();
    await visitor.register(newEmail());
    const { secret } = (await visitor.at((auth) => auth.setUpFactor())).answer;
    for (const code of [await wrongCode(database.admin, secret), 'no code', '1'.repeat(60)])
      expect(await refusalOf(visitor.at((auth) => auth.confirmFactor({ code })))).toMatchObject({
        status: 422,
        details: { code: [expect.any(String)] },
      });
    expect((await visitor.at((auth) => auth.security())).answer.hasFactor).toBe(false);
  });

  test('over one that is on is 409, and without a fresh proof 403', async () => {
    const { visitor } = await guarded();
    expect(await refusalOf(visitor.at((auth) => auth.setUpFactor()))).toMatchObject({ status: 409 });
    await database.admin`update auth.sessions set sudo_until = null where id = ${visitor.refreshToken.split('.')[0]!}`;
    for (const call of [
      () => visitor.at((auth) => auth.setUpFactor()),
      () => visitor.at((auth) => auth.pendingFactor()),
      () => visitor.at((auth) => auth.confirmFactor({ code: '123456' })),
      () => visitor.at((auth) => auth.renewRecoveryCodes()),
      () => visitor.at((auth) => auth.removeFactor()),
    ])
      expect(await refusalOf(call())).toMatchObject({ status: 403, data: { reason: 'auth.sudo_required' } });
  });

  test('keeps the secret encrypted and the recovery codes as hashes', async () => {
    const { accountId, codes } = await guarded();
    const rows = await database.admin`
      select encode(secret_enc, 'escape') as kept from auth.totp where account_id = ${accountId}
      union all select encode(hash, 'escape') from auth.recovery_codes where account_id = ${accountId}`;
    expect(rows.length).toBe(11);
    for (const code of codes) expect(JSON.stringify(rows)).not.toContain(code);
  });
});

describe('signing in with a second factor', () => {
  test('answers a token and no cookie, then by the code what a login answers', async () => {
    const { email, next } = await guarded();
    const { visitor, mfaToken } = await askedForCode(email);
    const { answer } = await byCode(visitor, mfaToken, await next());
    expect(answer.user.email).toBe(email);
    expect((await visitor.at((auth) => auth.me())).answer.user.email).toBe(email);
    expect(
      (await visitor.at((auth) => auth.sessions())).answer.items.find(({ isCurrent }) => isCurrent)?.amr,
    ).toEqual(['pwd', 'otp']);
  });

  test('for a program answers tokens, over HTTP', async () => {
    const { email, next } = await guarded();
    const rest = api.rest(null);
    const first = await rest<{ mfaToken: string }>('POST', '/auth/login', {
      email,
      password: PASSWORD,
      mode: 'bearer',
    });
    expect([first.status, Object.keys(first.body), first.headers.getSetCookie()]).toEqual([
      200,
      ['mfaToken'],
      [],
    ]);
    const { mfaToken } = first.body;
    const second = await rest<{ token: string; refreshToken: string }>('POST', '/auth/login/2fa', {
      mfaToken,
      code: await next(),
      mode: 'bearer',
    });
    expect([second.status, second.headers.getSetCookie()]).toEqual([200, []]);
    const me = await rest('GET', '/me', undefined, { Authorization: `Bearer ${second.body.token}` });
    expect(me.status).toBe(200);
  });

  test('takes a code once, also when it comes twice at the same moment', async () => {
    const { email, next } = await guarded();
    const [one, two] = [await askedForCode(email), await askedForCode(email)];
    const code = await next();
    const outcomes = await Promise.allSettled([
      byCode(one.visitor, one.mfaToken, code),
      byCode(two.visitor, two.mfaToken, code),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const third = await askedForCode(email);
    expect(await refusalOf(byCode(third.visitor, third.mfaToken, code))).toMatchObject({ status: 401 });
  });

  test('takes a recovery code once, however it is typed', async () => {
    const { email, codes } = await guarded();
    const spelled = codes[0]!.toUpperCase().replaceAll('-', ' ');
    const first = await askedForCode(email);
    await byCode(first.visitor, first.mfaToken, spelled);
    const second = await askedForCode(email);
    expect(await refusalOf(byCode(second.visitor, second.mfaToken, codes[0]!))).toMatchObject({
      status: 401,
    });
    await byCode(second.visitor, second.mfaToken, codes[1]!);
    expect((await first.visitor.at((auth) => auth.security())).answer.recoveryCodesLeft).toBe(8);
  });

  test('slows wrong codes down from the fifth on, whatever token they come with', async () => {
    const { email, next, wrong } = await guarded();
    for (let at = 0; at < 5; at += 1) {
      const { visitor, mfaToken } = await askedForCode(email);
      expect(await refusalOf(byCode(visitor, mfaToken, await wrong()))).toMatchObject({ status: 401 });
    }
    const { visitor, mfaToken } = await askedForCode(email);
    expect(await refusalOf(byCode(visitor, mfaToken, await next()))).toMatchObject({
      status: 429,
      retryAfter: waitOf(30),
    });
  });

  test('by a token that was used, is older than five minutes, or was never ours is 401', async () => {
    const { email, next } = await guarded();
    const used = await askedForCode(email);
    await byCode(used.visitor, used.mfaToken, await next());
    const late = await askedForCode(email);
    const [row] = await database.admin`
      update auth.one_time_tokens set expires_at = expires_at - interval '5 minutes'
       where purpose = 'mfa' and used_at is null returning extract(epoch from expires_at - created_at)::int as seconds`;
    expect(row).toEqual({ seconds: 0 });
    for (const mfaToken of [used.mfaToken, late.mfaToken, 'invented'])
      expect(await refusalOf(byCode(new Visitor(), mfaToken, await next()))).toMatchObject({ status: 401 });
  });

  test('is not skipped by a reset, which also ends a half-done sign-in', async () => {
    const { email, next } = await guarded();
    const half = await askedForCode(email);
    await new Visitor().at((auth) => auth.requestReset({ email }));
    const mail = (await keptMails()).find(({ to, purpose }) => to === email && purpose === 'reset');
    const token = /reset\/(\S+)/.exec(mail!.text)![1]!;
    await new Visitor().at((auth) => auth.confirmReset({ token, newPassword: 'nine quiet harbours' }));
    expect(await refusalOf(byCode(half.visitor, half.mfaToken, await next()))).toMatchObject({ status: 401 });
    const { answer } = await new Visitor().at((auth) =>
      auth.login({ email, password: 'nine quiet harbours' }),
    );
    expect(Object.keys(answer)).toEqual(['mfaToken']);
  });

  test('is a proof for guarded changes as well', async () => {
    const { visitor, next, wrong } = await guarded();
    const sid = visitor.refreshToken.split('.')[0]!;
    await database.admin`update auth.sessions set sudo_until = null where id = ${sid}`;
    const code = await wrong();
    expect(await refusalOf(visitor.at((auth) => auth.sudo({ code })))).toMatchObject({ status: 422 });
    await visitor.at(async (auth) => auth.sudo({ code: await next() }));
    await visitor.at((auth) => auth.endOtherSessions());
  });
});

describe('taking it away', () => {
  test('lets the password alone in again, and no recovery code is left', async () => {
    const { email, accountId, visitor } = await guarded();
    await visitor.at((auth) => auth.removeFactor());
    signedIn((await new Visitor().at((auth) => auth.login({ email, password: PASSWORD }))).answer);
    expect(
      await database.admin`select 1 from auth.recovery_codes where account_id = ${accountId}`,
    ).toHaveLength(0);
    expect(await refusalOf(visitor.at((auth) => auth.removeFactor()))).toMatchObject({ status: 404 });
  });

  test('new recovery codes replace the old ones', async () => {
    const { email, codes, visitor } = await guarded();
    const { answer } = await visitor.at((auth) => auth.renewRecoveryCodes());
    const { visitor: other, mfaToken } = await askedForCode(email);
    expect(await refusalOf(byCode(other, mfaToken, codes[0]!))).toMatchObject({ status: 401 });
    await byCode(other, mfaToken, answer.codes[0]!);
  });
});
