import { foreignKey, integer, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { id, moment, noun, tenantId } from './columns.ts';
import { crm } from './namespaces.ts';
import { tenants } from './tenants.ts';
import { users } from './users.ts';

/** Lists that people keep. */
export const savedViews = crm.table(
  'saved_views',
  {
    tenantId: tenantId(),
    id: id(),
    noun: noun(),
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    list: text('list').notNull().default(''),
    /** whose alone it is; null where everybody in the tenant has it */
    userId: uuid('user_id'),
    version: integer('version').notNull().default(1),
    createdAt: moment('created_at').notNull().defaultNow(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
    createdBy: uuid('created_by'),
    updatedBy: uuid('updated_by'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({ columns: [t.tenantId], foreignColumns: [tenants.tenantId] }),
    foreignKey({ columns: [t.tenantId, t.userId], foreignColumns: [users.tenantId, users.id] }),
  ],
);

/** Which view a person begins a list with. */
export const defaultViews = crm.table(
  'default_views',
  {
    tenantId: tenantId(),
    userId: uuid('user_id').notNull(),
    noun: noun(),
    viewId: uuid('view_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.userId, t.noun] }),
    foreignKey({ columns: [t.tenantId, t.userId], foreignColumns: [users.tenantId, users.id] }),
    foreignKey({
      columns: [t.tenantId, t.viewId],
      foreignColumns: [savedViews.tenantId, savedViews.id],
    }).onDelete('cascade'),
  ],
);
