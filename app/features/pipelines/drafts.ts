// What the form of stages starts with, and what its refusal says. Pure.
import type { Stage } from '../../contracts/pipelines.ts';
import type { FormAnswer } from '../../forms.ts';
import type { StageDraft } from './stage-editor.tsx';

const FIELDS = ['key', 'name', 'kind', 'probability', 'rotDays', 'wipLimit'] as const;

/** The stages as they were typed, when they were refused; else as they are saved. */
export function draftsOf(
  stages: readonly Stage[],
  sent: Readonly<Record<string, unknown>> | null | undefined,
): StageDraft[] {
  const typed = sent?.['intent'] === 'stages' && Array.isArray(sent['stages']) ? sent['stages'] : null;
  return ((typed ?? stages) as Readonly<Record<string, unknown>>[]).map(
    (stage) =>
      Object.fromEntries(FIELDS.map((field) => [field, textOf(stage[field])])) as unknown as StageDraft,
  );
}

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

export const errorsOf = (answer: FormAnswer | undefined): string[] => {
  const said = Object.values(answer?.submission?.error ?? {}).flatMap((messages) => messages ?? []);
  return [...new Set(said)];
};
