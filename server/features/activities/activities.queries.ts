// The only SQL about activities. An activity carries owner and team of the record it hangs on, so that it is seen alike.
import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Activity } from '../../../app/contracts/activities.ts';
import { id as isId, isTimestamp } from '../../../app/contracts/fields.ts';
import { activities, users } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';
import { uuidv7 } from '../../../db/ids.ts';
import { AppError } from '../../errors.ts';

export interface RecordOf {
  leadId: string;
  ownerId: string | null;
  teamId: string | null;
}

interface Entry {
  kind: Activity['kind'];
  body?: string | null;
  subject?: string | null;
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
    authorId: tx.context.userId,
    ...record,
  });
  return activityId;
}

export const PAGE = 30;

/** Entries of one lead, newest first, with the cursor of the next page. */
export async function findLeadActivities(
  tx: Tx,
  leadId: string,
  after?: string,
): Promise<{ items: Activity[]; next: string | null }> {
  const position = after ? decode(after) : null;
  const rows = await tx
    .select({
      id: activities.id,
      kind: activities.kind,
      subject: activities.subject,
      body: activities.body,
      authorId: activities.authorId,
      authorName: users.name,
      occurredAt: activities.occurredAt,
    })
    .from(activities)
    .leftJoin(users, and(eq(users.tenantId, activities.tenantId), eq(users.id, activities.authorId)))
    .where(
      and(
        eq(activities.tenantId, tx.context.tenantId),
        eq(activities.leadId, leadId),
        isNull(activities.deletedAt),
        position
          ? sql`(${activities.occurredAt}, ${activities.id}) < (${position.at}::timestamptz, ${position.id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(desc(activities.occurredAt), desc(activities.id))
    .limit(PAGE + 1);
  const last = rows[PAGE - 1];
  return {
    items: rows.slice(0, PAGE).map((row) => ({
      id: row.id,
      kind: row.kind,
      subject: row.subject,
      body: row.body,
      author: row.authorId && row.authorName !== null ? { id: row.authorId, name: row.authorName } : null,
      occurredAt: new Date(row.occurredAt).toISOString(),
    })),
    next:
      rows.length > PAGE && last ? Buffer.from(`${last.occurredAt}|${last.id}`).toString('base64url') : null,
  };
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
