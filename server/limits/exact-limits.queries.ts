// The only SQL that counts what must be exact over all processes; sign-in counts in the same table by rules of its own.
import { eq, lt, or, sql } from 'drizzle-orm';
import { rateLimits } from '../../db/schema/index.ts';
import type { Transaction } from '../../db/transaction.ts';

const isOver = sql`coalesce(${rateLimits.expiresAt}, to_timestamp(0)) <= now()`;

/** Counts one event in a fixed window. The row is locked from reading to writing, so no two take the same place. */
export async function countOne(
  tx: Transaction,
  key: string,
  { limit, seconds }: { limit: number; seconds: number },
): Promise<boolean> {
  const end = sql`now() + make_interval(secs => ${seconds})`;
  const rows = await tx
    .insert(rateLimits)
    .values({ key, points: 1, expiresAt: end })
    .onConflictDoUpdate({
      target: rateLimits.key,
      set: {
        points: sql`case when ${isOver} then 1 else ${rateLimits.points} + 1 end`,
        expiresAt: sql`case when ${isOver} then ${end} else ${rateLimits.expiresAt} end`,
      },
      setWhere: or(isOver, lt(rateLimits.points, limit)),
    })
    .returning({ key: rateLimits.key });
  return rows.length > 0;
}

/** Seconds until the window ends. */
export async function findWait(tx: Transaction, key: string): Promise<number> {
  const [row] = await tx
    .select({ wait: sql<number>`ceil(extract(epoch from ${rateLimits.expiresAt} - now()))::int` })
    .from(rateLimits)
    .where(eq(rateLimits.key, key));
  return Math.max(1, row?.wait ?? 1);
}
