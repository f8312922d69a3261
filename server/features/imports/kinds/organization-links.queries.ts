// The only SQL about the organizations that rows of other nouns name: finding them, and making those that are not there.
import type { Tx } from '../../../../db/tenant.ts';
import { sendRows, uuidArray, type Value } from '../copy.ts';
import { insertTokens } from '../imports.queries.ts';
import { companyKey } from '../same.ts';
import type { Held } from './kind.ts';
import { hostOf, nameNorm, ownDomain } from './organization-keys.ts';
import type { Named, OrganizationRef } from './organization-links.ts';

/** Names that begin alike and are looked at for one name without its legal form. */
const ALIKE = 50;

/**
 * Every organization the caller may see that some row could mean: by id, by domain, by its name, and by a name that differs
 * in its legal form only. Each key is looked up in its index. Ids of the named system stand for themselves; else those of all.
 */
export async function findNamed(
  tx: Tx,
  refs: readonly OrganizationRef[],
  source: string | null,
): Promise<(Named & { externalIds: string[] })[]> {
  const { tenantId } = tx.context;
  await tx.raw`create temp table import_organizations (
    external_id text, domain text, name text, name_norm text, name_key text) on commit drop`;
  const stream = await tx.raw`copy pg_temp.import_organizations from stdin`.writable();
  await sendRows(tx, stream, askedRows(refs));
  await tx.raw`analyze pg_temp.import_organizations`;
  const rows = await tx.raw<(Named & { externalIds: string[] | null })[]>`
    with recursive sources as (
      (select e.source from crm.external_ids e where e.tenant_id = ${tenantId} and e.noun = 'organization' order by e.source limit 1)
       union all
      select (select e.source from crm.external_ids e
               where e.tenant_id = ${tenantId} and e.noun = 'organization' and e.source > s.source order by e.source limit 1)
        from sources s where s.source is not null),
    by_id as materialized (
      select e.record_id as id, k.external_id
        from (select distinct external_id from pg_temp.import_organizations where external_id is not null) k
       cross join sources s
       cross join lateral (
        select x.record_id from crm.external_ids x
         where x.tenant_id = ${tenantId} and x.noun = 'organization' and x.source = s.source
           and x.external_id = k.external_id offset 0) e
       where s.source is not null and (${source}::text is null or s.source = ${source})),
    names as materialized (select distinct name, name_norm, name_key from pg_temp.import_organizations where name is not null),
    found as materialized (
      select id from by_id
       union
      select d.id from (select distinct domain from pg_temp.import_organizations where domain is not null) k
       cross join lateral (
        select o.id from crm.organizations o
         where o.tenant_id = ${tenantId} and o.domain = k.domain and o.deleted_at is null offset 0) d
       union
      select n.id from names k cross join lateral (
        select o.id from crm.organizations o
         where o.tenant_id = ${tenantId} and o.name_norm = k.name_norm and not o.name_apart and o.deleted_at is null offset 0) n
       union
      select n.id from names k cross join lateral (
        select o.id from crm.organizations o
         where o.tenant_id = ${tenantId} and o.name = k.name and o.deleted_at is null offset 0) n
       union
      select n.id from names k cross join lateral (
        select o.id from crm.organizations o
         where o.tenant_id = ${tenantId} and o.name_norm >= k.name_key and o.name_norm < k.name_key || chr(65535)
           and not o.name_apart and o.deleted_at is null
         order by o.name_norm limit ${ALIKE}) n
       where length(k.name_key) > 3)
    select o.id, o.name, o.domain, (select array_agg(distinct b.external_id) from by_id b where b.id = o.id) as "externalIds"
      from found f cross join lateral (
        select * from crm.organizations x where x.tenant_id = ${tenantId} and x.id = f.id and x.deleted_at is null offset 0) o
     order by o.id`;
  return rows.map(({ externalIds, ...row }) => ({ ...row, externalIds: externalIds ?? [] }));
}

function* askedRows(refs: readonly OrganizationRef[]): Generator<Value[]> {
  for (const { organizationId, organizationDomain, organization } of refs) {
    const domain = ownDomain(hostOf(organizationDomain));
    yield [
      organizationId,
      domain,
      organization,
      organization && nameNorm(organization),
      organization && companyKey(organization),
    ];
  }
}

export type MadeOrganization = Named & Pick<Held, 'ownerId' | 'teamId'>;

/** Makes organizations with their search words. Answers those whose name somebody out of sight has taken. */
export async function insertMade(tx: Tx, made: readonly MadeOrganization[]): Promise<ReadonlySet<string>> {
  const { tenantId } = tx.context;
  await tx.raw`create temp table import_made (id uuid, name text, domain text, owner_id uuid, team_id uuid) on commit drop`;
  const stream = await tx.raw`copy pg_temp.import_made from stdin`.writable();
  await sendRows(
    tx,
    stream,
    made.map(({ id, name, domain, ownerId, teamId }) => [id, name, domain, ownerId, teamId]),
  );
  const written = await tx.raw`
    insert into crm.organizations (tenant_id, id, name, domain, owner_id, team_id)
    select ${tenantId}, m.id, m.name, m.domain, m.owner_id, m.team_id from pg_temp.import_made m order by m.id
        on conflict do nothing`;
  const lost = written.count === made.length ? new Set<string>() : await findLost(tx, made);
  const indexed = made.filter(({ id }) => !lost.has(id));
  const searchable = (one: { name: string; domain?: unknown }) => ({
    name: one.name,
    domain: typeof one.domain === 'string' ? one.domain : null,
  });
  await insertTokens(
    tx,
    { noun: 'organization', place: { searchable } },
    indexed.map((one) => ({ ...one, apart: false, version: 1, externalIds: [], touched: true })),
  );
  return lost;
}

async function findLost(tx: Tx, made: readonly MadeOrganization[]): Promise<ReadonlySet<string>> {
  const there = await tx.raw<{ id: string }[]>`
    select o.id from crm.organizations o where o.tenant_id = ${tx.context.tenantId}
       and o.id = any (${uuidArray(made.map(({ id }) => id))}::uuid[])`;
  const kept = new Set(there.map(({ id }) => id));
  return new Set(made.map(({ id }) => id).filter((id) => !kept.has(id)));
}
