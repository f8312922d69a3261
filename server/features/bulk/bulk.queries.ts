// The SQL of bulk edits: what is done to the rows of a noun in one statement each, and what is kept of it.
import { and, asc, eq, inArray, isNotNull, isNull, sql, type SQL } from 'drizzle-orm';
import type { BulkNoun, Refusal } from '../../../app/contracts/bulk.ts';
import { MAX_TAGS } from '../../../app/contracts/tags.ts';
import {
  bulkEdits,
  bulkRows,
  leads,
  opportunities,
  recordTags,
  tags,
  tasks,
} from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';
import { visible } from '../../lists/visible.ts';
import { recordTables } from '../../records/tables.ts';
import type { Deed } from './bulk.deeds.ts';

export interface Target {
  id: string;
  ownerId: string | null;
  teamId: string | null;
  stageId: string | null;
  sourceId: string | null;
  version: number;
  archived: boolean;
  /** when an opportunity was won or lost, or a task done */
  closedAt: string | null;
  /** a task that is done */
  isDone: boolean;
}

const none = sql<null>`null`;

const NOWHERE = { stageId: none, sourceId: none, closedAt: none, isDone: sql<boolean>`false` };

/** The columns that say where a record stands; null where its noun has none. */
const PLACES = {
  lead: { ...NOWHERE, stageId: leads.stageId, sourceId: leads.sourceId },
  opportunity: { ...NOWHERE, stageId: opportunities.stageId, closedAt: opportunities.closedAt },
  contact: NOWHERE,
  organization: NOWHERE,
  task: { ...NOWHERE, closedAt: tasks.doneAt, isDone: sql<boolean>`${tasks.status} = 'done'` },
} as const;

/** Those of the records that are in sight and not in the trash, held until the end; always in the same order. */
export async function holdTargets(tx: Tx, noun: BulkNoun, ids: readonly string[]): Promise<Target[]> {
  const { table } = recordTables[noun];
  const rows = await tx
    .select({
      id: table.id,
      ownerId: table.ownerId,
      teamId: table.teamId,
      version: table.version,
      archivedAt: 'archivedAt' in table ? table.archivedAt : none,
      ...PLACES[noun],
    })
    .from(table)
    .where(
      and(
        eq(table.tenantId, tx.context.tenantId),
        inArray(table.id, [...ids]),
        isNull(table.deletedAt),
        await visible(tx, noun, table),
      ),
    )
    .orderBy(asc(table.id))
    .for('update');
  return rows.map(({ archivedAt, ...row }) => ({ ...row, archived: archivedAt !== null }));
}

/** Ticks tasks off, or opens them again where there is no time. */
export async function finishAll(tx: Tx, ids: readonly string[], doneAt: string | null): Promise<void> {
  await tx
    .update(tasks)
    .set({ status: doneAt === null ? 'open' : 'done', doneAt })
    .where(and(eq(tasks.tenantId, tx.context.tenantId), inArray(tasks.id, [...ids])));
}

export async function updateAll(
  tx: Tx,
  noun: BulkNoun,
  ids: readonly string[],
  changes: { archivedAt?: string | null; deletedAt?: string },
): Promise<void> {
  const { table } = recordTables[noun];
  await tx
    .update(table)
    .set(changes)
    .where(and(eq(table.tenantId, tx.context.tenantId), inArray(table.id, [...ids])));
}

const onRecords = (tx: Tx, noun: BulkNoun, ids: readonly string[]): SQL | undefined =>
  and(
    eq(recordTags.tenantId, tx.context.tenantId),
    eq(recordTags.noun, noun),
    inArray(recordTags.recordId, [...ids]),
  );

/** Which of the records have the tag, and which have no room for one more. */
export async function tagState(
  tx: Tx,
  noun: BulkNoun,
  ids: readonly string[],
  tagId: string,
): Promise<{ having: Set<string>; full: Set<string> }> {
  const rows = await tx
    .select({
      id: recordTags.recordId,
      has: sql<boolean>`bool_or(${recordTags.tagId} = ${tagId})`,
      many: sql<number>`count(*)::int`,
    })
    .from(recordTags)
    .innerJoin(
      tags,
      and(eq(tags.tenantId, tx.context.tenantId), eq(tags.id, recordTags.tagId), isNull(tags.deletedAt)),
    )
    .where(onRecords(tx, noun, ids))
    .groupBy(recordTags.recordId);
  return {
    having: new Set(rows.filter(({ has }) => has).map(({ id }) => id)),
    full: new Set(rows.filter(({ many }) => many >= MAX_TAGS).map(({ id }) => id)),
  };
}

export async function tagAll(
  tx: Tx,
  noun: BulkNoun,
  targets: readonly Target[],
  tagId: string,
): Promise<void> {
  const { tenantId } = tx.context;
  await tx
    .insert(recordTags)
    .values(
      targets.map(({ id, ownerId, teamId }) => ({ tenantId, noun, recordId: id, tagId, ownerId, teamId })),
    )
    .onConflictDoNothing();
}

export async function untagAll(tx: Tx, noun: BulkNoun, ids: readonly string[], tagId: string): Promise<void> {
  await tx.delete(recordTags).where(and(onRecords(tx, noun, ids), eq(recordTags.tagId, tagId)));
}

