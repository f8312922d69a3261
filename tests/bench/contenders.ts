// The three ways to read, with the same statement each.
import { desc, eq, sql } from 'drizzle-orm';
import type { Sql } from 'postgres';
import { contextSettings } from '../../db/context.ts';
import { leads } from '../../db/schema/index.ts';
import type { Tx } from '../../db/tenant.ts';
import { withTenant } from '../../db/tenant.ts';
import { transact } from '../../db/transaction.ts';
import type { TestTenant } from '../support/factories.ts';
import type { Contender } from './abba.ts';
import { bareList, bareOne, stockList, stockOne } from './raw/transaction.ts';

const PERMISSION = 'lead:read';

const tenantRead = (tenant: TestTenant, query: (tx: Tx) => Promise<unknown>) => () =>
  withTenant(tenant.user.context, { permission: PERMISSION, readOnly: true, label: 'bench' }, query);

/** What begin, context and commit cost by themselves; the product never reads like this. */
const withoutEntry = (tenant: TestTenant) => {
  const nothing = Promise.resolve();
  const door = { pool: 'app', readOnly: true, dryRun: false, label: 'bench', enter: () => nothing } as const;
  const settings = contextSettings(tenant.user.context);
  return () => transact({ ...door, settings }, (tx) => tx.execute(sql`select ${1}::int as one`));
};

export const ones = (tenant: TestTenant, admin: Sql, app: Sql): Contender[] => [
  { name: 'bare `select 1`', operation: bareOne(admin) },
  { name: 'our transaction without the entry check', operation: withoutEntry(tenant) },
  { name: '`withTenant`', operation: tenantRead(tenant, (tx) => tx.execute(sql`select ${1}::int as one`)) },
  { name: 'Drizzle’s transaction', operation: stockOne(app, tenant.user.context, PERMISSION) },
];

export const lists = (tenant: TestTenant, admin: Sql, app: Sql): Contender[] => [
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
