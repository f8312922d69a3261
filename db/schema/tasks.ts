import { foreignKey, primaryKey, text } from 'drizzle-orm/pg-core';
import { moment, owned, record, subject } from './columns.ts';
import { contacts } from './contacts.ts';
import { leads } from './leads.ts';
import { crm } from './namespaces.ts';
import { opportunities } from './opportunities.ts';
import { organizations } from './organizations.ts';
import { teams, users } from './users.ts';

/** The owner is the assignee. */
export const tasks = crm.table(
  'tasks',
  {
    ...record(),
    ...owned(),
    title: text('title').notNull(),
    dueAt: moment('due_at'),
    status: text('status', { enum: ['open', 'done'] })
      .notNull()
      .default('open'),
    priority: text('priority', { enum: ['low', 'normal', 'high'] })
      .notNull()
      .default('normal'),
    reminderAt: moment('reminder_at'),
    doneAt: moment('done_at'),
    ...subject(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({ columns: [t.tenantId, t.ownerId], foreignColumns: [users.tenantId, users.id] }),
    foreignKey({ columns: [t.tenantId, t.teamId], foreignColumns: [teams.tenantId, teams.id] }),
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
