// A database for one test file: cloned from the migrated template, configured as the process's own, dropped at its end.
import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import type { DatabaseOptions, DatabaseUrls } from '../../db/client.ts';
import { closePools, configureDatabase, pool } from '../../db/client.ts';
import type { Sql } from 'postgres';
import { forgetKeys } from '../../server/auth/signing-keys.ts';
import { atFileEnd } from './cleanup.ts';
import { cloneDatabase, dropDatabase, urlsOf } from './cluster.ts';

export interface TestDatabase {
  name: string;
  urls: Required<DatabaseUrls>;
  /** The superuser: sees and may do everything, for arranging and for looking behind the walls. */
  admin: Sql;
}

/** Call it once, in beforeAll or at the top of the file. */
export async function createTestDatabase(options?: DatabaseOptions): Promise<TestDatabase> {
  const cluster = inject('cluster');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await cloneDatabase(cluster, name);
  const urls = urlsOf(cluster, name);
  configureDatabase(urls, options);
  forgetKeys();
  atFileEnd(async () => {
    await closePools();
    await dropDatabase(cluster, name);
  });
  return { name, urls, admin: pool('admin') };
}
