import { sql } from 'drizzle-orm';
import {
  boolean,
  date,
  doublePrecision,
  foreignKey,
  integer,
  jsonb,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { archivedAt, owned, record, tenantId, whole } from './columns.ts';
import { contacts } from './contacts.ts';
import { leads } from './leads.ts';
import { crm } from './namespaces.ts';
import { opportunities } from './opportunities.ts';
import { organizations } from './organizations.ts';
import { tenants } from './tenants.ts';
import { users } from './users.ts';

const nouns = ['lead', 'contact', 'organization', 'opportunity'] as const;
const types = [
  'text',
  'number',
  'date',
  'select',
  'multi-select',
  'user',
  'url',
  'email',
  'phone',
  'money',
] as const;

/** A choice of a field: values hold its key. */
export interface CustomChoice {
  key: string;
  label: string;
}

export const customFields = crm.table(
  'custom_fields',
  {
    ...record(),
    noun: text('noun', { enum: nouns }).notNull(),
    key: text('key').notNull(),
    label: text('label').notNull(),
    type: text('type', { enum: types }).notNull(),
    choices: jsonb('choices').$type<CustomChoice[]>().notNull().default([]),
    required: boolean('required').notNull().default(false),
    position: integer('position').notNull().default(0),
    /** Put away: neither shown nor asked for. */
    archivedAt: archivedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('custom_fields_key_key').on(t.tenantId, t.noun, t.key),
    unique('custom_fields_kind_key').on(t.tenantId, t.id, t.noun, t.type),
    foreignKey({ columns: [t.tenantId], foreignColumns: [tenants.tenantId] }),
  ],
);

/** What a record says of a field: one row for each value, in the column of its type. */
export const customValues = crm.table(
  'custom_values',
  {
    tenantId: tenantId(),
    noun: text('noun', { enum: nouns }).notNull(),
    recordId: uuid('record_id').notNull(),
    fieldId: uuid('field_id').notNull(),
    type: text('type', { enum: types }).notNull(),
    place: integer('place').notNull().default(0),
    text: text('value_text'),
    number: doublePrecision('value_number'),
    date: date('value_date', { mode: 'string' }),
    minor: whole('value_minor'),
    currency: text('value_currency'),
    userId: uuid('value_user_id'),
    ...owned(),
    leadId: uuid('lead_id').generatedAlwaysAs(sql`case noun when 'lead' then record_id end`),
    contactId: uuid('contact_id').generatedAlwaysAs(sql`case noun when 'contact' then record_id end`),
    organizationId: uuid('organization_id').generatedAlwaysAs(
      sql`case noun when 'organization' then record_id end`,
    ),
    opportunityId: uuid('opportunity_id').generatedAlwaysAs(
      sql`case noun when 'opportunity' then record_id end`,
    ),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.recordId, t.fieldId, t.place] }),
    foreignKey({
      columns: [t.tenantId, t.fieldId, t.noun, t.type],
      foreignColumns: [customFields.tenantId, customFields.id, customFields.noun, customFields.type],
    }),
    foreignKey({ columns: [t.tenantId, t.userId], foreignColumns: [users.tenantId, users.id] }),
    foreignKey({ columns: [t.tenantId, t.leadId], foreignColumns: [leads.tenantId, leads.id] }),
    foreignKey({ columns: [t.tenantId, t.contactId], foreignColumns: [contacts.tenantId, contacts.id] }),
    foreignKey({
      columns: [t.tenantId, t.organizationId],
      foreignColumns: [organizations.tenantId, organizations.id],
    }),
    foreignKey({
      columns: [t.tenantId, t.opportunityId],
      foreignColumns: [opportunities.tenantId, opportunities.id],
    }),
  ],
);
