// The record that an activity or a task hangs on, as columns of a statement about them. With several, the first of
// lead, opportunity, contact, organization is meant. One in the trash, or out of sight, has no name.
import { sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { TimelineNoun } from '../../../app/contracts/activities.ts';

interface Hanging {
  tenantId: AnyPgColumn;
  leadId: AnyPgColumn;
  contactId: AnyPgColumn;
  organizationId: AnyPgColumn;
  opportunityId: AnyPgColumn;
}

/** Use it in statements that join something, so that the columns are written with their table. */
export const subjectColumns = ({ tenantId, leadId, contactId, organizationId, opportunityId }: Hanging) => ({
  noun: sql<TimelineNoun | null>`case when ${leadId} is not null then 'lead' when ${opportunityId} is not null then 'opportunity'
    when ${contactId} is not null then 'contact' when ${organizationId} is not null then 'organization' end`,
  recordId: sql<string | null>`coalesce(${leadId}, ${opportunityId}, ${contactId}, ${organizationId})`,
  recordName: sql<string | null>`case
    when ${leadId} is not null then (select r.name from crm.leads r where r.tenant_id = ${tenantId} and r.id = ${leadId} and r.deleted_at is null)
    when ${opportunityId} is not null then (select r.title from crm.opportunities r where r.tenant_id = ${tenantId} and r.id = ${opportunityId} and r.deleted_at is null)
    when ${contactId} is not null then (select r.name from crm.contacts r where r.tenant_id = ${tenantId} and r.id = ${contactId} and r.deleted_at is null)
    else (select r.name from crm.organizations r where r.tenant_id = ${tenantId} and r.id = ${organizationId} and r.deleted_at is null) end`,
});

export interface Subject {
  noun: TimelineNoun;
  id: string;
  name: string;
}

interface Selected {
  noun: TimelineNoun | null;
  recordId: string | null;
  recordName: string | null;
}

export const subjectOf = ({ noun, recordId, recordName }: Selected): Subject | null =>
  noun && recordId && recordName !== null ? { noun, id: recordId, name: recordName } : null;

export const columnOf = <T extends Hanging>(table: T, noun: TimelineNoun): T[`${TimelineNoun}Id`] =>
  table[`${noun}Id`];
