// Row 8 of the scoreboard: what a tenant transaction costs beside the statement it carries.
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { desc, eq, sql } from 'drizzle-orm';
import postgres from 'postgres';
import { closePools, configureDatabase } from '../../db/client.ts';
import { leads } from '../../db/schema/index.ts';
import type { DatabaseUrls } from '../../db/client.ts';
import type { Tx } from '../../db/tenant.ts';
import { withTenant } from '../../db/tenant.ts';
import { cloneDatabase, startTestCluster, urlsOf, type TestCluster } from '../support/cluster.ts';
import { makeLeads, makeTenant, type TestTenant } from '../support/factories.ts';
import type { Contender, Measured } from './abba.ts';
import { abba } from './abba.ts';
import { startLink } from './link.ts';
import { bareList, bareOne, stockList, stockOne } from './raw/transaction.ts';
import { circumstances, keep, table } from './report.ts';

export const about = 'a tenant transaction against the bare statement and Drizzle’s stock transaction';

const POOL = 4;
const PERMISSION = 'lead:read';
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
  'policies add.';

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

const tenantRead = (tenant: TestTenant, query: (tx: Tx) => Promise<unknown>) => () =>
  withTenant(tenant.user.context, { permission: PERMISSION, readOnly: true, label: 'bench' }, query);

const ones = (tenant: TestTenant, admin: postgres.Sql, app: postgres.Sql): Contender[] => [
  { name: 'bare `select 1`', operation: bareOne(admin) },
  { name: '`withTenant`', operation: tenantRead(tenant, (tx) => tx.execute(sql`select ${1}::int as one`)) },
  { name: 'Drizzle’s transaction', operation: stockOne(app, tenant.user.context, PERMISSION) },
];

const lists = (tenant: TestTenant, admin: postgres.Sql, app: postgres.Sql): Contender[] => [
  { name: 'bare list of 50', operation: bareList(admin, tenant.tenantId) },
  {
    name: '`withTenant`',
    operation: tenantRead(tenant, (tx) =>
      tx
        .select({ id: leads.id, name: leads.name, createdAt: leads.createdAt })
        .from(leads)
        .where(eq(leads.tenantId, tenant.tenantId))
        .orderBy(desc(leads.createdAt), desc(leads.id))
        .limit(50),
    ),
  },
  { name: 'Drizzle’s transaction', operation: stockList(app, tenant.user.context, PERMISSION) },
];

const section = (title: string, one: Measured[], list: Measured[]): string =>
  [`### ${title}`, table(one), table(list)].join('\n\n');
