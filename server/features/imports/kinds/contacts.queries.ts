// The only SQL about rows of contacts: whom they could be about.
import type { Tx } from '../../../../db/tenant.ts';
import { sendRows } from '../copy.ts';
import { withHistory, type Found } from '../history.queries.ts';
import { LEGAL_END_SQL } from '../same.ts';
import type { NamesCompanies } from './contact-links.ts';
import type { ContactDraft, ContactValues } from './contact.ts';
import type { Holder, Links, Where } from './kind.ts';
import { keyRows } from './leads.queries.ts';

/** Names with a title behind them that are looked at for one name. */
const TITLED = 10;

/**
 * Every contact the caller may see that some row could be about, in the order they were made. Each key is looked up in its
 * index, as for leads; the company is what the organization is called.
 */
export async function findContactHolders(
  tx: Tx,
  drafts: readonly ContactDraft[],
  links: Links<ContactDraft, ContactValues>,
  where: Where,
): Promise<Holder<ContactValues>[]> {
  const { source, since } = where;
  const { tenantId } = tx.context;
  const { companyOf } = links as Links<ContactDraft, ContactValues> & NamesCompanies;
  await tx.raw`create temp table import_keys (
    name text, company_key text, external_id text, email text,
    email_norm text generated always as (nullif(lower(btrim(email) collate "und-x-icu"), '')) stored) on commit drop`;
  const stream =
    await tx.raw`copy pg_temp.import_keys (name, company_key, external_id, email) from stdin`.writable();
  await sendRows(tx, stream, keyRows(drafts.map((draft) => ({ ...draft, company: companyOf(draft) }))));
  await tx.raw`analyze pg_temp.import_keys`;
  const rows = await tx.raw<Found<ContactValues>[]>`
    with named as materialized (
      select n.*, coalesce(regexp_replace(
               btrim(regexp_replace(crm.fold(n.company) collate "und-x-icu", '[^[:alnum:]]+', ' ', 'g')),
               ${LEGAL_END_SQL}, ''), '') as company_key
        from (select distinct name from pg_temp.import_keys) k cross join lateral (
          select m.id, k.name as asked, o.name as company, m.email_norm
            from (select x.id, x.organization_id, x.email_norm from crm.contacts x
                   where x.tenant_id = ${tenantId} and x.name = k.name and x.deleted_at is null
                   union all
                  (select x.id, x.organization_id, x.email_norm from crm.contacts x
                   where x.tenant_id = ${tenantId} and x.name > k.name || ', ' and x.name < k.name || ', zzzz'
                     and x.deleted_at is null order by x.name limit ${TITLED})) m
            left join crm.organizations o on o.tenant_id = ${tenantId} and o.id = m.organization_id offset 0) n),
    found as materialized (
      select e.record_id as id from pg_temp.import_keys k cross join lateral (
        select x.record_id from crm.external_ids x
         where x.tenant_id = ${tenantId} and x.noun = 'contact' and x.source = ${source} and x.external_id = k.external_id offset 0) e
       union
      select m.id from pg_temp.import_keys k cross join lateral (
        select o.id from crm.contacts o
         where o.tenant_id = ${tenantId} and o.email_norm = k.email_norm
           and o.email_norm is not null and not o.email_apart and o.deleted_at is null offset 0) m
       union
      select n.id from pg_temp.import_keys k join named n on n.asked = k.name and n.email_norm = k.email_norm
       union
      select n.id from pg_temp.import_keys k join named n on n.asked = k.name and n.company_key = k.company_key
       where k.company_key <> '' or (k.email_norm is null and n.email_norm is null))
    select c.id, c.name, c.first_name as "firstName", c.last_name as "lastName", c.title, c.email,
           c.email_apart as apart, c.phone, c.phone_e164 as "phoneE164", c.address, c.description,
           c.organization_id as "organizationId", o.name as company,
           c.owner_id as "ownerId", c.team_id as "teamId", c.version,
           coalesce(c.updated_at >= ${since}::timestamptz, false) as touched
      from found f cross join lateral (
        select * from crm.contacts x where x.tenant_id = ${tenantId} and x.id = f.id and x.deleted_at is null offset 0) c
      left join crm.organizations o on o.tenant_id = c.tenant_id and o.id = c.organization_id
     order by c.id`;
  return withHistory(tx, 'contact', rows, where);
}
