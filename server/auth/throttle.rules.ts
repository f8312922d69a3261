// How sign-in attempts are slowed down: pure arithmetic on counters and seconds. Storage is throttle.ts's.

/** All times in seconds since the epoch, on the database's clock. */
export interface Counter {
  readonly count: number;
  /** when the counter is forgotten; for an account MEMORY after the last wait has ended */
  readonly windowEnds: number;
}

export interface Window {
  readonly limit: number;
  readonly seconds: number;
}

export interface Verdict {
  readonly next: Counter;
  /** seconds until another attempt may be made; 0 when this one may go on */
  readonly wait: number;
  /** the account is held at the cap, not merely slowed down */
  readonly isHeld: boolean;
}

export const NO_COUNTER: Counter = { count: 0, windowEnds: 0 };

const FREE_FAILURES = 4;
const FIRST_WAIT = 30;
const LONGEST_WAIT = 15 * 60;
/** Failures are forgotten after this long without another one. */
const MEMORY = 15 * 60;

/** The wait after the n-th failure in a row: none up to the 4th, then 30 s, doubling up to 15 minutes. */
export const waitAfter = (failures: number): number =>
  failures <= FREE_FAILURES
    ? 0
    : Math.min(FIRST_WAIT * 2 ** Math.min(failures - FREE_FAILURES - 1, 10), LONGEST_WAIT);

const isAtCap = (failures: number): boolean => waitAfter(failures) === LONGEST_WAIT;

/**
 * One attempt on an account, counted as a failure before the password is looked at: attempts made at the same moment
 * cannot all slip through. A success takes the counter away again.
 */
export function attemptOnAccount(counter: Counter, now: number): Verdict {
  const wait = Math.max(0, Math.ceil(counter.windowEnds - MEMORY - now));
  if (wait > 0) return { next: counter, wait, isHeld: isAtCap(counter.count) };
  const isForgotten = counter.windowEnds <= now || isAtCap(counter.count);
  const count = isForgotten ? 1 : counter.count + 1;
  return { next: { count, windowEnds: now + waitAfter(count) + MEMORY }, wait: 0, isHeld: false };
}

/** One event in a fixed window; refused events do not count. */
export function eventInWindow(counter: Counter, { limit, seconds }: Window, now: number): Verdict {
  const isNew = counter.windowEnds <= now;
  const count = isNew ? 0 : counter.count;
  const windowEnds = isNew ? now + seconds : counter.windowEnds;
  if (count >= limit) return { next: counter, wait: Math.max(1, Math.ceil(windowEnds - now)), isHeld: false };
  return { next: { count: count + 1, windowEnds }, wait: 0, isHeld: false };
}

/** The network an address belongs to: a person holds a whole IPv6 /64, so that counts as one address. */
export function addressKeys(ip: string): { address: string; network: string } {
  if (!ip.includes(':')) return { address: ip, network: ip.split('.').slice(0, 3).join('.') };
  const groups = expandIpv6(ip);
  return { address: groups.slice(0, 4).join(':'), network: groups.slice(0, 3).join(':') };
}

function expandIpv6(ip: string): string[] {
  const [head = '', tail] = ip.split('%')[0]?.split('::') ?? [];
  const left = head.split(':').filter(Boolean);
  const right = (tail ?? '').split(':').filter(Boolean);
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  return [...left, ...Array<string>(zeros).fill('0'), ...right].map((group) =>
    group.toLowerCase().replace(/^0+(?=.)/, ''),
  );
}
