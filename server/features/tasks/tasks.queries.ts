// The only SQL about tasks.
import { and, asc, eq, isNull, lt, sql } from 'drizzle-orm';
import type { TaskRow } from '../../../app/contracts/tasks.ts';
import { leads, tasks } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';

const open = (tx: Tx, ownerId: string) =>
  and(
    eq(tasks.tenantId, tx.context.tenantId),
    eq(tasks.ownerId, ownerId),
    eq(tasks.status, 'open'),
    isNull(tasks.deletedAt),
  );

const selectTasks = (tx: Tx) =>
  tx
    .select({
      id: tasks.id,
      title: tasks.title,
      dueAt: tasks.dueAt,
      status: tasks.status,
      priority: tasks.priority,
      leadId: leads.id,
      leadName: leads.name,
      version: tasks.version,
    })
    .from(tasks)
    .leftJoin(
      leads,
      and(eq(leads.tenantId, tasks.tenantId), eq(leads.id, tasks.leadId), isNull(leads.deletedAt)),
    );

type Selected = Awaited<ReturnType<typeof selectTasks>>[number];

const toTask = (row: Selected): TaskRow => ({
  id: row.id,
  title: row.title,
  dueAt: row.dueAt && new Date(row.dueAt).toISOString(),
  status: row.status,
  priority: row.priority,
  lead: row.leadId && row.leadName !== null ? { id: row.leadId, name: row.leadName } : null,
  version: row.version,
});

/** Open tasks of one person due before a moment, soonest first. */
export async function findDueTasks(
  tx: Tx,
  ownerId: string,
  before: string,
  limit: number,
): Promise<TaskRow[]> {
  const rows = await selectTasks(tx)
    .where(and(open(tx, ownerId), lt(tasks.dueAt, before)))
    .orderBy(asc(tasks.dueAt), asc(tasks.id))
    .limit(limit);
  return rows.map(toTask);
}

/** How many open tasks of one person are overdue, and how many are due in the rest of the day that ends at `endOfDay`. */
export async function countDueTasks(
  tx: Tx,
  ownerId: string,
  now: string,
  endOfDay: string,
): Promise<{ overdue: number; today: number }> {
  const [row] = await tx
    .select({
      overdue: sql<number>`count(*) filter (where ${tasks.dueAt} < ${now}::timestamptz)::int`,
      today: sql<number>`count(*) filter (where ${tasks.dueAt} >= ${now}::timestamptz)::int`,
    })
    .from(tasks)
    .where(and(open(tx, ownerId), lt(tasks.dueAt, endOfDay)));
  return row ?? { overdue: 0, today: 0 };
}

/** Every task of a lead: open ones by due time, then done ones. */
export async function findLeadTasks(tx: Tx, leadId: string): Promise<TaskRow[]> {
  const rows = await selectTasks(tx)
    .where(and(eq(tasks.tenantId, tx.context.tenantId), eq(tasks.leadId, leadId), isNull(tasks.deletedAt)))
    .orderBy(sql`${tasks.status} = 'done'`, sql`${tasks.dueAt} asc nulls last`, asc(tasks.id))
    .limit(50);
  return rows.map(toTask);
}

type Insert = typeof tasks.$inferInsert;

export async function insertTask(tx: Tx, task: Omit<Insert, 'tenantId'>): Promise<void> {
  await tx.insert(tasks).values({ ...task, tenantId: tx.context.tenantId });
}

/** Marks a task done or open again. False when the version is no longer the one that was read, or the task is gone. */
export async function setDone(tx: Tx, id: string, version: number, done: boolean): Promise<boolean> {
  const rows = await tx
    .update(tasks)
    .set({ status: done ? 'done' : 'open', doneAt: done ? sql`now()` : null })
    .where(
      and(
        eq(tasks.tenantId, tx.context.tenantId),
        eq(tasks.id, id),
        eq(tasks.version, version),
        isNull(tasks.deletedAt),
      ),
    )
    .returning({ id: tasks.id });
  return rows.length === 1;
}

export async function taskExists(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx
    .select({ id: tasks.id })
    .from(tasks)
    .where(and(eq(tasks.tenantId, tx.context.tenantId), eq(tasks.id, id), isNull(tasks.deletedAt)));
  return rows.length === 1;
}
