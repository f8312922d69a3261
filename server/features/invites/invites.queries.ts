// SQL about people who were asked into a tenant and have not come yet: invited users, inside the tenant.
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { rolePermissions, roles, userRoles, users } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';

export async function findRoleToGive(tx: Tx, key: string) {
  const { tenantId } = tx.context;
  const [row] = await tx
    .select({
      id: roles.id,
      permissions: sql<
        string[]
      >`coalesce(array_agg(${rolePermissions.permission}) filter (where ${rolePermissions.permission} is not null), '{}')`,
    })
    .from(roles)
    .leftJoin(
      rolePermissions,
      and(eq(rolePermissions.tenantId, roles.tenantId), eq(rolePermissions.roleId, roles.id)),
    )
    .where(and(eq(roles.tenantId, tenantId), eq(roles.key, key), isNull(roles.deletedAt)))
    .groupBy(roles.id);
  return row;
}

export async function findUserByEmail(tx: Tx, emailNorm: string) {
  const [row] = await tx
    .select({ id: users.id, status: users.status, isDeleted: sql<boolean>`${users.deletedAt} is not null` })
    .from(users)
    .where(and(eq(users.tenantId, tx.context.tenantId), eq(users.emailNorm, emailNorm)))
    .for('update');
  return row;
}

/** The person as invited, made or asked again, with this role and no other. */
export async function saveInvited(
  tx: Tx,
  { id, email, roleId }: { id: string; email: string; roleId: string },
): Promise<void> {
  const { tenantId } = tx.context;
  const values = { status: 'invited', deletedAt: null } as const;
  await tx
    .insert(users)
    .values({ tenantId, id, name: email, email, ...values })
    .onConflictDoUpdate({ target: [users.tenantId, users.id], set: values });
  await tx.delete(userRoles).where(and(eq(userRoles.tenantId, tenantId), eq(userRoles.userId, id)));
  await tx.insert(userRoles).values({ tenantId, userId: id, roleId });
}

/** Notes that an invitation is sent again; its address, null when there is no such invitation. */
export async function touchInvited(tx: Tx, id: string): Promise<string | null> {
  const [row] = await tx
    .update(users)
    .set({ status: 'invited' })
    .where(isInvited(tx, id))
    .returning({ email: users.email });
  return row?.email ?? null;
}

const isInvited = (tx: Tx, id: string) =>
  and(
    eq(users.tenantId, tx.context.tenantId),
    eq(users.id, id),
    eq(users.status, 'invited'),
    isNull(users.deletedAt),
  );

export async function findInvited(tx: Tx) {
  const { tenantId } = tx.context;
  return tx
    .select({
      id: users.id,
      email: users.email,
      invitedAt: users.updatedAt,
      roles: sql<string[]>`coalesce(array_agg(${roles.key}) filter (where ${roles.key} is not null), '{}')`,
    })
    .from(users)
    .leftJoin(userRoles, and(eq(userRoles.tenantId, users.tenantId), eq(userRoles.userId, users.id)))
    .leftJoin(roles, and(eq(roles.tenantId, userRoles.tenantId), eq(roles.id, userRoles.roleId)))
    .where(and(eq(users.tenantId, tenantId), eq(users.status, 'invited'), isNull(users.deletedAt)))
    .groupBy(users.id, users.email, users.updatedAt)
    .orderBy(asc(users.email));
}

/** Takes an invitation back; false when the person has come already, or was never asked. */
export async function withdrawInvited(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx
    .update(users)
    .set({ status: 'disabled', deletedAt: sql`now()` })
    .where(isInvited(tx, id))
    .returning({ id: users.id });
  return rows.length === 1;
}
