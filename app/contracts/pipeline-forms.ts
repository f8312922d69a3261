// The forms of the pipelines pages: what the contract asks for, as browsers send it.
import { z } from 'zod';
import { isStorable, text, UNSTORABLE, version } from './fields.ts';
import type { pipelinePatch } from './pipelines.ts';
import { pipelineCreate, stagesInput } from './pipelines.ts';

const intent = <T extends string>(value: T) => z.literal(value);

export const newPipelineForm = pipelineCreate
  .pick({ name: true, noun: true })
  .extend({ intent: intent('create') });

export const renamePipelineForm = z.object({
  intent: intent('rename'),
  version,
  name: pipelineCreate.shape.name,
});

/** Make it the default, put it away, take it out again. */
export const pipelineStateForm = z.object({ intent: z.enum(['default', 'away', 'back']), version });

export const stagesForm = z.object({
  intent: intent('stages'),
  version,
  stages: stagesInput,
  /** the name of one more */
  added: text(80, 'A name').optional(),
  /** the key of a stage that goes one place to the front or the end */
  up: z.string().max(63).optional(),
  down: z.string().max(63).optional(),
});

export const deleteStageForm = z.object({
  intent: intent('delete-stage'),
  version,
  key: z.string().max(63),
  to: z.string().max(63).optional(),
});

const CODE = 'Paste the stages as JSON.';
export const stageCodeForm = z.object({
  intent: z.enum(['check', 'apply']),
  version,
  json: z.string(CODE).max(50_000, 'At most 50,000 characters.').refine(isStorable, UNSTORABLE),
});

export type PipelineState = z.output<typeof pipelineStateForm>['intent'];
export type PipelineChange = z.output<typeof pipelinePatch>;
