import { inet, integer, text, uuid } from 'drizzle-orm/pg-core';
import { uuidv7 } from '../ids.ts';
import { json, moment } from './columns.ts';
import { auth } from './namespaces.ts';

const ownId = () =>
  uuid('id')
    .primaryKey()
    .$defaultFn(() => uuidv7());

export const securityEvents = auth.table('security_events', {
  id: ownId(),
  at: moment('at').notNull().defaultNow(),
  kind: text('kind').notNull(),
  accountId: uuid('account_id'),
  tenantId: uuid('tenant_id'),
  ip: inet('ip'),
  meta: json('meta').notNull().default({}),
});

export const mailOutbox = auth.table('mail_outbox', {
  id: ownId(),
  toEmail: text('to_email').notNull(),
  subject: text('subject').notNull(),
  text: text('text').notNull(),
  html: text('html'),
  purpose: text('purpose').notNull(),
  createdAt: moment('created_at').notNull().defaultNow(),
  sentAt: moment('sent_at'),
  error: text('error'),
  claimedAt: moment('claimed_at'),
});

/** Counters against guessing; unlogged, a crash may forget them. */
export const rateLimits = auth.table('rate_limits', {
  key: text('key').primaryKey(),
  points: integer('points').notNull().default(0),
  expiresAt: moment('expires_at'),
});
