// What the figures can be narrowed to, in one statement: people and pipelines.
import { sql } from 'drizzle-orm';
import type { PipelineChoice } from '../../../app/contracts/opportunities.ts';
import type { Tx } from '../../../db/tenant.ts';

interface Choices {
  owners: { id: string; name: string }[];
  pipelines: PipelineChoice[];
  [key: string]: unknown;
}

/** Active people by name, at most 500, and the pipelines in use with their stages in order, the default one first. */
export async function findChoices(tx: Tx): Promise<Choices> {
  const { tenantId } = tx.context;
  const [row] = await tx.execute<Choices>(sql`
    select (select coalesce(json_agg(json_build_object('id', u.id, 'name', u.name)), '[]')
              from (select id, name from crm.users
                     where tenant_id = ${tenantId} and status = 'active' and deleted_at is null
                     order by name, id limit 500) u) as owners,
           (select coalesce(json_agg(json_build_object('id', p.id, 'slug', p.slug, 'name', p.name, 'isDefault', p.is_default, 'stages', s.stages)
                                     order by p.is_default desc, p.position, p.id), '[]')
              from crm.pipelines p cross join lateral (
                select json_agg(json_build_object('id', st.id, 'key', st.key, 'name', st.name, 'kind', st.kind, 'probability', st.probability)
                                order by st.position, st.id) as stages
                  from crm.stages st
                 where st.tenant_id = ${tenantId} and st.pipeline_id = p.id and st.deleted_at is null) s
             where p.tenant_id = ${tenantId} and p.noun = 'opportunity' and p.deleted_at is null and p.archived_at is null
               and s.stages is not null) as pipelines`);
  return row ?? { owners: [], pipelines: [] };
}
