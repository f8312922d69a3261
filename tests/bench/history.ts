// Two years of a tenant, made inside the database: opportunities won, lost and open, and entries on a thousand leads.
import type { Sql } from 'postgres';
import { salesOf } from '../support/deals.ts';
import type { TestTenant } from '../support/factories.ts';

export interface History {
  tenant: TestTenant;
  /** of one record in fifty; their team has one in five */
  owner: string;
  teamId: string;
  others: readonly string[];
}

export async function makeHistory(
  admin: Sql,
  { tenant, owner, teamId, others }: History,
  { entries, deals }: { entries: number; deals: number },
): Promise<void> {
  const { tenantId, stageId } = tenant;
  const sales = await salesOf(tenant);
  const open = ['qualification', 'proposal', 'negotiation'].map((key) => `'${sales.stage(key)}'`).join();
  const ago = (of: number): string => `now() - n * (interval '730 days' / ${of})`;
  const owned = `(array['${[owner, ...others].join("','")}']::uuid[])[1 + n % 50], case when n % 50 < 10 then '${teamId}'::uuid end`;
  const lead = (n: string): string => `md5(${n}::text || '${tenantId}')::uuid`;
  await admin.begin(async (tx) => {
    await tx.unsafe('set local session_replication_role = replica'); // no audit rows for a history nobody made
    await tx.unsafe(`insert into crm.leads (tenant_id, id, name, stage_id, owner_id, team_id)
      select '${tenantId}', ${lead('n')}, 'Lead ' || n, '${stageId}', ${owned} from generate_series(0, 999) n`);
    await tx.unsafe(`insert into crm.opportunities
        (tenant_id, id, title, pipeline_id, stage_id, amount_minor, currency, close_date, closed_at, created_at, owner_id, team_id)
      select '${tenantId}', crm.uuidv7(), 'Deal ' || n, '${sales.id}',
             case k when 0 then (array[${open}]::uuid[])[1 + n % 3] when 1 then '${sales.stage('won')}'::uuid
                    when 2 then '${sales.stage('won')}'::uuid else '${sales.stage('lost')}'::uuid end,
             n * 7919::bigint % 1000000, case when n % 10 = 0 then 'EUR' else 'USD' end, current_date + n % 400 - 100,
             case when k > 0 then ${ago(deals)} end, ${ago(deals)} - interval '30 days', ${owned}
        from (select n, abs(hashint4(n)) % 5 as k from generate_series(0, ${deals - 1}) n) s`);
    await tx.unsafe(`insert into crm.activities (tenant_id, id, kind, occurred_at, author_id, lead_id, owner_id, team_id)
      select '${tenantId}', crm.uuidv7(), (array['note','call','email','meeting','system'])[1 + n % 5], ${ago(entries)},
             (array['${[owner, ...others].join("','")}']::uuid[])[1 + n % 50], ${lead('(n % 1000)')}, ${owned}
        from generate_series(0, ${entries - 1}) n`);
  });
  for (const table of ['leads', 'opportunities', 'activities'])
    await admin.unsafe(`vacuum analyze crm.${table}`);
}
