// The only SQL about auth.rate_limits: counters that may be lost in a crash, on the database's clock.
import { asc, eq, inArray, lt, sql } from 'drizzle-orm';
import { rateLimits } from '../../db/schema/index.ts';
import type { Transaction as AuthTx } from '../../db/transaction.ts';
import { NO_COUNTER, type Counter } from './throttle.rules.ts';

export interface LockedCounters {
  readonly now: number;
  get(key: string): Counter;
}

/** Makes and locks the counters, always in the same order, so that parallel attempts are judged one after another. */
export async function lockCounters(tx: AuthTx, keys: readonly string[]): Promise<LockedCounters> {
  const sorted = [...new Set(keys)].sort();
  await tx
    .insert(rateLimits)
    .values(sorted.map((key) => ({ key, points: 0, expiresAt: sql`to_timestamp(0)` })))
    .onConflictDoNothing();
  const rows = await tx
    .select({
      key: rateLimits.key,
      count: rateLimits.points,
      windowEnds: sql<number>`coalesce(extract(epoch from ${rateLimits.expiresAt}), 0)::float8`,
      now: sql<number>`extract(epoch from now())::float8`,
    })
    .from(rateLimits)
    .where(inArray(rateLimits.key, sorted))
    .orderBy(asc(rateLimits.key))
    .for('update');
  const byKey = new Map(rows.map((row) => [row.key, row]));
  return { now: rows[0]?.now ?? 0, get: (key) => byKey.get(key) ?? NO_COUNTER };
}

export async function saveCounters(tx: AuthTx, counters: ReadonlyMap<string, Counter>): Promise<void> {
  const rows = [...counters].map(([key, { count, windowEnds }]) => ({
    key,
    points: count,
    expiresAt: sql`to_timestamp(${windowEnds})`,
  }));
  await tx
    .insert(rateLimits)
    .values(rows)
    .onConflictDoUpdate({
      target: rateLimits.key,
      set: { points: sql`excluded.points`, expiresAt: sql`excluded.expires_at` },
    });
}

export async function deleteCounter(tx: AuthTx, key: string): Promise<void> {
  await tx.delete(rateLimits).where(eq(rateLimits.key, key));
}

/** Gives one counted event back. */
export async function giveBack(tx: AuthTx, keys: readonly string[]): Promise<void> {
  await tx
    .update(rateLimits)
    .set({ points: sql`greatest(${rateLimits.points} - 1, 0)` })
    .where(inArray(rateLimits.key, [...keys]));
}

export async function deleteOldCounters(tx: AuthTx): Promise<void> {
  await tx.delete(rateLimits).where(lt(rateLimits.expiresAt, sql`now() - interval '1 day'`));
}
