import type { Refusal } from '../../forms.ts';

/** The record a refused one collides with: one that can be viewed, or one out of sight, of which only the owner is known. */
export interface Duplicate {
  name: string;
  /** null where it is out of sight; `name` is then its owner's */
  id: string | null;
}

/** What a refused record collides with, if that is why it was refused. */
export function duplicateOf(refusal: Refusal | undefined): Duplicate | null {
  const existing = named(refusal?.data, 'existing');
  if (existing && 'id' in existing && typeof existing.id === 'string')
    return { id: existing.id, name: existing.name };
  const owner = named(refusal?.data, 'owner');
  return owner && { id: null, name: owner.name };
}

function named(facts: unknown, key: string): { name: string } | null {
  if (typeof facts !== 'object' || facts === null) return null;
  const found: unknown = Object.entries(facts).find(([name]) => name === key)?.[1];
  const isNamed =
    typeof found === 'object' && found !== null && 'name' in found && typeof found.name === 'string';
  return isNamed ? (found as { name: string }) : null;
}
