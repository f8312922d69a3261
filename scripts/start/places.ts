import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';

/** The project folder, wherever the command was typed. */
export const projectFolder: string = path.resolve(import.meta.dirname, '../..');

export interface Places {
  data: string;
  logs: string;
  /** Who runs right now: lock and state files. */
  run: string;
  files: string;
  /** PostgreSQL's own folder, before a move that closed folders may force (see db/embedded/account.ts). */
  cluster: string;
}

export function placesOf(data: string): Places {
  const below = (name: string): string => path.join(data, name);
  return { data, logs: below('logs'), run: below('run'), files: below('files'), cluster: below('postgres') };
}

export function makePlaces(places: Places): void {
  // 711: root's PostgreSQL account walks through; only the folders inside decide what may be read.
  mkdirSync(places.data, { recursive: true, mode: 0o711 });
  for (const folder of [places.logs, places.run, places.files]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }
}

const LOG_LIMIT = 50 * 1024 * 1024;

/** Path of a log; one that has grown large is kept once as <name>.log.1. */
export function logFile(places: Places, name: string): string {
  const file = path.join(places.logs, `${name}.log`);
  if (existsSync(file) && statSync(file).size > LOG_LIMIT) renameSync(file, `${file}.1`);
  return file;
}
