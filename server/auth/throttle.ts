// Brute force: growing waits per account, counts per address and network, and hourly limits on sign-up and reset.
// Known and unknown e-mail addresses are counted alike. The page's limits on ordinary calls are not its business.
import { createHash } from 'node:crypto';
import { withAuth } from '../../db/system.ts';
import type { Transaction as AuthTx } from '../../db/transaction.ts';
import { env } from '../env.ts';
import { AppError } from '../errors.ts';
import { countOne } from '../limits/exact-limits.queries.ts';
import { challengeWanted, isTheirs, issueMailChallenge, judge, type Answered } from './challenge.ts';
import type { Bearer } from './challenge.rules.ts';
import { recordSecurityEvent } from './security-events.ts';
import {
  deleteCounter,
  giveBack,
  lockCounters,
  saveCounters,
  type LockedCounters,
} from './throttle.queries.ts';
import { addressKeys, attemptOnAccount, eventInWindow, waitAfter, type Verdict } from './throttle.rules.ts';

const HOUR = 3600;

const hashOf = (email: string): string => createHash('sha256').update(email).digest('hex').slice(0, 32);

interface AttemptKeys {
  readonly account: string;
  readonly address: string;
  readonly network: string;
  /** attempts of the network that a challenge has let through */
  readonly solved: string;
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
    solved: `login:solved:${network}`,
  };
}

/** An attempt that may go on, with the counters it was counted in beside the account's. */
export interface Reserved extends Attempt {
  readonly counted: readonly string[];
}

/**
 * Counts a sign-in attempt as failed until proven otherwise. Throws 429 or 423 while the account has to wait, whatever
 * is brought along; and 429 with a challenge when the address or its network has failed too often, unless one is answered.
 */
export async function reserveAttempt(attempt: Attempt, answered: Answered = {}): Promise<Reserved> {
  const keys = attemptKeys(attempt);
  const outcome = await withAuth(async (tx) => {
    const counters = await lockCounters(tx, Object.values(keys));
    const judged = judgeAttempt(counters, keys);
    const { account, places } = judged;
    if (account.wait > 0) return refuse([account]);
    const wait = Math.max(...places.map(([, verdict]) => verdict.wait));
    const isOpen = wait === 0;
    if (!isOpen && !(await useSolution(tx, whoOf(attempt), answered, counters.now))) {
      const solvedInVain = judged.solved.next.count - 1;
      return challengeWanted({ who: whoOf(attempt), now: counters.now, wait, solvedInVain, answered });
    }
    const counted: (readonly [string, Verdict])[] = isOpen ? places : [[keys.solved, judged.solved]];
    const next = [[keys.account, account] as const, ...counted];
    await saveCounters(tx, new Map(next.map(([key, verdict]) => [key, verdict.next])));
    return counted.map(([key]) => key);
  });
  if (outcome instanceof AppError) throw outcome;
  return { ...attempt, counted: outcome };
}

function judgeAttempt(counters: LockedCounters, keys: AttemptKeys) {
  const { now } = counters;
  const inWindow = (key: string, limit: number, seconds: number): [string, Verdict] => [
    key,
    eventInWindow(counters.get(key), { limit, seconds }, now),
  ];
  const factor = env.LIMIT_FACTOR;
  return {
    account: attemptOnAccount(counters.get(keys.account), now),
    places: [inWindow(keys.address, 20 * factor, 60), inWindow(keys.network, 100 * factor, HOUR)],
    solved: inWindow(keys.solved, Infinity, HOUR)[1],
  };
}

const whoOf = ({ emailNorm, ip }: Attempt): Bearer => ({ emailNorm, address: addressKeys(ip).address });

/** Uses the solution up, if it is one: of two who bring the same, one gets through. */
async function useSolution(tx: AuthTx, who: Bearer, answered: Answered, now: number): Promise<boolean> {
  const claims = judge(who, answered, now);
  if (claims === undefined || claims === 'wrong') return false;
  return countOne(tx, `login:used:${claims.nonce}`, {
    limit: 1,
    seconds: claims.expires - Math.floor(now) + 1,
  });
}

/** Now by the clock that challenges expire by; undefined when this one was not issued to them or is too old. */
export async function timeOfChallenge(
  tx: AuthTx,
  attempt: Attempt,
  challenge: string,
): Promise<number | undefined> {
  const { now } = await lockCounters(tx, [attemptKeys(attempt).address]);
  return isTheirs(whoOf(attempt), challenge, now) ? now : undefined;
}

export const mailChallengeFor = (attempt: Attempt, now: number): { token: string; code: string } =>
  issueMailChallenge(whoOf(attempt), now);

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
export async function forgiveAttempt(tx: AuthTx, attempt: Reserved): Promise<void> {
  await deleteCounter(tx, attemptKeys(attempt).account);
  await giveBack(tx, attempt.counted);
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

type Limited = 'signup' | 'verify' | 'reset' | 'code';

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
