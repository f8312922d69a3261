// The only SQL about rows of organizations: which ones they could be about.
import type { Tx } from '../../../../db/tenant.ts';
import { uuidArray } from '../copy.ts';
import { withHistory, type Found } from '../history.queries.ts';
import type { Holder, Where } from './kind.ts';
import { findNamed } from './organization-links.queries.ts';
import type { OrganizationDraft, OrganizationValues } from './organization.ts';

/** Every organization the caller may see that some row could be about, in the order they were made. */
export async function findOrganizationHolders(
  tx: Tx,
  drafts: readonly OrganizationDraft[],
  _links: unknown,
  where: Where,
): Promise<Holder<OrganizationValues>[]> {
  const refs = drafts.map(({ name, domain, externalId }) => ({
    organization: name,
    organizationDomain: domain,
    organizationId: externalId,
  }));
  const named = await findNamed(tx, refs, where.source);
  const rows = await tx.raw<Found<OrganizationValues>[]>`
    select o.id, o.name, o.domain, o.website, o.phone, o.phone_e164 as "phoneE164", o.size, o.industry, o.address,
           o.description, o.name_apart as apart, o.owner_id as "ownerId", o.team_id as "teamId", o.version,
           coalesce(o.updated_at >= ${where.since}::timestamptz, false) as touched
      from unnest(${uuidArray(named.map(({ id }) => id))}::uuid[]) w(id) cross join lateral (
        select * from crm.organizations x
         where x.tenant_id = ${tx.context.tenantId} and x.id = w.id and x.deleted_at is null offset 0) o
     order by o.id`;
  return withHistory(tx, 'organization', rows, where);
}
