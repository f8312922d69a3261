import { sql } from 'drizzle-orm';
import { boolean, foreignKey, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { address, archivedAt, owned, record } from './columns.ts';
import { crm } from './namespaces.ts';
import { teams, users } from './users.ts';

export const organizations = crm.table(
  'organizations',
  {
    ...record(),
    ...owned(),
    name: text('name').notNull(),
    nameNorm: text('name_norm').generatedAlwaysAs(sql`btrim(crm.fold(name))`),
    /** Kept beside another of the same name on purpose. */
    nameApart: boolean('name_apart').notNull().default(false),
    domain: text('domain'),
    website: text('website'),
    phone: text('phone'),
    phoneE164: text('phone_e164'),
    size: text('size'),
    industry: text('industry'),
    address: address(),
    parentId: uuid('parent_id'),
    description: text('description'),
    archivedAt: archivedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({ columns: [t.tenantId, t.ownerId], foreignColumns: [users.tenantId, users.id] }),
    foreignKey({ columns: [t.tenantId, t.teamId], foreignColumns: [teams.tenantId, teams.id] }),
    foreignKey({ columns: [t.tenantId, t.parentId], foreignColumns: [t.tenantId, t.id] }),
  ],
);
