// The only SQL about notifications. Row-level security shows everybody their own; titles are read when the list is, so
// that of a record which has left one's sight nothing is said.
import { and, desc, eq, isNotNull, isNull, lt, lte, sql, type SQL } from 'drizzle-orm';
import {
  MOST_UNREAD,
  type ArchiveAllInput,
  type Notification,
  type NotificationKind,
  type NotificationListInput,
  type UnreadCount,
} from '../../../app/contracts/notifications.ts';
import { imports, jobs, notifications, users } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';
import { mayDo } from '../../auth/require-permission.ts';
import { recordTables, type RecordNoun } from '../../records/tables.ts';

/** What people are told about a record, or about several of a noun. */
export interface News {
  kind: NotificationKind;
  noun: RecordNoun;
  recordId?: string;
  /** whose the record is: who may not see it is not told */
  ownerId?: string | null;
  teamId?: string | null;
  entryId?: string;
  count?: number;
  /** of one cause a person hears once */
  cause?: string;
}

/** Tells those of the people who may see what it is about. Answers whom. */
export async function insertNews(tx: Tx, people: readonly string[], news: News): Promise<string[]> {
  const { kind, noun, recordId, ownerId, teamId, entryId, count, cause } = news;
  const seeing = await tx.execute<{ id: string }>(
    sql`select id from crm.who_sees(${sql.param(people)}::uuid[], ${noun}, ${ownerId ?? null}::uuid, ${teamId ?? null}::uuid) s (id)`,
  );
  const ids = seeing.map(({ id }) => id);
  if (ids.length > 0)
    await tx
      .insert(notifications)
      .values(
        ids.map((userId) => ({
          tenantId: tx.context.tenantId,
          userId,
          kind,
          noun,
          recordId: recordId ?? null,
          entryId: entryId ?? null,
          count: count ?? null,
          cause: cause ?? null,
        })),
      )
      .onConflictDoNothing();
  return ids;
}

/** Tells who started a job that it is over, once. */
export async function insertJobNews(tx: Tx, kind: 'import' | 'bulk', jobId: string): Promise<void> {
  await tx.execute(sql`
    insert into crm.notifications (tenant_id, user_id, kind, job_id, cause)
    select j.tenant_id, j.created_by, ${kind}, j.id, 'job:' || j.id
      from crm.jobs j
     where j.tenant_id = ${tx.context.tenantId} and j.id = ${jobId} and j.created_by is not null
    on conflict do nothing`);
}

const mine = (tx: Tx): SQL | undefined =>
  and(
    eq(notifications.tenantId, tx.context.tenantId),
    tx.context.userId === null ? sql`false` : eq(notifications.userId, tx.context.userId),
  );

const inView = (show: NotificationListInput['show']): SQL | undefined =>
  show === 'archived'
    ? isNotNull(notifications.archivedAt)
    : and(isNull(notifications.archivedAt), show === 'unread' ? isNull(notifications.readAt) : undefined);

const LIMIT = 50;

/** One page, newest first. */
export async function findNotifications(
  tx: Tx,
  { show, limit = LIMIT, after }: NotificationListInput,
): Promise<{ items: Notification[]; next: string | null }> {
  const rows = await selectNotifications(tx)
    .where(and(mine(tx), inView(show), after === undefined ? undefined : lt(notifications.id, after)))
    .orderBy(desc(notifications.id))
    .limit(limit + 1);
  const shown = rows.slice(0, limit);
  const names = await namesOf(tx, shown);
  return {
    items: shown.map((row) => toNotification(row, names)),
    next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
  };
}

const selectNotifications = (tx: Tx) =>
  tx
    .select({
      id: notifications.id,
      kind: notifications.kind,
      noun: notifications.noun,
      recordId: notifications.recordId,
      entryId: notifications.entryId,
      count: notifications.count,
      readAt: notifications.readAt,
      archivedAt: notifications.archivedAt,
      createdAt: notifications.createdAt,
      byId: users.id,
      byName: users.name,
      jobId: jobs.id,
      status: jobs.status,
      counts: jobs.counts,
      importId: imports.id,
      fileName: imports.fileName,
    })
    .from(notifications)
    .leftJoin(users, and(eq(users.tenantId, notifications.tenantId), eq(users.id, notifications.createdBy)))
    .leftJoin(jobs, and(eq(jobs.tenantId, notifications.tenantId), eq(jobs.id, notifications.jobId)))
    .leftJoin(imports, and(eq(imports.tenantId, jobs.tenantId), eq(imports.id, jobs.importId)));

