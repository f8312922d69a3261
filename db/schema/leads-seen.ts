// Leads as the current user may see them: what a role hides is null. Queries read this; writes go to the table.
import { boolean, integer, text, uuid } from 'drizzle-orm/pg-core';
import { address, archivedAt, moment, owned, record } from './columns.ts';
import { crm } from './namespaces.ts';

export const leadsSeen = crm
  .view('leads_seen', {
    ...record(),
    ...owned(),
    name: text('name').notNull(),
    company: text('company'),
    title: text('title'),
    email: text('email'),
    emailApart: boolean('email_apart'),
    phone: text('phone'),
    phoneE164: text('phone_e164'),
    website: text('website'),
    industry: text('industry'),
    sourceId: uuid('source_id'),
    stageId: uuid('stage_id').notNull(),
    score: integer('score'),
    address: address(),
    description: text('description'),
    archivedAt: archivedAt(),
    convertedAt: moment('converted_at'),
    lastActivityAt: moment('last_activity_at'),
    /** whole, for conditions and order alone: an index cannot serve what is masked */
    sourceKey: uuid('source_id_key'),
    scoreKey: integer('score_key').notNull(),
  })
  .existing();
