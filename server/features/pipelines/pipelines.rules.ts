// What is true of pipelines whatever the database says. Pure.
import type { Stage, StageChanges, StageInput } from '../../../app/contracts/pipelines.ts';
import { fold } from '../search/search.rules.ts';

/** A word for addresses and keys, made from a name, that none of `taken` is. */
export function keyFrom(name: string, taken: ReadonlySet<string>): string {
  const word = fold(name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 50);
  const base = word || 'stage';
  let key = base;
  for (let again = 2; taken.has(key); again += 1) key = `${base}-${again}`;
  return key;
}

export type KeyedStage = StageInput & { key: string };

/** Every stage with a key; new ones get one that none has or had. */
export function withKeys(stages: readonly StageInput[], taken: readonly string[]): KeyedStage[] {
  const used = new Set([...taken, ...stages.flatMap(({ key }) => key ?? [])]);
  return stages.map((stage) => {
    const key = stage.key ?? keyFrom(stage.name, used);
    used.add(key);
    return { ...stage, key };
  });
}

const FIELDS = ['name', 'kind', 'probability', 'rotDays', 'wipLimit'] as const;

export const isChanged = (before: Stage, after: StageInput): boolean =>
  FIELDS.some((field) => before[field] !== after[field]);

/** What becomes of the stages; `moves` says by key where the records of deleted ones go. */
export function changesOf(
  before: readonly Stage[],
  after: readonly KeyedStage[],
  moves: ReadonlyMap<string, string>,
): StageChanges {
  const was = new Map(before.map((stage) => [stage.key, stage]));
  const stays = new Map(after.map((stage) => [stage.key, stage]));
  const said = (value: string | number | null): string => (value === null ? '' : String(value));
  const kept = after.flatMap((stage) => {
    const old = was.get(stage.key);
    const fields = FIELDS.filter((field) => old?.[field] !== stage[field]).map((field) => ({
      field,
      before: old ? said(old[field]) : '',
      after: said(stage[field]),
    }));
    const what = old ? ('changed' as const) : ('added' as const);
    return fields.length > 0 ? [{ what, key: stage.key, name: stage.name, fields, movesTo: null }] : [];
  });
  const deleted = before
    .filter(({ key }) => !stays.has(key))
    .map(({ key, name }) => ({
      what: 'deleted' as const,
      key,
      name,
      fields: [],
      movesTo: stays.get(moves.get(key) ?? '')?.name ?? null,
    }));
  const common = after.filter(({ key }) => was.has(key)).map(({ key }) => key);
  const order = before.filter(({ key }) => stays.has(key)).map(({ key }) => key);
  return { changes: [...kept, ...deleted], isReordered: common.join() !== order.join() };
}
