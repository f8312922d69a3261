// The SQL about entries of all records: the feed of what happened, and how it is spread over the week. An entry shows
// as long as its record does.
import { and, desc, eq, gte, inArray, isNull, lt, sql, type SQL } from 'drizzle-orm';
import {
  parseKinds,
  timelineNouns,
  type ActivityListInput,
  type ActivityOfRecord,
} from '../../../app/contracts/activities.ts';
import { isTimestamp } from '../../../app/contracts/fields.ts';
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
    since === undefined ? undefined : gte(at, exactly(since, zone)),
    until === undefined ? undefined : lt(at, exactly(until, zone)),
    weekday === undefined ? undefined : sql`extract(isodow from ${local}) = ${weekday}`,
    hour === undefined ? undefined : sql`extract(hour from ${local}) = ${hour}`,
  );
}

/** A moment as an answer of ours spells it stays as it is, to the microsecond. */
const exactly = (written: string, zone: string): string =>
  isTimestamp(written) ? written : momentOf(written, zone).toISOString();

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
  weekday: number;
  hour: number;
  count: number;
  [key: string]: unknown;
}

/**
 * How many entries there are by weekday and hour, of the latest `most` and whatever came at the same moment as the earliest
 * of these. Those whose record is in the trash are among the latest and are not counted.
 */
export async function findHours(tx: Tx, wanted: Wanted, most: number): Promise<Hours> {
  const where = await conditionsOf(tx, wanted);
  const { zone } = await tx.entered;
  const rows = await tx.execute<Row>(sql`
    with latest as (
      select ${activities.occurredAt} as moment, ${subject.recordName} is not null as counts from ${activities}
       where ${where} order by ${activities.occurredAt} desc nulls first fetch first ${most} rows with ties)
    select (select case when count(*) >= ${most} then to_char(min(moment) at time zone 'UTC', ${EXACT}) end from latest) as "cutAt",
           extract(isodow from moment at time zone ${zone})::int as weekday,
           extract(hour from moment at time zone ${zone})::int as hour, (count(*) filter (where counts))::int as count
      from latest group by 2, 3 order by 2, 3`);
  return {
    cutAt: rows[0]?.cutAt ?? null,
    cells: rows.flatMap(({ count, weekday, hour }) => (count > 0 ? [{ weekday, hour, count }] : [])),
  };
}

/** As PostgreSQL keeps it: a moment that is rounded would have other entries behind it. */
const EXACT = 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"';
