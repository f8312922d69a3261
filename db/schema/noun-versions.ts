import { foreignKey, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { tenantId } from './columns.ts';
import { crm } from './namespaces.ts';
import { tenants } from './tenants.ts';

/** The version of a noun of which copies are kept: all its stamps. Triggers write them, crm.enter reads them. */
export const nounVersions = crm.table(
  'noun_versions',
  {
    tenantId: tenantId(),
    noun: text('noun').notNull(),
    slot: uuid('slot').notNull().defaultRandom(),
    stamp: uuid('stamp').notNull().defaultRandom(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.noun, t.slot] }),
    foreignKey({ columns: [t.tenantId], foreignColumns: [tenants.tenantId] }),
  ],
);
