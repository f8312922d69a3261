// How many calls somebody may make: per user or API key and per tenant, or per address where nobody is known. Counted in
// this process's memory, so a call costs no round trip; each web process counts for itself. What must be counted over all
// processes is exact-limits.ts; sign-in has rules of its own in server/auth/throttle.ts.
import { addressKeys } from '../auth/throttle.rules.ts';
import type { Env } from '../env.ts';
import { Buckets, type Quota } from './buckets.ts';
import { rateLimitHeaders, type Told } from './headers.ts';

export type CallClass = 'api' | 'page' | 'feed';

/** Who calls; with neither user nor key the address counts. */
export interface Caller {
  readonly tenantId: string | null;
  readonly userId: string | null;
  readonly keyId: string | null;
  readonly ip: string;
}

export interface Verdict {
  readonly headers: Record<string, string>;
  /** seconds until the calls would be let through; 0 when they are */
  readonly wait: number;
  /** the limit that refused, for the log; null when none did */
  readonly refusedBy: string | null;
}

export type LimitSettings = Pick<
  Env,
  | 'LIMIT_FACTOR'
  | 'LIMIT_API_TENANT_PER_SECOND'
  | 'LIMIT_API_TENANT_BURST'
  | 'LIMIT_API_USER_PER_SECOND'
  | 'LIMIT_API_ADDRESS_PER_SECOND'
  | 'LIMIT_PAGE_TENANT_PER_SECOND'
  | 'LIMIT_PAGE_USER_PER_SECOND'
  | 'LIMIT_PAGE_ADDRESS_PER_SECOND'
  | 'LIMIT_FEED_PER_SECOND'
>;

type Policy = 'user' | 'key' | 'tenant' | 'address';

/** Where no burst is set, so many seconds' calls may come at once. */
const BURST_SECONDS = 3;

function quotasOf(settings: LimitSettings): Record<CallClass, Record<Policy, Quota>> {
  const factor = settings.LIMIT_FACTOR;
  const quota = (perSecond: number, burst = perSecond * BURST_SECONDS): Quota => ({
    perSecond: perSecond * factor,
    burst: burst * factor,
  });
  const apiUser = quota(settings.LIMIT_API_USER_PER_SECOND);
  const feed = quota(settings.LIMIT_FEED_PER_SECOND);
  const pageUser = quota(settings.LIMIT_PAGE_USER_PER_SECOND);
  return {
    api: {
      user: apiUser,
      key: apiUser,
      tenant: quota(settings.LIMIT_API_TENANT_PER_SECOND, settings.LIMIT_API_TENANT_BURST),
      address: quota(settings.LIMIT_API_ADDRESS_PER_SECOND),
    },
    page: {
      user: pageUser,
      key: pageUser,
      tenant: quota(settings.LIMIT_PAGE_TENANT_PER_SECOND),
      address: quota(settings.LIMIT_PAGE_ADDRESS_PER_SECOND),
    },
    // its secret counts as a key, and beside it the address: few machines fetch the calendars of many people
    feed: {
      user: feed,
      key: feed,
      tenant: quota(settings.LIMIT_API_TENANT_PER_SECOND, settings.LIMIT_API_TENANT_BURST),
      address: quota(settings.LIMIT_API_ADDRESS_PER_SECOND),
    },
  };
}

const inSeconds = (): number => performance.now() / 1000;

export class CallLimits {
  readonly #buckets = new Buckets();
  readonly #settings: () => LimitSettings;
  readonly #now: () => number;

  /** Settings are read at every call. `now` is in seconds and never goes back. */
  constructor(settings: () => LimitSettings, now = inSeconds) {
    this.#settings = settings;
    this.#now = now;
  }

  /** Counts the calls against each limit of the caller, or against none of them when one refuses. */
  spend(kind: CallClass, caller: Caller, calls = 1): Verdict {
    const quotas = quotasOf(this.#settings())[kind];
    const now = this.#now();
    const asked = namesOf(caller).map(([policy, id]) => {
      const quota = quotas[policy];
      const key = `${kind} ${policy} ${id}`;
      const cost = Math.min(calls, quota.burst);
      const left = this.#buckets.look(key, quota, now);
      return { policy, quota, key, cost, left, wait: Math.max(0, cost - left) / quota.perSecond };
    });
    const refused = asked.filter(({ wait }) => wait > 0);
    if (refused.length === 0) {
      for (const { key, quota, cost } of asked) this.#buckets.take(key, quota, cost, now);
    }
    const told = asked.map(({ policy, quota, left, cost }): Told => {
      const remaining = refused.length === 0 ? left - cost : left;
      return {
        policy,
        quota: quota.burst,
        seconds: Math.ceil(quota.burst / quota.perSecond),
        remaining: Math.max(0, Math.floor(remaining)),
        reset: Math.ceil((quota.burst - remaining) / quota.perSecond),
      };
    });
    const [first] = refused;
    return {
      headers: rateLimitHeaders(told),
      wait: Math.ceil(Math.max(0, ...refused.map(({ wait }) => wait))),
      refusedBy: first ? first.key : null,
    };
  }
}

function namesOf({ tenantId, userId, keyId, ip }: Caller): [Policy, string][] {
  const person: [Policy, string][] = keyId ? [['key', keyId]] : userId ? [['user', userId]] : [];
  if (person.length === 0) return [['address', addressKeys(ip).address]];
  return tenantId ? [...person, ['tenant', tenantId]] : person;
}
