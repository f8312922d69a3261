import { boolean, foreignKey, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { noun, tenantId } from './columns.ts';
import { crm } from './namespaces.ts';
import { roles } from './users.ts';

/** Which fields of which noun a role may have hidden or read-only. Written by migrations. */
export const ruledFields = crm.table(
  'ruled_fields',
  {
    noun: noun(),
    field: text('field').notNull(),
    columns: text('columns').array().notNull(),
    /** kinds of search words made of it */
    tokens: text('tokens').array().notNull().default([]),
    /** false where nothing works without it: it can be read-only */
    hideable: boolean('hideable').notNull().default(true),
  },
  (t) => [primaryKey({ columns: [t.noun, t.field] })],
);

export const roleFields = crm.table(
  'role_fields',
  {
    tenantId: tenantId(),
    roleId: uuid('role_id').notNull(),
    noun: noun(),
    field: text('field').notNull(),
    access: text('access', { enum: ['hidden', 'read_only'] }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.roleId, t.noun, t.field] }),
    foreignKey({ columns: [t.tenantId, t.roleId], foreignColumns: [roles.tenantId, roles.id] }),
  ],
);
