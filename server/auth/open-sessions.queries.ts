// SQL about the sessions a person can see and about how freshly one of them was proven. Rotation is sessions.queries'.
import { and, desc, eq, isNull, ne, sql } from 'drizzle-orm';
import { sessions } from '../../db/schema/index.ts';
import type { Transaction as AuthTx } from '../../db/transaction.ts';

const SHOWN = 200;

const isOpen = and(
  isNull(sessions.revokedAt),
  sql`least(${sessions.idleExpiresAt}, ${sessions.absoluteExpiresAt}) > now()`,
);

/** The account's open sessions, the one used last first. */
export async function findOpenSessions(tx: AuthTx, accountId: string) {
  return tx
    .select({
      id: sessions.id,
      userAgent: sql<string>`coalesce(${sessions.userAgent}, '')`,
      ip: sql<string | null>`host(${sessions.ip})`,
      createdAt: sessions.createdAt,
      lastUsedAt: sessions.rotatedAt,
      expiresAt: sessions.absoluteExpiresAt,
      amr: sessions.amr,
    })
    .from(sessions)
    .where(and(eq(sessions.accountId, accountId), isOpen))
    .orderBy(desc(sessions.rotatedAt), desc(sessions.id))
    .limit(SHOWN);
}

/** Ends one session of the account; false when it has no such open one. */
export async function endOwnSession(tx: AuthTx, accountId: string, sid: string): Promise<boolean> {
  const rows = await tx
    .update(sessions)
    .set({ revokedAt: sql`now()`, revokeReason: 'ended_by_owner' })
    .where(and(eq(sessions.accountId, accountId), eq(sessions.id, sid), isOpen))
    .returning({ id: sessions.id });
  return rows.length === 1;
}

/** Ends every other session of the account and answers how many there were. */
export async function endOtherSessions(
  tx: AuthTx,
  { accountId, sid }: { accountId: string; sid: string },
  reason: string,
): Promise<number> {
  const rows = await tx
    .update(sessions)
    .set({ revokedAt: sql`now()`, revokeReason: reason })
    .where(and(eq(sessions.accountId, accountId), ne(sessions.id, sid), isNull(sessions.revokedAt)))
    .returning({ id: sessions.id });
  return rows.length;
}

/** The session counts as freshly proven for `seconds` from now; answers until when. */
export async function openSudo(tx: AuthTx, sid: string, seconds: number): Promise<string | null> {
  const [row] = await tx
    .update(sessions)
    .set({ sudoUntil: sql`now() + ${seconds} * interval '1 second'` })
    .where(eq(sessions.id, sid))
    .returning({ until: sessions.sudoUntil });
  return row?.until ?? null;
}

/** Until when the session counts as freshly proven; null when it does not. */
export async function findSudo(tx: AuthTx, sid: string): Promise<string | null> {
  const [row] = await tx
    .select({
      until: sql<string | null>`case when ${sessions.sudoUntil} > now() then ${sessions.sudoUntil} end`,
    })
    .from(sessions)
    .where(eq(sessions.id, sid));
  return row?.until ?? null;
}
