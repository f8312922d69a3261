import { boolean, foreignKey, integer, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { id, moment, tenantId, whole } from './columns.ts';
import { crm } from './namespaces.ts';
import { users } from './users.ts';

/** What was asked of a model and what it cost. */
export const aiUsage = crm.table(
  'ai_usage',
  {
    tenantId: tenantId(),
    id: id(),
    createdAt: moment('created_at').notNull().defaultNow(),
    userId: uuid('user_id'),
    feature: text('feature').notNull(),
    provider: text('provider').notNull(),
    model: text('model').notNull(),
    inputTokens: integer('input_tokens').notNull().default(0),
    outputTokens: integer('output_tokens').notNull().default(0),
    /** Millionths of a dollar. */
    costMicros: whole('cost_micros').notNull().default(0),
    latencyMs: integer('latency_ms'),
    degraded: boolean('degraded').notNull().default(false),
    requestId: text('request_id'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({ columns: [t.tenantId, t.userId], foreignColumns: [users.tenantId, users.id] }),
  ],
);
