// The only SQL about the contacts that rows of other nouns name.
import { emailKey } from '../../../../app/contracts/email.ts';
import type { Tx } from '../../../../db/tenant.ts';
import { sendRows, type Value } from '../copy.ts';
import { nameVariants } from '../same.ts';

/** Names with a title behind them that are looked at for one name. */
const TITLED = 10;

/** As the file names it. */
export interface ContactRef {
  contact: string | null;
  contactEmail: string | null;
  contactId: string | null;
}

export interface FoundContact {
  id: string;
  name: string;
  email: string | null;
  apart: boolean;
  organizationId: string | null;
  externalIds: string[];
}

/** Every contact the caller may see that some row could mean. Ids of the named system stand for themselves; else those of all. */
export async function findContactRefs(
  tx: Tx,
  refs: readonly ContactRef[],
  source: string | null,
): Promise<FoundContact[]> {
  const { tenantId } = tx.context;
  await tx.raw`create temp table import_contacts (external_id text, email text, name text) on commit drop`;
  const stream = await tx.raw`copy pg_temp.import_contacts from stdin`.writable();
  await sendRows(tx, stream, askedRows(refs));
  await tx.raw`analyze pg_temp.import_contacts`;
  const rows = await tx.raw<(Omit<FoundContact, 'externalIds'> & { externalIds: string[] | null })[]>`
    with recursive sources as (
      (select e.source from crm.external_ids e where e.tenant_id = ${tenantId} and e.noun = 'contact' order by e.source limit 1)
       union all
      select (select e.source from crm.external_ids e
               where e.tenant_id = ${tenantId} and e.noun = 'contact' and e.source > s.source order by e.source limit 1)
        from sources s where s.source is not null),
    by_id as materialized (
      select e.record_id as id, k.external_id
        from (select distinct external_id from pg_temp.import_contacts where external_id is not null) k
       cross join sources s
       cross join lateral (
        select x.record_id from crm.external_ids x
         where x.tenant_id = ${tenantId} and x.noun = 'contact' and x.source = s.source
           and x.external_id = k.external_id offset 0) e
       where s.source is not null and (${source}::text is null or s.source = ${source})),
    found as materialized (
      select id from by_id
       union
      select n.id from (select distinct email from pg_temp.import_contacts where email is not null) k
       cross join lateral (
        select c.id from crm.contacts c
         where c.tenant_id = ${tenantId} and c.email_norm = k.email and c.email_norm is not null
           and not c.email_apart and c.deleted_at is null offset 0) n
       union
      select n.id from (select distinct name from pg_temp.import_contacts where name is not null) k
       cross join lateral (
        select c.id from crm.contacts c
         where c.tenant_id = ${tenantId} and c.name = k.name and c.deleted_at is null
         union all
        (select c.id from crm.contacts c
         where c.tenant_id = ${tenantId} and c.name > k.name || ', ' and c.name < k.name || ', zzzz'
           and c.deleted_at is null order by c.name limit ${TITLED})) n)
    select c.id, c.name, c.email, c.email_apart as apart, c.organization_id as "organizationId",
           (select array_agg(distinct b.external_id) from by_id b where b.id = c.id) as "externalIds"
      from found f cross join lateral (
        select * from crm.contacts x where x.tenant_id = ${tenantId} and x.id = f.id and x.deleted_at is null offset 0) c
     order by c.id`;
  return rows.map(({ externalIds, ...row }) => ({ ...row, externalIds: externalIds ?? [] }));
}

function* askedRows(refs: readonly ContactRef[]): Generator<Value[]> {
  for (const { contact, contactEmail, contactId } of refs) {
    yield [contactId, contactEmail && emailKey(contactEmail), contact];
    for (const name of contact === null ? [] : nameVariants(contact).slice(1)) yield [null, null, name];
  }
}
