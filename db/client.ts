// In charge of the process's connections: configured once, opened when first used, closed together.
// Does not open transactions: see tenant.ts (the CRM) and system.ts (accounts, operators).
import postgres from 'postgres';
import type { Sql } from 'postgres';
import type { LaneCounts } from './lanes.ts';
import { Lanes } from './lanes.ts';
import type { DatabaseUrls, PoolName } from './options.ts';
import { connectionOptions, patienceOf, POOL_SIZES } from './options.ts';

export type { DatabaseUrls, PoolName } from './options.ts';

export interface DatabaseOptions {
  /** Connections of the app pool; the others keep their sizes. */
  poolSize?: number;
  /** Milliseconds a transaction waits for a connection. */
  patience?: number;
}

interface Connections {
  urls: DatabaseUrls | null;
  options: DatabaseOptions;
  pools: Map<PoolName, Sql>;
  lanes: Map<PoolName, Lanes>;
}

// One per process even where a bundler has loaded this module twice: two copies would mean two pools.
const KEY = Symbol.for('streamflow.db.connections');
const processWide = globalThis as { [KEY]?: Connections };
const connections: Connections = (processWide[KEY] ??= {
  urls: null,
  options: {},
  pools: new Map(),
  lanes: new Map(),
});

export function configureDatabase(urls: DatabaseUrls, options: DatabaseOptions = {}): void {
  if (connections.pools.size > 0 || connections.lanes.size > 0) {
    throw new Error('The database is in use: closePools() before configuring it anew');
  }
  connections.urls = urls;
  connections.options = options;
}

/**
 * Plain postgres.js over a few connections of its own, for work outside tenants: health checks, catalogue reads, tests.
 * On the app role it sees no tenant row, because nothing here sets a context.
 */
export function pool(name: PoolName): Sql {
  return remembered(connections.pools, name, () =>
    postgres(addressOf(name), { ...connectionOptions(name), max: Math.min(3, POOL_SIZES[name]) }),
  );
}

/** The connections that transactions run on; for db/transaction.ts alone. */
export function lanes(name: PoolName): Lanes {
  return remembered(connections.lanes, name, () => {
    const { poolSize, patience = patienceOf(name) } = connections.options;
    const size = name === 'app' && poolSize ? poolSize : POOL_SIZES[name];
    return new Lanes(name, addressOf(name), connectionOptions(name), size, patience);
  });
}

/** Transaction connections by pool, for metrics and readiness. */
export function laneCounts(): Partial<Record<PoolName, LaneCounts>> {
  return Object.fromEntries([...connections.lanes].map(([name, held]) => [name, held.counts()]));
}

export async function closePools(): Promise<void> {
  const closing = [
    ...[...connections.lanes.values()].map((held) => held.close()),
    ...[...connections.pools.values()].map((sql) => sql.end({ timeout: 5 })),
  ];
  connections.lanes.clear();
  connections.pools.clear();
  await Promise.all(closing);
}

function remembered<T>(kept: Map<PoolName, T>, name: PoolName, make: () => T): T {
  const found = kept.get(name);
  if (found) return found;
  const made = make();
  kept.set(name, made);
  return made;
}

/** Where a pool connects to; for db/listener.ts beside this file. */
export function addressOf(name: PoolName): string {
  const url = connections.urls?.[name];
  if (!url) throw new Error(`No database URL for "${name}": call configureDatabase() first`);
  return url;
}
