// What an attachment goes through: put on a record with its bytes there already, and taken off for good.
import { MAX_FILES, type RecordFile } from '../../../app/contracts/files.ts';
import type { Tx } from '../../../db/tenant.ts';
import { AppError, notFound } from '../../errors.ts';
import { enqueue } from '../../jobs/enqueue.ts';
import { keptFolder } from '../../kept-files.ts';
import { findHeld, holdOwned } from '../../records/records.queries.ts';
import * as queries from './files.queries.ts';
import type { OfRecord } from './files.queries.ts';

/** Where the bytes of an attachment lie. */
export const filePath = (tenantId: string, id: string): string => `${keptFolder(tenantId, 'records')}/${id}`;

/** Whose the record is. Throws 404 where there is none that the caller sees. */
export async function requireHeld(
  tx: Tx,
  { noun, recordId }: OfRecord,
): Promise<{ ownerId: string | null; teamId: string | null }> {
  const held = await findHeld(tx, noun, recordId);
  if (!held) throw notFound(noun);
  return { ownerId: held.ownerId, teamId: held.teamId };
}

export async function requireFile(
  tx: Tx,
  record: OfRecord,
  id: string,
): Promise<Pick<RecordFile, 'name' | 'type' | 'size'>> {
  await requireHeld(tx, record);
  const file = await queries.findFile(tx, record, id);
  if (!file) throw notFound('file');
  return file;
}

/** Throws 404 where the record is not, 422 where it has as many files as it can have. */
export async function requireRoom(tx: Tx, record: OfRecord): Promise<void> {
  await requireHeld(tx, record);
  if ((await queries.countFiles(tx, record)) >= MAX_FILES) throw tooMany();
}

function tooMany(): AppError {
  const message = `A record can have at most ${MAX_FILES} files. Delete one first.`;
  return new AppError('Unprocessable', 'file.too_many', message, { details: { file: [message] } });
}

export async function attachFile(
  tx: Tx,
  record: OfRecord,
  file: Pick<RecordFile, 'id' | 'name' | 'type' | 'size' | 'sha256'>,
): Promise<{ id: string }> {
  await queries.lockFiles(tx, record);
  await requireRoom(tx, record);
  // a hand-over of this moment comes before or after, and never passes the file by
  const owned = await holdOwned(tx, record.noun, record.recordId);
  if (!owned) throw notFound(record.noun);
  await queries.insertFile(tx, { ...file, ...record, ...owned });
  return { id: file.id };
}

/** Its bytes go once the transaction has been committed. */
export async function dropFile(tx: Tx, record: OfRecord, id: string): Promise<{ id: string }> {
  await requireHeld(tx, record);
  if (!(await queries.deleteFile(tx, record, id))) throw notFound('file');
  await enqueue(tx, 'file.deleted', { id });
  return { id };
}
