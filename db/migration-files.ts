import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { MigrationRefused } from './migration-errors.ts';

export interface MigrationFile {
  path: string;
  text: string;
  /** false for a file that says `-- no transaction`, for CREATE INDEX CONCURRENTLY and the like. */
  transactional: boolean;
}

export interface Migration {
  /** e.g. "0002_crm_entities" */
  name: string;
  /** Of the up file. */
  sha256: string;
  up: MigrationFile;
  down: MigrationFile;
}

const DIRECTORY = path.resolve(import.meta.dirname, '../drizzle');
const NAME = /^\d{4}_[a-z0-9_]+$/;
const BREAKPOINT = /^--> statement-breakpoint\s*$/m;

interface Journal {
  entries: { tag: string }[];
}

/** The migrations in the order of Drizzle's journal. Throws when journal and files do not tell the same story. */
export function readMigrations(directory: string = DIRECTORY): Migration[] {
  const journal = JSON.parse(readFileSync(path.join(directory, 'meta/_journal.json'), 'utf8')) as Journal;
  const names = journal.entries.map(({ tag }) => tag);
  const files = readdirSync(directory)
    .filter((file) => file.endsWith('.sql'))
    .map((file) => file.slice(0, -4));
  for (const name of new Set([...names, ...files])) {
    if (!NAME.test(name))
      throw new MigrationRefused(`drizzle/${name}.sql should be named NNNN_what_it_does.sql`);
    if (!names.includes(name))
      throw new MigrationRefused(`drizzle/${name}.sql is not in drizzle/meta/_journal.json`);
    if (!files.includes(name))
      throw new MigrationRefused(`drizzle/meta/_journal.json names ${name}, but there is no such file`);
  }
  if (names.join() !== [...names].sort().join())
    throw new MigrationRefused('drizzle/meta/_journal.json is not in order');
  return names.map((name) => {
    const up = readFile(path.join(directory, `${name}.sql`));
    const sha256 = createHash('sha256').update(up.text).digest('hex');
    return { name, sha256, up, down: readFile(path.join(directory, 'down', `${name}.sql`)) };
  });
}

function readFile(file: string): MigrationFile {
  if (!existsSync(file)) throw new MigrationRefused(`${file} is missing: every migration has its way back`);
  const text = readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
  return { path: file, text, transactional: !/^-- no transaction\b/m.test(text) };
}

/** The statements of a file that runs without a transaction, which stand between Drizzle's breakpoints. */
export const statementsOf = (text: string): string[] =>
  text.split(BREAKPOINT).filter((part) => part.trim() !== '');
