// In charge of copies of what seldom changes in a tenant: pipelines, sources, tags, views, people to choose from. A copy is
// found by who asks and by the version its noun had when they were entered, so nobody meets one from before a write.
// Never holds sessions, roles or records, and forgets nothing on purpose: what nobody asks for any more makes room.
import { hash } from 'node:crypto';
import type { Entered, Tx } from '../db/tenant.ts';
import { countCacheRead, watchCache } from './observability/metrics.ts';

/** Whose a copy is: everybody's of a tenant who is entered with the same rights, or one person's. Triggers change their versions. */
const NOUNS = {
  pipeline: 'shared',
  lead_source: 'shared',
  custom_field: 'shared',
  tag: 'shared',
  user: 'shared',
  saved_view: 'own',
} as const;

export type CachedNoun = keyof typeof NOUNS;

declare const made: unique symbol;
/** Made by cacheKey alone. */
export type CacheKey = string & { readonly [made]: true };

export interface Asker {
  tenantId: string;
  entered: Entered;
}

/**
 * Tenant, sight and rights, the noun as of a version, what of it. Null where the entry told no versions.
 * Throws without a tenant.
 */
export function cacheKey(
  { tenantId, entered }: Asker,
  noun: CachedNoun,
  ...of: readonly string[]
): CacheKey | null {
  if (!tenantId) throw new Error('A cache key begins with a tenant');
  if (!entered.versions) return null;
  const { seesAll, seesTeam, teamIds, permissions, hiddenFields, lockedFields, userId } = entered;
  const rights = JSON.stringify([seesAll, seesTeam, teamIds, permissions, hiddenFields, lockedFields]);
  const whose = NOUNS[noun] === 'own' ? userId : '';
  const version = entered.versions[noun] ?? '';
  return JSON.stringify([
    tenantId,
    hash('sha256', rights, 'base64url'),
    whose,
    noun,
    version,
    of,
  ]) as CacheKey;
}

interface Bounds {
  entries: number;
  /** of one copy with its key, and of all, in characters */
  largest: number;
  size: number;
}

/** Copies as JSON: nobody changes another's, and their size is known. What was asked for longest ago makes room. */
export class Cache {
  readonly #copies = new Map<CacheKey, string>();
  readonly #bounds: Bounds;
  #size = 0;

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
  }

  get entries(): number {
    return this.#copies.size;
  }

  get size(): number {
    return this.#size;
  }

  find(key: CacheKey): string | null {
    const copy = this.#copies.get(key);
    if (copy === undefined) return null;
    this.#copies.delete(key);
    this.#copies.set(key, copy);
    return copy;
  }

  keep(key: CacheKey, copy: string): void {
    const { entries, largest, size } = this.#bounds;
    if (key.length + copy.length > largest) return;
    this.#drop(key);
    this.#copies.set(key, copy);
    this.#size += key.length + copy.length;
    for (const oldest of this.#copies.keys()) {
      if (this.entries <= entries && this.#size <= size) return;
      this.#drop(oldest);
    }
  }

  #drop(key: CacheKey): void {
    const copy = this.#copies.get(key);
    if (copy === undefined) return;
    this.#copies.delete(key);
    this.#size -= key.length + copy.length;
  }
}

const copies = new Cache({ entries: 5_000, largest: 200_000, size: 16_000_000 });
watchCache(copies);

/**
 * What `read` answers, which is plain JSON, or a copy of what it answered before; `of` says what of the noun is asked. A
 * transaction that may write always reads: it sees its own writes, and nobody else may before its commit.
 */
export async function cached<T>(
  tx: Tx,
  noun: CachedNoun,
  of: readonly string[],
  read: () => PromiseLike<T>,
): Promise<T> {
  if (!tx.readOnly) return read();
  const key = cacheKey({ tenantId: tx.context.tenantId, entered: await tx.entered }, noun, ...of);
  if (!key) return read();
  const copy = copies.find(key);
  countCacheRead(noun, copy === null ? 'miss' : 'hit');
  if (copy !== null) return JSON.parse(copy) as T;
  const value = await read();
  copies.keep(key, JSON.stringify(value));
  return value;
}
