// The stages of a pipeline as text that can be kept, compared and applied again. Pure.
import type { Stage } from '../../contracts/pipelines.ts';

export type StageCode = Omit<Stage, 'id'>;

/** Only what applying takes: no ids, no counts. */
export const codeOf = (stages: readonly Stage[]): { stages: StageCode[] } => ({
  stages: stages.map(({ key, name, kind, probability, rotDays, wipLimit }) => ({
    key,
    name,
    kind,
    probability,
    rotDays,
    wipLimit,
  })),
});

/** One stage in a line, so that a difference between two versions is a line. */
export const textOf = (stages: readonly Stage[]): string => {
  const lines = codeOf(stages).stages.map((stage) => `    ${JSON.stringify(stage)}`);
  return `{\n  "stages": [\n${lines.join(',\n')}\n  ]\n}`;
};
