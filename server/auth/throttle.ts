// Brute force: growing waits per account, counts per address and network, and hourly limits on sign-up and reset.
// Known and unknown e-mail addresses are counted alike. The page's limits on ordinary calls are not its business.
import { createHash } from 'node:crypto';
import { withAuth } from '../../db/system.ts';
import type { Transaction as AuthTx } from '../../db/transaction.ts';
import { env } from '../env.ts';
import { AppError } from '../errors.ts';
import { recordSecurityEvent } from './security-events.ts';
import { deleteCounter, giveBack, lockCounters, saveCounters } from './throttle.queries.ts';
import { addressKeys, attemptOnAccount, eventInWindow, waitAfter, type Verdict } from './throttle.rules.ts';

const HOUR = 3600;

const hashOf = (email: string): string => createHash('sha256').update(email).digest('hex').slice(0, 32);

interface AttemptKeys {
  readonly account: string;
  readonly address: string;
  readonly network: string;
}

/** Who tries: a browser known to the account has a counter of its own, which nobody else can fill. */
export interface Attempt {
  readonly emailNorm: string;
  readonly ip: string;
  readonly device: string | null;
}

function attemptKeys({ emailNorm, ip, device }: Attempt): AttemptKeys {
  const { address, network } = addressKeys(ip);
  const account = hashOf(emailNorm);
  return {
    account: device === null ? `login:account:${account}` : `login:device:${account}:${device}`,
    address: `login:address:${address}`,
    network: `login:network:${network}`,
  };
}

/** Counts a sign-in attempt as failed until proven otherwise; throws 429 or 423 when it has to wait. */
export async function reserveAttempt(attempt: Attempt): Promise<void> {
  const keys = attemptKeys(attempt);
  const refusal = await withAuth(async (tx) => {
    const counters = await lockCounters(tx, Object.values(keys));
    const { now } = counters;
    const verdicts: [string, Verdict][] = [
      [keys.account, attemptOnAccount(counters.get(keys.account), now)],
      [
        keys.address,
        eventInWindow(counters.get(keys.address), { limit: 20 * env.LIMIT_FACTOR, seconds: 60 }, now),
      ],
      [
        keys.network,
        eventInWindow(counters.get(keys.network), { limit: 100 * env.LIMIT_FACTOR, seconds: HOUR }, now),
      ],
    ];
    const refused = verdicts.filter(([, verdict]) => verdict.wait > 0).map(([, verdict]) => verdict);
    if (refused.length > 0) return refused;
    await saveCounters(tx, new Map(verdicts.map(([key, { next }]) => [key, next])));
    return [];
  });
  if (refusal.length > 0) throw refuse(refusal);
}

function refuse(refused: readonly Verdict[]): AppError {
  const retryAfter = Math.max(...refused.map(({ wait }) => wait));
  if (refused.some(({ isHeld }) => isHeld)) {
    return new AppError(
      'Locked',
      'auth.held',
      'Too many wrong passwords: sign-in to this account is held for a while.',
      {
        retryAfter,
      },
    );
  }
  return new AppError(
    'TooManyRequests',
    'auth.slow_down',
    'Too many attempts. Wait a little and try again.',
    { retryAfter },
  );
}

/** After a failed attempt: tells the security log when it made the account's wait reach its cap. */
export async function noteFailure(tx: AuthTx, attempt: Attempt): Promise<void> {
  const { emailNorm, ip } = attempt;
  const keys = attemptKeys(attempt);
  const { count } = (await lockCounters(tx, [keys.account])).get(keys.account);
  const kind = waitAfter(count) === waitAfter(Infinity) ? 'authn_login_lock' : 'authn_login_fail';
  await recordSecurityEvent(tx, { kind, ip, meta: { account: hashOf(emailNorm) } });
}

/** After a success: the failures counted with it are forgotten and this attempt was none. */
export async function forgiveAttempt(tx: AuthTx, attempt: Attempt): Promise<void> {
  const { account, address, network } = attemptKeys(attempt);
  await deleteCounter(tx, account);
  await giveBack(tx, [address, network]);
}

/** Forgets the failures of an account, for example after its password was reset. */
export const forgetFailures = (tx: AuthTx, emailNorm: string): Promise<void> =>
  deleteCounter(tx, attemptKeys({ emailNorm, ip: '', device: null }).account);

/** What is tried again and again by somebody who got further than the e-mail address: each has a counter of its own. */
type Tried = 'sudo' | 'factor';

const triedKey = (what: Tried, accountId: string): string => `${what}:account:${accountId}`;

/** Counts a try as failed until proven otherwise; throws 429 or 423 when it has to wait. */
export async function reserveTry(what: Tried, accountId: string): Promise<void> {
  const key = triedKey(what, accountId);
  const verdict = await withAuth(async (tx) => {
    const counters = await lockCounters(tx, [key]);
    const judged = attemptOnAccount(counters.get(key), counters.now);
    if (judged.wait === 0) await saveCounters(tx, new Map([[key, judged.next]]));
    return judged;
  });
  if (verdict.wait > 0) throw refuse([verdict]);
}

export const forgetTries = (tx: AuthTx, what: Tried, accountId: string): Promise<void> =>
  deleteCounter(tx, triedKey(what, accountId));

type Limited = 'signup' | 'reset';

/** Sign-ups and resets from one address in an hour; throws 429 beyond the limit. */
export async function requireRoomForAddress(what: Limited, ip: string): Promise<void> {
  const limit = env.LIMIT_SIGN_UP_PER_HOUR * env.LIMIT_FACTOR;
  const wait = await withAuth((tx) => count(tx, `${what}:address:${addressKeys(ip).address}`, limit));
  if (wait > 0) {
    throw new AppError('TooManyRequests', 'auth.slow_down', 'Too many attempts from here. Try again later.', {
      retryAfter: wait,
    });
  }
}

/** Whether this e-mail address may be sent one more mail of the kind this hour. The asker is never told. */
export async function hasRoomForMail(tx: AuthTx, what: Limited, emailNorm: string): Promise<boolean> {
  const limit = env.LIMIT_RESET_PER_HOUR * env.LIMIT_FACTOR;
  return (await count(tx, `${what}:account:${hashOf(emailNorm)}`, limit)) === 0;
}

async function count(tx: AuthTx, key: string, limit: number): Promise<number> {
  const counters = await lockCounters(tx, [key]);
  const verdict = eventInWindow(counters.get(key), { limit, seconds: HOUR }, counters.now);
  if (verdict.wait === 0) await saveCounters(tx, new Map([[key, verdict.next]]));
  return verdict.wait;
}
