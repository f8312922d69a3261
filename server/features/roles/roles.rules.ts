// What a change of a role amounts to. Pure.
import type { Role, RoleChanges, RolePatch, Visibility } from '../../../app/contracts/roles.ts';
import { SIGHT_NOUNS } from '../../../app/contracts/roles.ts';

export const ALL_OWN: Visibility = {
  lead: 'own',
  contact: 'own',
  organization: 'own',
  opportunity: 'own',
  task: 'own',
};

/** Wildcards considered, as in the database. */
export const covers = (held: readonly string[], permission: string): boolean =>
  held.includes('admin:*') ||
  held.includes(permission) ||
  held.includes(`${permission.split(':', 1)[0] ?? ''}:*`);

/** What is different afterwards, in the order of the role page. */
export function changesOf(
  before: Role,
  { name, permissions, visibility = {} }: Partial<RolePatch>,
): RoleChanges {
  const wanted: readonly string[] = permissions ?? before.permissions;
  return {
    name: name === undefined || name === before.name ? null : name,
    adds: wanted.filter(
      (permission, at) => !before.permissions.includes(permission) && wanted.indexOf(permission) === at,
    ),
    removes: before.permissions.filter((permission) => !wanted.includes(permission)),
    sights: SIGHT_NOUNS.flatMap((noun) => {
      const [from, to] = [before.visibility[noun], visibility[noun] ?? before.visibility[noun]];
      return from === to ? [] : [{ noun, from, to }];
    }),
    users: before.users,
  };
}

/** Whether it changes what anybody may or sees, and not just a name. */
export const changesRights = ({ adds, removes, sights }: RoleChanges): boolean =>
  adds.length + removes.length + sights.length > 0;

/** "adds lead:delete; contacts: own → team", for mails. */
export function inWords({ adds, removes, sights }: RoleChanges): string {
  return [
    adds.length > 0 ? `adds ${adds.join(', ')}` : '',
    removes.length > 0 ? `removes ${removes.join(', ')}` : '',
    ...sights.map(({ noun, from, to }) => `${noun}: ${from} → ${to}`),
  ]
    .filter(Boolean)
    .join('; ');
}

const KEY_LENGTH = 50;

/** A key nobody has had yet, from a name: "Key accounts" → key-accounts, key-accounts-2. */
export function keyFrom(name: string, taken: ReadonlySet<string>): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, KEY_LENGTH);
  const key = plain || 'role';
  for (let next = 1; ; next += 1) {
    const candidate = next === 1 ? key : `${key}-${next}`;
    if (!taken.has(candidate)) return candidate;
  }
}
