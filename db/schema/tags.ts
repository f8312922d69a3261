import { sql } from 'drizzle-orm';
import { foreignKey, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { noun, owned, record, tenantId } from './columns.ts';
import { crm } from './namespaces.ts';
import { tenants } from './tenants.ts';

export const tags = crm.table(
  'tags',
  {
    ...record(),
    name: text('name').notNull(),
    nameNorm: text('name_norm').generatedAlwaysAs(sql`btrim(crm.fold(name))`),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({ columns: [t.tenantId], foreignColumns: [tenants.tenantId] }),
  ],
);

export const recordTags = crm.table(
  'record_tags',
  {
    tenantId: tenantId(),
    noun: noun(),
    recordId: uuid('record_id').notNull(),
    tagId: uuid('tag_id').notNull(),
    ...owned(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.recordId, t.tagId, t.noun] }),
    foreignKey({ columns: [t.tenantId, t.tagId], foreignColumns: [tags.tenantId, tags.id] }),
  ],
);
