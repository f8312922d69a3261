import type { DatabaseUrls } from '../../db/client.ts';
import { env } from '../../server/env.ts';
import { NotRunning } from './attached.ts';
import { externalAdmin } from './urls.ts';

/** The address of whoever may make roles and lend them. */
export function administrator(urls: DatabaseUrls): string {
  const admin = env.externalDatabase ? externalAdmin(env) : urls.admin;
  if (!admin)
    throw new NotRunning(
      "Roles are an administrator's: set DATABASE_URL_ADMIN, e.g. postgres://postgres:…@host/postgres",
    );
  return admin;
}
