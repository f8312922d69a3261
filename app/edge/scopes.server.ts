// What a key can be narrowed to: permissions the person holds, of nouns that programs can do something with.
import { holds, PERMISSIONS } from '../../server/auth/permissions.ts';
import { procedures } from '../../server/trpc/operations.ts';

export interface ScopeGroup {
  /** the noun: lead */
  noun: string;
  scopes: string[];
}

/** Keys are dealt with by people. */
const FOR_PEOPLE = ['apikey:create', 'apikey:revoke'];

const nounOf = (permission: string): string => permission.split(':')[0] ?? '';

export function scopesFor(held: readonly string[]): ScopeGroup[] {
  const inUse = new Set(procedures().map(({ meta }) => nounOf(meta.requires ?? '')));
  const groups = new Map<string, string[]>();
  for (const permission of PERMISSIONS) {
    const noun = nounOf(permission);
    if (!inUse.has(noun) || !holds(held, permission) || FOR_PEOPLE.includes(permission)) continue;
    groups.set(noun, [...(groups.get(noun) ?? []), permission]);
  }
  return [...groups].map(([noun, scopes]) => ({ noun, scopes }));
}
