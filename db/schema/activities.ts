import { sql } from 'drizzle-orm';
import { foreignKey, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { json, moment, owned, record, subject } from './columns.ts';
import { contacts } from './contacts.ts';
import { leads } from './leads.ts';
import { crm } from './namespaces.ts';
import { opportunities } from './opportunities.ts';
import { organizations } from './organizations.ts';
import { users } from './users.ts';

export const activities = crm.table(
  'activities',
  {
    ...record(),
    ...owned(),
    kind: text('kind', { enum: ['note', 'call', 'email', 'meeting', 'stage_change', 'system'] }).notNull(),
    subject: text('subject'),
    body: text('body'),
    occurredAt: moment('occurred_at').notNull().defaultNow(),
    authorId: uuid('author_id'),
    ...subject(),
    /** Which of the four decides who sees it: lead, then opportunity, contact, organization. */
    noun: text('noun').generatedAlwaysAs(
      sql`case when lead_id is not null then 'lead' when opportunity_id is not null then 'opportunity' when contact_id is not null then 'contact' else 'organization' end`,
    ),
    meta: json('meta').notNull().default({}),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({ columns: [t.tenantId, t.authorId], foreignColumns: [users.tenantId, users.id] }),
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
