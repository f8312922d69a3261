import { chownSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Account } from './account.ts';
import { shortHash } from './account.ts';

/** What the server's programs may see of our environment: nothing of it. */
export const serverEnvironment: NodeJS.ProcessEnv = {
  NODE_ENV: 'production',
  LC_ALL: 'C.UTF-8',
  TZ: 'UTC',
  PATH: '/usr/bin:/bin',
};

/** Unix socket paths end at 107 bytes, and `/.s.PGSQL.65535` takes 15 of them. */
export function socketFolder(folder: string, account: Account | null): string {
  if (Buffer.byteLength(folder) <= 90) return folder;
  const short = path.join(tmpdir(), `streamflow-${shortHash(folder)}`);
  mkdirSync(short, { recursive: true, mode: 0o700 });
  if (account) chownSync(short, account.uid, account.gid);
  return short;
}

/** Of a cluster nobody keeps. Its many databases share the list of statements, from which the rarest would be dropped. */
const THROWAWAY = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  'pg_stat_statements.max': '100000',
};

/** The command line settings of the server; the data folder's own postgresql.conf stays as initdb made it. */
export function serverSettings(port: number, sockets: string, fsync: boolean): Record<string, string> {
  return {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: sockets,
    unix_socket_permissions: '0700',
    max_connections: '120',
    shared_buffers: '128MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    jit: 'off',
    shared_preload_libraries: 'pg_stat_statements',
    // Statements and details of failed ones carry people's data; the log must not.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    ...(fsync ? {} : THROWAWAY),
  };
}
