// The SQL that changes pipelines and stages, and counts and moves what stands in a stage.
import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm';
import {
  RECORDS_CAP,
  type PipelineDetail,
  type PipelineRow,
  type Stage,
} from '../../../app/contracts/pipelines.ts';
import { leads, opportunities, pipelines, stages } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';
import { cached } from '../../cache.ts';
import type { KeyedStage } from './pipelines.rules.ts';

type Noun = PipelineRow['noun'];

const stageColumns = {
  id: stages.id,
  key: stages.key,
  name: stages.name,
  kind: stages.kind,
  probability: stages.probability,
  rotDays: stages.rotDays,
  wipLimit: stages.wipLimit,
};

interface Wanted {
  id?: string;
  slug?: string;
  noun?: Noun | undefined;
}

/** Pipelines with their stages in order: one by id or slug, or all of them, the default of each noun first. */
export async function findPipelines(tx: Tx, { id, slug, noun }: Wanted = {}): Promise<PipelineRow[]> {
  // one copy of all: copies of what somebody asks for by name would be as many as there are names
  const all = await cached(tx, 'pipeline', ['with stages'], () => readPipelines(tx));
  return all.filter(
    (pipeline) =>
      (id === undefined || pipeline.id === id.toLowerCase()) &&
      (slug === undefined || pipeline.slug === slug) &&
      (noun === undefined || pipeline.noun === noun),
  );
}

async function readPipelines(tx: Tx): Promise<PipelineRow[]> {
  const rows = await tx
    .select({
      pipeline: {
        id: pipelines.id,
        noun: pipelines.noun,
        name: pipelines.name,
        slug: pipelines.slug,
        isDefault: pipelines.isDefault,
        archivedAt: pipelines.archivedAt,
        version: pipelines.version,
      },
      stage: stageColumns,
    })
    .from(pipelines)
    .leftJoin(
      stages,
      and(
        eq(stages.tenantId, pipelines.tenantId),
        eq(stages.pipelineId, pipelines.id),
        isNull(stages.deletedAt),
      ),
    )
    .where(and(eq(pipelines.tenantId, tx.context.tenantId), isNull(pipelines.deletedAt)))
    .orderBy(
      desc(pipelines.noun),
      sql`${pipelines.archivedAt} is not null`,
      desc(pipelines.isDefault),
      asc(pipelines.position),
      asc(pipelines.id),
      asc(stages.position),
      asc(stages.id),
    );
  const found = new Map<string, PipelineRow>();
  for (const { pipeline, stage } of rows) {
    const { archivedAt, ...rest } = pipeline;
    const one = found.get(pipeline.id) ?? { ...rest, archived: archivedAt !== null, stages: [] };
    if (stage) one.stages.push(stage);
    found.set(pipeline.id, one);
  }
  return [...found.values()];
}

/** The pipeline with how much the caller sees in each stage, or null. */
export async function findPipeline(tx: Tx, id: string): Promise<PipelineDetail | null> {
  const [pipeline] = await findPipelines(tx, { id });
  if (!pipeline) return null;
  const counts = await Promise.all(pipeline.stages.map((stage) => countRecords(tx, pipeline.noun, stage.id)));
  return {
    ...pipeline,
    stages: pipeline.stages.map((stage, at) => ({ ...stage, records: counts[at] ?? 0 })),
  };
}

/** How many records stand in a stage, those in the archive and the trash included; counted to the cap. */
export async function countRecords(tx: Tx, noun: Noun, stageId: string): Promise<number> {
  const of = noun === 'lead' ? leads : opportunities;
  const some = tx
    .select({ one: sql`1`.as('one') })
    .from(of)
    .where(and(eq(of.tenantId, tx.context.tenantId), eq(of.stageId, stageId)))
    .limit(RECORDS_CAP)
    .as('some');
  const [row] = await tx.select({ count: sql<number>`count(*)::int` }).from(some);
  return row?.count ?? 0;
}

/** Keys and addresses that are taken, also by what was deleted. */
export async function findSlugs(tx: Tx): Promise<Set<string>> {
  const rows = await tx
    .select({ slug: pipelines.slug })
    .from(pipelines)
    .where(eq(pipelines.tenantId, tx.context.tenantId));
  return new Set(rows.map(({ slug }) => slug));
}

export async function findStageKeys(tx: Tx, pipelineId: string): Promise<string[]> {
  const rows = await tx
    .select({ key: stages.key })
    .from(stages)
    .where(and(eq(stages.tenantId, tx.context.tenantId), eq(stages.pipelineId, pipelineId)));
  return rows.map(({ key }) => key);
}

