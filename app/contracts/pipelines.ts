// Pipelines and their stages at every door. A stage is known by its key: it keeps it when it is renamed or moved.
import { z } from 'zod';
import { id, numeric, requiredText, version } from './fields.ts';

export const pipelineNouns = ['lead', 'opportunity'] as const;
export const stageKinds = ['open', 'won', 'lost'] as const;
export const MAX_STAGES = 30;

const KEY = 'A key has lower-case letters, digits, - and _, and begins with a letter or digit.';
const stageKey = z.string(KEY).regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, KEY);

const SLUG = 'Addresses have lower-case letters, digits and -, and begin with a letter or digit.';
const slug = z.string(SLUG).regex(/^[a-z0-9][a-z0-9-]{0,62}$/, SLUG);

const wholeFrom = (least: number, most: number, what: string) => {
  const range = `${what} is a whole number from ${least} to ${most}.`;
  return numeric(z.number(range).int(range).min(least, range).max(most, range));
};

/** Of a won stage the probability is 100, of a lost one 0, whatever is sent. */
export const stageInput = z
  .strictObject({
    key: stageKey.optional().describe('which stage it is; made from the name for a new one'),
    name: requiredText(80, 'A name'),
    kind: z.enum(stageKinds, `A stage is ${stageKinds.join(', ')}.`).default('open'),
    probability: wholeFrom(0, 100, 'The probability').default(0).describe('per cent'),
    rotDays: wholeFrom(1, 3_650, 'Days until it rots').nullable().default(null),
    wipLimit: wholeFrom(1, 10_000, 'The limit').nullable().default(null),
  })
  .transform((stage) => ({ ...stage, probability: PROBABILITY[stage.kind] ?? stage.probability }));

const PROBABILITY: Partial<Record<(typeof stageKinds)[number], number>> = { won: 100, lost: 0 };

const repeated = (values: readonly (string | undefined)[]): string | undefined =>
  values.find((value, at) => value !== undefined && values.indexOf(value) !== at);

export const stagesInput = z
  .array(stageInput, 'Give the stages as a list.')
  .min(1, 'A pipeline has at least one stage.')
  .max(MAX_STAGES, `A pipeline has at most ${MAX_STAGES} stages.`)
  .superRefine((stages, context) => {
    const say = (message: string): void => context.addIssue({ code: 'custom', message });
    const key = repeated(stages.map((stage) => stage.key));
    if (key !== undefined) say(`Two stages have the key "${key}".`);
    const name = repeated(stages.map((stage) => stage.name.toLowerCase()));
    if (name !== undefined) say(`Two stages have the name "${name}".`);
    if (!stages.some(({ kind }) => kind === 'open')) say('At least one stage is of the kind open.');
  });

const moves = z
  .array(z.strictObject({ from: stageKey, to: stageKey }))
  .max(MAX_STAGES)
  .optional()
  .describe('where the records of stages that are left out go, by key');

export const stagesSave = z.strictObject({
  id,
  version,
  stages: stagesInput.describe('all stages in order; one that is left out is deleted'),
  moves,
});

export const pipelineCreate = z.strictObject({
  noun: z.enum(pipelineNouns, `A pipeline is for ${pipelineNouns.join(' or ')}.`).default('opportunity'),
  name: requiredText(80, 'A name'),
  slug: slug.optional().describe('in its address; made from the name when left out'),
  stages: stagesInput.optional().describe('those of a new tenant when left out'),
});

export const pipelinePatch = z.strictObject({
  id,
  version,
  name: requiredText(80, 'A name').optional(),
  slug: slug.optional(),
  isDefault: z.literal(true, 'Make another one the default instead.').optional(),
  archived: z.boolean().optional(),
});

export const stage = z.object({
  id,
  key: z.string(),
  name: z.string(),
  kind: z.enum(stageKinds),
  probability: z.number().int(),
  rotDays: z.number().int().nullable(),
  wipLimit: z.number().int().nullable(),
});

export const pipelineRow = z.object({
  id,
  noun: z.enum(pipelineNouns),
  name: z.string(),
  slug: z.string(),
  isDefault: z.boolean(),
  archived: z.boolean(),
  stages: z.array(stage),
  version: z.number().int(),
});

export const RECORDS_CAP = 1_000;

export const pipelineDetail = pipelineRow.extend({
  stages: z.array(
    stage.extend({
      records: z.number().int().describe(`how many you see in it, counted to ${RECORDS_CAP}`),
    }),
  ),
});

export const pipelineList = z.object({ items: z.array(pipelineRow) });

/** What saving would do, one line for each stage that it touches. */
export const stageChanges = z.object({
  changes: z.array(
    z.object({
      what: z.enum(['added', 'changed', 'deleted']),
      key: z.string(),
      name: z.string(),
      fields: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
      movesTo: z.string().nullable().describe('the name of the stage that its records go to'),
    }),
  ),
  isReordered: z.boolean(),
});

export type StageInput = z.output<typeof stageInput>;
export type StagesSave = z.output<typeof stagesSave>;
export type PipelineCreate = z.output<typeof pipelineCreate>;
export type PipelinePatch = z.output<typeof pipelinePatch>;
export type Stage = z.output<typeof stage>;
export type PipelineRow = z.output<typeof pipelineRow>;
export type PipelineDetail = z.output<typeof pipelineDetail>;
export type StageChanges = z.output<typeof stageChanges>;
