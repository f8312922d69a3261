// The only SQL about attachments. Every statement names the tenant; the policies give what the record's would give.
import { and, count, desc, eq, inArray, isNull, notExists, or, gt, sql } from 'drizzle-orm';
import { MAX_FILES, type RecordFile } from '../../../app/contracts/files.ts';
import { TRASH_DAYS } from '../../../app/contracts/trash.ts';
import { files, users } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';
import { recordTables, type RecordNoun } from '../../records/tables.ts';

export interface OfRecord {
  noun: RecordNoun;
  recordId: string;
}

const of = (tx: Tx, { noun, recordId }: OfRecord) =>
  and(eq(files.tenantId, tx.context.tenantId), eq(files.noun, noun), eq(files.recordId, recordId));

const columns = {
  id: files.id,
  name: files.name,
  type: files.type,
  size: files.size,
  sha256: files.sha256,
  createdAt: files.createdAt,
  byId: users.id,
  byName: users.name,
};

/** The files of a record, newest first. */
export async function findFiles(tx: Tx, record: OfRecord): Promise<RecordFile[]> {
  const rows = await tx
    .select(columns)
    .from(files)
    .leftJoin(users, and(eq(users.tenantId, files.tenantId), eq(users.id, files.createdBy)))
    .where(of(tx, record))
    .orderBy(desc(files.createdAt), desc(files.id))
    .limit(MAX_FILES);
  return rows.map(({ byId, byName, ...file }) => ({
    ...file,
    createdAt: new Date(file.createdAt).toISOString(),
    createdBy: byId && byName ? { id: byId, name: byName } : null,
  }));
}

export async function findFile(
  tx: Tx,
  record: OfRecord,
  id: string,
): Promise<Pick<RecordFile, 'name' | 'type' | 'size'> | null> {
  const [row] = await tx
    .select({ name: files.name, type: files.type, size: files.size })
    .from(files)
    .where(and(of(tx, record), eq(files.id, id)));
  return row ?? null;
}

export async function countFiles(tx: Tx, record: OfRecord): Promise<number> {
  const [row] = await tx.select({ count: count() }).from(files).where(of(tx, record));
  return row?.count ?? 0;
}

/** Until the end of the transaction nobody else attaches to the record: files are counted one at a time. */
export async function lockFiles(tx: Tx, { recordId }: OfRecord): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`files ${recordId}`}, 0))`);
}

type NewFile = Pick<RecordFile, 'id' | 'name' | 'type' | 'size' | 'sha256'> &
  OfRecord & { ownerId: string | null; teamId: string | null };

export async function insertFile(tx: Tx, file: NewFile): Promise<void> {
  await tx.insert(files).values({ ...file, tenantId: tx.context.tenantId });
}

/** False where the record has no such file. */
export async function deleteFile(tx: Tx, record: OfRecord, id: string): Promise<boolean> {
  const deleted = await tx.delete(files).where(and(of(tx, record), eq(files.id, id)));
  return deleted.count === 1;
}

/** Those of the ids that are files of the tenant. For the house, which sees them all. */
export async function findKept(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx
    .select({ id: files.id })
    .from(files)
    .where(and(eq(files.tenantId, tx.context.tenantId), inArray(files.id, [...ids])));
  return new Set(rows.map(({ id }) => id));
}

/** Deletes the files of records that left the trash or are gone. For the house. */
export async function deleteForgotten(tx: Tx, noun: RecordNoun): Promise<number> {
  const { table } = recordTables[noun];
  const { tenantId } = tx.context;
  const inReach = or(
    isNull(table.deletedAt),
    gt(table.deletedAt, sql`now() - make_interval(days => ${TRASH_DAYS})`),
  );
  const record = tx
    .select({ id: table.id })
    .from(table)
    .where(and(eq(table.tenantId, tenantId), eq(table.id, files.recordId), inReach));
  const deleted = await tx
    .delete(files)
    .where(and(eq(files.tenantId, tenantId), eq(files.noun, noun), notExists(record)));
  return deleted.count;
}
