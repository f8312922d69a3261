import { sql } from 'drizzle-orm';
import { boolean, foreignKey, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { address, archivedAt, owned, record } from './columns.ts';
import { crm } from './namespaces.ts';
import { organizations } from './organizations.ts';
import { teams, users } from './users.ts';

export const contacts = crm.table(
  'contacts',
  {
    ...record(),
    ...owned(),
    organizationId: uuid('organization_id'),
    name: text('name').notNull(),
    firstName: text('first_name'),
    lastName: text('last_name'),
    title: text('title'),
    email: text('email'),
    emailNorm: text('email_norm').generatedAlwaysAs(sql`nullif(lower(btrim(email) collate "und-x-icu"), '')`),
    emailApart: boolean('email_apart').notNull().default(false),
    phone: text('phone'),
    phoneE164: text('phone_e164'),
    address: address(),
    description: text('description'),
    archivedAt: archivedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({ columns: [t.tenantId, t.ownerId], foreignColumns: [users.tenantId, users.id] }),
    foreignKey({ columns: [t.tenantId, t.teamId], foreignColumns: [teams.tenantId, teams.id] }),
    foreignKey({
      columns: [t.tenantId, t.organizationId],
      foreignColumns: [organizations.tenantId, organizations.id],
    }),
  ],
);
