// SQL about the links of invitations, outside the tenant: which are open, and for whom.
import { and, eq, inArray, isNull, max, sql } from 'drizzle-orm';
import { accountTenants, oneTimeTokens, tenants } from '../../../db/schema/index.ts';
import type { Transaction as AuthTx } from '../../../db/transaction.ts';

const invitee = sql<string>`${oneTimeTokens.data}->>'userId'`;
const ofTenant = (tenantId: string) => sql`${oneTimeTokens.data}->>'tenantId' = ${tenantId}`;
const isOpen = and(eq(oneTimeTokens.purpose, 'invite'), isNull(oneTimeTokens.usedAt));

/** Until when each of these people can still use a link. */
export async function findOpenLinks(
  tx: AuthTx,
  tenantId: string,
  userIds: readonly string[],
): Promise<Map<string, string>> {
  if (userIds.length === 0) return new Map();
  const rows = await tx
    .select({ userId: invitee, expiresAt: max(oneTimeTokens.expiresAt) })
    .from(oneTimeTokens)
    .where(
      and(
        isOpen,
        ofTenant(tenantId),
        inArray(invitee, [...userIds]),
        sql`${oneTimeTokens.expiresAt} > now()`,
      ),
    )
    .groupBy(invitee);
  return new Map(rows.flatMap(({ userId, expiresAt }) => (expiresAt === null ? [] : [[userId, expiresAt]])));
}

/** Older links of the same invitation stop working. */
export async function useUpInvites(tx: AuthTx, tenantId: string, userId: string): Promise<void> {
  await tx
    .update(oneTimeTokens)
    .set({ usedAt: sql`now()` })
    .where(and(isOpen, ofTenant(tenantId), eq(invitee, userId)));
}

export async function findTenantName(tx: AuthTx, tenantId: string): Promise<string | null> {
  const [row] = await tx.select({ name: tenants.name }).from(tenants).where(eq(tenants.tenantId, tenantId));
  return row?.name ?? null;
}

/** Whether the account works in the tenant already, or is about to. */
export async function isMember(tx: AuthTx, accountId: string, tenantId: string): Promise<boolean> {
  const rows = await tx
    .select({ state: accountTenants.state })
    .from(accountTenants)
    .where(and(eq(accountTenants.accountId, accountId), eq(accountTenants.tenantId, tenantId)));
  return rows.length === 1;
}

/** Takes back a membership that came to nothing. */
export async function deletePendingMembership(
  tx: AuthTx,
  accountId: string,
  tenantId: string,
): Promise<void> {
  await tx
    .delete(accountTenants)
    .where(
      and(
        eq(accountTenants.accountId, accountId),
        eq(accountTenants.tenantId, tenantId),
        eq(accountTenants.state, 'pending'),
      ),
    );
}
