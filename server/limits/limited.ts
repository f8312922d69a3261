// A request's calls against the limits of whoever makes them: the fields every API answer carries, and the refusal.
import type { ServerResponse } from 'node:http';
import { env } from '../env.ts';
import { AppError } from '../errors.ts';
import { setHeaders } from '../http/headers.ts';
import { log } from '../observability/log.ts';
import { CallLimits, type CallClass, type Caller } from './call-limits.ts';

const limits = new CallLimits(() => env);

/** Counts the calls. What is returned, if anything, is to be thrown where the door can say it. */
export function limited(
  kind: CallClass,
  caller: Caller,
  { res, calls = 1 }: { res?: ServerResponse | undefined; calls?: number | undefined } = {},
): AppError | undefined {
  const { headers, wait, refusedBy } = limits.spend(kind, caller, calls);
  if (res) setHeaders(res, headers);
  if (wait === 0) return undefined;
  if (refusedBy) tellLog(refusedBy, caller);
  return new AppError(
    'TooManyRequests',
    'limit.too_fast',
    'That was too much in a short time, so this request was left out.',
    { hint: wait === 1 ? 'Try again in a second.' : `Try again in ${wait} seconds.`, retryAfter: wait },
  );
}

/** For what is refused before anybody is known: counted at the address and told, whatever else the answer says. */
export const fieldsOfRefusal = (ip: string): Record<string, string> =>
  limits.spend('api', { tenantId: null, userId: null, keyId: null, ip }).headers;

/** The same for an API answer that asks nobody who they are. */
export function requireRoomAt(res: ServerResponse, ip: string): void {
  const refusal = limited('api', { tenantId: null, userId: null, keyId: null, ip }, { res });
  if (refusal) throw refusal;
}

/** Reads of a calendar feed, '' where the address is none: who guesses is counted at their own address alone. */
export function requireRoomOfFeed(feedId: string, ip: string): void {
  const nobody = { tenantId: null, userId: null, keyId: null, ip };
  const refusal = limited('feed', nobody) ?? (feedId && limited('feed', { ...nobody, keyId: feedId }));
  if (refusal) throw refusal;
}

const QUIET_MS = 60_000;
const told = new Map<string, number>();

/** Once a minute for each limit that refuses: a flood of calls must not become a flood of lines. */
function tellLog(limit: string, { tenantId, userId, ip }: Caller): void {
  const now = performance.now();
  if (now - (told.get(limit) ?? -QUIET_MS) < QUIET_MS) return;
  if (told.size > 1_000) told.clear();
  told.set(limit, now);
  log.warn({ event: 'excess_rate_limit_exceeded', limit, tenantId, userId, ip }, 'too many requests');
}
