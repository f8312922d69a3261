// The only SQL about rows of opportunities: which ones they could be about.
import type { Tx } from '../../../../db/tenant.ts';
import { sendRows } from '../copy.ts';
import { withHistory, type Found } from '../history.queries.ts';
import type { Holder, Links, Where } from './kind.ts';
import type { PeeksOrganizations } from './opportunity-links.ts';
import type { OpportunityDraft, OpportunityValues } from './opportunity.ts';

/** Every opportunity the caller may see that some row could be about, in the order they were made. */
export async function findOpportunityHolders(
  tx: Tx,
  drafts: readonly OpportunityDraft[],
  links: Links<OpportunityDraft, OpportunityValues>,
  where: Where,
): Promise<Holder<OpportunityValues>[]> {
  const { source, since } = where;
  const { tenantId } = tx.context;
  const { organizationOf } = links as typeof links & PeeksOrganizations;
  await tx.raw`create temp table import_keys (title text, organization_id uuid, external_id text) on commit drop`;
  const stream = await tx.raw`copy pg_temp.import_keys from stdin`.writable();
  await sendRows(
    tx,
    stream,
    drafts.map((draft) => [draft.name, organizationOf(draft), draft.externalId]),
  );
  await tx.raw`analyze pg_temp.import_keys`;
  const rows = await tx.raw<Found<OpportunityValues>[]>`
    with found as materialized (
      select e.record_id as id from pg_temp.import_keys k cross join lateral (
        select x.record_id from crm.external_ids x
         where x.tenant_id = ${tenantId} and x.noun = 'opportunity' and x.source = ${source}
           and x.external_id = k.external_id offset 0) e
       union
      select n.id from (select distinct title, organization_id from pg_temp.import_keys) k cross join lateral (
        select x.id from crm.opportunities x
         where x.tenant_id = ${tenantId} and x.title = k.title and x.deleted_at is null
           and x.organization_id is not distinct from k.organization_id offset 0) n)
    select d.id, d.title as name, d.organization_id as "organizationId", o.name as company, d.contact_id as "contactId",
           d.pipeline_id as "pipelineId", d.stage_id as "stageId", s.kind as "stageKind",
           d.amount_minor::float8 as "amountMinor", d.currency, d.close_date::text as "closeDate",
           d.lost_reason as "lostReason", d.closed_at::text as "closedAt", d.stage_entered_at::text as "stageEnteredAt",
           false as apart, d.owner_id as "ownerId", d.team_id as "teamId", d.version,
           coalesce(d.updated_at >= ${since}::timestamptz, false) as touched
      from found f cross join lateral (
        select * from crm.opportunities x
         where x.tenant_id = ${tenantId} and x.id = f.id and x.deleted_at is null offset 0) d
      join crm.stages s on s.tenant_id = d.tenant_id and s.id = d.stage_id
      left join crm.organizations o on o.tenant_id = d.tenant_id and o.id = d.organization_id
     order by d.id`;
  return withHistory(tx, 'opportunity', rows, where);
}
