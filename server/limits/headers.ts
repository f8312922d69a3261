// How limits are told to clients: the RateLimit fields of the IETF's draft (draft-ietf-httpapi-ratelimit-headers-10). The
// draft may still change; no other file spells these fields.

export interface Told {
  /** whose limit: user, key, tenant, address */
  readonly policy: string;
  /** calls within `seconds` */
  readonly quota: number;
  readonly seconds: number;
  readonly remaining: number;
  /** seconds until the whole quota is there again */
  readonly reset: number;
}

export const rateLimitHeaders = (limits: readonly Told[]): Record<string, string> => ({
  'RateLimit-Policy': limits
    .map(({ policy, quota, seconds }) => `"${policy}";q=${quota};w=${seconds}`)
    .join(', '),
  RateLimit: limits.map(({ policy, remaining, reset }) => `"${policy}";r=${remaining};t=${reset}`).join(', '),
});
