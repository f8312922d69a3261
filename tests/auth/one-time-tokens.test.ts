import { beforeAll, expect, test } from 'vitest';
import { identify } from '../../server/auth/principal.ts';
import { codeNow } from '../support/authenticator.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { newEmail, PASSWORD, refusalOf, Visitor } from './visitor.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});

test('no column of the table of tokens works as a credential, as a link or as the second step', async () => {
  const email = newEmail();
  const visitor = new Visitor();
  await visitor.register(email);
  const { answer: setup } = await visitor.at((auth) => auth.setUpFactor());
  const code = await codeNow(database.admin, setup.secret);
  await visitor.at((auth) => auth.confirmFactor({ code }));
  await visitor.at((auth) => auth.changeEmail({ email: newEmail() }));
  await visitor.at((auth) => auth.requestReset({ email }));
  await new Visitor().at((auth) => auth.login({ email, password: PASSWORD }));

  const rows = await database.admin`select * from auth.one_time_tokens where used_at is null`;
  expect(rows.map(({ purpose }) => purpose as string).sort()).toEqual(['email_verify', 'mfa', 'reset']);
  for (const value of rows.flatMap((row) => Object.values(row) as unknown[])) {
    const bytes = value instanceof Buffer ? value : Buffer.from(JSON.stringify(value));
    for (const token of [bytes.toString('hex'), bytes.toString('base64url'), bytes.toString('base64')]) {
      const byCookie = await identify({ ip: '', userAgent: '', cookies: { sf_at: token, sf_rt: token } });
      const byHeader = await identify({
        ip: '',
        userAgent: '',
        cookies: {},
        authorization: `Bearer ${token}`,
      });
      expect([byCookie.principal, byHeader.principal]).toEqual([null, null]);
      const step = new Visitor().at((auth) => auth.loginByCode({ mfaToken: token, code: '000000' }));
      expect(await refusalOf(step)).toMatchObject({ status: 401 });
      const link = new Visitor().at((auth) => auth.verifyEmail({ token }));
      expect(await refusalOf(link)).toMatchObject({ status: 422 });
      const reset = new Visitor().at((auth) =>
        auth.confirmReset({ token, newPassword: 'nine quiet harbours' }),
      );
      expect(await refusalOf(reset)).toMatchObject({ status: 422 });
    }
  }
});
