import { beforeAll, describe, expect, test } from 'vitest';
import { keptMails } from '../../server/auth/mail-outbox.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { statementsDuring } from './statements.ts';
import { newEmail, PASSWORD, refusalOf, Visitor } from './visitor.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});

const NEW_PASSWORD = 'eleven red balloons';

async function somebody(): Promise<{ email: string; browser: Visitor }> {
  const browser = new Visitor();
  const email = newEmail();
  await browser.register(email);
  return { email, browser };
}

const ask = async (email: string, visitor = new Visitor()) =>
  (await visitor.at((auth) => auth.requestReset({ email }))).answer;

async function tokenFor(email: string): Promise<string> {
  const [mail] = (await keptMails()).filter(({ to, purpose }) => to === email && purpose === 'reset');
  return /\/reset\/([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? '';
}

const confirm = (token: string, newPassword = NEW_PASSWORD) =>
  new Visitor().at((auth) => auth.confirmReset({ token, newPassword }));

describe('asking for a reset link', () => {
  test('answers the same for every address and writes to known ones only', async () => {
    const { email } = await somebody();
    const stranger = newEmail();
    expect(await ask(email)).toEqual(await ask(stranger));
    const mails = await keptMails();
    expect(mails.filter(({ to }) => to === email)).toHaveLength(1);
    expect(mails.filter(({ to }) => to === stranger)).toHaveLength(0);
  });

  test('runs the same statements for a known and an unknown address', async () => {
    const { email } = await somebody();
    await ask(newEmail());
    const known = await statementsDuring(database.admin, () => ask(email));
    expect(known.length).toBeGreaterThan(5);
    expect(await statementsDuring(database.admin, () => ask(newEmail()))).toEqual(known);
  });

  test('goes to the account’s own spelling of the address', async () => {
    const { email } = await somebody();
    await ask(email.toUpperCase());
    expect(await tokenFor(email)).not.toBe('');
  });

  test('sends three mails in an hour and then, without a word, none', async () => {
    const { email } = await somebody();
    for (let at = 0; at < 5; at += 1) expect(await ask(email)).toEqual({});
    expect((await keptMails()).filter(({ to }) => to === email)).toHaveLength(3);
  });

  test('is refused after five in an hour from one address', async () => {
    const visitor = new Visitor();
    for (let at = 0; at < 5; at += 1) await ask(newEmail(), visitor);
    const refusal = await refusalOf(ask(newEmail(), visitor));
    expect(refusal).toMatchObject({ status: 429 });
    expect(refusal.retryAfter).toBeGreaterThan(3_500);
  });

  test('sends nothing to a disabled account', async () => {
    const { email } = await somebody();
    await database.admin`update auth.accounts set disabled_at = now() where email = ${email}`;
    await ask(email);
    expect(await tokenFor(email)).toBe('');
  });
});

describe('a reset link', () => {
  test('sets the new password, ends every session, says so by mail, and forgets old failures', async () => {
    const { email, browser } = await somebody();
    for (let at = 0; at < 5; at += 1) await refusalOf(new Visitor().login(email, 'wrong guess'));
    await ask(email);
    const token = await tokenFor(email);
    expect((await new Visitor().at((auth) => auth.resetLink({ token }))).answer).toEqual({ isGood: true });
    await confirm(token);
    expect(await refusalOf(browser.at((auth) => auth.me()))).toMatchObject({ status: 401 });
    expect((await browser.letAccessExpire().visit()).principal).toBeNull();
    expect((await new Visitor().login(email, NEW_PASSWORD)).user.email).toBe(email);
    expect(await refusalOf(new Visitor().login(email, PASSWORD))).toMatchObject({ status: 401 });
    expect((await keptMails()).filter(({ to }) => to === email).map(({ purpose }) => purpose)).toContain(
      'password_changed',
    );
  });

  test('works once: used again it is 422, and so is an older one', async () => {
    const { email } = await somebody();
    await ask(email);
    const older = await tokenFor(email);
    await ask(email);
    const token = await tokenFor(email);
    expect(token).not.toBe(older);
    await confirm(token);
    for (const dead of [token, older]) {
      expect(await refusalOf(confirm(dead, 'twelve blue kites'))).toMatchObject({
        status: 422,
        error: 'Unprocessable',
      });
      expect((await new Visitor().at((auth) => auth.resetLink({ token: dead }))).answer).toEqual({
        isGood: false,
      });
    }
    await new Visitor().login(email, NEW_PASSWORD);
  });

  test('used by two at once works for one of them', async () => {
    const { email } = await somebody();
    await ask(email);
    const token = await tokenFor(email);
    const answers = await Promise.all(
      ['twelve blue kites', 'nine wooden spoons'].map((password) =>
        confirm(token, password).then(
          () => 200,
          async (error: unknown) => (await refusalOf(Promise.reject(error as Error))).status,
        ),
      ),
    );
    expect(answers.sort()).toEqual([200, 422]);
  });

  test('is dead after half an hour', async () => {
    const { email } = await somebody();
    await ask(email);
    await database.admin`update auth.one_time_tokens set expires_at = expires_at - interval '30 minutes'`;
    const refusal = await refusalOf(confirm(await tokenFor(email)));
    expect(refusal).toMatchObject({ status: 422 });
    expect(refusal.details).toHaveProperty('token');
    await new Visitor().login(email, PASSWORD);
  });

  test('with a weak password is refused by field and stays usable', async () => {
    const { email } = await somebody();
    await ask(email);
    const token = await tokenFor(email);
    const refusal = await refusalOf(confirm(token, 'password1'));
    expect(refusal).toMatchObject({ status: 422 });
    expect(Object.keys(refusal.details ?? {})).toEqual(['newPassword']);
    await confirm(token);
  });

  test.each(['', 'x', 'A'.repeat(43), 'A'.repeat(600), '\0', '../../etc/passwd'])(
    'that was never made (%j) is refused without a fault',
    async (token) => {
      expect((await refusalOf(confirm(token))).status).toBe(422);
    },
  );

  test('is not in the database: no stored column works as one', async () => {
    const { email } = await somebody();
    await ask(email);
    const token = await tokenFor(email);
    const rows = await database.admin`select t.*, m.text from auth.one_time_tokens t, auth.mail_outbox m`;
    for (const row of rows) {
      for (const value of Object.values(row)) {
        const stored = value instanceof Buffer ? value.toString('base64url') : JSON.stringify(value);
        expect(stored).not.toContain(token);
      }
      const spelled = [(row.hash as Buffer).toString('hex'), (row.hash as Buffer).toString('base64url')];
      for (const guess of spelled) expect((await refusalOf(confirm(guess))).status).toBe(422);
    }
  });
});
