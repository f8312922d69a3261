// The fastest plain way: the same page and the same token range as the superuser, with the tenant as a parameter.
import type { Sql } from 'postgres';

export const rawList = (admin: Sql, tenantId: string, owner?: string) => () =>
  admin`
    select l.id, l.name, l.company, l.email, l.phone, l.score, l.created_at, l.updated_at, l.version, u.name as owner, s.name as stage
      from crm.leads l
      join crm.stages s on s.tenant_id = l.tenant_id and s.id = l.stage_id
      left join crm.users u on u.tenant_id = l.tenant_id and u.id = l.owner_id
     where l.tenant_id = ${tenantId} and l.deleted_at is null and l.archived_at is null
       ${owner ? admin`and l.owner_id = ${owner}` : admin``}
     order by l.created_at desc nulls first, l.id desc limit 51`;

export const rawCount = (admin: Sql, tenantId: string) => () =>
  admin`
    select count(*) from (select 1 from crm.leads
      where tenant_id = ${tenantId} and deleted_at is null and archived_at is null limit 1001) as capped`;

export const rawSearch = (admin: Sql, tenantId: string, terms: readonly string[]) => () =>
  terms.length === 1
    ? admin`select record_id from crm.search_tokens
        where tenant_id = ${tenantId} and token >= ${terms[0] ?? ''} and token < ${`${terms[0] ?? ''}\u{10FFFF}`} limit 2000`
    : admin`select record_id from crm.search_tokens
        where tenant_id = ${tenantId} and token >= ${terms[0] ?? ''} and token < ${`${terms[0] ?? ''}\u{10FFFF}`}
        intersect select record_id from crm.search_tokens
        where tenant_id = ${tenantId} and token >= ${terms[1] ?? ''} and token < ${`${terms[1] ?? ''}\u{10FFFF}`} limit 2000`;

/** What the words of the tenant hold inside them or nearly, and the records of the first hundred such words. */
export const rawNear =
  (admin: Sql, tenantId: string, [term = '']: readonly string[]) =>
  () =>
    admin`
    with near as (
      select word from crm.search_words
       where tenant_id = ${tenantId} and (word like ${`%${term}%`} or word operator(ext.%) ${term}) limit 100)
    select t.record_id from near join crm.search_tokens t on t.tenant_id = ${tenantId} and t.token = near.word limit 2000`;
