// In charge of the database being there, provisioned, migrated and seeded before web and worker start.
import type { DatabaseUrls } from '../../db/client.ts';
import type { Cluster } from '../../db/embedded.ts';
import type { Env } from '../../server/env.ts';
import type { Secrets } from '../../server/secrets.ts';
import { KeptCluster } from './cluster.ts';
import type { Places } from './places.ts';
import { logFile } from './places.ts';
import { say, warn } from './talk.ts';
import { databaseUrls, externalAdmin } from './urls.ts';

export interface Database {
  urls: DatabaseUrls;
  /** null with an external server. */
  kept: KeptCluster | null;
  /** For people, e.g. "PostgreSQL 18.4 on 127.0.0.1:41234". */
  description: string;
}

const release = (cluster: Cluster): string => cluster.version.replace(/\.0-.*$/, '');

export async function openDatabase(
  env: Env,
  places: Places,
  secrets: Secrets,
  changed: () => void,
): Promise<Database> {
  if (env.externalDatabase) return externalDatabase(env, secrets);
  const kept = await KeptCluster.open(
    { dataDir: places.cluster, password: secrets.superuser, logFile: logFile(places, 'postgres') },
    {
      ended: () => warn('PostgreSQL ended unexpectedly; starting it again'),
      restarted: (cluster) => {
        say(`PostgreSQL is back on port ${cluster.port} (pid ${cluster.pid})`);
        changed();
      },
      failed: (error) =>
        warn(`PostgreSQL does not start yet: ${error instanceof Error ? error.message : String(error)}`),
    },
  );
  const cluster = kept.current;
  const how = cluster.adopted ? 'was still running, taken over' : 'started';
  say(`PostgreSQL ${release(cluster)} ${how} on 127.0.0.1:${cluster.port}`);
  const description = `PostgreSQL ${release(cluster)} on 127.0.0.1:${cluster.port}, data in ${cluster.dataDir}`;
  return { urls: databaseUrls(env, secrets, cluster.adminUrl), kept, description };
}

function externalDatabase(env: Env, secrets: Secrets): Database {
  const urls = databaseUrls(env, secrets, externalAdmin(env));
  const { host, pathname } = new URL(urls.app);
  return { urls, kept: null, description: `PostgreSQL at ${host}${pathname}` };
}
