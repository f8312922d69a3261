import type { DatabaseUrls } from '../../db/client.ts';
import { atDatabase } from '../../db/provision.ts';
import { env } from '../../server/env.ts';
import { NotRunning } from './attached.ts';
import { externalAdmin } from './urls.ts';

/** Where roles are changed: always the same database of a server, because the lock that guards them is kept there. */
export function administrator(urls: DatabaseUrls): string {
  const admin = env.externalDatabase ? externalAdmin(env) : urls.admin && atDatabase(urls.admin, 'postgres');
  if (!admin)
    throw new NotRunning(
      "Roles are an administrator's: set DATABASE_URL_ADMIN, e.g. postgres://postgres:…@host/postgres",
    );
  return admin;
}
