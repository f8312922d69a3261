import { beforeAll, expect, test } from 'vitest';
import { users } from '../../db/schema/index.ts';
import { withAuth } from '../../db/system.ts';
import { insertToken } from '../../server/auth/one-time-tokens.queries.ts';
import { hashSecret, newSecret } from '../../server/auth/refresh-token.ts';
import { followEmail } from '../../server/features/accounts/accounts.follow.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { arrange, makePerson, makeTenant, type TestPerson, type TestTenant } from '../support/factories.ts';
import { runJobs } from '../support/jobs.ts';
import { newEmail, Visitor } from './visitor.ts';

let database: TestDatabase;
let tenants: TestTenant[];

beforeAll(async () => {
  database = await createTestDatabase();
  tenants = [await makeTenant(), await makeTenant()];
});

/** One account that is a person of both tenants. */
async function somebody(): Promise<TestPerson> {
  const [here, there] = [await makePerson(tenants[0]!, 'user'), await makePerson(tenants[1]!, 'user')];
  const { accountId, email } = here;
  await database.admin`update crm.users set account_id = ${accountId}, email = ${email} where id = ${there.userId}`;
  await database.admin`update auth.account_tenants set account_id = ${accountId} where user_id = ${there.userId}`;
  return here;
}

/** The address is changed by the link of a mail; nothing has worked on the queue yet. */
async function changeTo(newEmail: string, { accountId, email }: TestPerson): Promise<void> {
  const token = newSecret();
  const data = { newEmail, oldKey: email };
  const link = { hash: hashSecret(token), purpose: 'email_verify', accountId, data, seconds: 600 } as const;
  await withAuth((tx) => insertToken(tx, link));
  await new Visitor().at((auth) => auth.verifyEmail({ token }));
}

async function addressesOf({ accountId }: TestPerson): Promise<string[]> {
  const rows = await database.admin<{ email: string }[]>`
    select email from crm.users where account_id = ${accountId} order by tenant_id`;
  return rows.map(({ email }) => email);
}

test('the person of every tenant follows, though the process died right after the change', async () => {
  const person = await somebody();
  const email = newEmail();
  await changeTo(email, person);
  expect(await addressesOf(person)).toEqual([person.email, person.email]);
  await runJobs(database);
  expect(await addressesOf(person)).toEqual([email, email]);
  await followEmail(person.accountId, 'test-again');
  const events = await database.admin`
    select actor from audit.event where noun = 'user' and action = 'updated' and actor_id = 'email-change'`;
  expect(events.map(({ actor }) => actor as string)).toEqual(['system', 'system']);
});

test('cut off between two tenants, it is finished from the beginning, and in any order', async () => {
  const [ada, bob] = [await somebody(), await makePerson(tenants[1]!, 'user')];
  const [forAda, forBob] = [bob.email, newEmail()];
  await changeTo(forBob, bob);
  await changeTo(forAda, ada);
  // in the second tenant Bob still stands at the address: the job fails after the first
  await expect(followEmail(ada.accountId, 'test-first')).rejects.toThrow('about to change theirs');
  expect(await addressesOf(ada)).toEqual([forAda, ada.email]);
  await followEmail(bob.accountId, 'test-second');
  await followEmail(ada.accountId, 'test-third');
  expect(await addressesOf(ada)).toEqual([forAda, forAda]);
  expect(await addressesOf(bob)).toEqual([forBob]);
});

test('where the address was asked in by itself, the old one stays, and the other tenants follow', async () => {
  const person = await somebody();
  const email = newEmail();
  const { tenantId } = tenants[0]!;
  await arrange(tenants[0]!, (tx) =>
    tx.insert(users).values({ tenantId, name: email, email: email.toUpperCase() }),
  );
  await changeTo(email, person);
  await runJobs(database);
  expect(await addressesOf(person)).toEqual([person.email, email]);
});
