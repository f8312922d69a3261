// Files people bring: below the data folder, one folder per tenant, under an id of ours and no name from outside. Which
// of them belong to what is the business of those who keep them.
import { createHash } from 'node:crypto';
import { mkdir, open, rm, statfs, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { dataDir } from './env.ts';
import { AppError } from './errors.ts';

/** Absolute path of a kept file; `filePath` is relative to the data folder. */
export const keptFile = (filePath: string): string => path.resolve(dataDir, filePath);

/** Where the files of a tenant lie that are kept for one purpose. */
export const keptFolder = (tenantId: string, purpose: 'imports' | 'records'): string =>
  `files/${tenantId}/${purpose}`;

export interface TakenFile {
  path: string;
  /** bytes */
  size: number;
  /** hex */
  sha256: string;
}

interface Limit {
  /** bytes */
  limit: number;
  tooLarge: (limit: number) => AppError;
}

/**
 * Writes what comes to its place as it comes. Throws 413 beyond the limit, 503 when the disk is full; whatever is
 * thrown, by us or by the sender, leaves no file behind.
 */
export async function takeFile(
  filePath: string,
  bytes: AsyncIterable<Uint8Array>,
  limit: Limit,
): Promise<TakenFile> {
  const target = keptFile(filePath);
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  await requireRoomFor(path.dirname(target), limit.limit);
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

/** Bytes that files of people leave free: the database may lie on the same disk. */
const RESERVE = 256 * 1024 * 1024;

async function requireRoomFor(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < Math.min(bytes, RESERVE) + RESERVE) throw diskFull();
}

async function pour(
  file: FileHandle,
  bytes: AsyncIterable<Uint8Array>,
  { limit, tooLarge }: Limit,
): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const piece of bytes) {
    size += piece.length;
    if (size > limit) throw tooLarge(limit);
    hash.update(piece);
    await file.writeFile(piece);
  }
  await file.sync();
  return { size, sha256: hash.digest('hex') };
}

export const removeFile = (filePath: string): Promise<void> => rm(keptFile(filePath), { force: true });

/** "2 GB", "1.5 MB": a size as people say it. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1e3) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
  const [unit, size] = bytes >= 1e9 ? ['GB', 1e9] : bytes >= 1e6 ? ['MB', 1e6] : ['KB', 1e3];
  return `${Math.floor((bytes / size) * 10) / 10} ${unit}`;
}

/** Turns the direction of writing, so that "exe.pdf" can be shown for "fdp.exe". */
const TURNING = /[\u202A-\u202E\u2066-\u2069]/g;
const MOST_NAME = 200;

/**
 * A file's name as people see it: without folders, control characters and what turns its direction. It is shown and
 * never used as a path.
 */
export function shownName(given: string | null, otherwise: string): string {
  const base = (given ?? '').split(/[/\\]/).at(-1) ?? '';
  const plain = base
    .toWellFormed()
    .replace(/\p{Cc}/gu, '')
    .replace(TURNING, '')
    .trim();
  return [...plain].slice(0, MOST_NAME).join('') || otherwise;
}

const isDiskFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');

const diskFull = (): AppError =>
  new AppError('Unavailable', 'upload.no_space', 'There is no room for the file on our side at the moment.', {
    retryAfter: 600,
  });
