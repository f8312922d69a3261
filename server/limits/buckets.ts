// Token buckets in this process's memory. Pure but for what it remembers; the caller brings the clock.

export interface Quota {
  /** tokens that come back in a second */
  readonly perSecond: number;
  /** tokens a full bucket holds */
  readonly burst: number;
}

interface Level {
  tokens: number;
  /** seconds, on the caller's clock */
  at: number;
}

/** More buckets than this are not kept: the full ones are as good as new. */
const MOST = 50_000;

export class Buckets {
  readonly #levels = new Map<string, Level>();

  /** What is in the bucket now. A call that costs more than it ever holds is let through by a full one. */
  look(key: string, { perSecond, burst }: Quota, now: number): number {
    const level = this.#levels.get(key);
    return level ? Math.min(burst, level.tokens + Math.max(0, now - level.at) * perSecond) : burst;
  }

  take(key: string, quota: Quota, cost: number, now: number): void {
    const tokens = Math.max(0, this.look(key, quota, now) - cost);
    // written last in the order of the map, which is the order of use
    this.#levels.delete(key);
    this.#levels.set(key, { tokens, at: now });
    for (const oldest of this.#levels.keys()) {
      if (this.#levels.size <= MOST) break;
      this.#levels.delete(oldest);
    }
  }
}
