// Row 8 of the scoreboard: what a tenant transaction costs beside the statement it carries.
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { closePools, configureDatabase } from '../../db/client.ts';
import type { DatabaseUrls } from '../../db/client.ts';
import { cloneDatabase, startTestCluster, urlsOf, type TestCluster } from '../support/cluster.ts';
import { makeLeads, makeTenant } from '../support/factories.ts';
import type { Measured } from './abba.ts';
import { abba } from './abba.ts';
import { lists, ones } from './contenders.ts';
import { startLink } from './link.ts';
import { circumstances, keep, table } from './report.ts';
import { countTrips } from './trips.ts';

export const about = 'a tenant transaction against the bare statement and Drizzle’s stock transaction';

const POOL = 4;
const LINK_MS = 1;

export async function run(options: { rounds: number; keep: boolean }): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'streamflow-bench-'));
  chmodSync(folder, 0o755);
  const { cluster, postmaster, stop } = await startTestCluster(
    path.join(folder, 'pg'),
    randomBytes(12).toString('hex'),
  );
  try {
    await cloneDatabase(cluster, 'bench');
    const sections = [
      await countTrips(cluster, 'bench'),
      await measure('On this machine, one at a time', cluster, {
        ...options,
        postmaster,
        clients: 1,
        operations: 200,
      }),
      await measure('On this machine, four clients', cluster, {
        ...options,
        postmaster,
        clients: 4,
        operations: 400,
      }),
      await overLink(cluster, { ...options, postmaster, clients: 1, operations: 40 }),
    ];
    const body = ['## Tenant transaction', circumstances('npm run bench -- tx'), NOTES, ...sections].join(
      '\n\n',
    );
    console.log(body);
    if (options.keep) keep('tx', body);
  } finally {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const NOTES =
  'Three ways to run the same prepared statement: bare as the superuser (no tenant, no policy); ours, `withTenant` as a ' +
  'user (context, session, permission and row-level security in one message); Drizzle’s own transaction with ' +
  '`set_config` and the same entry check. `select 1` shows the transaction alone, the list of 50 of 1,000 leads what ' +
  'policies add. Round trips are where the time goes on a network; here, where there is none, the database’s own look-ups are: ' +
  'compare the second row with the third.';

interface Setting {
  rounds: number;
  postmaster: number;
  clients: number;
  operations: number;
}

async function measure(
  title: string,
  cluster: TestCluster,
  setting: Setting,
  urls = urlsOf(cluster, 'bench'),
): Promise<string> {
  configureDatabase(urls, { poolSize: POOL });
  const [admin, app] = [client(urls, 'admin'), client(urls, 'app')];
  try {
    const tenant = await makeTenant();
    await makeLeads(
      tenant,
      Array.from({ length: 1_000 }, () => ({ ownerId: tenant.user.userId })),
    );
    await admin`vacuum analyze`;
    const one = await abba(ones(tenant, admin, app), setting);
    const list = await abba(lists(tenant, admin, app), setting);
    return section(title, one, list);
  } finally {
    await Promise.all([admin.end(), app.end(), closePools()]);
  }
}

async function overLink(cluster: TestCluster, setting: Setting): Promise<string> {
  const link = await startLink(cluster.port, LINK_MS);
  try {
    const far = { ...cluster, adminUrl: cluster.adminUrl.replace(`:${cluster.port}/`, `:${link.port}/`) };
    return await measure(
      `Over a link of ${2 * LINK_MS} ms and more per round trip`,
      cluster,
      setting,
      urlsOf(far, 'bench'),
    );
  } finally {
    link.close();
  }
}

const client = (urls: Required<DatabaseUrls>, role: 'admin' | 'app'): postgres.Sql =>
  postgres(urls[role], { max: POOL, onnotice: () => undefined });

const section = (title: string, one: Measured[], list: Measured[]): string =>
  [`### ${title}`, table(one), table(list)].join('\n\n');
