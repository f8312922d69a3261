// The changes pipelines go through: load, decide, write once.
import type {
  PipelineCreate,
  PipelineDetail,
  PipelinePatch,
  Stage,
  StageChanges,
  StagesSave,
} from '../../../app/contracts/pipelines.ts';
import { uuidv7 } from '../../../db/ids.ts';
import type { Tx } from '../../../db/tenant.ts';
import { AppError, notFound, sqlState, violatedConstraint } from '../../errors.ts';
import { SEEDED_PIPELINES } from '../tenants/tenants.rules.ts';
import { changesOf, isChanged, keyFrom, withKeys, type KeyedStage } from './pipelines.rules.ts';
import * as queries from './stages.queries.ts';

type Ctx = { tx: Tx };

export async function requirePipeline(tx: Tx, id: string): Promise<PipelineDetail> {
  const pipeline = await queries.findPipeline(tx, id);
  if (!pipeline) throw notFound('pipeline');
  return pipeline;
}

export async function createPipeline({ tx }: Ctx, input: PipelineCreate): Promise<{ id: string }> {
  const { noun, name } = input;
  const [taken, ofNoun] = await Promise.all([queries.findSlugs(tx), queries.findPipelines(tx, { noun })]);
  const id = uuidv7();
  const pipeline = { id, noun, name, isDefault: !ofNoun.some((one) => one.isDefault) };
  const slug = input.slug ?? keyFrom(name, taken);
  if (input.slug !== undefined && taken.has(slug)) throw slugTaken();
  const isMade =
    (await queries.insertPipeline(tx, { ...pipeline, slug })) ||
    // a name that somebody else made an address of this moment
    (input.slug === undefined &&
      (await queries.insertPipeline(tx, { ...pipeline, slug: `${slug}-${id.slice(-6)}` })));
  if (!isMade) throw slugTaken();
  for (const [at, stage] of withKeys(input.stages ?? seededStages(noun), []).entries())
    await queries.insertStage(tx, pipeline.id, { ...stage, id: uuidv7() }, at);
  return { id: pipeline.id };
}

const seededStages = (noun: PipelineCreate['noun']): KeyedStage[] =>
  SEEDED_PIPELINES.filter((pipeline) => pipeline.noun === noun).flatMap(({ stages }) =>
    stages.map((stage) => ({ ...stage, rotDays: stage.rotDays ?? null, wipLimit: null })),
  );

const slugTaken = (): AppError =>
  new AppError('Conflict', 'pipeline.slug_taken', 'Another pipeline has or had this address.', {
    details: { slug: ['Another pipeline has or had this address. Choose another one.'] },
  });

interface Saved {
  id: string;
  version: number;
}

/** Name, address, default, archive. */
export async function savePipeline({ tx }: Ctx, input: PipelinePatch): Promise<Saved> {
  const before = await requirePipeline(tx, input.id);
  if (before.version !== input.version) throw staleVersion(before);
  const { id, version, archived, ...changes } = input;
  const isAway = archived ?? before.archived;
  if (isAway && (before.isDefault || input.isDefault)) throw defaultStays();
  const becomesDefault = input.isDefault === true && !before.isDefault;
  if (becomesDefault) await queries.clearDefault(tx, before.noun);
  const archivedAt = archived ? (before.archived ? undefined : new Date().toISOString()) : null;
  const saved = await refusingTaken(() =>
    queries.updatePipeline(tx, id, version, { ...changes, ...(archived !== undefined && { archivedAt }) }),
  );
  if (saved === null) throw staleVersion(await requirePipeline(tx, id));
  return { id, version: saved };
}

async function refusingTaken<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (sqlState(error) !== '23505') throw error;
    throw violatedConstraint(error) === 'pipelines_default_key' ? defaultTaken() : slugTaken();
  }
}

const defaultTaken = (): AppError =>
  new AppError('Conflict', 'pipeline.default_taken', 'Somebody has just made another pipeline the default.', {
    hint: 'Look which one it is now. If it is to be this one all the same, save again.',
  });

const defaultStays = (): AppError =>
  new AppError('Conflict', 'pipeline.default', 'The default pipeline is not put away.', {
    hint: 'Make another one the default first.',
  });

const staleVersion = (current: PipelineDetail): AppError =>
  new AppError('Conflict', 'pipeline.stale', 'Someone else changed this pipeline since you opened it.', {
    hint: 'Look at it as it is now, then make your change again.',
    data: { current },
  });

interface Plan {
  before: PipelineDetail;
  stages: KeyedStage[];
  moves: ReadonlyMap<string, string>;
  deleted: PipelineDetail['stages'];
}

