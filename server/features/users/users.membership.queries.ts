// SQL about the moment an account becomes or acts as a user of a tenant: joining, accepting an invitation, arriving.
import { and, asc, eq, isNull, ne, sql } from 'drizzle-orm';
import { emailKey } from '../../../app/contracts/email.ts';
import { roles, userRoles, users } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';

export interface NewMember {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly email: string;
  readonly roleId: string;
}

/** An account's person in this tenant, active at once. */
export async function insertMember(tx: Tx, { roleId, ...user }: NewMember): Promise<void> {
  const { tenantId } = tx.context;
  await tx.insert(users).values({ tenantId, ...user, status: 'active' });
  await tx.insert(userRoles).values({ tenantId, userId: user.id, roleId });
}

/** The invited user becomes this account's; false when there is no such invitation any more. Idempotent. */
export async function acceptInvitation(
  tx: Tx,
  userId: string,
  accountId: string,
  name: string,
): Promise<boolean> {
  const mayJoin = sql`(${users.status} = 'invited' or ${users.accountId} = ${accountId})`;
  const rows = await tx
    .update(users)
    .set({
      accountId,
      name,
      status: sql`case ${users.status} when 'invited' then 'active' else ${users.status} end`,
    })
    .where(
      and(eq(users.tenantId, tx.context.tenantId), eq(users.id, userId), isNull(users.deletedAt), mayJoin),
    )
    .returning({ id: users.id });
  return rows.length === 1;
}

/** The current user's own name and formats; what is undefined stays. */
export async function updateOwnUser(
  tx: Tx,
  values: { name: string; locale: string | undefined; zone: string | undefined },
): Promise<void> {
  const { tenantId, userId } = tx.context;
  if (userId === null) return;
  await tx
    .update(users)
    .set(values)
    .where(and(eq(users.tenantId, tenantId), eq(users.id, userId)));
}

export interface MemberOf {
  readonly userId: string;
  readonly accountId: string;
}

/** Another address of the account's person; one that stands there already stays as it is. */
export async function updateMemberEmail(
  tx: Tx,
  { userId, accountId }: MemberOf,
  email: string,
): Promise<void> {
  await tx
    .update(users)
    .set({ email })
    .where(
      and(
        eq(users.tenantId, tx.context.tenantId),
        eq(users.id, userId),
        eq(users.accountId, accountId),
        ne(users.email, email),
      ),
    );
}

/** Who else has this address here, in the trash or not. */
export async function findHolder(
  tx: Tx,
  email: string,
  exceptId: string,
): Promise<{ accountId: string | null } | null> {
  const [row] = await tx
    .select({ accountId: users.accountId })
    .from(users)
    .where(
      and(
        eq(users.tenantId, tx.context.tenantId),
        eq(users.emailNorm, emailKey(email)),
        ne(users.id, exceptId),
      ),
    );
  return row ?? null;
}

/** Notes that the current user has arrived. */
export async function touchLogin(tx: Tx): Promise<void> {
  const { tenantId, userId } = tx.context;
  if (userId === null) return;
  await tx
    .update(users)
    .set({ lastLoginAt: sql`now()` })
    .where(and(eq(users.tenantId, tenantId), eq(users.id, userId)));
}

/** The active user who has held a role for longest, or null. */
export async function findUserWithRole(tx: Tx, roleKey: string): Promise<string | null> {
  const { tenantId } = tx.context;
  const [row] = await tx
    .select({ id: users.id })
    .from(users)
    .innerJoin(userRoles, and(eq(userRoles.tenantId, users.tenantId), eq(userRoles.userId, users.id)))
    .innerJoin(roles, and(eq(roles.tenantId, userRoles.tenantId), eq(roles.id, userRoles.roleId)))
    .where(
      and(
        eq(users.tenantId, tenantId),
        eq(users.status, 'active'),
        isNull(users.deletedAt),
        eq(roles.key, roleKey),
        isNull(roles.deletedAt),
      ),
    )
    .orderBy(asc(users.createdAt), asc(users.id))
    .limit(1);
  return row?.id ?? null;
}
