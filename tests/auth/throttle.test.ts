import { beforeAll, describe, expect, test } from 'vitest';
import {
  addressKeys,
  attemptOnAccount,
  eventInWindow,
  NO_COUNTER,
  waitAfter,
} from '../../server/auth/throttle.rules.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { newEmail, PASSWORD, refusalOf, Visitor, waitOf } from './visitor.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});

const pass = (seconds: number) => database.admin`
  update auth.rate_limits set expires_at = expires_at - make_interval(secs => ${seconds})`;

const guess = (email: string, visitor = new Visitor()) => refusalOf(visitor.login(email, 'not the password'));

async function guesses(count: number, email: string): Promise<number[]> {
  const statuses: number[] = [];
  for (let at = 0; at < count; at += 1) statuses.push((await guess(email)).status);
  return statuses;
}

test('waits grow from the fifth failure: 30 seconds, doubling up to 15 minutes', () => {
  expect([1, 4, 5, 6, 7, 8, 9, 10, 11, 500].map(waitAfter)).toEqual([
    0, 0, 30, 60, 120, 240, 480, 900, 900, 900,
  ]);
});

test('an attempt during a wait is refused and does not make the wait longer', () => {
  let counter = NO_COUNTER;
  for (let at = 0; at < 5; at += 1) counter = attemptOnAccount(counter, 1_000).next;
  expect(attemptOnAccount(counter, 1_010)).toEqual({ next: counter, wait: 20, isHeld: false });
  expect(attemptOnAccount(counter, 1_031)).toMatchObject({ wait: 0, next: { count: 6 } });
});

test('failures are forgotten after a quarter of an hour without another', () => {
  const { next } = attemptOnAccount(NO_COUNTER, 1_000);
  expect(attemptOnAccount(next, 1_899).next.count).toBe(2);
  expect(attemptOnAccount(next, 1_900).next.count).toBe(1);
});

test('a fixed window counts to its limit and says how long it still lasts', () => {
  const window = { limit: 2, seconds: 60 };
  const first = eventInWindow(NO_COUNTER, window, 100);
  const second = eventInWindow(first.next, window, 130);
  expect(eventInWindow(second.next, window, 140)).toMatchObject({ wait: 20 });
  expect(eventInWindow(second.next, window, 160)).toMatchObject({ wait: 0, next: { count: 1 } });
});

test('a person’s whole IPv6 network counts as one address, however it is spelled', () => {
  expect(addressKeys('2001:db8:1:2:3:4:5:6').address).toBe(addressKeys('2001:0db8:0001:0002::1').address);
  expect(addressKeys('2001:db8::1').address).toBe('2001:db8:0:0');
  expect(addressKeys('2001:db8:1:3::1').address).not.toBe(addressKeys('2001:db8:1:2::1').address);
  expect(addressKeys('192.0.2.7')).toEqual({ address: '192.0.2.7', network: '192.0.2' });
});

describe('guessing', () => {
  test('at a known account is slowed down with 429 and a time to wait, then held with 423, then free', async () => {
    const email = newEmail();
    await new Visitor().register(email);
    expect(await guesses(5, email)).toEqual([401, 401, 401, 401, 401]);
    const slowed = { status: 429, error: 'TooManyRequests', retryAfter: waitOf(30) };
    expect(await guess(email)).toMatchObject(slowed);
    expect(await refusalOf(new Visitor().login(email))).toMatchObject({ status: 429 });
    for (const wait of [31, 61, 121, 241, 481]) {
      await pass(wait);
      expect((await guess(email)).status).toBe(401);
    }
    expect(await refusalOf(new Visitor().login(email))).toMatchObject({
      status: 423,
      error: 'Locked',
      retryAfter: waitOf(900),
    });
    const events = await database.admin`select 1 from auth.security_events where kind = 'authn_login_lock'`;
    expect(events.length).toBe(1);
    await pass(901);
    expect(await guesses(4, email)).toEqual([401, 401, 401, 401]);
    expect((await new Visitor().login(email)).user.email).toBe(email);
  });

  test('at an unknown address is slowed down just the same', async () => {
    const email = newEmail();
    expect(await guesses(6, email)).toEqual([401, 401, 401, 401, 401, 429]);
  });

  test('twenty times at once lets five through', async () => {
    const email = newEmail();
    await new Visitor().register(email);
    const answers = await Promise.all(Array.from({ length: 20 }, () => guess(email)));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(15);
  });

  test('is forgotten when the right password comes', async () => {
    const email = newEmail();
    await new Visitor().register(email);
    await guesses(4, email);
    await new Visitor().login(email);
    expect(await guesses(4, email)).toEqual([401, 401, 401, 401]);
    await new Visitor().login(email, PASSWORD);
  });

  test('at many accounts from one address ends at twenty in a minute, for that address alone', async () => {
    const visitor = new Visitor();
    const statuses = [];
    for (let at = 0; at < 21; at += 1) statuses.push((await guess(newEmail(), visitor)).status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(20);
    expect(statuses.at(-1)).toBe(429);
    expect((await guess(newEmail())).status).toBe(401);
    await pass(61);
    expect((await guess(newEmail(), visitor)).status).toBe(401);
  });

  test('leaves people behind one address alone while their passwords are right', async () => {
    const email = newEmail();
    const office = new Visitor();
    await office.register(email);
    for (let at = 0; at < 25; at += 1) await office.login(email);
    expect((await guess(newEmail(), office)).status).toBe(401);
  });
});
