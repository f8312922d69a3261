// SQL about people of a tenant as sign-in knows them, outside the tenant: the directory of who works where, their sessions.
import { and, eq, inArray, isNull, max, sql } from 'drizzle-orm';
import { accountTenants, sessions } from '../../../db/schema/index.ts';
import type { Transaction as AuthTx } from '../../../db/transaction.ts';

interface Member {
  readonly tenantId: string;
  readonly userId: string;
}

const isOf = ({ tenantId, userId }: Member) =>
  and(eq(accountTenants.tenantId, tenantId), eq(accountTenants.userId, userId));

/** Opens or closes a tenant to its person in the directory; the account concerned, null when it was so already. */
export async function setOpen(tx: AuthTx, member: Member, isOpen: boolean): Promise<string | null> {
  const [row] = await tx
    .update(accountTenants)
    .set({ disabledAt: isOpen ? null : sql`now()` })
    .where(and(isOf(member), sql`(${accountTenants.disabledAt} is null) <> ${isOpen}`))
    .returning({ accountId: accountTenants.accountId });
  return row?.accountId ?? null;
}

const isOpenSession = and(
  isNull(sessions.revokedAt),
  sql`least(${sessions.idleExpiresAt}, ${sessions.absoluteExpiresAt}) > now()`,
);

/** Ends the sessions in which an account works in this tenant; answers how many there were. */
export async function endSessionsIn(
  tx: AuthTx,
  { accountId, tenantId }: { accountId: string; tenantId: string },
  reason: string,
): Promise<number> {
  const rows = await tx
    .update(sessions)
    .set({ revokedAt: sql`now()`, revokeReason: reason })
    .where(and(eq(sessions.accountId, accountId), eq(sessions.activeTenantId, tenantId), isOpenSession))
    .returning({ id: sessions.id });
  return rows.length;
}

/** How many open sessions these people have in the tenant, and the latest use of them; nobody without one. */
export async function countSessionsIn(tx: AuthTx, tenantId: string, userIds: readonly string[]) {
  if (userIds.length === 0) return [];
  return tx
    .select({
      id: accountTenants.userId,
      open: sql<number>`count(*)::int`,
      lastUsedAt: sql<string>`${max(sessions.rotatedAt)}`,
    })
    .from(accountTenants)
    .innerJoin(
      sessions,
      and(
        eq(sessions.accountId, accountTenants.accountId),
        eq(sessions.activeTenantId, accountTenants.tenantId),
      ),
    )
    .where(
      and(eq(accountTenants.tenantId, tenantId), inArray(accountTenants.userId, [...userIds]), isOpenSession),
    )
    .groupBy(accountTenants.userId);
}