export interface Outcome {
  id: string;
  refused: Refusal | null;
  /** the owner, stage or source before */
  was?: string | null;
  /** when the opportunity had been closed */
  wasAt?: string | null;
}

export interface Edit {
  id: string;
  noun: BulkNoun;
  deed: Deed;
  list: string | null;
  createdAt: string;
  createdBy: string | null;
  undoneAt: string | null;
  asked: number;
  changed: number;
}

export async function insertEdit(
  tx: Tx,
  edit: Pick<Edit, 'id' | 'noun' | 'deed' | 'list' | 'asked' | 'changed'> & { jobId?: string },
): Promise<void> {
  const { deed, ...rest } = edit;
  await tx.insert(bulkEdits).values({ ...rest, deed: { ...deed }, tenantId: tx.context.tenantId });
}

export async function insertRows(tx: Tx, editId: string, outcomes: readonly Outcome[]): Promise<void> {
  if (outcomes.length === 0) return;
  const { tenantId } = tx.context;
  await tx.insert(bulkRows).values(
    outcomes.map(({ id, refused, was = null, wasAt = null }) => ({
      tenantId,
      editId,
      recordId: id,
      refused,
      was,
      wasAt,
    })),
  );
}

const theEdit = (tx: Tx, id: string): SQL | undefined =>
  and(eq(bulkEdits.tenantId, tx.context.tenantId), eq(bulkEdits.id, id), isNull(bulkEdits.deletedAt));

const toEdit = (row: typeof bulkEdits.$inferSelect): Edit => ({
  ...row,
  noun: row.noun as BulkNoun,
  deed: row.deed as unknown as Deed,
});

/** An edit of the caller's own; the policy shows no others, and the condition says so. */
const theirs = (tx: Tx, id: string): SQL | undefined =>
  and(theEdit(tx, id), eq(bulkEdits.createdBy, tx.context.userId ?? NOBODY));

const NOBODY = '00000000-0000-0000-0000-000000000000';

export async function findEdit(tx: Tx, id: string): Promise<Edit | null> {
  const [row] = await tx.select().from(bulkEdits).where(theirs(tx, id));
  return row ? toEdit(row) : null;
}

/** The edit, held until the end of the transaction. */
export async function holdEdit(tx: Tx, id: string): Promise<Edit | null> {
  const [row] = await tx.select().from(bulkEdits).where(theirs(tx, id)).for('update');
  return row ? toEdit(row) : null;
}

/** Records that an edit left as they were, and why; the name of those in sight. */
export async function findRefused(
  tx: Tx,
  noun: BulkNoun,
  editId: string,
  limit: number,
): Promise<{ id: string; name: string | null; reason: Refusal }[]> {
  const { table, name } = recordTables[noun];
  const { tenantId } = tx.context;
  const rows = await tx
    .select({ id: bulkRows.recordId, name: sql<string | null>`${name}`, reason: bulkRows.refused })
    .from(bulkRows)
    .leftJoin(
      table,
      and(
        eq(table.tenantId, tenantId),
        eq(table.id, bulkRows.recordId),
        isNull(table.deletedAt),
        await visible(tx, noun, table),
      ),
    )
    .where(and(eq(bulkRows.tenantId, tenantId), eq(bulkRows.editId, editId), isNotNull(bulkRows.refused)))
    .orderBy(asc(bulkRows.recordId))
    .limit(limit);
  return rows.map((row) => ({ ...row, reason: row.reason as Refusal }));
}

/** An opportunity that is won or lost again was so on the day it had been. */
export async function putClosedAt(tx: Tx, id: string, closedAt: string): Promise<void> {
  await tx
    .update(opportunities)
    .set({ closedAt })
    .where(
      and(
        eq(opportunities.tenantId, tx.context.tenantId),
        eq(opportunities.id, id),
        isNotNull(opportunities.closedAt),
      ),
    );
}

export async function updateEdit(
  tx: Tx,
  id: string,
  changes: { asked?: number; changed?: number; undoneAt?: string | null },
): Promise<void> {
  await tx.update(bulkEdits).set(changes).where(theEdit(tx, id));
}

/** Records that an edit changed, in the order of their ids. */
export const findChanged = (
  tx: Tx,
  editId: string,
  { skip, limit }: { skip: number; limit: number },
): PromiseLike<{ id: string; was: string | null; wasAt: string | null }[]> =>
  tx
    .select({ id: bulkRows.recordId, was: bulkRows.was, wasAt: bulkRows.wasAt })
    .from(bulkRows)
    .where(
      and(eq(bulkRows.tenantId, tx.context.tenantId), eq(bulkRows.editId, editId), isNull(bulkRows.refused)),
    )
    .orderBy(asc(bulkRows.recordId))
    .limit(limit)
    .offset(skip);

/** The last record an edit has come to: where it goes on. */
export async function findReached(tx: Tx, editId: string): Promise<string | null> {
  const [row] = await tx
    .select({ id: bulkRows.recordId })
    .from(bulkRows)
    .where(and(eq(bulkRows.tenantId, tx.context.tenantId), eq(bulkRows.editId, editId)))
    .orderBy(sql`${bulkRows.recordId} desc`)
    .limit(1);
  return row?.id ?? null;
}
