// Challenges with the house's key and settings. When one is asked for is throttle.ts's decision.
import { hkdfSync } from 'node:crypto';
import type { ErrorDetails } from '../errors.ts';
import { AppError } from '../errors.ts';
import { env } from '../env.ts';
import {
  bitsFor,
  codeOf,
  isSolved,
  issueToken,
  readToken,
  type Bearer,
  type Claims,
} from './challenge.rules.ts';
import { keyEncryptionKey } from './kek.ts';

/** What a sign-in brings to show that it is worth looking at. */
export interface Answered {
  readonly challenge?: string | undefined;
  readonly solution?: string | undefined;
}

const signingKey = (): Buffer =>
  Buffer.from(hkdfSync('sha256', keyEncryptionKey(), '', 'streamflow sign-in challenge', 32));

/** The claims of a challenge that is answered; `wrong` when it is theirs, but the answer is not. */
export function judge(
  who: Bearer,
  { challenge, solution }: Answered,
  now: number,
): Claims | 'wrong' | undefined {
  const key = signingKey();
  const claims = challenge === undefined ? undefined : readToken(key, who, challenge, now);
  if (!claims || challenge === undefined || solution === undefined) return undefined;
  return isSolved({ key, token: challenge, claims, solution }) ? claims : 'wrong';
}

/** Whether it was issued to them and is not too old, solved or not. */
export const isTheirs = (who: Bearer, challenge: string, now: number): boolean =>
  readToken(signingKey(), who, challenge, now) !== undefined;

/** A challenge to be solved by mail, and the code that does it. */
export function issueMailChallenge(who: Bearer, now: number): { token: string; code: string } {
  const key = signingKey();
  const token = issueToken(key, who, { kind: 'mail', bits: 0, now });
  return { token, code: codeOf(key, token) };
}

const MESSAGE = 'Too many sign-ins from your network have failed, so one more step is needed.';

interface Wanted {
  who: Bearer;
  now: number;
  /** seconds until none would be asked for */
  wait: number;
  solvedInVain: number;
  answered: Answered;
}

/** The refusal that brings a challenge along. A wrong code may be typed again; wrong work may not. */
export function challengeWanted({ who, now, wait, solvedInVain, answered }: Wanted): AppError {
  const mayRetype = judge(who, answered, now) === 'wrong' && answered.challenge?.startsWith('mail.');
  const bits = bitsFor(env.CHALLENGE_BITS, solvedInVain);
  const token = mayRetype
    ? (answered.challenge ?? '')
    : issueToken(signingKey(), who, { kind: 'work', bits, now });
  const details: ErrorDetails = mayRetype
    ? { solution: ['This code is wrong. Look at the newest mail.'] }
    : { challenge: ['Solve this challenge and send it again with its solution.'] };
  const [kind, , , nonce] = token.split('.');
  return new AppError('TooManyRequests', 'auth.challenge', MESSAGE, {
    details,
    hint: 'Pages do this by themselves. Programs find a number, or ask for a code by mail; see docs/errors.md.',
    data: { challenge: { kind, token, ...(kind === 'work' && { nonce, bits }) } },
    retryAfter: wait,
  });
}
