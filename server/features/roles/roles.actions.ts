// The changes roles go through. Each waits for its turn, is weighed against what the changer may, and alerts the admins.
import { PERMISSIONS } from '../../../app/contracts/permissions.ts';
import type {
  Access,
  Role,
  RoleChanges,
  RoleCreate,
  RolePatch,
  UserRolesInput,
} from '../../../app/contracts/roles.ts';
import { SIGHT_NOUNS } from '../../../app/contracts/roles.ts';
import { paths } from '../../../app/paths.ts';
import { uuidv7 } from '../../../db/ids.ts';
import type { Tx } from '../../../db/tenant.ts';
import { adminStays, roleInUse, seededStays } from '../../auth/role-refusals.ts';
import { AppError, notFound } from '../../errors.ts';
import { alertAdmins } from '../alerts/alerts.actions.ts';
import { findUser } from '../users/users.queries.ts';
import { findClosedFields, findHeld, findSight } from './roles.access.queries.ts';
import { copyFieldRules } from './role-fields.queries.ts';
import * as roles from './roles.queries.ts';
import * as guards from './roles.guards.ts';
import * as rules from './roles.rules.ts';

type Ctx = { tx: Tx };

export async function requireRole(tx: Tx, id: string): Promise<Role> {
  const role = await roles.findRole(tx, id);
  if (!role) throw notFound('role');
  return role;
}

export async function createRole({ tx }: Ctx, input: RoleCreate): Promise<{ id: string; key: string }> {
  await roles.lockRoles(tx);
  const by = await tx.entered;
  const [base] = input.copyOf === undefined ? [] : await requireKeys(tx, [input.copyOf], 'copyOf');
  const permissions = [...new Set<string>(input.permissions ?? base?.permissions ?? [])];
  const visibility = { ...(base?.visibility ?? rules.ALL_OWN), ...input.visibility };
  guards.requireHeld(by, permissions);
  guards.requireSeen(by, visibility);
  const taken = await roles.findKeys(tx);
  if (input.key !== undefined && taken.has(input.key)) throw keyTaken();
  const role = { id: uuidv7(), key: input.key ?? rules.keyFrom(input.name, taken), name: input.name };
  await roles.insertRole(tx, role);
  await roles.addPermissions(tx, role.id, permissions);
  await roles.writeVisibility(tx, role.id, visibility);
  if (base) await copyFieldRules(tx, base.id, role.id);
  return { id: role.id, key: role.key };
}

const keyTaken = (): AppError =>
  new AppError('Conflict', 'role.key_taken', 'A role has or had this key already.', {
    details: { key: ['A role has or had this key already. Choose another.'] },
  });

/** What a change would do, refused as saving would refuse it. */
export async function previewRole({ tx }: Ctx, input: RolePatch): Promise<RoleChanges> {
  const before = await requireRole(tx, input.id);
  if (before.version !== input.version) throw staleVersion(before);
  const changes = rules.changesOf(before, input);
  const by = await tx.entered;
  guards.requireOthersRole(by, before);
  guards.requireHeld(by, [...changes.adds, ...changes.removes]);
  guards.requireSeen(by, Object.fromEntries(changes.sights.map(({ noun, to }) => [noun, to])));
  const isAdminRole = before.isSeeded && before.key === 'admin';
  if (isAdminRole && changes.removes.includes('admin:*')) throw adminStays();
  return changes;
}

export async function saveRole(ctx: Ctx, input: RolePatch): Promise<{ id: string; version: number }> {
  const { tx } = ctx;
  const { id, version } = input;
  await roles.lockRoles(tx);
  const changes = await previewRole(ctx, input);
  const { name, key } = await requireRole(tx, id);
  if (!(await roles.updateRole(tx, input, { name: input.name ?? name })))
    throw staleVersion(await requireRole(tx, id));
  await roles.addPermissions(tx, id, changes.adds);
  await roles.removePermissions(tx, id, changes.removes);
  await roles.writeVisibility(tx, id, Object.fromEntries(changes.sights.map(({ noun, to }) => [noun, to])));
  if (rules.changesRights(changes)) {
    const what = `changed the role ${name}, which ${holders(changes.users)}: ${rules.inWords(changes)}`;
    await alertAdmins(tx, {
      kind: 'privilege_permissions_changed',
      what,
      path: paths.role(id),
      meta: { role: key },
    });
  }
  return { id, version: version + 1 };
}

const holders = (users: number): string =>
  users === 0 ? 'nobody holds' : users === 1 ? 'one person holds' : `${users} people hold`;

