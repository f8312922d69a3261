// What people did to many records at once, and what became of each of them.
import { foreignKey, integer, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { json, moment, noun, record, tenantId } from './columns.ts';
import { jobs } from './jobs.ts';
import { crm } from './namespaces.ts';
import { tenants } from './tenants.ts';

export const bulkEdits = crm.table(
  'bulk_edits',
  {
    ...record(),
    noun: noun(),
    deed: json('deed').notNull(),
    /** The list whose records are meant; null where they were named one by one. */
    list: text('list'),
    jobId: uuid('job_id'),
    asked: integer('asked').notNull().default(0),
    changed: integer('changed').notNull().default(0),
    undoneAt: moment('undone_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({ columns: [t.tenantId], foreignColumns: [tenants.tenantId] }),
    foreignKey({ columns: [t.tenantId, t.jobId], foreignColumns: [jobs.tenantId, jobs.id] }),
  ],
);

export const bulkRows = crm.table(
  'bulk_rows',
  {
    tenantId: tenantId(),
    editId: uuid('edit_id').notNull(),
    recordId: uuid('record_id').notNull(),
    /** Why not; null where it was changed. */
    refused: text('refused'),
    /** The owner, stage or source before. */
    was: uuid('was'),
    /** When an opportunity in a closed stage was closed. */
    wasAt: moment('was_at'),
    createdBy: uuid('created_by'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.editId, t.recordId] }),
    foreignKey({ columns: [t.tenantId, t.editId], foreignColumns: [bulkEdits.tenantId, bulkEdits.id] }),
  ],
);
