import { date, foreignKey, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { archivedAt, moment, owned, record, whole } from './columns.ts';
import { contacts } from './contacts.ts';
import { leads } from './leads.ts';
import { crm } from './namespaces.ts';
import { organizations } from './organizations.ts';
import { stages } from './pipelines.ts';
import { teams, users } from './users.ts';

export const opportunities = crm.table(
  'opportunities',
  {
    ...record(),
    ...owned(),
    title: text('title').notNull(),
    organizationId: uuid('organization_id'),
    contactId: uuid('contact_id'),
    leadId: uuid('lead_id'),
    pipelineId: uuid('pipeline_id').notNull(),
    stageId: uuid('stage_id').notNull(),
    /** Minor units of `currency` (cents). */
    amountMinor: whole('amount_minor'),
    currency: text('currency'),
    closeDate: date('close_date', { mode: 'string' }),
    lostReason: text('lost_reason'),
    closedAt: moment('closed_at'),
    archivedAt: archivedAt(),
    stageEnteredAt: moment('stage_entered_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({ columns: [t.tenantId, t.ownerId], foreignColumns: [users.tenantId, users.id] }),
    foreignKey({ columns: [t.tenantId, t.teamId], foreignColumns: [teams.tenantId, teams.id] }),
    foreignKey({
      columns: [t.tenantId, t.organizationId],
      foreignColumns: [organizations.tenantId, organizations.id],
    }),
    foreignKey({ columns: [t.tenantId, t.contactId], foreignColumns: [contacts.tenantId, contacts.id] }),
    foreignKey({ columns: [t.tenantId, t.leadId], foreignColumns: [leads.tenantId, leads.id] }),
    // One key for both: a deal's stage is always a stage of its pipeline.
    foreignKey({
      columns: [t.tenantId, t.pipelineId, t.stageId],
      foreignColumns: [stages.tenantId, stages.pipelineId, stages.id],
    }),
  ],
);
