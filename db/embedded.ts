// In charge of one PostgreSQL server from the npm package: made, started, adopted, stopped.
// Does not know StreamFlow's roles, databases or migrations (see provision.ts and migrator.ts).
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import postgres from 'postgres';
import type { Account } from './embedded/account.ts';
import { placeFor } from './embedded/account.ts';
import type { Binaries, Release } from './embedded/binaries.ts';
import { findBinaries } from './embedded/binaries.ts';
import { initialise } from './embedded/initdb.ts';
import type { Postmaster } from './embedded/postmaster.ts';
import { livePostmaster, readPostmaster } from './embedded/postmaster.ts';
import { endOf, isRunning, pause, waitUntilGone } from './embedded/process.ts';
import { ClusterRefused } from './embedded/refused.ts';
import { serverEnvironment, serverSettings, socketFolder } from './embedded/settings.ts';

export { ClusterRefused } from './embedded/refused.ts';

export interface ClusterOptions {
  /** PostgreSQL's data folder; made when missing. */
  dataDir: string;
  /** Fixed port on 127.0.0.1; without it a free one is taken. */
  port?: number;
  /** false only for tests: faster, and lost with the machine's power. */
  fsync?: boolean;
  binaries?: Release;
  /** Password of the superuser `postgres`, set when the folder is made. */
  password: string;
  /** Server log; default `<dataDir>/server.log`. */
  logFile?: string;
  /** Further server settings, e.g. { max_connections: '300' }. */
  settings?: Record<string, string>;
}

export interface Cluster {
  adminUrl: string;
  port: number;
  pid: number;
  /** true when the server was already running and was taken over. */
  adopted: boolean;
  /** Where the data really lies (differs from the wish when root runs below a closed folder). */
  dataDir: string;
  version: string;
  /** Resolves when the server is gone, whoever ended it. */
  exited: Promise<void>;
  /** Fast shutdown (SIGINT): open transactions roll back, everything committed stays. */
  stop(): Promise<void>;
}

interface Plan {
  options: ClusterOptions;
  folder: string;
  account: Account | null;
  binaries: Binaries;
  logFile: string;
}

export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { folder, account } = placeFor(options.dataDir);
  refuseForeignFolder(folder, options.binaries ?? '18');
  const live = livePostmaster(folder);
  const plan: Plan = {
    options,
    folder,
    account,
    binaries: findBinaries(options.binaries ?? '18', account),
    logFile: path.resolve(options.logFile ?? path.join(folder, 'server.log')),
  };
  if (live) return adopt(plan, live);
  if (!existsSync(path.join(folder, 'PG_VERSION'))) {
    await initialise({
      binaries: plan.binaries,
      folder,
      account,
      password: options.password,
      fsync: options.fsync ?? true,
    });
  }
  return launchPatiently(plan);
}

function refuseForeignFolder(folder: string, release: Release): void {
  if (!existsSync(folder)) return;
  const versionFile = path.join(folder, 'PG_VERSION');
  if (!existsSync(versionFile)) {
    if (readdirSync(folder).length === 0) return;
    throw new ClusterRefused(
      'folder',
      `${folder} is not empty and holds no PostgreSQL data. Nothing was changed. ` +
        'Choose another place: STREAMFLOW_DATA_DIR=./other-data npm start',
    );
  }
  const found = readFileSync(versionFile, 'utf8').trim();
  if (found === release) return;
  throw new ClusterRefused(
    'major',
    `${folder} was made by PostgreSQL ${found}; this release brings PostgreSQL ${release} and cannot read it. ` +
      'Nothing was changed. Two ways out: ' +
      `(1) keep using it with a PostgreSQL ${found} of your own and set DATABASE_URL and its siblings, ` +
      'then move the data with pg_dump and pg_restore; ' +
      '(2) start with an empty place beside it: STREAMFLOW_DATA_DIR=./data-' +
      `${release} npm start`,
  );
}

async function adopt(plan: Plan, live: Postmaster): Promise<Cluster> {
  let seen: Postmaster = live;
  while (seen.status !== 'ready') {
    await pause(25);
    const now = livePostmaster(plan.folder);
    if (!now) return launchPatiently(plan);
    seen = now;
  }
  const url = adminUrl(seen.port, plan.options.password);
  await signIn(url, plan);
  const { pid } = seen;
  return clusterOf(plan, { pid, port: seen.port, adopted: true, exited: endOf(pid) });
}