type Selected = Awaited<ReturnType<typeof selectNotifications>>[number];

/** What the records are called that the caller may see, by id. */
async function namesOf(tx: Tx, rows: readonly Selected[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const noun of new Set(rows.flatMap((row) => (row.recordId && row.noun ? [row.noun] : [])))) {
    if (!(await mayDo(tx, `${noun}:read`))) continue;
    const ids = rows.flatMap((row) => (row.noun === noun && row.recordId ? [row.recordId] : []));
    const { table, name } = recordTables[noun];
    const found = await tx
      .select({ id: table.id, name })
      .from(table)
      .where(
        and(
          eq(table.tenantId, tx.context.tenantId),
          sql`${table.id} = any(${sql.param(ids)}::uuid[])`,
          isNull(table.deletedAt),
        ),
      );
    for (const record of found) names.set(record.id, record.name);
  }
  return names;
}

function toNotification(row: Selected, names: ReadonlyMap<string, string>): Notification {
  const { id, kind, noun, recordId, entryId, count, byId, byName, jobId, status } = row;
  const name = recordId === null ? undefined : names.get(recordId);
  return {
    id,
    kind,
    by: byId && byName !== null && kind !== 'due' ? { id: byId, name: byName } : null,
    noun,
    record: noun && recordId && name !== undefined ? { noun, id: recordId, name } : null,
    count,
    entryId: name === undefined ? null : entryId,
    job:
      jobId && status
        ? { id: jobId, status, importId: row.importId, fileName: row.fileName, counts: row.counts }
        : null,
    isRead: row.readAt !== null,
    isArchived: row.archivedAt !== null,
    at: new Date(row.createdAt).toISOString(),
  };
}

/** How many are unread, as far as they are counted. */
export async function countUnread(tx: Tx): Promise<UnreadCount> {
  const counted = tx
    .select({ id: notifications.id })
    .from(notifications)
    .where(and(mine(tx), inView('unread')))
    .limit(MOST_UNREAD + 1)
    .as('counted');
  const [row] = await tx.select({ count: sql<number>`count(*)::int` }).from(counted);
  const count = row?.count ?? 0;
  return { unread: Math.min(count, MOST_UNREAD), isCapped: count > MOST_UNREAD };
}

type Marks = Partial<Record<'readAt' | 'archivedAt', string | null>>;

/** Marks one of the caller's; what is marked so already keeps its time. Whether there is such a one. */
export async function mark(tx: Tx, id: string, marks: Marks): Promise<boolean> {
  const kept = Object.fromEntries(
    Object.entries(marks).map(([name, at]) => {
      const column = notifications[name as keyof Marks];
      return [name, at === null ? null : sql`coalesce(${column}, ${at}::timestamptz)`];
    }),
  );
  const marked = await tx
    .update(notifications)
    .set(kept)
    .where(and(mine(tx), eq(notifications.id, id)))
    .returning({ id: notifications.id });
  return marked.length === 1;
}

/** Puts away all of a view, no newer than `until`. Answers how many. */
export async function putAway(
  tx: Tx,
  archivedAt: string,
  { show = 'inbox', until }: ArchiveAllInput,
): Promise<number> {
  const seen = until === undefined ? undefined : lte(notifications.id, until);
  return (
    await tx
      .update(notifications)
      .set({ archivedAt })
      .where(and(mine(tx), inView(show), seen))
  ).count;
}

/** Takes back what was put away at that moment. Answers how many. */
export async function takeBack(tx: Tx, at: string): Promise<number> {
  const then = sql`${notifications.archivedAt} = ${at}::timestamptz`;
  return (
    await tx
      .update(notifications)
      .set({ archivedAt: null })
      .where(and(mine(tx), then))
  ).count;
}

/** Deletes what was read or put away and is older than that, or is older than twice that; at most so many. For the house. */
export async function forgetTold(tx: Tx, days: number, most: number): Promise<number> {
  const [row] = await tx.execute<{ many: number }>(sql`select crm.forget_told(${days}, ${most}) as many`);
  return row?.many ?? 0;
}
