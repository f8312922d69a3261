// The only SQL about tasks.
import { and, asc, desc, eq, isNull, lt, sql, type SQL } from 'drizzle-orm';
import type { TaskList, TaskListInput, TaskRow, TaskView } from '../../../app/contracts/tasks.ts';
import type { TimelineNoun } from '../../../app/contracts/activities.ts';
import { id as isId, isTimestamp } from '../../../app/contracts/fields.ts';
import { tasks, users } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';
import { AppError } from '../../errors.ts';
import { visible } from '../../lists/visible.ts';
import { columnOf, subjectColumns, subjectOf } from '../activities/subjects.queries.ts';
import { bucketOf, type Days } from './tasks.rules.ts';

const joinedAssignee = and(eq(users.tenantId, tasks.tenantId), eq(users.id, tasks.ownerId));

const taskColumns = {
  id: tasks.id,
  title: tasks.title,
  dueAt: tasks.dueAt,
  reminderAt: tasks.reminderAt,
  doneAt: tasks.doneAt,
  status: tasks.status,
  priority: tasks.priority,
  ownerId: tasks.ownerId,
  ownerName: users.name,
  createdBy: tasks.createdBy,
  version: tasks.version,
  ...subjectColumns(tasks),
};

interface Counted {
  overdue: SQL<number>;
  today: SQL<number>;
}

const UNCOUNTED: Counted = { overdue: sql<number>`0`, today: sql<number>`0` };

/** `counted` is the same in each row: what is counted in the same statement. */
const selectTasks = (tx: Tx, counted = UNCOUNTED) =>
  tx
    .select({ ...taskColumns, ...counted })
    .from(tasks)
    .leftJoin(users, joinedAssignee);

type Selected = Awaited<ReturnType<typeof selectTasks>>[number];

const iso = (at: string | null): string | null => at && new Date(at).toISOString();

const toTask = (row: Selected, days: Days): TaskRow => ({
  id: row.id,
  title: row.title,
  dueAt: iso(row.dueAt),
  reminderAt: iso(row.reminderAt),
  status: row.status,
  priority: row.priority,
  bucket: bucketOf(row, days),
  assignee: row.ownerId && row.ownerName !== null ? { id: row.ownerId, name: row.ownerName } : null,
  record: subjectOf({ noun: row.noun, recordId: row.recordId, recordName: row.recordName }),
  version: row.version,
});

const living = (tx: Tx) => and(eq(tasks.tenantId, tx.context.tenantId), isNull(tasks.deletedAt));

const openOf = (tx: Tx, ownerId: string) =>
  and(living(tx), eq(tasks.ownerId, ownerId), eq(tasks.status, 'open'));

/** Open tasks of one person due before tomorrow, soonest first, and how many are overdue and due in the rest of the day. */
export async function findDueTasks(
  tx: Tx,
  ownerId: string,
  days: Days,
  limit: number,
): Promise<{ items: TaskRow[]; overdue: number; today: number }> {
  const due = sql`select 1 from crm.tasks d where d.tenant_id = ${tx.context.tenantId} and d.owner_id = ${ownerId}
    and d.status = 'open' and d.deleted_at is null`;
  const rows = await selectTasks(tx, {
    overdue: sql<number>`(select count(*)::int from (${due} and d.due_at < ${days.now}::timestamptz) n)`,
    today: sql<number>`(select count(*)::int from (${due} and d.due_at >= ${days.now}::timestamptz
      and d.due_at < ${days.tomorrow}::timestamptz) n)`,
  })
    .where(and(openOf(tx, ownerId), lt(tasks.dueAt, days.tomorrow)))
    .orderBy(asc(tasks.dueAt), asc(tasks.id))
    .limit(limit);
  const { overdue = 0, today = 0 } = rows[0] ?? {};
  return { items: rows.map((row) => toTask(row, days)), overdue, today };
}

/** The tasks about a record, at most 50: open ones by due time, then done ones. */
export async function findTasksOf(
  tx: Tx,
  noun: TimelineNoun,
  recordId: string,
  days: Days,
): Promise<TaskRow[]> {
  const rows = await selectTasks(tx)
    .where(and(living(tx), eq(columnOf(tasks, noun), recordId)))
    .orderBy(sql`${tasks.status} = 'done'`, sql`${tasks.dueAt} asc nulls last`, asc(tasks.id))
    .limit(50);
  return rows.map((row) => toTask(row, days));
}

/** A task, or null where there is none in sight. */
export async function findTask(
  tx: Tx,
  id: string,
  days: Days,
): Promise<(TaskRow & { createdBy: string | null }) | null> {
  const [row] = await selectTasks(tx).where(and(living(tx), eq(tasks.id, id)));
  return row ? { ...toTask(row, days), createdBy: row.createdBy } : null;
}

/** Counts of the groups stop here. */
const COUNT_CAP = 5_000;
const LIMIT = 50;

