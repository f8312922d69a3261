// The SQL of calendar feeds: their rows, whose one is, and the tasks in it.
import { and, asc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { CalendarFeed } from '../../../app/contracts/calendar.ts';
import { uuidv7 } from '../../../db/ids.ts';
import { calendarFeeds, tasks, users } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';
import type { Transaction as AuthTx } from '../../../db/transaction.ts';
import type { DueTask } from './ics.rules.ts';

const live = (tx: Tx, userId: string) =>
  and(
    eq(calendarFeeds.tenantId, tx.context.tenantId),
    eq(calendarFeeds.userId, userId),
    isNull(calendarFeeds.revokedAt),
  );

const iso = (at: string): string => new Date(at).toISOString();

export async function findFeed(tx: Tx, userId: string): Promise<CalendarFeed> {
  const { id, createdAt, lastUsedAt } = calendarFeeds;
  const [row] = await tx.select({ id, createdAt, lastUsedAt }).from(calendarFeeds).where(live(tx, userId));
  return row
    ? { ...row, createdAt: iso(row.createdAt), lastUsedAt: row.lastUsedAt && iso(row.lastUsedAt) }
    : null;
}

/** Who makes a feed for the same person waits until this transaction ends. */
export async function holdOwner(tx: Tx, userId: string): Promise<void> {
  await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.tenantId, tx.context.tenantId), eq(users.id, userId)))
    .for('no key update');
}

export async function insertFeed(tx: Tx, userId: string, secretHash: Buffer): Promise<string> {
  const id = uuidv7();
  await tx.insert(calendarFeeds).values({ tenantId: tx.context.tenantId, id, userId, secretHash });
  return id;
}

export async function endFeed(tx: Tx, userId: string): Promise<void> {
  await tx
    .update(calendarFeeds)
    .set({ revokedAt: sql`now()` })
    .where(live(tx, userId));
}

/** Whose feed this is the hash of the secret of, asked before anybody is entered. */
export async function findFeedOwner(
  tx: AuthTx,
  secretHash: Buffer,
): Promise<{ tenantId: string; userId: string } | null> {
  const [row] = await tx.execute<{ tenantId: string; userId: string }>(sql`
    select f.tenant_id as "tenantId", f.user_id as "userId" from auth.feed_live(${secretHash}) f`);
  return row ? { tenantId: row.tenantId, userId: row.userId } : null;
}

/** Whether the feed still counts; that it was read is noted at most once a minute. */
export async function noteRead(tx: Tx, userId: string, secretHash: Buffer): Promise<boolean> {
  const isThis = and(live(tx, userId), eq(calendarFeeds.secretHash, secretHash));
  const isDue = sql`${calendarFeeds.lastUsedAt} < now() - interval '1 minute'`;
  const [row] = await tx
    .select({ isDue: sql<boolean>`coalesce(${isDue}, true)` })
    .from(calendarFeeds)
    .where(isThis);
  if (row?.isDue)
    await tx
      .update(calendarFeeds)
      .set({ lastUsedAt: sql`now()` })
      .where(isThis);
  return row !== undefined;
}

const MOST = 1_000;

/** A person's open tasks due from 90 days ago to a year ahead, soonest first. */
export async function findDueTasks(tx: Tx, ownerId: string): Promise<DueTask[]> {
  const { id, title, dueAt, priority, version, updatedAt } = tasks;
  const rows = await tx
    .select({ id, title, dueAt, priority, version, updatedAt })
    .from(tasks)
    .where(
      and(
        eq(tasks.tenantId, tx.context.tenantId),
        eq(tasks.ownerId, ownerId),
        eq(tasks.status, 'open'),
        isNull(tasks.deletedAt),
        isNotNull(tasks.dueAt),
        sql`${tasks.dueAt} between now() - interval '90 days' and now() + interval '1 year'`,
      ),
    )
    .orderBy(asc(tasks.dueAt), asc(tasks.id))
    .limit(MOST);
  return rows.map((row) => ({ ...row, dueAt: row.dueAt ?? '' }));
}
