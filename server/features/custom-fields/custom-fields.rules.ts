// What is true of custom fields whatever the database says. Pure.
import type { CustomField } from '../../../app/contracts/custom-fields.ts';
import { fold } from '../search/search.rules.ts';

/** A word made from a label that none of `taken` is. */
export function keyFrom(label: string, taken: ReadonlySet<string>): string {
  const word = fold(label)
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 50);
  const base = word || 'field';
  let key = base;
  for (let again = 2; taken.has(key); again += 1) key = `${base}_${again}`;
  return key;
}

/** Every choice with a key; a new one gets one that no other has. */
export function withKeys(
  choices: readonly { key?: string | undefined; label: string }[],
): CustomField['choices'] {
  const used = new Set(choices.flatMap(({ key }) => key ?? []));
  return choices.map(({ key, label }) => {
    const made = key ?? keyFrom(label, used);
    used.add(made);
    return { key: made, label };
  });
}

/** The list with one of its members at a place from 1, or at the end where the list is shorter. */
export const moved = (ids: readonly string[], id: string, position: number): string[] =>
  ids.filter((one) => one !== id).toSpliced(position - 1, 0, id);
