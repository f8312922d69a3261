import { primaryKey, text } from 'drizzle-orm/pg-core';
import { id, json, moment, tenantId } from './columns.ts';
import { crm } from './namespaces.ts';

/** What was sent or received; partitioned by month. */
export const webhookEvents = crm.table(
  'webhook_events',
  {
    tenantId: tenantId(),
    createdAt: moment('created_at').notNull().defaultNow(),
    id: id(),
    direction: text('direction', { enum: ['in', 'out'] }).notNull(),
    topic: text('topic').notNull(),
    payload: json('payload').notNull().default({}),
    status: text('status', {
      enum: ['pending', 'delivered', 'failed', 'received', 'processed', 'ignored'],
    })
      .notNull()
      .default('pending'),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.createdAt, t.id] })],
);
