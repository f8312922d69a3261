import { sql } from 'drizzle-orm';
import { boolean, foreignKey, integer, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { address, archivedAt, moment, owned, record } from './columns.ts';
import { crm } from './namespaces.ts';
import { stages } from './pipelines.ts';
import { tenants } from './tenants.ts';
import { teams, users } from './users.ts';

export const leadSources = crm.table(
  'lead_sources',
  {
    ...record(),
    key: text('key').notNull(),
    name: text('name').notNull(),
    archivedAt: archivedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('lead_sources_key_key').on(t.tenantId, t.key),
    foreignKey({ columns: [t.tenantId], foreignColumns: [tenants.tenantId] }),
  ],
);

export const leads = crm.table(
  'leads',
  {
    ...record(),
    ...owned(),
    name: text('name').notNull(),
    firstName: text('first_name'),
    lastName: text('last_name'),
    company: text('company'),
    title: text('title'),
    email: text('email'),
    emailNorm: text('email_norm').generatedAlwaysAs(sql`nullif(lower(btrim(email) collate "und-x-icu"), '')`),
    /** Kept beside another of the same e-mail on purpose. */
    emailApart: boolean('email_apart').notNull().default(false),
    phone: text('phone'),
    phoneE164: text('phone_e164'),
    website: text('website'),
    industry: text('industry'),
    sourceId: uuid('source_id'),
    stageId: uuid('stage_id').notNull(),
    score: integer('score').notNull().default(0),
    address: address(),
    description: text('description'),
    archivedAt: archivedAt(),
    convertedAt: moment('converted_at'),
    lastActivityAt: moment('last_activity_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({ columns: [t.tenantId, t.ownerId], foreignColumns: [users.tenantId, users.id] }),
    foreignKey({ columns: [t.tenantId, t.teamId], foreignColumns: [teams.tenantId, teams.id] }),
    foreignKey({ columns: [t.tenantId, t.sourceId], foreignColumns: [leadSources.tenantId, leadSources.id] }),
    foreignKey({ columns: [t.tenantId, t.stageId], foreignColumns: [stages.tenantId, stages.id] }),
  ],
);
