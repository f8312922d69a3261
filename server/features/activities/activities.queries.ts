// The only SQL about activities. An activity carries owner and team of the record it hangs on, so that it is seen alike.
import { and, desc, eq, inArray, isNotNull, isNull, sql, type SQL } from 'drizzle-orm';
import type {
  Activity,
  ActivityKind,
  ActivityOfRecord,
  TimelineNoun,
} from '../../../app/contracts/activities.ts';
import { id as isId, isTimestamp } from '../../../app/contracts/fields.ts';
import { activities, users } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';
import { uuidv7 } from '../../../db/ids.ts';
import { AppError } from '../../errors.ts';
import { candidatesIn, type Person } from './mentions.rules.ts';
import { columnOf, subjectColumns, subjectOf } from './subjects.queries.ts';

/** The record an entry hangs on, whose owner and team it carries. */
export interface RecordOf {
  leadId?: string;
  contactId?: string;
  organizationId?: string;
  opportunityId?: string;
  ownerId: string | null;
  teamId: string | null;
}

export interface Entry {
  kind: ActivityKind;
  body?: string | null | undefined;
  subject?: string | null | undefined;
  occurredAt?: string | undefined;
  mentions?: readonly string[];
}

/** Adds a timeline entry by the caller and answers its id. */
export async function insertActivity(tx: Tx, record: RecordOf, entry: Entry): Promise<string> {
  const activityId = uuidv7();
  await tx.insert(activities).values({
    tenantId: tx.context.tenantId,
    id: activityId,
    kind: entry.kind,
    subject: entry.subject ?? null,
    body: entry.body ?? null,
    ...(entry.occurredAt && { occurredAt: entry.occurredAt }),
    authorId: tx.context.userId,
    ...(entry.mentions?.length && { meta: { mentions: entry.mentions } }),
    ...record,
  });
  return activityId;
}

export const PAGE = 30;

/** Of an entry with its author; see joinedAuthor. */
export const columns = {
  id: activities.id,
  kind: activities.kind,
  subject: activities.subject,
  body: activities.body,
  authorId: activities.authorId,
  authorName: users.name,
  occurredAt: activities.occurredAt,
  meta: activities.meta,
  version: activities.version,
};

export const joinedAuthor = and(eq(users.tenantId, activities.tenantId), eq(users.id, activities.authorId));

const selectEntries = (tx: Tx) => tx.select(columns).from(activities).leftJoin(users, joinedAuthor);

type Selected = Awaited<ReturnType<typeof selectEntries>>[number];

export const toActivity = (row: Selected, people: ReadonlyMap<string, string>): Activity => ({
  id: row.id,
  kind: row.kind,
  subject: row.subject,
  body: row.body,
  author: row.authorId && row.authorName !== null ? { id: row.authorId, name: row.authorName } : null,
  occurredAt: new Date(row.occurredAt).toISOString(),
  mentions: mentionsIn(row.meta).flatMap((id) => {
    const name = people.get(id);
    return name === undefined ? [] : [{ id, name }];
  }),
  version: row.version,
});

const mentionsIn = (meta: Record<string, unknown>): string[] =>
  Array.isArray(meta['mentions']) ? meta['mentions'].filter((id) => typeof id === 'string') : [];

/** Names of those who are mentioned in the rows; no statement where nobody is. */
export async function mentioned(
  tx: Tx,
  rows: readonly Pick<Selected, 'meta'>[],
): Promise<Map<string, string>> {
  const ids = [...new Set(rows.flatMap(({ meta }) => mentionsIn(meta)))];
  if (ids.length === 0) return new Map();
  const people = await tx
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(and(eq(users.tenantId, tx.context.tenantId), inArray(users.id, ids)));
  return new Map(people.map(({ id, name }) => [id, name]));
}

