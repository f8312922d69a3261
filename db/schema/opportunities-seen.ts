// Opportunities as the current user may see them: what a role hides is null. Queries read this; writes go to the table.
import { date, text, uuid } from 'drizzle-orm/pg-core';
import { archivedAt, moment, owned, record, whole } from './columns.ts';
import { crm } from './namespaces.ts';

export const opportunitiesSeen = crm
  .view('opportunities_seen', {
    ...record(),
    ...owned(),
    title: text('title').notNull(),
    organizationId: uuid('organization_id'),
    contactId: uuid('contact_id'),
    leadId: uuid('lead_id'),
    pipelineId: uuid('pipeline_id').notNull(),
    stageId: uuid('stage_id').notNull(),
    amountMinor: whole('amount_minor'),
    currency: text('currency'),
    closeDate: date('close_date', { mode: 'string' }),
    lostReason: text('lost_reason'),
    closedAt: moment('closed_at'),
    archivedAt: archivedAt(),
    stageEnteredAt: moment('stage_entered_at').notNull(),
    /** whole, for conditions and order alone: an index cannot serve what is masked */
    organizationKey: uuid('organization_id_key'),
    contactKey: uuid('contact_id_key'),
    amountKey: whole('amount_minor_key'),
    closeDateKey: date('close_date_key', { mode: 'string' }),
  })
  .existing();
