// Many records of every noun in one tenant beside those of a smaller one, made inside the database: owners, teams, stages
// and words are spread by row number, so that every run has the same ones.
import type { Sql, TransactionSql } from 'postgres';
import { salesOf } from './deals.ts';
import type { TestPerson, TestTenant } from './factories.ts';

/** The tenant's first people and nobody; the given person owns one record in two hundred, their team one in twenty. */
export interface Spread {
  tenant: TestTenant;
  person: TestPerson;
  teamId: string;
  rows: number;
}

export async function makeMany(admin: Sql, { tenant, person, teamId, rows }: Spread): Promise<void> {
  const { tenantId, stageId } = tenant;
  const sales = await salesOf(tenant);
  const stages = ['qualification', 'proposal', 'won'].map((key) => sales.stage(key));
  const others = [tenant.admin.userId, tenant.manager.userId, tenant.user.userId];
  await admin.begin(async (tx) => {
    await tx.unsafe('set local session_replication_role = replica'); // no audit rows for a crowd nobody made
    await tx.unsafe(`create temp table spread on commit drop as
      select n, md5(n::text)::uuid as mix, now() - (n || ' seconds')::interval as created_at,
             now() - (n * 7919 % ${rows} || ' seconds')::interval as updated_at,
             case when n % 200 = 0 then '${person.userId}'::uuid when n % 101 = 0 then null
                  else ('{${others.join()}}'::uuid[])[(1 + n % 3)::int] end as owner_id,
             case when n % 20 = 0 and n % 101 <> 0 then '${teamId}'::uuid end as team_id,
             (case when n % 50 = 7 then now() end) as archived_at
        from generate_series(1::bigint, ${rows}::bigint) n`);
    await tx.unsafe('analyze spread');
    const [shared, same] = [
      'created_at, updated_at, owner_id, team_id',
      's.created_at, s.updated_at, s.owner_id, s.team_id',
    ];
    const insert = (table: string, columns: string, values: string): Promise<unknown> =>
      tx.unsafe(`insert into crm.${table} (tenant_id, id, ${shared}, ${columns})
                 select '${tenantId}', crm.uuidv7(), ${same}, ${values} from spread s`);
    await insert(
      'leads',
      'archived_at, name, company, email, stage_id, source_id, score',
      `s.archived_at, 'Lead ' || s.mix, 'Company ' || s.n % 5000, 'lead' || s.n || '@example.test', '${stageId}',
       (select x.id from crm.lead_sources x where x.tenant_id = '${tenantId}' order by x.key offset s.n % 4 limit 1), (s.n % 101)::int`,
    );
    await insert(
      'organizations',
      'archived_at, name, domain, size, industry',
      `s.archived_at, 'Company ' || s.mix, 'company' || s.n || '.example', (s.n % 7)::text, 'Industry ' || s.n % 40`,
    );
    await refer(tx, tenantId);
    await insert(
      'contacts',
      'archived_at, name, title, email, organization_id',
      `s.archived_at, 'Contact ' || s.mix, 'Title ' || s.n % 90, 'contact' || s.n || '@example.test',
       (select o.id from referred o where o.n = s.n % 500)`,
    );
    await insert(
      'opportunities',
      'archived_at, title, pipeline_id, stage_id, amount_minor, currency, close_date, organization_id, stage_entered_at',
      `s.archived_at, 'Deal ' || s.mix, '${sales.id}', ('{${stages.join()}}'::uuid[])[(1 + s.n % 3)::int], s.n * 7919 % ${rows}, 'USD',
       current_date + (s.n % 400)::int, (select o.id from referred o where o.n = s.n % 500), s.updated_at`,
    );
    await insert(
      'tasks',
      'title, due_at, status, done_at',
      `'Task ' || s.mix, case when s.n % 9 > 0 then now() + ((s.n * 7919 % ${rows}) - ${rows} / 2) * interval '1 minute' end,
       case when s.n % 3 = 0 then 'done' else 'open' end, case when s.n % 3 = 0 then s.updated_at end`,
    );
    await words(tx, tenantId);
  });
  for (const table of ['leads', 'organizations', 'contacts', 'opportunities', 'tasks', 'search_tokens'])
    await admin.unsafe(`vacuum analyze crm.${table}`);
}

/** A few organizations that contacts and opportunities are with. */
const refer = (tx: TransactionSql, tenantId: string): Promise<unknown> =>
  tx.unsafe(`create temp table referred on commit drop as
    select row_number() over () - 1 as n, id from (select id from crm.organizations where tenant_id = '${tenantId}' limit 500) o`);

/** Words as the product writes them: one that every record has, one that few have. */
const words = (tx: TransactionSql, tenantId: string): Promise<unknown> =>
  tx.unsafe(`insert into crm.search_tokens (tenant_id, token, kind, noun, record_id, owner_id, team_id)
    select l.tenant_id, w.token, w.kind, 'lead', l.id, l.owner_id, l.team_id
      from crm.leads l cross join lateral (values
        ('lead', 'name'), (split_part(lower(l.name), ' ', 2), 'name'), ('company', 'company'), (lower(l.email), 'email')) w (token, kind)
     where l.tenant_id = '${tenantId}'`);
