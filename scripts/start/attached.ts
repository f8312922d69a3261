// In charge of finding the running instance's database for commands beside it (db:url, sql, apikey, …).
import { existsSync } from 'node:fs';
import type { DatabaseUrls } from '../../db/client.ts';
import { placeFor } from '../../db/embedded/account.ts';
import { livePostmaster } from '../../db/embedded/postmaster.ts';
import { dataDir, env } from '../../server/env.ts';
import { readSecrets, secretsFile } from '../../server/secrets.ts';
import { placesOf } from './places.ts';
import { databaseUrls, externalAdmin } from './urls.ts';

/** Nothing to attach to; the message says what to do. */
export class NotRunning extends Error {}

/** Every role's address of this data folder's instance. Throws NotRunning when its database is not up. */
export function attachedUrls(): DatabaseUrls {
  if (!existsSync(secretsFile(dataDir))) {
    throw new NotRunning(`StreamFlow was never started with the data folder ${dataDir}. Start it: npm start`);
  }
  const secrets = readSecrets(dataDir);
  if (env.externalDatabase) return databaseUrls(env, secrets, externalAdmin(env));
  const live = livePostmaster(placeFor(placesOf(dataDir).cluster).folder);
  if (!live)
    throw new NotRunning(`StreamFlow is not running with the data folder ${dataDir}. Start it: npm start`);
  const admin = new URL(`postgres://postgres@127.0.0.1:${live.port}/postgres`);
  admin.password = encodeURIComponent(secrets.superuser);
  return databaseUrls(env, secrets, admin.href);
}