/** One page of tasks, soonest first (of done ones, the newest first), with the counts of all open groups. */
export async function findTasks(tx: Tx, input: TaskListInput, days: Days): Promise<TaskList> {
  const { bucket, after, limit = LIMIT } = input;
  const mine = await ownedBy(tx, input.assignee);
  const isDone = bucket === 'done';
  const [rows, counted] = await Promise.all([
    selectTasks(tx)
      .where(and(mine, grouped(bucket, days), behind(after, bucket)))
      .orderBy(
        ...(isDone
          ? [sql`${tasks.doneAt} desc nulls last`, desc(tasks.id)]
          : [sql`${tasks.dueAt} asc nulls last`, asc(tasks.id)]),
      )
      .limit(limit + 1),
    countBuckets(tx, and(mine, eq(tasks.status, 'open')), days),
  ]);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map((row) => toTask(row, days)),
    next: last ? cursorOf(isDone ? last.doneAt : last.dueAt, last.id) : null,
    ...counted,
  };
}

/** Those in sight, of one person or of everybody. */
async function ownedBy(tx: Tx, assignee: TaskListInput['assignee']): Promise<SQL | undefined> {
  const owner = assignee === 'me' ? tx.context.userId : assignee;
  return and(
    living(tx),
    owner === undefined ? undefined : owner === null ? sql`false` : eq(tasks.ownerId, owner),
    await visible(tx, 'task', tasks),
  );
}

/** The tasks that a view has, all of them: for what is done to many at once. */
export async function tasksMeant(tx: Tx, { bucket, assignee }: TaskView, days: Days): Promise<SQL> {
  const mine = await ownedBy(tx, assignee === 'all' ? undefined : assignee);
  return and(mine, grouped(bucket ?? undefined, days)) ?? sql`true`;
}

const grouped = (bucket: TaskListInput['bucket'], days: Days): SQL | undefined =>
  and(eq(tasks.status, bucket === 'done' ? 'done' : 'open'), within(bucket, days));

function within(bucket: TaskListInput['bucket'], { now, tomorrow, nextWeek }: Days): SQL | undefined {
  if (bucket === 'overdue') return sql`${tasks.dueAt} < ${now}::timestamptz`;
  if (bucket === 'today')
    return sql`${tasks.dueAt} >= ${now}::timestamptz and ${tasks.dueAt} < ${tomorrow}::timestamptz`;
  if (bucket === 'week')
    return sql`${tasks.dueAt} >= ${tomorrow}::timestamptz and ${tasks.dueAt} < ${nextWeek}::timestamptz`;
  if (bucket === 'later') return sql`(${tasks.dueAt} >= ${nextWeek}::timestamptz or ${tasks.dueAt} is null)`;
  return undefined;
}

async function countBuckets(tx: Tx, where: SQL | undefined, { now, tomorrow, nextWeek }: Days) {
  const counted = tx
    .select({ dueAt: tasks.dueAt })
    .from(tasks)
    .where(where)
    .limit(COUNT_CAP + 1)
    .as('counted');
  const due = counted.dueAt;
  const [row] = await tx
    .select({
      all: sql<number>`count(*)::int`,
      overdue: sql<number>`(count(*) filter (where ${due} < ${now}::timestamptz))::int`,
      today: sql<number>`(count(*) filter (where ${due} >= ${now}::timestamptz and ${due} < ${tomorrow}::timestamptz))::int`,
      week: sql<number>`(count(*) filter (where ${due} >= ${tomorrow}::timestamptz and ${due} < ${nextWeek}::timestamptz))::int`,
      later: sql<number>`(count(*) filter (where ${due} >= ${nextWeek}::timestamptz or ${due} is null))::int`,
    })
    .from(counted);
  const { all = 0, ...counts } = row ?? { overdue: 0, today: 0, week: 0, later: 0 };
  return { counts, countsAreCapped: all > COUNT_CAP };
}

const cursorOf = (at: string | null, id: string): string =>
  Buffer.from(`${at ?? ''}|${id}`).toString('base64url');

function behind(cursor: string | undefined, bucket: TaskListInput['bucket']): SQL | undefined {
  if (cursor === undefined) return undefined;
  const isDone = bucket === 'done';
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split('|');
  if ((at !== '' && !isTimestamp(at)) || !isId.safeParse(id).success)
    throw new AppError('BadRequest', 'list.cursor', 'This cursor belongs to another list.', {
      details: { after: ['Use the "next" of the last answer.'] },
    });
  const column = isDone ? tasks.doneAt : tasks.dueAt;
  if (at === '')
    return isDone
      ? sql`(${column} is null and ${tasks.id} < ${id}::uuid)`
      : sql`(${column} is null and ${tasks.id} > ${id}::uuid)`;
  const place = sql`(${at}::timestamptz, ${id}::uuid)`;
  const next = isDone ? sql`(${column}, ${tasks.id}) < ${place}` : sql`(${column}, ${tasks.id}) > ${place}`;
  // groups that are between two moments have none without a time: their pages are ranges of the index
  return bucket && DATED.includes(bucket) ? next : sql`(${next} or ${column} is null)`;
}

const DATED: readonly string[] = ['overdue', 'today', 'week'];
