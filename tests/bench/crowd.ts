// Many leads of one tenant, made inside the database: believable names, skewed owners and stages, tokens as the product
// writes them. Seeded by row number, so that every run has the same crowd.
import type { Sql } from 'postgres';
import type { TestTenant } from '../support/factories.ts';

export async function makeCrowd(admin: Sql, tenant: TestTenant, rows: number): Promise<void> {
  const { tenantId, stageId } = tenant;
  const owners = [tenant.admin.userId, tenant.manager.userId, tenant.user.userId];
  const first = 'ada grace alan edsger barbara donald margaret ken dennis bjarne radia frances'.split(' ');
  const last =
    'lovelace hopper turing dijkstra liskov knuth hamilton thompson ritchie stroustrup perlman allen'.split(
      ' ',
    );
  await admin.begin(async (tx) => {
    await tx.unsafe('set local session_replication_role = replica'); // no audit rows for a crowd nobody made
    await tx`
      insert into crm.leads (tenant_id, id, name, company, email, phone, stage_id, owner_id, score, created_at, updated_at)
      select ${tenantId}, crm.uuidv7(),
             initcap((${first}::text[])[1 + n % 12] || ' ' || (${last}::text[])[1 + (n / 12) % 12] || ' ' || n),
             'company ' || (n % 20000), 'lead' || n || '@company' || (n % 20000) || '.example', '+1415' || lpad(n::text, 7, '0'),
             ${stageId}, (${owners}::uuid[])[1 + (case when n % 10 < 7 then 0 when n % 10 < 9 then 1 else 2 end)], n % 101,
             now() - (n || ' seconds')::interval, now() - (n % 86400 || ' seconds')::interval
        from generate_series(1, ${rows}) as n`;
    await tx`
      insert into crm.search_tokens (tenant_id, token, kind, noun, record_id, owner_id)
      select l.tenant_id, w.token, w.kind, 'lead', l.id, l.owner_id
        from crm.leads l cross join lateral (
          select distinct on (token, kind) token, kind from (
            select regexp_split_to_table(lower(l.name), ' '), 'name'
            union all select regexp_split_to_table(lower(l.company), ' '), 'company'
            union all select lower(l.email), 'email' union all select split_part(lower(l.email), '@', 1), 'email'
            union all select split_part(lower(l.email), '@', 2), 'domain'
            union all select substr(l.phone, 2), 'phone' union all select right(l.phone, 10), 'phone'
            union all select right(l.phone, 7), 'phone') as t (token, kind)) w
       where l.tenant_id = ${tenantId}`;
  });
  await admin.unsafe('vacuum analyze crm.leads');
  await admin.unsafe('vacuum analyze crm.search_tokens');
}
