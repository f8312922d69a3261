// SQL about roles: what they allow, how far they show, who holds them.
import { and, asc, count, eq, inArray, isNull, sql, type SQL } from 'drizzle-orm';
import { rolePermissions, roles, roleVisibility, userRoles, users } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';
import { SIGHT_NOUNS, type Role, type Visibility } from '../../../app/contracts/roles.ts';
import { ALL_OWN } from './roles.rules.ts';

/** Until the end of the transaction nobody else changes roles here; every change begins with it. */
export async function lockRoles(tx: Tx): Promise<void> {
  await tx.execute(sql`select crm.lock_roles(${tx.context.tenantId}::uuid)`);
}

export const findRoles = (tx: Tx): Promise<Role[]> => readRoles(tx, undefined);

export async function findRole(tx: Tx, id: string): Promise<Role | undefined> {
  return (await readRoles(tx, eq(roles.id, id)))[0];
}

export async function findRolesByKey(tx: Tx, keys: readonly string[]): Promise<Role[]> {
  return keys.length === 0 ? [] : readRoles(tx, inArray(roles.key, [...keys]));
}

export async function findRolesOfUser(tx: Tx, userId: string): Promise<Role[]> {
  const held = tx
    .select({ id: userRoles.roleId })
    .from(userRoles)
    .where(and(eq(userRoles.tenantId, tx.context.tenantId), eq(userRoles.userId, userId)));
  return readRoles(tx, inArray(roles.id, held));
}

async function readRoles(tx: Tx, which: SQL | undefined): Promise<Role[]> {
  const { tenantId } = tx.context;
  const rows = await tx
    .select({
      id: roles.id,
      key: roles.key,
      name: roles.name,
      isSeeded: roles.isSystem,
      version: roles.version,
    })
    .from(roles)
    .where(and(eq(roles.tenantId, tenantId), isNull(roles.deletedAt), which))
    .orderBy(sql`${roles.isSystem} desc`, asc(roles.createdAt), asc(roles.key));
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  const [allowed, shown, held] = await Promise.all([
    tx
      .select({ roleId: rolePermissions.roleId, permission: rolePermissions.permission })
      .from(rolePermissions)
      .where(and(eq(rolePermissions.tenantId, tenantId), inArray(rolePermissions.roleId, ids)))
      .orderBy(rolePermissions.permission),
    tx
      .select({ roleId: roleVisibility.roleId, noun: roleVisibility.noun, scope: roleVisibility.scope })
      .from(roleVisibility)
      .where(and(eq(roleVisibility.tenantId, tenantId), inArray(roleVisibility.roleId, ids))),
    countHolders(tx, ids),
  ]);
  return rows.map((row) => ({
    ...row,
    permissions: allowed.filter(({ roleId }) => roleId === row.id).map(({ permission }) => permission),
    visibility: shown.reduce<Visibility>(
      (all, { roleId, noun, scope }) =>
        roleId === row.id && noun in ALL_OWN ? { ...all, [noun]: scope } : all,
      ALL_OWN,
    ),
    users: held.get(row.id) ?? 0,
  }));
}

async function countHolders(tx: Tx, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx
    .select({ roleId: userRoles.roleId, holders: count() })
    .from(userRoles)
    .innerJoin(users, and(eq(users.tenantId, userRoles.tenantId), eq(users.id, userRoles.userId)))
    .where(
      and(
        eq(userRoles.tenantId, tx.context.tenantId),
        inArray(userRoles.roleId, [...ids]),
        isNull(users.deletedAt),
      ),
    )
    .groupBy(userRoles.roleId);
  return new Map(rows.map(({ roleId, holders }) => [roleId, holders]));
}

/** Keys in use, those of deleted roles included: a key is given once. */
export async function findKeys(tx: Tx): Promise<Set<string>> {
  const rows = await tx.select({ key: roles.key }).from(roles).where(eq(roles.tenantId, tx.context.tenantId));
  return new Set(rows.map(({ key }) => key));
}

export async function insertRole(
  tx: Tx,
  { id, key, name }: { id: string; key: string; name: string },
): Promise<void> {
  await tx.insert(roles).values({ tenantId: tx.context.tenantId, id, key, name });
}

/** One version more; false when somebody was faster. */
export async function updateRole(
  tx: Tx,
  { id, version }: { id: string; version: number },
  values: { name: string } | { deletedAt: string },
): Promise<boolean> {
  const { tenantId } = tx.context;
  const rows = await tx
    .update(roles)
    .set(values)
    .where(
      and(
        eq(roles.tenantId, tenantId),
        eq(roles.id, id),
        eq(roles.version, version),
        isNull(roles.deletedAt),
      ),
    )
    .returning({ id: roles.id });
  return rows.length === 1;
}

export async function addPermissions(tx: Tx, roleId: string, permissions: readonly string[]): Promise<void> {
  const { tenantId } = tx.context;
  if (permissions.length > 0)
    await tx
      .insert(rolePermissions)
      .values(permissions.map((permission) => ({ tenantId, roleId, permission })));
}

export async function removePermissions(
  tx: Tx,
  roleId: string,
  permissions: readonly string[],
): Promise<void> {
  if (permissions.length === 0) return;
  await tx
    .delete(rolePermissions)
    .where(
      and(
        eq(rolePermissions.tenantId, tx.context.tenantId),
        eq(rolePermissions.roleId, roleId),
        inArray(rolePermissions.permission, [...permissions]),
      ),
    );
}

export async function writeVisibility(
  tx: Tx,
  roleId: string,
  visibility: Partial<Visibility>,
): Promise<void> {
  const { tenantId } = tx.context;
  const rows = SIGHT_NOUNS.flatMap((noun) => {
    const scope = visibility[noun];
    return scope ? [{ tenantId, roleId, noun, scope }] : [];
  });
  if (rows.length === 0) return;
  await tx
    .insert(roleVisibility)
    .values(rows)
    .onConflictDoUpdate({
      target: [roleVisibility.tenantId, roleVisibility.roleId, roleVisibility.noun],
      set: { scope: sql`excluded.scope` },
    });
}

export async function giveRoles(tx: Tx, userId: string, roleIds: readonly string[]): Promise<void> {
  const { tenantId } = tx.context;
  if (roleIds.length > 0)
    await tx.insert(userRoles).values(roleIds.map((roleId) => ({ tenantId, userId, roleId })));
}

export async function takeRoles(tx: Tx, userId: string, roleIds: readonly string[]): Promise<void> {
  if (roleIds.length === 0) return;
  await tx
    .delete(userRoles)
    .where(
      and(
        eq(userRoles.tenantId, tx.context.tenantId),
        eq(userRoles.userId, userId),
        inArray(userRoles.roleId, [...roleIds]),
      ),
    );
}
