import { integer, primaryKey, text } from 'drizzle-orm/pg-core';
import { bytea, moment, tenantId } from './columns.ts';
import { crm } from './namespaces.ts';

export const idempotencyKeys = crm.table(
  'idempotency_keys',
  {
    tenantId: tenantId(),
    principalId: text('principal_id').notNull(),
    key: text('key').notNull(),
    methodPath: text('method_path').notNull(),
    requestHash: bytea('request_hash').notNull(),
    responseCode: integer('response_code'),
    responseBody: bytea('response_body'),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.principalId, t.key] })],
);
