import { inet, integer, jsonb, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { id, json, moment, tenantId, xid8 } from './columns.ts';
import { audit } from './namespaces.ts';

/** One row per statement and tenant; written by triggers only. */
export const auditEvents = audit.table(
  'event',
  {
    tenantId: tenantId(),
    at: moment('at').notNull().defaultNow(),
    id: id(),
    txid: xid8('txid').notNull(),
    actor: text('actor').notNull(),
    actorId: text('actor_id'),
    onBehalfOf: text('on_behalf_of'),
    userId: uuid('user_id'),
    source: text('source').notNull(),
    requestId: text('request_id'),
    ip: inet('ip'),
    userAgent: text('user_agent'),
    noun: text('noun').notNull(),
    action: text('action').notNull(),
    count: integer('count').notNull(),
    ids: uuid('ids').array().notNull().default([]),
    keys: text('keys').array().notNull().default([]),
    meta: json('meta').notNull().default({}),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.at, t.id] })],
);

/** Values before and after; of a delete the whole row, of a creation nothing. */
export const auditChanges = audit.table(
  'change',
  {
    tenantId: tenantId(),
    noun: text('noun').notNull(),
    record: text('record').notNull(),
    at: moment('at').notNull().defaultNow(),
    eventId: uuid('event_id').notNull(),
    before: jsonb('before').$type<Record<string, unknown>>(),
    after: jsonb('after').$type<Record<string, unknown>>(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.noun, t.record, t.at, t.eventId] })],
);