const staleVersion = (current: Role): AppError =>
  new AppError('Conflict', 'role.stale', 'Somebody else has changed this role since you opened it.', {
    hint: 'Look at what it is now, then make your change again.',
    data: { current },
  });

export async function deleteRole({ tx }: Ctx, id: string): Promise<{ id: string }> {
  await roles.lockRoles(tx);
  const role = await requireRole(tx, id);
  const by = await tx.entered;
  if (role.isSeeded) throw seededStays();
  if (role.users > 0) throw roleInUse(role.users);
  guards.requireHeld(by, role.permissions);
  if (!(await roles.updateRole(tx, role, { deletedAt: new Date().toISOString() }))) throw staleVersion(role);
  return { id };
}

/** The roles take the place of those held now: given first, then taken, so that nobody is without in between. */
export async function setUserRoles(
  { tx }: Ctx,
  input: UserRolesInput,
): Promise<{ id: string; roles: string[] }> {
  await roles.lockRoles(tx);
  const user = await findUser(tx, input.id);
  if (!user) throw notFound('user');
  const wanted = await requireKeys(tx, keysIn(input), input.roles === undefined ? 'role' : 'roles');
  const held = await roles.findRolesOfUser(tx, user.id);
  const given = wanted.filter(({ id }) => !held.some((role) => role.id === id));
  const taken = held.filter(({ id }) => !wanted.some((role) => role.id === id));
  const keys = wanted.map(({ key }) => key);
  if (given.length + taken.length === 0) return { id: user.id, roles: keys };
  const by = await tx.entered;
  guards.requireOtherPerson(by, user.id);
  for (const { permissions, visibility } of [...given, ...taken]) {
    guards.requireHeld(by, permissions);
    guards.requireSeen(by, visibility);
  }
  await roles.giveRoles(
    tx,
    user.id,
    given.map(({ id }) => id),
  );
  await roles.takeRoles(
    tx,
    user.id,
    taken.map(({ id }) => id),
  );
  await alertAdmins(tx, {
    kind: 'privilege_permissions_changed',
    what: `changed the roles of ${user.name}: ${named(held)} → ${named(wanted)}`,
    path: paths.access(user.id),
    meta: { userId: user.id, before: held.map(({ key }) => key), after: keys },
  });
  return { id: user.id, roles: keys };
}

const named = (list: readonly Role[]): string => list.map(({ name }) => name).join(', ') || 'none';

function keysIn({ role, roles: several }: UserRolesInput): string[] {
  const keys = [...new Set(several ?? (role === undefined ? [] : [role]))];
  if (keys.length === 0 || (several !== undefined && role !== undefined)) {
    throw new AppError('Unprocessable', 'role.required', 'Send one role as "role", or several as "roles".', {
      details: { role: ['Choose at least one role. To keep somebody out, disable them.'] },
    });
  }
  return keys;
}

async function requireKeys(tx: Tx, keys: readonly string[], field: string): Promise<Role[]> {
  const found = await roles.findRolesByKey(tx, keys);
  const missing = keys.find((key) => !found.some((role) => role.key === key));
  if (missing === undefined) return found;
  throw new AppError('Unprocessable', 'role.unknown', `There is no role "${missing}" here.`, {
    details: { [field]: ['There is no such role.'] },
    hint: 'GET /api/roles lists them.',
  });
}

/** What somebody may and sees, each with the roles that say so. */
export async function explainAccess({ tx }: Ctx, id: string): Promise<Access> {
  const user = await findUser(tx, id);
  if (!user) throw notFound('user');
  const isActive = user.status === 'active';
  const [held, sight, fields, names] = await Promise.all([
    findHeld(tx, id, PERMISSIONS),
    findSight(tx, id, SIGHT_NOUNS),
    findClosedFields(tx, id),
    roles.findRolesOfUser(tx, id),
  ]);
  const permissions = held.map(({ permission, held: isHeld, roles: by }) => ({
    permission,
    allowed: isActive && isHeld,
    roles: by,
  }));
  const mayRead = (noun: string): boolean =>
    permissions.some(({ permission, allowed }) => allowed && permission === `${noun}:read`);
  const visibility = sight.map(({ noun, scope, roles: by }) =>
    mayRead(noun) ? { noun, scope, roles: by } : { noun, scope: 'none' as const, roles: [] },
  );
  const { name, email, status } = user;
  return {
    user: { id, name, email, status },
    roles: names.map((role) => role.name),
    isActive,
    permissions,
    visibility,
    fields,
  };
}
