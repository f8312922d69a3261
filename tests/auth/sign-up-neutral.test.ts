import { beforeAll, describe, expect, test } from 'vitest';
import { keptMails } from '../../server/auth/mail-outbox.ts';
import { env } from '../../server/env.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { statementsDuring } from './statements.ts';
import { newEmail, PASSWORD, refusalOf, Visitor } from './visitor.ts';

let database: TestDatabase;
beforeAll(async () => {
  env.SIGNUP_NEUTRAL = true;
  database = await createTestDatabase();
});

const register = (email: string, visitor = new Visitor()) =>
  visitor.at((auth) => auth.register({ name: 'Ada Byron', email, password: PASSWORD }));

async function mailTo(email: string, purpose: string) {
  return (await keptMails(200)).filter((mail) => mail.to === email && mail.purpose === purpose);
}

async function linkTo(email: string): Promise<string> {
  const [mail] = await mailTo(email, 'verify');
  return /\/verify\/([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? '';
}

const verify = (token: string, visitor = new Visitor()) => visitor.at((auth) => auth.verifyEmail({ token }));

describe('registering where mail is configured', () => {
  test('answers new and taken addresses alike: 201, no cookie, look into your mail', async () => {
    const email = newEmail();
    const fresh = await register(email);
    await verify(await linkTo(email));
    const taken = await register(email);
    for (const { answer, reply } of [fresh, taken]) {
      expect(Object.keys(answer)).toEqual(['userId', 'checkMail']);
      expect(answer.checkMail).toBe(true);
      expect(answer.userId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
      expect(reply).toEqual({ cookies: [], headers: {} });
    }
    expect(await mailTo(email, 'taken')).toHaveLength(1);
  });

  test('runs the same statements for both', async () => {
    const email = newEmail();
    await register(email);
    await verify(await linkTo(email));
    const taken = await statementsDuring(database.admin, () => register(email));
    expect(taken.length).toBeGreaterThan(5);
    expect(await statementsDuring(database.admin, () => register(newEmail()))).toEqual(taken);
  });

  test('makes nothing until the link is opened, which signs in', async () => {
    const email = newEmail();
    const { answer } = await register(email);
    expect(await database.admin`select 1 from auth.accounts where email = ${email}`).toHaveLength(0);
    expect(await refusalOf(new Visitor().login(email))).toMatchObject({ status: 401 });

    const visitor = new Visitor();
    const { answer: signedIn } = await verify(await linkTo(email), visitor);
    expect(signedIn.user).toMatchObject({ id: answer.userId, email, roles: ['admin'] });
    expect((await visitor.at((auth) => auth.me())).answer.user.id).toBe(answer.userId);
    const [row] = await database.admin`select email_verified_at is not null as verified from auth.accounts
      where email = ${email}`;
    expect(row).toEqual({ verified: true });
    await new Visitor().login(email);
  });

  test('accepts a link once, and not after a day', async () => {
    const email = newEmail();
    await register(email);
    const token = await linkTo(email);
    await verify(token);
    expect(await refusalOf(verify(token))).toMatchObject({ status: 422 });

    const late = newEmail();
    await register(late);
    await database.admin`update auth.one_time_tokens set expires_at = expires_at - interval '1 day'`;
    expect(await refusalOf(verify(await linkTo(late)))).toMatchObject({ status: 422 });
    expect(await refusalOf(verify('A'.repeat(43)))).toMatchObject({ status: 422 });
  });

  test('asked for twice makes one account: the second link finds the address taken', async () => {
    const email = newEmail();
    await register(email);
    const first = await linkTo(email);
    await register(email);
    const second = await linkTo(email);
    expect(second).not.toBe(first);
    await verify(second);
    expect(await refusalOf(verify(first))).toMatchObject({ status: 409 });
  });

  test('writes to one address three times in an hour at most', async () => {
    const email = newEmail();
    for (let at = 0; at < 5; at += 1) await register(email);
    expect(await mailTo(email, 'verify')).toHaveLength(3);
  });
});

describe('asking for the link once more', () => {
  const ask = (email: string, visitor = new Visitor()) =>
    visitor.at((auth) => auth.resendVerification({ email }));

  test('sends another one to who has signed up, which works in any browser', async () => {
    const email = newEmail();
    const { answer } = await register(email);
    const first = await linkTo(email);
    await ask(email.toUpperCase());
    const second = await linkTo(email);
    expect(second).not.toBe(first);
    const { answer: verified } = await verify(second, new Visitor());
    expect(verified).toMatchObject({ email, user: { id: answer.userId } });
    expect(await refusalOf(verify(first))).toMatchObject({ status: 409 });
  });

  test('proves the address of an account that was made without, and signs nobody in', async () => {
    const email = newEmail();
    env.SIGNUP_NEUTRAL = false;
    await register(email);
    env.SIGNUP_NEUTRAL = true;
    await ask(email);
    const [mail] = await mailTo(email, 'email_change');
    const token = /\/verify\/([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? '';
    const { answer, reply } = await verify(token);
    expect(answer).toEqual({ email, user: null });
    expect(reply.cookies).toEqual([]);
    const [row] = await database.admin`select email_verified_at is not null as verified from auth.accounts
      where email = ${email}`;
    expect(row).toEqual({ verified: true });
  });

  test('tells who has an account so by mail, tells nobody else anything, and runs the same statements', async () => {
    const [waiting, proven, nobody] = [newEmail(), newEmail(), newEmail()];
    await register(waiting);
    await register(proven);
    await verify(await linkTo(proven));
    const [one, ...others] = await Promise.all([waiting, proven, nobody].map((email) => ask(email)));
    expect(others).toEqual([one, one]);
    expect(await mailTo(proven, 'taken')).toHaveLength(1);
    expect((await keptMails(200)).filter(({ to }) => to === nobody)).toEqual([]);
    const statements = await statementsDuring(database.admin, () => ask(newEmail()));
    for (const email of [waiting, proven])
      expect(await statementsDuring(database.admin, () => ask(email))).toEqual(statements);
  });

  test('writes to one address three times in an hour, the sign-up included; one asker is stopped', async () => {
    const email = newEmail();
    await register(email);
    for (let at = 0; at < 4; at += 1) await ask(email);
    expect(await mailTo(email, 'verify')).toHaveLength(3);
    const visitor = new Visitor();
    for (let at = 0; at < 5; at += 1) await ask(newEmail(), visitor);
    expect(await refusalOf(ask(newEmail(), visitor))).toMatchObject({ status: 429 });
  });
});

test('mails lie encrypted in the outbox', async () => {
  const email = newEmail();
  await register(email);
  const token = await linkTo(email);
  const rows = await database.admin`select * from auth.mail_outbox where to_email = ${email}`;
  expect(token).not.toBe('');
  expect(JSON.stringify(rows)).not.toContain(token);
  expect(JSON.stringify(rows)).not.toContain('/verify/');
});
