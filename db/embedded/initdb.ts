// In charge of making a new data folder: complete under its final name or not there at all.
import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { isRunning } from './process.ts';
import { ClusterRefused } from './refused.ts';
import { serverEnvironment } from './settings.ts';

const run = promisify(execFile);

export interface NewCluster {
  binaries: Binaries;
  folder: string;
  account: Account | null;
  password: string;
  fsync: boolean;
}

export async function initialise(cluster: NewCluster): Promise<void> {
  const { folder, account } = cluster;
  const parent = path.dirname(folder);
  // Root's folders stay closed to listing, yet the server's account must be able to walk through them.
  if (!existsSync(parent)) mkdirSync(parent, { recursive: true, mode: account ? 0o711 : 0o700 });
  removeLeftovers(folder);
  const unfinished = `${folder}.new-${process.pid}`;
  mkdirSync(unfinished, { mode: 0o700 });
  const passwordFile = `${unfinished}.password`;
  try {
    writeFileSync(passwordFile, cluster.password, { mode: 0o600 });
    for (const at of [unfinished, passwordFile]) if (account) chownSync(at, account.uid, account.gid);
    await initdb(cluster, unfinished, passwordFile);
    putInPlace(unfinished, folder);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** Folders of runs that were killed while initdb worked. */
function removeLeftovers(folder: string): void {
  const parent = path.dirname(folder);
  const prefix = `${path.basename(folder)}.new-`;
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(prefix)) continue;
    const pid = Number.parseInt(name.slice(prefix.length), 10);
    if (pid === process.pid || !isRunning(pid))
      rmSync(path.join(parent, name), { recursive: true, force: true });
  }
}

async function initdb(cluster: NewCluster, into: string, passwordFile: string): Promise<void> {
  const args = ['-D', into, '-U', 'postgres', `--pwfile=${passwordFile}`, '--encoding=UTF8'];
  args.push('--auth=scram-sha-256', '--locale-provider=icu', '--icu-locale=und');
  if (!cluster.fsync) args.push('--no-sync');
  const options = { ...cluster.account, cwd: '/', env: serverEnvironment };
  try {
    await run(cluster.binaries.initdb, [...args, '--locale=C.UTF-8'], options);
  } catch (error) {
    const said = String((error as { stderr?: string }).stderr ?? error);
    if (!said.includes('invalid locale')) throw refusalFor(said.trim());
    await run(cluster.binaries.initdb, [...args, '--locale=C'], options);
  }
}

function refusalFor(said: string): ClusterRefused {
  if (!said.includes('could not look up effective user ID')) {
    return new ClusterRefused('failed', `PostgreSQL's data folder could not be made: ${said}`);
  }
  const uid = String(process.getuid?.());
  return new ClusterRefused(
    'account',
    `PostgreSQL needs the account it runs as to have a name, and uid ${uid} has no line in /etc/passwd. ` +
      `Ways out: run as an account with one; add one (streamflow:x:${uid}:${uid}::/nonexistent:/bin/false); ` +
      'or set DATABASE_URL to a PostgreSQL 16 or newer.',
  );
}

function putInPlace(unfinished: string, folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length === 0) rmSync(folder, { recursive: true });
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    // Somebody else finished first: theirs is as good as ours.
    if (!existsSync(path.join(folder, 'PG_VERSION'))) throw error;
  }
}