/** Processes of a server killed a moment ago hold its shared memory until they notice; give them time to. */
async function launchPatiently(plan: Plan): Promise<Cluster> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const live = livePostmaster(plan.folder);
    if (live) return adopt(plan, live);
    try {
      return await launch(plan, plan.options.port ?? (await freePort()));
    } catch (error) {
      const passing =
        error instanceof Error && /shared memory|lock file|Address already in use/.test(error.message);
      if (!passing || (error instanceof ClusterRefused && error.reason === 'port')) throw error;
      if (Date.now() > deadline) throw error;
      await pause(100);
    }
  }
}

async function launch(plan: Plan, port: number): Promise<Cluster> {
  if (!(await isFree(port))) {
    throw new ClusterRefused('port', `Port ${port} on 127.0.0.1 is taken; PostgreSQL cannot listen there.`);
  }
  const { child, exited, logFrom } = spawnServer(plan, port);
  while (readPostmaster(plan.folder)?.status !== 'ready' || readPostmaster(plan.folder)?.pid !== child.pid) {
    if (child.pid === undefined || !isRunning(child.pid)) {
      await exited;
      throw new ClusterRefused('failed', `PostgreSQL did not start:\n${logTail(plan.logFile, logFrom)}`);
    }
    await pause(15);
  }
  const cluster = clusterOf(plan, { pid: child.pid ?? 0, port, adopted: false, exited });
  try {
    await signIn(cluster.adminUrl, plan);
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  return cluster;
}

function spawnServer(
  plan: Plan,
  port: number,
): { child: ChildProcess; exited: Promise<void>; logFrom: number } {
  const { folder, account, options } = plan;
  const settings = {
    ...serverSettings(port, socketFolder(folder, account), options.fsync ?? true),
    ...options.settings,
  };
  const args = [
    '-D',
    folder,
    ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
  ];
  mkdirSync(path.dirname(plan.logFile), { recursive: true, mode: 0o700 });
  const logFrom = existsSync(plan.logFile) ? readFileSync(plan.logFile).length : 0;
  const log = openSync(plan.logFile, 'a', 0o600);
  // Its own session: Ctrl-C in the terminal must reach the supervisor only, which stops the web first.
  const child = spawn(plan.binaries.postgres, args, {
    ...account,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
    env: serverEnvironment,
  });
  closeSync(log);
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  child.unref();
  return { child, exited, logFrom };
}

function clusterOf(
  plan: Plan,
  server: { pid: number; port: number; adopted: boolean; exited: Promise<void> },
): Cluster {
  return {
    ...server,
    adminUrl: adminUrl(server.port, plan.options.password),
    dataDir: plan.folder,
    version: plan.binaries.version,
    stop: () => stopServer(server.pid),
  };
}

async function stopServer(pid: number): Promise<void> {
  if (!isRunning(pid)) return;
  process.kill(pid, 'SIGINT');
  if (await waitUntilGone(pid, 30_000)) return;
  // A backend that hangs in the kernel blocks the fast way; the immediate one recovers from the log next time.
  if (isRunning(pid)) process.kill(pid, 'SIGQUIT');
  await waitUntilGone(pid, 10_000);
}

const adminUrl = (port: number, password: string): string =>
  `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;

async function signIn(url: string, plan: Plan): Promise<void> {
  const sql = postgres(url, { max: 1, connect_timeout: 10, fetch_types: false, onnotice: () => undefined });
  try {
    await sql`select 1`;
  } catch (error) {
    if ((error as { code?: string }).code !== '28P01') throw error;
    throw new ClusterRefused(
      'password',
      `The PostgreSQL data in ${plan.folder} was made with another password than the one we keep. ` +
        'Put the secrets.json that belongs to it back, or choose an empty place: STREAMFLOW_DATA_DIR=./other-data npm start',
    );
  } finally {
    await sql.end({ timeout: 1 });
  }
}

function logTail(file: string, from: number): string {
  const said = existsSync(file) ? readFileSync(file).subarray(from).toString('utf8') : '';
  return said.trim().split('\n').slice(-12).join('\n');
}

function listenOnce(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(null));
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : null));
    });
  });
}

const isFree = async (port: number): Promise<boolean> => (await listenOnce(port)) !== null;

async function freePort(): Promise<number> {
  const port = await listenOnce(0);
  if (!port) throw new ClusterRefused('port', 'No free port on 127.0.0.1.');
  return port;
}
