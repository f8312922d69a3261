// Long work: the jobs a person watches, and imports, which are jobs with a file.
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { foreignKey, integer, jsonb, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { counts, json, moment, record, tenantId, whole } from './columns.ts';
import { crm } from './namespaces.ts';
import { tenants } from './tenants.ts';

const phase = () => text('phase', { enum: ['preview', 'run'] }).notNull();

export const imports = crm.table(
  'imports',
  {
    ...record(),
    // its check allows tasks, too, which do not come in from files yet
    noun: text('noun').$type<'contact' | 'lead' | 'opportunity' | 'organization'>().notNull(),
    status: text('status', {
      enum: ['uploaded', 'mapped', 'previewing', 'previewed', 'running', 'done', 'failed', 'cancelled'],
    })
      .notNull()
      .default('uploaded'),
    fileName: text('file_name').notNull(),
    filePath: text('file_path').notNull(),
    fileSha256: text('file_sha256').notNull(),
    /** Bytes. */
    fileSize: whole('file_size').notNull(),
    detected: json('detected').notNull().default({}),
    mapping: json('mapping').notNull().default({}),
    settings: json('settings').notNull().default({}),
    counts: counts('counts').notNull().default({}),
    jobId: uuid('job_id'),
    finishedAt: moment('finished_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({ columns: [t.tenantId], foreignColumns: [tenants.tenantId] }),
    foreignKey({ columns: [t.tenantId, t.jobId], foreignColumns: jobKey() }),
  ],
);

export const importRows = crm.table(
  'import_rows',
  {
    tenantId: tenantId(),
    importId: uuid('import_id').notNull(),
    rowNo: whole('row_no').notNull(),
    phase: phase(),
    lineNo: whole('line_no'),
    outcome: text('outcome', { enum: ['create', 'update', 'skip', 'fail', 'warn'] }).notNull(),
    recordId: uuid('record_id'),
    issues: jsonb('issues').$type<unknown[]>().notNull().default([]),
    cells: jsonb('cells').$type<unknown>(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.importId, t.phase, t.rowNo] }),
    foreignKey({ columns: [t.tenantId, t.importId], foreignColumns: [imports.tenantId, imports.id] }),
  ],
);

export const importChunks = crm.table(
  'import_chunks',
  {
    tenantId: tenantId(),
    importId: uuid('import_id').notNull(),
    phase: phase(),
    chunkNo: integer('chunk_no').notNull(),
    firstRow: whole('first_row').notNull(),
    lastRow: whole('last_row').notNull(),
    /** Where in the file the next chunk begins. */
    byteOffset: whole('byte_offset'),
    counts: counts('counts').notNull().default({}),
    createdIds: uuid('created_ids').array().notNull().default([]),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.importId, t.phase, t.chunkNo] }),
    foreignKey({ columns: [t.tenantId, t.importId], foreignColumns: [imports.tenantId, imports.id] }),
  ],
);

/** An import names its job and the job its import: one of the two must look ahead. */
function jobKey(): [AnyPgColumn, AnyPgColumn] {
  return [jobs.tenantId, jobs.id];
}

/** Progress that a user watches; the queue itself is graphile_worker. */
export const jobs = crm.table(
  'jobs',
  {
    ...record(),
    type: text('type').notNull(),
    status: text('status', { enum: ['queued', 'running', 'done', 'failed', 'cancelled'] })
      .notNull()
      .default('queued'),
    phase: text('phase'),
    done: whole('done').notNull().default(0),
    total: whole('total'),
    counts: counts('counts').notNull().default({}),
    result: json('result'),
    error: text('error'),
    heartbeatAt: moment('heartbeat_at'),
    startedAt: moment('started_at'),
    finishedAt: moment('finished_at'),
    importId: uuid('import_id'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({ columns: [t.tenantId], foreignColumns: [tenants.tenantId] }),
    foreignKey({ columns: [t.tenantId, t.importId], foreignColumns: [imports.tenantId, imports.id] }),
  ],
);
