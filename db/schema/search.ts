import { primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { id, noun, owned, tenantId } from './columns.ts';
import { crm } from './namespaces.ts';

/** Derived: one row per word of a record, in byte order, so that a prefix is a range. */
export const searchTokens = crm.table(
  'search_tokens',
  {
    tenantId: tenantId(),
    token: text('token').notNull(),
    /** The field the word stands in. */
    kind: text('kind').notNull(),
    noun: noun(),
    recordId: uuid('record_id').notNull(),
    ...owned(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.token, t.kind, t.noun, t.recordId] })],
);

/** Derived: each different word of a tenant. Written by a trigger, read by crm.search_near() alone. */
export const searchWords = crm.table(
  'search_words',
  {
    tenantId: tenantId(),
    word: text('word').notNull(),
    id: id(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.word, t.id] })],
);
