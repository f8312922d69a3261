// SQL about who is told of an alarm, and who set it off.
import { and, asc, eq, isNull } from 'drizzle-orm';
import { rolePermissions, roles, userRoles, users } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';

/** Active people who hold everything. */
export async function findAdmins(tx: Tx): Promise<{ id: string }[]> {
  const { tenantId } = tx.context;
  return tx
    .selectDistinct({ id: users.id })
    .from(users)
    .innerJoin(userRoles, and(eq(userRoles.tenantId, users.tenantId), eq(userRoles.userId, users.id)))
    .innerJoin(
      roles,
      and(eq(roles.tenantId, userRoles.tenantId), eq(roles.id, userRoles.roleId), isNull(roles.deletedAt)),
    )
    .innerJoin(
      rolePermissions,
      and(eq(rolePermissions.tenantId, roles.tenantId), eq(rolePermissions.roleId, roles.id)),
    )
    .where(
      and(
        eq(users.tenantId, tenantId),
        eq(users.status, 'active'),
        isNull(users.deletedAt),
        eq(rolePermissions.permission, 'admin:*'),
      ),
    )
    .orderBy(asc(users.id));
}

/** Whoever it was, in the trash or not. */
export async function findAlertSource(tx: Tx, userId: string) {
  const [row] = await tx
    .select({ name: users.name, accountId: users.accountId })
    .from(users)
    .where(and(eq(users.tenantId, tx.context.tenantId), eq(users.id, userId)));
  return row ?? null;
}
