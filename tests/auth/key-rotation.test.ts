import { decodeProtectedHeader } from 'jose';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { compromiseKey, listKeys, rotateNow, rotateWhenDue } from '../../server/auth/key-rotation.ts';
import { publicKeys, verificationKeys } from '../../server/auth/signing-keys.ts';
import { accountTasks } from '../../server/features/accounts/accounts.jobs.ts';
import { crons } from '../../server/jobs/cron.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { newEmail, refusalOf, Visitor } from './visitor.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  await verificationKeys();
});

const byStatus = async (): Promise<Record<string, string>> =>
  Object.fromEntries((await listKeys()).map(({ status, kid }) => [status, kid]));
const age = (status: string, hours: number) => database.admin`
  update auth.signing_keys set not_before = now() - make_interval(hours => ${hours}) where status = ${status}`;
const published = async (): Promise<string[]> => (await publicKeys()).keys.map(({ kid }) => String(kid));
const works = async (visitor: Visitor): Promise<boolean> => (await visitor.visit()).principal !== null;
const kidOf = (visitor: Visitor): string | undefined => decodeProtectedHeader(visitor.jar.get('sf_at')!).kid;

async function signedIn(): Promise<Visitor> {
  const visitor = new Visitor();
  await visitor.register(newEmail());
  return visitor;
}

test('after 90 days the announced key signs, another is announced, and tokens of the old one run out by themselves', async () => {
  const visitor = await signedIn();
  const before = await byStatus();
  await age('active', 90 * 24);
  await age('next', 24);
  expect(await rotateWhenDue()).toBe(true);
  const after = await byStatus();
  expect(after).toMatchObject({ retired: before.active, active: before.next });
  expect(after.next).not.toBe(before.next);
  expect((await published()).sort()).toEqual([after.active, after.next, after.retired].sort());
  expect(await works(visitor)).toBe(true);
  expect(kidOf(visitor)).toBe(before.active);
  expect(kidOf(await signedIn())).toBe(before.next);

  const [row] = await database.admin`
    select extract(epoch from retire_at - now())::int between 601 and 720 as is_kept from auth.signing_keys where status = 'retired'`;
  expect(row).toEqual({ is_kept: true });
});

test.each([
  ['the active one is younger', 90 * 24 - 1, 48],
  ['the next was announced less than a day ago', 91 * 24, 23],
])('nothing changes while %s', async (_why, activeHours, nextHours) => {
  await age('active', activeHours);
  await age('next', nextHours);
  const before = await byStatus();
  expect(await rotateWhenDue()).toBe(false);
  expect(await byStatus()).toEqual(before);
});

test('asked for, it rotates before the 90 days, but never to a key nobody has seen', async () => {
  await age('active', 1);
  await age('next', 1);
  expect(await refusalOf(rotateNow())).toMatchObject({ status: 409 });
  await age('next', 25);
  const { next } = await byStatus();
  await rotateNow();
  expect((await byStatus()).active).toBe(next);
});

test('twice at the same moment rotates once', async () => {
  await age('active', 91 * 24);
  await age('next', 25);
  expect((await Promise.all([rotateWhenDue(), rotateWhenDue()])).sort()).toEqual([false, true]);
});

test('a withdrawn key is published no more, its tokens are refused at once, and the web users stay', async () => {
  const visitors = await Promise.all(Array.from({ length: 5 }, signedIn));
  const stolen = visitors[0]!.jar.get('sf_at')!;
  const { active } = await byStatus();
  const busy = visitors.map(async (visitor) => {
    for (let at = 0; at < 10; at += 1) expect(await works(visitor)).toBe(true);
  });
  await compromiseKey(active!);
  await Promise.all(busy);
  expect(await published()).not.toContain(active);
  const thief = new Visitor();
  thief.jar.set('sf_at', stolen);
  expect(await works(thief)).toBe(false);
  for (const visitor of visitors) {
    expect(await works(visitor)).toBe(true);
    expect(kidOf(visitor)).not.toBe(active);
  }
  expect(await refusalOf(compromiseKey('nobody'))).toMatchObject({ status: 404 });
});

test('the clock asks every day', () => {
  expect(crons.map(({ task }) => task)).toContain('auth.rotate_keys');
  expect(Object.keys(accountTasks)).toContain('auth.rotate_keys');
});
