import { primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { noun, owned, tenantId } from './columns.ts';
import { crm } from './namespaces.ts';

/** Another system's keys, unique per noun and source. */
export const externalIds = crm.table(
  'external_ids',
  {
    tenantId: tenantId(),
    noun: noun(),
    source: text('source').notNull(),
    externalId: text('external_id').notNull(),
    recordId: uuid('record_id').notNull(),
    ...owned(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.noun, t.source, t.externalId] })],
);
