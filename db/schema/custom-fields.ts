import { boolean, foreignKey, integer, jsonb, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import { archivedAt, record } from './columns.ts';
import { crm } from './namespaces.ts';
import { tenants } from './tenants.ts';

/** A choice of a field: values hold its key. */
export interface CustomChoice {
  key: string;
  label: string;
}

export const customFields = crm.table(
  'custom_fields',
  {
    ...record(),
    noun: text('noun', { enum: ['lead', 'contact', 'organization', 'opportunity'] }).notNull(),
    key: text('key').notNull(),
    label: text('label').notNull(),
    type: text('type', {
      enum: ['text', 'number', 'date', 'select', 'multi-select', 'user', 'url', 'email', 'phone', 'money'],
    }).notNull(),
    choices: jsonb('choices').$type<CustomChoice[]>().notNull().default([]),
    required: boolean('required').notNull().default(false),
    position: integer('position').notNull().default(0),
    /** Put away: neither shown nor asked for. */
    archivedAt: archivedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('custom_fields_key_key').on(t.tenantId, t.noun, t.key),
    foreignKey({ columns: [t.tenantId], foreignColumns: [tenants.tenantId] }),
  ],
);
