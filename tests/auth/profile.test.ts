import { beforeAll, describe, expect, test } from 'vitest';
import { keptMails } from '../../server/auth/mail-outbox.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { newEmail, refusalOf, Visitor } from './visitor.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});

async function somebody(): Promise<{ email: string; visitor: Visitor }> {
  const email = newEmail();
  const visitor = new Visitor();
  await visitor.register(email);
  return { email, visitor };
}

const tokenTo = async (to: string): Promise<string> => {
  const mail = (await keptMails()).find((kept) => kept.to === to && kept.purpose === 'email_change');
  return /verify\/(\S+)/.exec(mail?.text ?? '')?.[1] ?? 'no mail';
};

describe('the profile', () => {
  test('keeps name, formats and zone', async () => {
    const { visitor } = await somebody();
    await visitor.at((auth) =>
      auth.saveProfile({ name: 'Augusta King', locale: 'de-DE', zone: 'Europe/Berlin' }),
    );
    expect((await visitor.at((auth) => auth.me())).answer).toMatchObject({
      user: { name: 'Augusta King' },
      locale: 'de-DE',
      zone: 'Europe/Berlin',
    });
    expect((await visitor.at((auth) => auth.security())).answer.name).toBe('Augusta King');
  });

  test.each([
    [{ name: '  ' }, 'name'],
    [{ name: 'Ada', zone: 'Europe/Nowhere' }, 'zone'],
    [{ name: 'Ada', locale: 'xx-XX' as never }, 'locale'],
    [{ name: 'A\0da' }, 'name'],
  ])('refuses %j at its field', async (input, field) => {
    const { visitor } = await somebody();
    const refusal = await refusalOf(visitor.at((auth) => auth.saveProfile(input)));
    expect(refusal).toMatchObject({ status: 422 });
    expect(Object.keys(refusal.details ?? {})).toEqual([field]);
  });
});

describe('another e-mail address', () => {
  test('counts once the link was opened, and the old address is told', async () => {
    const { email, visitor } = await somebody();
    const next = newEmail();
    await visitor.at((auth) => auth.changeEmail({ email: next }));
    expect((await visitor.at((auth) => auth.security())).answer).toMatchObject({ email, isVerified: false });
    await new Visitor().at(async (auth) => auth.verifyEmail({ token: await tokenTo(next) }));
    expect((await visitor.at((auth) => auth.security())).answer).toMatchObject({
      email: next,
      isVerified: true,
    });
    await new Visitor().login(next);
    expect(await refusalOf(new Visitor().login(email))).toMatchObject({ status: 401 });
    expect((await keptMails()).find(({ to }) => to === email)?.purpose).toBe('email_changed');
  });

  test('that is the present one proves it', async () => {
    const { email, visitor } = await somebody();
    await visitor.at((auth) => auth.changeEmail({ email }));
    await visitor.at(async (auth) => auth.verifyEmail({ token: await tokenTo(email) }));
    expect((await visitor.at((auth) => auth.security())).answer).toMatchObject({ email, isVerified: true });
  });

  test('by a link works once, not after a day, and not when the address was changed meanwhile', async () => {
    const { visitor } = await somebody();
    const [first, second, late] = [newEmail(), newEmail(), newEmail()];
    for (const email of [first, second, late]) await visitor.at((auth) => auth.changeEmail({ email }));
    await database.admin`update auth.one_time_tokens set expires_at = now() where data->>'newEmail' = ${late}`;
    const open = async (email: string) => {
      const token = await tokenTo(email);
      return new Visitor().at((auth) => auth.verifyEmail({ token }));
    };
    await open(first);
    for (const email of [first, second, late])
      expect(await refusalOf(open(email))).toMatchObject({
        status: 422,
        details: { token: [expect.any(String)] },
      });
  });

  test('that has an account is 409 where sign-up says so, also when it was taken after asking', async () => {
    const [ada, bob] = [await somebody(), await somebody()];
    expect(
      await refusalOf(ada.visitor.at((auth) => auth.changeEmail({ email: bob.email.toUpperCase() }))),
    ).toMatchObject({ status: 409 });
    const wanted = newEmail();
    await ada.visitor.at((auth) => auth.changeEmail({ email: wanted }));
    await new Visitor().register(wanted);
    const token = await tokenTo(wanted);
    expect(await refusalOf(new Visitor().at((auth) => auth.verifyEmail({ token })))).toMatchObject({
      status: 409,
    });
  });

  test('needs a fresh proof of who asks', async () => {
    const { visitor } = await somebody();
    await database.admin`update auth.sessions set sudo_until = null where id = ${visitor.refreshToken.split('.')[0]!}`;
    expect(await refusalOf(visitor.at((auth) => auth.changeEmail({ email: newEmail() })))).toMatchObject({
      status: 403,
      data: { reason: 'auth.sudo_required' },
    });
  });
});
