// A database for one test file: cloned from the migrated template, configured as the process's own, dropped at its end.
import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import type { DatabaseOptions, DatabaseUrls } from '../../db/client.ts';
import { closePools, configureDatabase, pool } from '../../db/client.ts';
import type { Sql } from 'postgres';
import { forgetKeys } from '../../server/auth/signing-keys.ts';
import { atFileEnd } from './cleanup.ts';
import { cloneDatabase, dropDatabase, urlsOf } from './cluster.ts';
import { PATIENCE } from './patience.ts';

export interface TestDatabase {
  name: string;
  urls: Required<DatabaseUrls>;
  /** The superuser: sees and may do everything, for arranging and for looking behind the walls. */
  admin: Sql;
}

export interface TestDatabaseOptions extends DatabaseOptions {
  /** Nobody is refused for having waited: for tests of many at once, who queue for as long as the machine is busy. */
  isPatient?: boolean;
}

/** Call it once, in beforeAll or at the top of the file. */
export async function createTestDatabase({
  isPatient = false,
  ...options
}: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const cluster = inject('cluster');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await cloneDatabase(cluster, name);
  const urls = urlsOf(cluster, name);
  // what an address says goes before what the product asks for
  if (isPatient)
    for (const role of ['app', 'auth'] as const)
      urls[role] += `?lock_timeout=${PATIENCE}&statement_timeout=${PATIENCE}`;
  configureDatabase(urls, { ...(isPatient && { patience: PATIENCE }), ...options });
  forgetKeys();
  atFileEnd(async () => {
    await closePools();
    await dropDatabase(cluster, name);
  });
  return { name, urls, admin: pool('admin') };
}
