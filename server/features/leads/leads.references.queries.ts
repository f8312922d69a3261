// The only SQL about what a lead refers to: owners, stages and sources to choose from, and what a new lead gets unasked.
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { LeadOptions } from '../../../app/contracts/leads.ts';
import { leadSources, pipelines, stages, tenants } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';
import { fieldRightsOf } from '../../auth/field-rules.ts';
import { cached } from '../../cache.ts';
import { findOwners } from '../users/owners.queries.ts';

export interface Defaults {
  stageId: string | null;
  apiSourceId: string | null;
  websiteSourceId: string | null;
  phoneCountry: string;
}

/** What a new lead gets when nothing else is said: the first stage of the default lead pipeline, sources by key, the phone country. */
export async function findDefaults(tx: Tx): Promise<Defaults> {
  const { tenantId } = tx.context;
  const source = (key: string) =>
    sql<
      string | null
    >`(select s.id from crm.lead_sources s where s.tenant_id = ${tenantId} and s.key = ${key} and s.deleted_at is null)`;
  const [row] = await tx
    .select({
      stageId: sql<
        string | null
      >`(select st.id from crm.stages st join crm.pipelines p on p.tenant_id = st.tenant_id and p.id = st.pipeline_id
        where st.tenant_id = ${tenantId} and p.noun = 'lead' and p.deleted_at is null and st.deleted_at is null
        order by p.is_default desc, p.position, st.position limit 1)`,
      apiSourceId: source('api'),
      websiteSourceId: source('website'),
      phoneCountry: tenants.phoneCountry,
    })
    .from(tenants)
    .where(eq(tenants.tenantId, tenantId));
  return row ?? { stageId: null, apiSourceId: null, websiteSourceId: null, phoneCountry: 'US' };
}

/** Owners, stages and sources to choose from, for forms and filters. */
export async function findOptions(tx: Tx): Promise<LeadOptions> {
  const [rights, owners, allStages, sources] = await Promise.all([
    fieldRightsOf(tx, 'lead'),
    findOwners(tx),
    cached(tx, 'pipeline', ['lead stages'], () => findStages(tx)),
    cached(tx, 'lead_source', ['in use'], () => findSources(tx)),
  ]);
  return { owners, stages: allStages, sources, ...rights };
}

const findStages = (tx: Tx) =>
  tx
    .select({ id: stages.id, key: stages.key, name: stages.name, kind: stages.kind })
    .from(stages)
    .innerJoin(pipelines, and(eq(pipelines.tenantId, stages.tenantId), eq(pipelines.id, stages.pipelineId)))
    .where(
      and(
        eq(stages.tenantId, tx.context.tenantId),
        eq(pipelines.noun, 'lead'),
        isNull(stages.deletedAt),
        isNull(pipelines.deletedAt),
      ),
    )
    .orderBy(asc(pipelines.position), asc(stages.position));

const findSources = (tx: Tx) =>
  tx
    .select({ id: leadSources.id, key: leadSources.key, name: leadSources.name })
    .from(leadSources)
    .where(
      and(
        eq(leadSources.tenantId, tx.context.tenantId),
        isNull(leadSources.archivedAt),
        isNull(leadSources.deletedAt),
      ),
    )
    .orderBy(asc(leadSources.name))
    .limit(500);

/** Of these references, which exist in the tenant and may be used; a foreign id is simply not among them. */
export async function findUsable(tx: Tx, refs: { stageId?: string; sourceId?: string | null }) {
  const { tenantId } = tx.context;
  const [stage, source] = await Promise.all([
    refs.stageId
      ? tx
          .select({ id: stages.id })
          .from(stages)
          .innerJoin(
            pipelines,
            and(eq(pipelines.tenantId, stages.tenantId), eq(pipelines.id, stages.pipelineId)),
          )
          .where(
            and(
              eq(stages.tenantId, tenantId),
              eq(stages.id, refs.stageId),
              eq(pipelines.noun, 'lead'),
              isNull(stages.deletedAt),
            ),
          )
      : [],
    refs.sourceId
      ? tx
          .select({ id: leadSources.id })
          .from(leadSources)
          .where(
            and(
              eq(leadSources.tenantId, tenantId),
              eq(leadSources.id, refs.sourceId),
              isNull(leadSources.deletedAt),
            ),
          )
      : [],
  ]);
  return { stage: stage.length === 1, source: source.length === 1 };
}
