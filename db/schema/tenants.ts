import { text, unique, uuid } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';
import { platform } from './namespaces.ts';

export const tenants = platform.table(
  'tenants',
  {
    tenantId: uuid('tenant_id').primaryKey(),
    name: text('name').notNull(),
    slug: text('slug').notNull(),
    region: text('region', { enum: ['us', 'eu'] })
      .notNull()
      .default('us'),
    plan: text('plan').notNull().default('free'),
    currency: text('currency').notNull().default('USD'),
    phoneCountry: text('phone_country').notNull().default('US'),
    zone: text('zone').notNull().default('UTC'),
    createdAt: moment('created_at').notNull().defaultNow(),
    suspendedAt: moment('suspended_at'),
  },
  (t) => [unique('tenants_slug_key').on(t.slug)],
);
