// Where uploaded files lie: below the data folder, one folder per tenant, under the import's id and no name from outside.
import { createHash } from 'node:crypto';
import { mkdir, open, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { dataDir } from '../../env.ts';
import { AppError } from '../../errors.ts';

/** Absolute path of an import's file; `filePath` is what crm.imports keeps. */
export const importFile = (filePath: string): string => path.resolve(dataDir, filePath);

export const importPath = (tenantId: string, importId: string): string =>
  `files/${tenantId}/imports/${importId}`;

export interface TakenFile {
  path: string;
  /** bytes */
  size: number;
  /** hex */
  sha256: string;
}

/**
 * Writes what comes to an import's place as it comes. Throws 413 beyond `limit` bytes, 503 when the disk is full;
 * whatever is thrown, by us or by the sender, leaves no file behind.
 */
export async function takeFile(
  filePath: string,
  bytes: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<TakenFile> {
  const target = importFile(filePath);
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  const file = await open(target, 'wx', 0o600);
  try {
    return { path: filePath, ...(await pour(file, bytes, limit)) };
  } catch (error) {
    await removeFile(filePath);
    throw isDiskFull(error) ? diskFull() : error;
  } finally {
    await file.close();
  }
}

async function pour(
  file: FileHandle,
  bytes: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const piece of bytes) {
    size += piece.length;
    if (size > limit) throw fileTooLarge(limit);
    hash.update(piece);
    await file.writeFile(piece);
  }
  await file.sync();
  return { size, sha256: hash.digest('hex') };
}

export const removeFile = (filePath: string): Promise<void> => rm(importFile(filePath), { force: true });

export const fileTooLarge = (limit: number): AppError =>
  new AppError('PayloadTooLarge', 'import.too_large', `The file is larger than ${sizeInWords(limit)}.`, {
    hint: 'Split it into parts with the same header line and import them one after the other.',
  });

/** "2 GB", "1.5 MB": a limit as people say it. */
export function sizeInWords(bytes: number): string {
  const [unit, size] = bytes >= 1e9 ? ['GB', 1e9] : bytes >= 1e6 ? ['MB', 1e6] : ['KB', 1e3];
  return `${Math.floor((bytes / size) * 10) / 10} ${unit}`;
}

const isDiskFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');

const diskFull = (): AppError =>
  new AppError('Unavailable', 'import.no_space', 'There is no room for the file on our side at the moment.', {
    retryAfter: 600,
  });
