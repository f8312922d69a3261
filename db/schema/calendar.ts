import { foreignKey, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { bytea, id, moment, tenantId } from './columns.ts';
import { crm } from './namespaces.ts';
import { tenants } from './tenants.ts';
import { users } from './users.ts';

/** Addresses under which calendars read somebody's tasks; at most one of each person works. */
export const calendarFeeds = crm.table(
  'calendar_feeds',
  {
    tenantId: tenantId(),
    id: id(),
    userId: uuid('user_id').notNull(),
    secretHash: bytea('secret_hash').notNull(),
    lastUsedAt: moment('last_used_at'),
    revokedAt: moment('revoked_at'),
    createdAt: moment('created_at').notNull().defaultNow(),
    createdBy: uuid('created_by'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({ columns: [t.tenantId], foreignColumns: [tenants.tenantId] }),
    foreignKey({ columns: [t.tenantId, t.userId], foreignColumns: [users.tenantId, users.id] }).onDelete(
      'cascade',
    ),
  ],
);
