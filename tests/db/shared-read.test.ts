import { eq, sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { errorCode } from '../../db/errors.ts';
import { leads, sessions } from '../../db/schema/index.ts';
import { SharedRead } from '../../db/shared-read.ts';
import { withAuth } from '../../db/system.ts';
import { withTenant, type Tx } from '../../db/tenant.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeLead, makePerson, makeTenant, type TestPerson, type TestTenant } from '../support/factories.ts';

let database: TestDatabase;
let acme: TestTenant;

beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 2 });
  acme = await makeTenant();
  await makeLead(acme, { name: 'Ada' });
  await makeLead(await makeTenant(), { name: 'Olga' });
});

const page = (person: TestPerson): SharedRead => new SharedRead(() => person.context);
const LEADS = { permission: 'lead:read', label: 'leads' };
const MEMBER = { permission: null, label: 'me' };

/** Which transaction it is: of which connection, begun when. */
const transactionOf = async (tx: Tx): Promise<unknown> => {
  const [row] = await tx.execute(sql`select pg_backend_pid() as pid, now()::text as begun`);
  return row;
};
const names = async (tx: Tx): Promise<string[]> => {
  const rows = await tx.select({ name: leads.name }).from(leads).orderBy(leads.name);
  return rows.map(({ name }) => name);
};
const failing = (tx: Tx): Promise<unknown> => tx.execute(sql`select 1 / ${0}::int`);
const codeOf = (work: Promise<unknown>): Promise<string | null> =>
  work.then(
    () => 'nothing was refused',
    (error: unknown) => errorCode(error),
  );
/** A reader that has come in and stays until it is let go. */
async function staying(read: SharedRead) {
  const isIn = Promise.withResolvers<unknown>();
  const mayGo = Promise.withResolvers<void>();
  const done = read.read(MEMBER, async (tx) => {
    isIn.resolve(await transactionOf(tx));
    await mayGo.promise;
    return transactionOf(tx);
  });
  return { transaction: await isIn.promise, go: mayGo.resolve, done };
}

test('readers at the same time share one transaction, which is over when the last has left', async () => {
  const read = page(acme.user);
  const first = await staying(read);
  expect(await read.read(LEADS, transactionOf)).toEqual(first.transaction);
  expect(await Promise.all([read.read(LEADS, transactionOf), read.read(MEMBER, transactionOf)])).toEqual([
    first.transaction,
    first.transaction,
  ]);
  first.go();
  expect(await first.done).toEqual(first.transaction);
  expect(await read.read(LEADS, transactionOf)).not.toEqual(first.transaction);
});

test('gives its connection back each time: more pages than connections are read', async () => {
  for (const who of [acme.user, acme.manager, acme.admin, acme.user])
    expect(await page(who).read(LEADS, names)).toEqual(['Ada']);
});

test('everybody reads as the person who asks, and only', async () => {
  const read = page(acme.user);
  const [seen, who, written] = await Promise.all([
    read.read(LEADS, names),
    read.read(MEMBER, (tx) => tx.entered),
    codeOf(page(acme.user).read(LEADS, (tx) => tx.update(leads).set({ title: 'CTO' }))),
  ]);
  expect(seen).toEqual(['Ada']);
  expect(who).toMatchObject({ userId: acme.user.userId, roles: ['user'] });
  expect(written).toBe('25006');
});

test('each reader’s permission is checked by name: one is refused, before its own faults are told, the others read on', async () => {
  const read = page(acme.user);
  const refused = { permission: 'audit:read', label: 'audit' };
  const [seen, rows, fault] = await Promise.allSettled([
    read.read(LEADS, names),
    read.read(refused, names),
    read.read(refused, () => Promise.reject(new Error('not found'))),
  ]);
  expect(seen).toMatchObject({ status: 'fulfilled', value: ['Ada'] });
  for (const outcome of [rows, fault])
    expect(outcome).toMatchObject({
      status: 'rejected',
      reason: { code: 'SF403', detail: 'audit:read', message: 'permission audit:read is not held' },
    });
  expect(await page(acme.admin).read(refused, names)).toEqual(['Ada']);
});

test.each(['lead:read', 'lead:nonsense', 'team:read', 'nonsense', 'lead:*'])(
  'says of %s what the database says',
  async (permission) => {
    const verdicts = await Promise.all(
      [acme.user, acme.admin].flatMap((person) => [
        codeOf(page(person).read({ permission, label: 'asked' }, names)),
        codeOf(withTenant(person.context, { permission, readOnly: true, label: 'asked' }, names)),
      ]),
    );
    expect(verdicts[0]).toBe(verdicts[1]);
    expect(verdicts[2]).toBe(verdicts[3]);
  },
);

test('a role may hold all of a noun, here as in the database', async () => {
  const globex = await makeTenant();
  await database.admin`
    update crm.role_permissions set permission = 'lead:*' where tenant_id = ${globex.tenantId} and permission = 'lead:read'`;
  expect(await page(globex.user).read(LEADS, names)).toEqual([]);
});

test('a statement that fails is its reader’s own fault: the others read again by themselves', async () => {
  const read = page(acme.user);
  const stays = await staying(read);
  expect(await codeOf(read.read(LEADS, failing))).toBe('22012');
  expect(await read.read(LEADS, names)).toEqual(['Ada']);
  stays.go();
  expect(await stays.done).not.toEqual(stays.transaction); // it ran again, in a transaction of its own
});

test('nobody comes in with a session that has ended, and all are told the same', async () => {
  const person = await makePerson(acme, 'user');
  const read = page(person);
  expect(await read.read(LEADS, names)).toEqual(['Ada']);
  await withAuth((tx) =>
    tx.update(sessions).set({ revokedAt: new Date().toISOString() }).where(eq(sessions.id, person.sid)),
  );
  const outcomes = await Promise.all([
    codeOf(read.read(LEADS, names)),
    codeOf(read.read(MEMBER, (tx) => tx.entered)),
    codeOf(read.read(MEMBER, failing)),
  ]);
  expect(outcomes).toEqual(['SF401', 'SF401', 'SF401']);
});

test('a role that is taken away counts from the next page on', async () => {
  const person = await makePerson(acme, 'user');
  expect(await page(person).read(LEADS, names)).toEqual(['Ada']);
  await database.admin`delete from crm.user_roles where tenant_id = ${acme.tenantId} and user_id = ${person.userId}`;
  expect(await codeOf(page(person).read(LEADS, names))).toBe('SF403');
});

test('inside it no transaction is opened, and no part can be rolled back', async () => {
  const read = page(acme.user);
  expect(await codeOf(read.read(LEADS, () => page(acme.user).read(LEADS, names)))).toBe('SFNEST');
  expect(await codeOf(read.read(LEADS, (tx) => tx.savepoint(() => names(tx))))).toBe('SFNEST');
});

test('whoever may not ask at all is told so at each call', async () => {
  const read = new SharedRead(() => {
    throw new Error('too many calls');
  });
  await expect(read.read(LEADS, names)).rejects.toThrow('too many calls');
  await expect(read.read(LEADS, names)).rejects.toThrow('too many calls');
});
