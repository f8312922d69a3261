// The only SQL about pipelines and their stages.
import { sql } from 'drizzle-orm';
import type { PipelineWidget } from '../../../app/contracts/dashboard.ts';
import type { Tx } from '../../../db/tenant.ts';

interface StageRow {
  name: string;
  slug: string;
  stageId: string;
  stageName: string;
  kind: 'open' | 'won' | 'lost';
  count: number;
  sum: string;
  weighted: string;
  [key: string]: unknown;
}

/** Counts, sums and weighted sums per stage of the default opportunity pipeline; null when the tenant has none. */
export async function findPipelineTotals(tx: Tx): Promise<PipelineWidget | null> {
  const { tenantId } = tx.context;
  const { currency } = await tx.entered;
  const rows = await tx.execute<StageRow>(sql`
    with chosen as (
      select p.id, p.name, p.slug from crm.pipelines p
       where p.tenant_id = ${tenantId} and p.noun = 'opportunity' and p.deleted_at is null
       order by p.is_default desc, p.position, p.id limit 1)
    select chosen.name, chosen.slug, st.id as "stageId", st.name as "stageName", st.kind,
           count(o.id)::int as count,
           coalesce(sum(o.amount_minor) filter (where o.currency = ${currency}), 0)::text as sum,
           coalesce(sum(o.amount_minor * st.probability / 100) filter (where o.currency = ${currency}), 0)::text as weighted
      from chosen
      join crm.stages st on st.tenant_id = ${tenantId} and st.pipeline_id = chosen.id and st.deleted_at is null
      left join crm.opportunities_seen o
        on o.tenant_id = ${tenantId} and o.stage_id = st.id and o.deleted_at is null and o.archived_at is null
     group by chosen.name, chosen.slug, st.id, st.name, st.kind, st.position
     order by st.position`);
  const [first] = rows;
  if (!first) return null;
  return {
    name: first.name,
    slug: first.slug,
    currency,
    stages: rows.map((row) => ({
      id: row.stageId,
      name: row.stageName,
      kind: row.kind,
      count: row.count,
      sum: Number(row.sum),
      weighted: Math.round(Number(row.weighted)),
    })),
  };
}