/** Entries of one record, newest first, with the cursor of the next page. */
export async function findTimeline(
  tx: Tx,
  record: { noun: TimelineNoun; id: string },
  { after, kinds }: { after?: string | undefined; kinds?: ActivityKind[] | undefined },
): Promise<{ items: Activity[]; next: string | null }> {
  const rows = await selectEntries(tx)
    .where(
      and(
        eq(activities.tenantId, tx.context.tenantId),
        eq(columnOf(activities, record.noun), record.id),
        isNull(activities.deletedAt),
        kinds && inArray(activities.kind, kinds),
        behind(after),
      ),
    )
    .orderBy(desc(activities.occurredAt), desc(activities.id))
    .limit(PAGE + 1);
  const people = await mentioned(tx, rows);
  return {
    items: rows.slice(0, PAGE).map((row) => toActivity(row, people)),
    next: rows.length > PAGE ? cursorOf(rows[PAGE - 1]) : null,
  };
}

/** What the newest entries of a record say. */
export async function findWritten(
  tx: Tx,
  record: { noun: TimelineNoun; id: string },
): Promise<(string | null)[]> {
  const rows = await tx
    .select({ subject: activities.subject, body: activities.body })
    .from(activities)
    .where(
      and(
        eq(activities.tenantId, tx.context.tenantId),
        eq(columnOf(activities, record.noun), record.id),
        isNull(activities.deletedAt),
        inArray(activities.kind, ['note', 'call', 'email', 'meeting']),
      ),
    )
    .orderBy(desc(activities.occurredAt), desc(activities.id))
    .limit(200);
  return rows.flatMap(({ subject, body }) => [subject, body]);
}

export const cursorOf = (row: { occurredAt: string; id: string } | undefined): string | null =>
  row ? Buffer.from(`${row.occurredAt}|${row.id}`).toString('base64url') : null;

export function behind(cursor: string | undefined): SQL | undefined {
  if (cursor === undefined) return undefined;
  const { at, id } = decode(cursor);
  return sql`(${activities.occurredAt}, ${activities.id}) < (${at}::timestamptz, ${id}::uuid)`;
}

function decode(cursor: string): { at: string; id: string } {
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split('|');
  if (!isTimestamp(at) || !isId.safeParse(id).success) {
    throw new AppError('BadRequest', 'list.cursor', 'This cursor belongs to another list.', {
      details: { after: ['Use the "next" of the last answer.'] },
    });
  }
  return { at, id };
}

/** One entry with its record; null when there is none in sight, or its record is in the trash. */
export async function findActivity(
  tx: Tx,
  id: string,
  { trashed = false }: { trashed?: boolean } = {},
): Promise<ActivityOfRecord | null> {
  const [row] = await tx
    .select({ ...columns, ...subjectColumns(activities) })
    .from(activities)
    .leftJoin(users, joinedAuthor)
    .where(
      and(
        eq(activities.tenantId, tx.context.tenantId),
        eq(activities.id, id),
        trashed ? isNotNull(activities.deletedAt) : isNull(activities.deletedAt),
      ),
    );
  const record = row && subjectOf({ noun: row.noun, recordId: row.recordId, recordName: row.recordName });
  return record ? { ...toActivity(row, await mentioned(tx, [row])), record } : null;
}

type Changes = Partial<
  Pick<typeof activities.$inferInsert, 'subject' | 'body' | 'occurredAt' | 'meta' | 'deletedAt'>
>;

/** Applies the changes if the version is still the one that was read. Answers the new one, null when that one is gone. */
export async function updateActivity(
  tx: Tx,
  { id, version }: { id: string; version: number },
  changes: Changes,
): Promise<number | null> {
  const [row] = await tx
    .update(activities)
    .set(changes)
    .where(
      and(
        eq(activities.tenantId, tx.context.tenantId),
        eq(activities.id, id),
        eq(activities.version, version),
      ),
    )
    .returning({ version: activities.version });
  return row?.version ?? null;
}

/** Active people of the tenant whom a text may mention. */
export async function findMentionable(tx: Tx, body: string): Promise<Person[]> {
  const { ids, names } = candidatesIn(body);
  if (ids.length + names.length === 0) return [];
  const list = sql.param(names);
  return tx
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(
      and(
        eq(users.tenantId, tx.context.tenantId),
        eq(users.status, 'active'),
        isNull(users.deletedAt),
        sql`(${users.id} = any (${sql.param(ids)}::uuid[]) or lower(${users.name}) = any (${list}::text[])
          or lower(split_part(${users.name}, ' ', 1)) = any (${list}::text[]))`,
      ),
    )
    .limit(200);
}