/** What saving would do, refused as saving would refuse it. */
export async function previewStages({ tx }: Ctx, input: StagesSave): Promise<StageChanges> {
  const { before, stages, moves } = await planOf(tx, input);
  return changesOf(before.stages, stages, moves);
}

async function planOf(tx: Tx, input: StagesSave): Promise<Plan> {
  const before = await requirePipeline(tx, input.id);
  if (before.version !== input.version) throw staleVersion(before);
  const stages = withKeys(input.stages, await queries.findStageKeys(tx, input.id));
  const stays = new Map(stages.map((stage) => [stage.key, stage]));
  const deleted = before.stages.filter(({ key }) => !stays.has(key));
  const moves = new Map((input.moves ?? []).map(({ from, to }) => [from, to]));
  const turned = before.stages.filter(({ key, kind }) => stays.has(key) && stays.get(key)?.kind !== kind);
  // what is out of sight would stay behind unseen
  const { seesAll } = await tx.entered;
  if (deleted.length + turned.length > 0 && !seesAll.includes(before.noun)) throw outOfSight();
  refuse('stages', turned.filter(({ records }) => records > 0).map(inUse));
  refuse(
    'moves',
    deleted.flatMap((stage) => wrongMove(stage, stays, moves) ?? []),
  );
  return { before, stages, moves, deleted };
}

const inUse = ({ name }: Stage): string =>
  `“${name}” cannot change its kind while something stands in it. Move its records to another stage first.`;

/** What is wrong with where the records of a deleted stage go, if anything is. */
function wrongMove(
  stage: PipelineDetail['stages'][number],
  stays: ReadonlyMap<string, KeyedStage>,
  moves: ReadonlyMap<string, string>,
): string | undefined {
  const to = moves.get(stage.key);
  const target = to === undefined ? undefined : stays.get(to);
  if (to !== undefined && !target) return `There is no stage "${to}" for the records of “${stage.name}”.`;
  if (stage.records > 0 && !target)
    return `Say where the records of “${stage.name}” go: it has ${stage.records}.`;
  if (target?.kind === 'lost' && stage.kind !== 'lost')
    return `The records of “${stage.name}” cannot all be lost: each needs its reason. Choose another stage.`;
  return undefined;
}

function refuse(field: string, problems: string[]): void {
  if (problems.length === 0) return;
  throw new AppError('Unprocessable', 'pipeline.stage_in_use', problems.join(' '), {
    details: { [field]: problems },
  });
}

const outOfSight = (): AppError =>
  new AppError('Forbidden', 'pipeline.out_of_sight', 'You do not see every record of this pipeline.', {
    hint: 'Deleting a stage moves all its records. Ask somebody who sees all of them.',
  });

/** The whole list of stages: new ones are made, those left out are deleted, their records moved. */
export async function saveStages({ tx }: Ctx, input: StagesSave): Promise<Saved> {
  const { before, stages, moves, deleted } = await planOf(tx, input);
  const { id, version } = input;
  const saved = await queries.updatePipeline(tx, id, version, {});
  if (saved === null) throw staleVersion(await requirePipeline(tx, id));
  const was = new Map(before.stages.map((stage, at) => [stage.key, { stage, at }]));
  for (const [position, stage] of stages.entries()) {
    const old = was.get(stage.key);
    if (!old) await queries.insertStage(tx, id, { ...stage, id: uuidv7() }, position);
    else if (old.at !== position || isChanged(old.stage, stage))
      await queries.updateStage(tx, old.stage.id, { ...stage, position });
  }
  if (deleted.length > 0) await deleteStages(tx, id, deleted, moves);
  return { id, version: saved };
}

/** Deleted first, which waits for records that are on their way in; then what stands in it goes on. */
async function deleteStages(
  tx: Tx,
  id: string,
  deleted: PipelineDetail['stages'],
  moves: ReadonlyMap<string, string>,
): Promise<void> {
  const deletedAt = new Date().toISOString();
  for (const stage of deleted) await queries.updateStage(tx, stage.id, { deletedAt });
  const [now] = await queries.findPipelines(tx, { id });
  if (!now) throw notFound('pipeline');
  for (const stage of deleted) {
    const to = now.stages.find(({ key }) => key === moves.get(stage.key));
    if (to) await queries.moveRecords(tx, now.noun, stage, to);
    else if ((await queries.countRecords(tx, now.noun, stage.id)) > 0)
      throw new AppError(
        'Conflict',
        'pipeline.stage_filled',
        `Something came into “${stage.name}” meanwhile.`,
        {
          hint: 'Say where it goes, and save again.',
        },
      );
  }
}
