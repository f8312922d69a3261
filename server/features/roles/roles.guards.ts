// Who may change whose roles, and how far. The database keeps the same rules for whoever comes; here they are said early,
// and a key is held to its scopes.
import { SIGHT_NOUNS, type Role, type Visibility } from '../../../app/contracts/roles.ts';
import { beyondOwn, ownRole } from '../../auth/role-refusals.ts';
import { covers } from './roles.rules.ts';

/** Who changes something, as of this transaction; a key's permissions are narrowed to its scopes. */
export interface Changer {
  readonly userId: string | null;
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
  readonly seesTeam: readonly string[];
  readonly seesAll: readonly string[];
}

const isAdmin = ({ permissions }: Changer): boolean => permissions.includes('admin:*');

export function requireOthersRole(by: Changer, role: Pick<Role, 'key'>): void {
  if (!isAdmin(by) && by.roles.includes(role.key)) throw ownRole();
}

export function requireOtherPerson(by: Changer, userId: string): void {
  if (!isAdmin(by) && by.userId === userId) throw ownRole();
}

export function requireHeld(by: Changer, permissions: readonly string[]): void {
  const missing = permissions.find((permission) => !covers(by.permissions, permission));
  if (missing !== undefined) throw beyondOwn(missing);
}

export function requireSeen(by: Changer, visibility: Partial<Visibility>): void {
  if (isAdmin(by)) return;
  const seen = { own: SIGHT_NOUNS as readonly string[], team: by.seesTeam, all: by.seesAll };
  const beyond = SIGHT_NOUNS.find((noun) => !seen[visibility[noun] ?? 'own'].includes(noun));
  if (beyond !== undefined) throw beyondOwn(beyond);
}
