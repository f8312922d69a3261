// The SQL about entries of all records: the feed of what happened, and how it is spread over the week. An entry shows
// as long as its record does.
import { and, desc, eq, gte, inArray, isNull, lt, sql, type SQL } from 'drizzle-orm';
import {
  parseKinds,
  timelineNouns,
  type ActivityListInput,
  type ActivityOfRecord,
} from '../../../app/contracts/activities.ts';
import { activities, users } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';
import { mayDo } from '../../auth/require-permission.ts';
import { momentOf } from '../../lists/spans.ts';
import { visibleHanging } from '../../lists/visible.ts';
import {
  behind,
  columns,
  cursorOf,
  joinedAuthor,
  mentioned,
  PAGE,
  toActivity,
} from './activities.queries.ts';
import { subjectColumns, subjectOf } from './subjects.queries.ts';

export type Wanted = Omit<ActivityListInput, 'limit' | 'after'>;

const subject = subjectColumns(activities);

/** What of the entries is asked for, of those whose noun the caller may read. */
async function conditionsOf(tx: Tx, wanted: Wanted): Promise<SQL | undefined> {
  const { type, user, since, until, weekday, hour } = wanted;
  const { zone } = await tx.entered;
  const kinds = parseKinds(type);
  const at = activities.occurredAt;
  const local = sql`(${at} at time zone ${zone})`;
  const may = await Promise.all(timelineNouns.map((noun) => mayDo(tx, `${noun}:read`)));
  const nouns = timelineNouns.filter((_, place) => may[place]);
  return and(
    eq(activities.tenantId, tx.context.tenantId),
    isNull(activities.deletedAt),
    await visibleHanging(tx, activities),
    nouns.length === timelineNouns.length ? undefined : nounsIn(nouns),
    kinds && inArray(activities.kind, kinds),
    user === undefined ? undefined : await byUser(tx, user),
    since === undefined ? undefined : gte(at, momentOf(since, zone).toISOString()),
    until === undefined ? undefined : lt(at, momentOf(until, zone).toISOString()),
    weekday === undefined ? undefined : sql`extract(isodow from ${local}) = ${weekday}`,
    hour === undefined ? undefined : sql`extract(hour from ${local}) = ${hour}`,
  );
}

const nounsIn = (nouns: readonly string[]): SQL =>
  nouns.length > 0 ? inArray(activities.noun, [...nouns]) : sql`false`;

async function byUser(tx: Tx, user: string): Promise<SQL> {
  if (user !== 'team') return sql`${activities.authorId} = ${user === 'me' ? tx.context.userId : user}::uuid`;
  const { teamIds } = await tx.entered;
  const people = tx
    .select({ id: users.id })
    .from(users)
    .where(
      and(
        eq(users.tenantId, tx.context.tenantId),
        teamIds.length > 0 ? inArray(users.teamId, teamIds) : sql`false`,
      ),
    );
  return inArray(activities.authorId, people);
}

/** One page of entries with their records, newest first. */
export async function findFeed(
  tx: Tx,
  { limit = PAGE, after, ...wanted }: ActivityListInput,
): Promise<{ items: ActivityOfRecord[]; next: string | null }> {
  const rows = await tx
    .select({ ...columns, ...subject })
    .from(activities)
    .leftJoin(users, joinedAuthor)
    .where(and(await conditionsOf(tx, wanted), sql`${subject.recordName} is not null`, behind(after)))
    .orderBy(desc(activities.occurredAt), desc(activities.id))
    .limit(limit + 1);
  const shown = rows.slice(0, limit);
  const people = await mentioned(tx, shown);
  return {
    items: shown.flatMap((row) => {
      const { noun, recordId, recordName } = row;
      const record = subjectOf({ noun, recordId, recordName });
      return record ? [{ ...toActivity(row, people), record }] : [];
    }),
    next: rows.length > limit ? cursorOf(shown.at(-1)) : null,
  };
}

export interface Hours {
  /** the time of the earliest entry that is counted, where there were more than `most` */
  cutAt: string | null;
  cells: { weekday: number; hour: number; count: number }[];
}

interface Row {
  cutAt: string | null;
  weekday: number | null;
  hour: number | null;
  count: number;
  [key: string]: unknown;
}

/** How many entries there are by weekday and hour, of the latest `most` and whatever came at the same moment as the first of these. */
export async function findHours(tx: Tx, wanted: Wanted, most: number): Promise<Hours> {
  const where = await conditionsOf(tx, wanted);
  const { zone } = await tx.entered;
  const rows = await tx.execute<Row>(sql`
    with cut as (
      select date_trunc('milliseconds', ${activities.occurredAt}) as at from ${activities}
       where ${where} order by ${activities.occurredAt} desc offset ${most - 1} limit 1),
    shown as (
      select ${activities.occurredAt} at time zone ${zone} as local from ${activities}
       where ${where} and ${activities.occurredAt} >= coalesce((select at from cut), '-infinity')
         and ${subject.recordName} is not null),
    hours as (
      select extract(isodow from local)::int as weekday, extract(hour from local)::int as hour, count(*)::int as count
        from shown group by 1, 2)
    select (select at from cut) as "cutAt", weekday, hour, count from hours order by weekday, hour`);
  const cutAt = rows[0]?.cutAt;
  return {
    cutAt: cutAt ? new Date(cutAt).toISOString() : null,
    cells: rows.flatMap(({ weekday, hour, count }) =>
      weekday === null || hour === null ? [] : [{ weekday, hour, count }],
    ),
  };
}
