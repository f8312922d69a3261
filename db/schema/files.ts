import { foreignKey, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { id, moment, noun, owned, tenantId, whole } from './columns.ts';
import { crm } from './namespaces.ts';
import { tenants } from './tenants.ts';

/** Attachments; their bytes lie in the data folder. */
export const files = crm.table(
  'files',
  {
    tenantId: tenantId(),
    id: id(),
    noun: noun(),
    recordId: uuid('record_id').notNull(),
    name: text('name').notNull(),
    type: text('type').notNull(),
    size: whole('size').notNull(),
    sha256: text('sha256').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    createdBy: uuid('created_by'),
    ...owned(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({ columns: [t.tenantId], foreignColumns: [tenants.tenantId] }),
  ],
);
