// What a record holds after a row about it. The first row in file order decides: it replaces what the record held, later rows
// of the same import only fill what is still empty. Empty cells never empty a field. Pure.
import type { Holder, Values } from './kinds/kind.ts';
import { namesAgree } from './same.ts';

/** Puts what the row says, each value by itself, into `next`. */
export function takesPlain(
  holder: Holder,
  values: Values,
  fields: readonly string[],
  next: Record<string, unknown>,
): void {
  for (const field of fields) {
    const value = values[field] ?? null;
    if (value !== null && (!holder.touched || holder[field] === null)) next[field] = value;
  }
}

/** What both have and have differently, of the fields that tell. */
export function contradictions(
  holder: Values,
  values: Values,
  telling: readonly string[],
  compared: Readonly<Record<string, (a: unknown, b: unknown) => boolean>> = {},
): string[] {
  return telling.filter((field) => {
    const [theirs, ours] = [holder[field] ?? null, values[field] ?? null];
    if (theirs === null || ours === null) return false;
    return !(compared[field] ?? isEqual)(theirs, ours);
  });
}

/** A real name replaces a makeshift one; a longer one that says the same and more replaces a shorter. */
export function takesName(
  holder: Pick<Holder, 'name' | 'touched'>,
  name: string,
  isNameless: boolean,
): boolean {
  if (isNameless) return true;
  if (holder.touched) return false;
  return !namesAgree(holder.name, name) || name.length > holder.name.length;
}

/** Deep enough for addresses; the order of keys says nothing. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const others = new Map(Object.entries(b));
  const entries = Object.entries(a);
  return entries.length === others.size && entries.every(([key, value]) => others.get(key) === value);
}
