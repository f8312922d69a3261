// A cluster for tests and benchmarks: started, roles provisioned, one template database migrated.
import type { Sql } from 'postgres';
import type { DatabaseUrls } from '../../db/client.ts';
import { startCluster } from '../../db/embedded.ts';
import { migrate } from '../../db/migrator.ts';
import { guardDatabase, provision } from '../../db/provision.ts';
import { installQueue } from '../../db/queue.ts';
import { withConnection } from '../../db/connection.ts';

export interface TestCluster {
  adminUrl: string;
  port: number;
  /** One password for every role; the cluster lives as long as the run. */
  password: string;
  template: string;
}

/** The oldest server the product runs on, with TEST_POSTGRES=16; otherwise the one it ships. */
const BINARIES = process.env.TEST_POSTGRES === '16' ? '16' : '18';

const TEMPLATE = 'streamflow_template';
const ROLES = ['migrator', 'app', 'import', 'auth', 'jobs', 'operator', 'auditor'] as const;

export async function startTestCluster(
  dataDir: string,
  password: string,
  fsync = false,
): Promise<{ cluster: TestCluster; postmaster: number; stop: () => Promise<void> }> {
  const server = await startCluster({ dataDir, fsync, password, binaries: BINARIES });
  const cluster: TestCluster = { adminUrl: server.adminUrl, port: server.port, password, template: TEMPLATE };
  const urls = urlsOf(cluster, TEMPLATE);
  await provision({
    adminUrl: cluster.adminUrl,
    database: TEMPLATE,
    passwords: Object.fromEntries(ROLES.map((role) => [role, password])),
  });
  await installQueue({ jobsUrl: urls.jobs });
  await migrate({ migratorUrl: urls.migrator, adminUrl: cluster.adminUrl, direction: 'up' });
  return { cluster, postmaster: server.pid, stop: () => server.stop() };
}

/** A database of its own, as migrated: about a tenth of a second. */
export async function cloneDatabase(cluster: TestCluster, name: string): Promise<void> {
  await withConnection(cluster.adminUrl, async (admin) => {
    await admin.unsafe(`create database "${name}" template "${cluster.template}" strategy file_copy`);
    await guardDatabase(admin, name);
  });
}

export async function dropDatabase(cluster: TestCluster, name: string): Promise<void> {
  await withConnection(cluster.adminUrl, (admin) =>
    admin.unsafe(`drop database if exists "${name}" with (force)`),
  );
}

/** For roles of a test's own; their databases must be gone. */
export async function dropRoles(sql: Sql, prefix: string): Promise<void> {
  const rows = await sql<
    { rolname: string }[]
  >`select rolname from pg_roles where starts_with(rolname, ${prefix})`;
  for (const { rolname } of rows) await sql.unsafe(`drop role "${rolname}"`);
}

export function urlsOf(cluster: TestCluster, database: string): Required<DatabaseUrls> {
  const admin = new URL(cluster.adminUrl);
  admin.pathname = `/${database}`;
  const entries = ROLES.map((role) => {
    const url = new URL(admin);
    url.username = `streamflow_${role}`;
    url.password = cluster.password;
    return [role, url.href] as const;
  });
  return { admin: admin.href, ...(Object.fromEntries(entries) as Omit<Required<DatabaseUrls>, 'admin'>) };
}
