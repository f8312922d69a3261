// What each person is told.
import { foreignKey, integer, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { archivedAt, id, moment, tenantId } from './columns.ts';
import { jobs } from './jobs.ts';
import { crm } from './namespaces.ts';
import { tenants } from './tenants.ts';
import { users } from './users.ts';

export const notifications = crm.table(
  'notifications',
  {
    tenantId: tenantId(),
    id: id(),
    userId: uuid('user_id').notNull(),
    kind: text('kind', { enum: ['mention', 'assignment', 'due', 'import', 'bulk'] }).notNull(),
    noun: text('noun', { enum: ['lead', 'contact', 'organization', 'opportunity', 'task'] }),
    recordId: uuid('record_id'),
    entryId: uuid('entry_id'),
    jobId: uuid('job_id'),
    count: integer('count'),
    /** Of one cause a person hears once. */
    cause: text('cause'),
    readAt: moment('read_at'),
    archivedAt: archivedAt(),
    createdAt: moment('created_at').notNull().defaultNow(),
    createdBy: uuid('created_by'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('notifications_tenant_id_user_id_cause_key').on(t.tenantId, t.userId, t.cause),
    foreignKey({ columns: [t.tenantId], foreignColumns: [tenants.tenantId] }),
    foreignKey({ columns: [t.tenantId, t.userId], foreignColumns: [users.tenantId, users.id] }),
    foreignKey({ columns: [t.tenantId, t.jobId], foreignColumns: [jobs.tenantId, jobs.id] }),
  ],
);
