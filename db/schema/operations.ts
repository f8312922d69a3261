import { sql } from 'drizzle-orm';
import { doublePrecision, integer, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { uuidv7 } from '../ids.ts';
import { json, moment, whole } from './columns.ts';
import { platform } from './namespaces.ts';

const ownId = () =>
  uuid('id')
    .primaryKey()
    .$defaultFn(() => uuidv7());

/** Rates per minute and process, for the health page. */
export const processHealth = platform.table(
  'process_health',
  {
    process: text('process').notNull(),
    minute: moment('minute').notNull(),
    kind: text('kind', { enum: ['web', 'worker'] }).notNull(),
    requests: integer('requests').notNull().default(0),
    errors: integer('errors').notNull().default(0),
    p50Ms: doublePrecision('p50_ms'),
    p95Ms: doublePrecision('p95_ms'),
    jobsDone: integer('jobs_done').notNull().default(0),
    jobsFailed: integer('jobs_failed').notNull().default(0),
    rssBytes: whole('rss_bytes'),
    meta: json('meta').notNull().default({}),
  },
  (t) => [primaryKey({ columns: [t.process, t.minute] })],
);

export const errorEvents = platform.table('error_events', {
  id: ownId(),
  at: moment('at').notNull().defaultNow(),
  process: text('process').notNull(),
  slug: text('slug').notNull(),
  message: text('message').notNull(),
  requestId: text('request_id'),
  tenantId: uuid('tenant_id'),
  meta: json('meta').notNull().default({}),
});

export const operatorEvents = platform.table('operator_events', {
  id: ownId(),
  at: moment('at').notNull().defaultNow(),
  accountId: uuid('account_id').notNull(),
  action: text('action').notNull(),
  tenantId: uuid('tenant_id'),
  meta: json('meta').notNull().default({}),
});

/** Which migrations this database has; written by the migrator. */
export const migrations = platform.table('migrations', {
  name: text('name').primaryKey(),
  sha256: text('sha256').notNull(),
  appliedAt: moment('applied_at').notNull().defaultNow(),
  appliedBy: text('applied_by')
    .notNull()
    .default(sql`session_user`),
});
