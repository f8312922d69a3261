// The only SQL about rows of leads: whom they could be about, and the sources and stages they name.
import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import { leadSources, pipelines, stages } from '../../../../db/schema/index.ts';
import type { Tx } from '../../../../db/tenant.ts';
import { sendRows, type Value } from '../copy.ts';
import { withHistory, type Found } from '../history.queries.ts';
import { companyKey, LEGAL_END_SQL, nameVariants } from '../same.ts';
import type { Named } from './choices.ts';
import type { Holder, Where } from './kind.ts';
import type { LeadDraft, LeadValues } from './lead.ts';

/**
 * Every lead the caller may see that some row could be about, in the order they were made. Each key is looked up in its
 * index: `offset 0` keeps the planner, which has no statistics of a young tenant, from scanning all leads instead.
 */
export async function findLeadHolders(
  tx: Tx,
  drafts: readonly LeadDraft[],
  _links: unknown,
  where: Where,
): Promise<Holder<LeadValues>[]> {
  const { source, since } = where;
  const { tenantId } = tx.context;
  await tx.raw`create temp table import_keys (
    name text, company_key text, external_id text, email text,
    email_norm text generated always as (nullif(lower(btrim(email) collate "und-x-icu"), '')) stored) on commit drop`;
  const stream =
    await tx.raw`copy pg_temp.import_keys (name, company_key, external_id, email) from stdin`.writable();
  await sendRows(tx, stream, keyRows(drafts));
  await tx.raw`analyze pg_temp.import_keys`;
  const rows = await tx.raw<Found<LeadValues>[]>`
    with named as materialized (
      select n.*, coalesce(regexp_replace(
               btrim(regexp_replace(crm.fold(n.company) collate "und-x-icu", '[^[:alnum:]]+', ' ', 'g')),
               ${LEGAL_END_SQL}, ''), '') as company_key
        from (select distinct name from pg_temp.import_keys) k cross join lateral (
          select m.id, m.name, m.company, m.email_norm from crm.leads m
           where m.tenant_id = ${tenantId} and m.name = k.name and m.deleted_at is null offset 0) n),
    found as materialized (
      select e.record_id as id from pg_temp.import_keys k cross join lateral (
        select x.record_id from crm.external_ids x
         where x.tenant_id = ${tenantId} and x.noun = 'lead' and x.source = ${source} and x.external_id = k.external_id offset 0) e
       union
      select m.id from pg_temp.import_keys k cross join lateral (
        select o.id from crm.leads o
         where o.tenant_id = ${tenantId} and o.email_norm = k.email_norm
           and o.email_norm is not null and not o.email_apart and o.deleted_at is null offset 0) m
       union
      select n.id from pg_temp.import_keys k join named n on n.name = k.name and n.email_norm = k.email_norm
       union
      select n.id from pg_temp.import_keys k join named n on n.name = k.name and n.company_key = k.company_key
       where k.company_key <> '' or (k.email_norm is null and n.email_norm is null))
    select l.id, l.name, l.first_name as "firstName", l.last_name as "lastName", l.company, l.title, l.email,
           l.email_apart as apart, l.phone, l.phone_e164 as "phoneE164", l.website, l.industry,
           l.source_id as "sourceId", l.stage_id as "stageId", l.score, l.address, l.description,
           l.owner_id as "ownerId", l.team_id as "teamId", l.version,
           coalesce(l.updated_at >= ${since}::timestamptz, false) as touched
      from found f cross join lateral (
        select * from crm.leads o where o.tenant_id = ${tenantId} and o.id = f.id and o.deleted_at is null offset 0) l
     order by l.id`;
  return withHistory(tx, 'lead', rows, where);
}

export function* keyRows(
  drafts: readonly Pick<LeadDraft, 'name' | 'company' | 'email' | 'externalId'>[],
): Generator<Value[]> {
  for (const { name, company, email, externalId } of drafts) {
    for (const [at, variant] of nameVariants(name).entries()) {
      yield [variant, companyKey(company), at === 0 ? externalId : null, email];
    }
  }
}

/** Sources and stages of lead pipelines, each with the names a file may use. */
export async function findLeadNames(tx: Tx): Promise<{ sources: Named[]; stages: Named[] }> {
  const { tenantId } = tx.context;
  const sources = await tx
    .select({ id: leadSources.id, key: leadSources.key, name: leadSources.name })
    .from(leadSources)
    .where(and(eq(leadSources.tenantId, tenantId), isNull(leadSources.deletedAt)))
    .orderBy(asc(leadSources.createdAt), asc(leadSources.id));
  const allStages = await tx
    .select({ id: stages.id, key: stages.key, name: stages.name })
    .from(stages)
    .innerJoin(pipelines, and(eq(pipelines.tenantId, stages.tenantId), eq(pipelines.id, stages.pipelineId)))
    .where(
      and(
        eq(stages.tenantId, tenantId),
        eq(pipelines.noun, 'lead'),
        isNull(stages.deletedAt),
        isNull(pipelines.deletedAt),
      ),
    )
    .orderBy(desc(pipelines.isDefault), asc(pipelines.position), asc(stages.position));
  return { sources, stages: allStages };
}

export async function insertSources(tx: Tx, made: readonly Named[]): Promise<void> {
  if (made.length === 0) return;
  await tx.insert(leadSources).values(made.map((source) => ({ ...source, tenantId: tx.context.tenantId })));
}
