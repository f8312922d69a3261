// What the pages of pipelines can be told: names, order and rules of stages, by form or as code.
import { AppError, toAppError } from '../../server/errors.ts';
import {
  deleteStageForm,
  newPipelineForm,
  pipelineStateForm,
  renamePipelineForm,
  stageCodeForm,
  stagesForm,
} from '../contracts/pipeline-forms.ts';
import type { PipelineDetail, StageInput } from '../contracts/pipelines.ts';
import { codeOf } from '../features/pipelines/stage-code.ts';
import { paths } from '../paths.ts';
import { flashing } from './flash.server.ts';
import { formAction } from './form.server.ts';
import type { Page } from './page.server.ts';

const done = ({ params, secure }: Pick<Page, 'params' | 'secure'>, text: string): Response =>
  flashing(paths.pipelineSettings(params.id), { tone: 'ok', text }, secure);

export const createPipeline = formAction(newPipelineForm, async ({ caller, secure }, sent) => {
  const { intent: _, ...pipeline } = sent;
  const { id } = await caller.pipelines.create(pipeline);
  return done({ params: { id }, secure }, `${pipeline.name} was created.`);
});

const STATES = {
  default: { change: { isDefault: true }, said: 'It is the default now.' },
  away: { change: { archived: true }, said: 'The pipeline is put away.' },
  back: { change: { archived: false }, said: 'The pipeline is in use again.' },
} as const;

const changeState = formAction(pipelineStateForm, async (page, { intent, version }) => {
  await page.caller.pipelines.update({ id: page.params.id ?? '', version, ...STATES[intent].change });
  return done(page, STATES[intent].said);
});

const applyCode = formAction(stageCodeForm, async (page, { intent, version, json }) => {
  const input = { id: page.params.id ?? '', version, ...readCode(json) };
  try {
    if (intent === 'check')
      return { checked: { code: json, ...(await page.caller.pipelines.previewStages(input)) } };
    await page.caller.pipelines.saveStages(input);
  } catch (thrown) {
    throw asCodeFault(thrown);
  }
  return done(page, 'Stages saved.');
});

/** For actionsByIntent: everything about one pipeline. */
export const pipelineActions = {
  default: changeState,
  away: changeState,
  back: changeState,
  check: applyCode,
  apply: applyCode,
  rename: formAction(renamePipelineForm, async (page, { version, name }) => {
    await page.caller.pipelines.update({ id: page.params.id ?? '', version, name });
    return done(page, 'Saved.');
  }),
  stages: formAction(stagesForm, async (page, { version, stages, added, up, down }) => {
    const ordered = shifted(shifted(stages, up, -1), down, 1);
    await page.caller.pipelines.saveStages({
      id: page.params.id ?? '',
      version,
      stages: added ? withAdded(ordered, added) : ordered,
    });
    return done(page, 'Stages saved.');
  }),
  'delete-stage': formAction(deleteStageForm, async (page, { version, key, to }) => {
    const id = page.params.id ?? '';
    const { stages } = await page.caller.pipelines.get({ id });
    await page.caller.pipelines.saveStages({
      id,
      version,
      stages: codeOf(stages).stages.filter((stage) => stage.key !== key),
      ...(to && { moves: [{ from: key, to }] }),
    });
    return done(page, 'The stage is deleted.');
  }),
};

function shifted(stages: StageInput[], key: string | undefined, by: 1 | -1): StageInput[] {
  const at = stages.findIndex((stage) => stage.key === key);
  const [one, other] = [stages[at], stages[at + by]];
  if (key === undefined || !one || !other) return stages;
  return stages.with(at, other).with(at + by, one);
}

/** A new one is open, and stands before those that are closed. */
function withAdded(stages: StageInput[], name: string): StageInput[] {
  const closed = stages.findIndex(({ kind }) => kind !== 'open');
  const added: StageInput = { name, kind: 'open', probability: 0, rotDays: null, wipLimit: null };
  return stages.toSpliced(closed < 0 ? stages.length : closed, 0, added);
}

type Code = Pick<Parameters<Page['caller']['pipelines']['saveStages']>[0], 'stages' | 'moves'>;

/** What is not as it should be is found by the procedure; here it is only read. */
function readCode(code: string): Code {
  try {
    const read: unknown = JSON.parse(code);
    if (typeof read === 'object' && read !== null && !Array.isArray(read)) return { ...read } as Code;
  } catch (thrown) {
    throw inCode([`This is not JSON: ${thrown instanceof Error ? thrown.message : 'it cannot be read'}.`]);
  }
  throw inCode(['Give an object with "stages", as above.']);
}

const inCode = (messages: string[]): AppError =>
  new AppError('Unprocessable', 'input.invalid', messages.join(' '), { details: { json: messages } });

/** A fault of the contract, said where the code stands: "stages.2.name: Enter a name." */
function asCodeFault(thrown: unknown): unknown {
  const error = toAppError(thrown);
  if (error.code !== 'Unprocessable') return thrown;
  const said = Object.entries(error.details ?? {}).flatMap(([path, messages]) =>
    messages.map((message) => `${path}: ${message}`),
  );
  return inCode(said.length > 0 ? said : [error.message]);
}

/** What a stage's records are called, by the noun of its pipeline. */
export const recordsOf = ({ noun }: Pick<PipelineDetail, 'noun'>): string =>
  noun === 'lead' ? 'leads' : 'opportunities';
