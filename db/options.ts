// The pools by name: who signs in, how many connections, and the time limits the server enforces on each.
import type { Options, PostgresType } from 'postgres';
import { wireTypes } from './wire.ts';

export interface DatabaseUrls {
  admin?: string;
  migrator: string;
  app: string;
  auth: string;
  jobs: string;
  import: string;
  operator: string;
  auditor: string;
}

export type PoolName = 'app' | 'auth' | 'import' | 'operator' | 'auditor' | 'admin';

export type ConnectionOptions = Options<Record<string, PostgresType>>;

export const POOL_SIZES: Record<PoolName, number> = {
  app: 10,
  auth: 5,
  import: 4,
  operator: 2,
  auditor: 2,
  admin: 2,
};

const PATIENCE_MS = 2_000;

/**
 * How long a transaction waits for a free connection before it fails with SF503. Sign-ins from one network are counted
 * one after another, so forty at once on a busy machine wait for longer than anything else may: late is better than 503.
 */
export const patienceOf = (name: PoolName): number => (name === 'auth' ? 10_000 : PATIENCE_MS);

/**
 * A tenant's rows lie anywhere in a table of all tenants, so a statement that stops at 1,001 rows may read the whole table
 * before it has them. Every tenant table has an index that begins with the tenant: that one is taken. Compiling a plan
 * costs more than any of these statements may.
 */
const BY_INDEX = { enable_seqscan: 'off', jit: 'off' } as const;

interface Limits {
  /** Milliseconds; 0 is none. */
  statement: number;
  lock: number;
  idleInTransaction: number;
}

const WEB: Limits = { statement: 5_000, lock: 2_000, idleInTransaction: 10_000 };
const LIMITS: Record<PoolName, Limits> = {
  app: WEB,
  auth: WEB,
  operator: WEB,
  import: { statement: 60_000, lock: 2_000, idleInTransaction: 60_000 },
  auditor: { statement: 60_000, lock: 2_000, idleInTransaction: 60_000 },
  admin: { statement: 0, lock: 0, idleInTransaction: 0 },
};

export function connectionOptions(name: PoolName): ConnectionOptions {
  const { statement, lock, idleInTransaction } = LIMITS[name];
  return {
    types: wireTypes,
    fetch_types: false,
    prepare: true,
    connect_timeout: 5,
    connection: {
      application_name: `streamflow_${name}`,
      TimeZone: 'UTC',
      DateStyle: 'ISO, MDY',
      ...(name === 'app' && BY_INDEX),
      ...(statement && { statement_timeout: statement }),
      ...(lock && { lock_timeout: lock }),
      ...(idleInTransaction && { idle_in_transaction_session_timeout: idleInTransaction }),
    },
    // Notices are the server's small talk ("relation exists, skipping"); errors arrive as errors.
    onnotice: () => undefined,
  };
}