/** False when the address is taken, also by a pipeline written this moment. */
export async function insertPipeline(
  tx: Tx,
  pipeline: Pick<typeof pipelines.$inferInsert, 'noun' | 'name' | 'slug' | 'isDefault'> & { id: string },
): Promise<boolean> {
  const last = sql<number>`(select coalesce(max(p.position) + 1, 0) from crm.pipelines p where p.tenant_id = ${tx.context.tenantId})`;
  const written = await tx
    .insert(pipelines)
    .values({ ...pipeline, tenantId: tx.context.tenantId, position: last })
    .onConflictDoNothing();
  return written.count === 1;
}

/** Answers the new version; null when the one that was read is gone. Without changes it counts the version up. */
export async function updatePipeline(
  tx: Tx,
  id: string,
  version: number,
  changes: Partial<Pick<typeof pipelines.$inferInsert, 'name' | 'slug' | 'isDefault' | 'archivedAt'>>,
): Promise<number | null> {
  const [row] = await tx
    .update(pipelines)
    .set({ position: sql`${pipelines.position}`, ...changes })
    .where(
      and(
        eq(pipelines.tenantId, tx.context.tenantId),
        eq(pipelines.id, id),
        eq(pipelines.version, version),
        isNull(pipelines.deletedAt),
      ),
    )
    .returning({ version: pipelines.version });
  return row?.version ?? null;
}

/** No pipeline of the noun is the default any more: the next one becomes it in the same transaction. */
export async function clearDefault(tx: Tx, noun: Noun): Promise<void> {
  await tx
    .update(pipelines)
    .set({ isDefault: false })
    .where(
      and(
        eq(pipelines.tenantId, tx.context.tenantId),
        eq(pipelines.noun, noun),
        eq(pipelines.isDefault, true),
      ),
    );
}

/** A new stage, or one of the same key that was deleted before. */
export async function insertStage(
  tx: Tx,
  pipelineId: string,
  stage: KeyedStage & { id: string },
  position: number,
): Promise<void> {
  const { name, kind, probability, rotDays, wipLimit } = stage;
  await tx
    .insert(stages)
    .values({ ...stage, tenantId: tx.context.tenantId, pipelineId, position })
    .onConflictDoUpdate({
      target: [stages.tenantId, stages.pipelineId, stages.key],
      set: { name, kind, probability, rotDays, wipLimit, position, deletedAt: null },
    });
}

export async function updateStage(
  tx: Tx,
  id: string,
  values: Partial<Pick<typeof stages.$inferInsert, keyof Stage | 'position' | 'deletedAt'>>,
): Promise<void> {
  await tx
    .update(stages)
    .set(values)
    .where(and(eq(stages.tenantId, tx.context.tenantId), eq(stages.id, id)));
}

/** Everything of one stage goes to another, and its timeline says so. */
export async function moveRecords(
  tx: Tx,
  noun: Noun,
  from: Pick<Stage, 'id' | 'name' | 'kind'>,
  to: Pick<Stage, 'id' | 'name' | 'kind'>,
): Promise<void> {
  const { tenantId, userId } = tx.context;
  const subject = `${from.name} → ${to.name}`;
  if (noun === 'lead') {
    await tx.execute(sql`
      with moved as (
        update crm.leads set stage_id = ${to.id} where tenant_id = ${tenantId} and stage_id = ${from.id}
        returning id, owner_id, team_id)
      insert into crm.activities (tenant_id, kind, subject, author_id, lead_id, owner_id, team_id)
      select ${tenantId}::uuid, 'stage_change', ${subject}, ${userId}::uuid, id, owner_id, team_id from moved`);
    return;
  }
  const closes = from.kind === to.kind ? sql`closed_at` : to.kind === 'open' ? sql`null` : sql`now()`;
  await tx.execute(sql`
    with moved as (
      update crm.opportunities set stage_id = ${to.id}, stage_entered_at = now(), closed_at = ${closes}
       where tenant_id = ${tenantId} and stage_id = ${from.id}
      returning id, owner_id, team_id)
    insert into crm.activities (tenant_id, kind, subject, author_id, opportunity_id, owner_id, team_id)
    select ${tenantId}::uuid, 'stage_change', ${subject}, ${userId}::uuid, id, owner_id, team_id from moved`);
}
