// The only SQL about auth.totp and auth.recovery_codes. Time steps are counted on the database's clock.
import { and, count, eq, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import { recoveryCodes, totp } from '../../db/schema/index.ts';
import type { Transaction as AuthTx } from '../../db/transaction.ts';
import { STEP_SECONDS } from './totp.rules.ts';

const isConfirmed = isNotNull(totp.confirmedAt);

/** Whether signing in to this account asks for a code. */
export async function hasFactor(tx: AuthTx, accountId: string): Promise<boolean> {
  const rows = await tx
    .select({ accountId: totp.accountId })
    .from(totp)
    .where(and(eq(totp.accountId, accountId), isConfirmed));
  return rows.length === 1;
}

/** The account's sealed secret, confirmed or in the making, and the time step of this moment. */
export async function findTotp(tx: AuthTx, accountId: string) {
  const [row] = await tx
    .select({
      secretEnc: totp.secretEnc,
      isConfirmed: sql<boolean>`${totp.confirmedAt} is not null`,
      step: sql<number>`floor(extract(epoch from now()) / ${STEP_SECONDS})::int`,
    })
    .from(totp)
    .where(eq(totp.accountId, accountId));
  return row;
}

/** A new secret, not asked for yet; false when a confirmed one stands in its place. */
export async function startTotp(tx: AuthTx, accountId: string, secretEnc: Buffer): Promise<boolean> {
  const rows = await tx
    .insert(totp)
    .values({ accountId, secretEnc })
    .onConflictDoUpdate({
      target: totp.accountId,
      set: { secretEnc, lastUsedStep: 0 },
      setWhere: isNull(totp.confirmedAt),
    })
    .returning({ accountId: totp.accountId });
  return rows.length === 1;
}

/** From now on the code is asked for; false when somebody else was quicker. */
export async function confirmTotp(tx: AuthTx, accountId: string, step: number): Promise<boolean> {
  const rows = await tx
    .update(totp)
    .set({ confirmedAt: sql`now()`, lastUsedStep: step })
    .where(and(eq(totp.accountId, accountId), isNull(totp.confirmedAt)))
    .returning({ accountId: totp.accountId });
  return rows.length === 1;
}

/** Takes the code of a step, once: of two callers at once with the same code, one gets it. */
export async function takeStep(tx: AuthTx, accountId: string, step: number): Promise<boolean> {
  const rows = await tx
    .update(totp)
    .set({ lastUsedStep: step })
    .where(and(eq(totp.accountId, accountId), isConfirmed, lt(totp.lastUsedStep, step)))
    .returning({ accountId: totp.accountId });
  return rows.length === 1;
}

/** False when there was none. */
export async function deleteTotp(tx: AuthTx, accountId: string): Promise<boolean> {
  const rows = await tx
    .delete(totp)
    .where(eq(totp.accountId, accountId))
    .returning({ accountId: totp.accountId });
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.accountId, accountId));
  return rows.length === 1;
}

export async function replaceRecoveryCodes(
  tx: AuthTx,
  accountId: string,
  hashes: readonly Buffer[],
): Promise<void> {
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.accountId, accountId));
  await tx.insert(recoveryCodes).values(hashes.map((hash) => ({ accountId, hash })));
}

/** Uses a recovery code up; false when it is unknown or was used. */
export async function useRecoveryCode(tx: AuthTx, accountId: string, hash: Buffer): Promise<boolean> {
  const rows = await tx
    .update(recoveryCodes)
    .set({ usedAt: sql`now()` })
    .where(
      and(eq(recoveryCodes.accountId, accountId), eq(recoveryCodes.hash, hash), isNull(recoveryCodes.usedAt)),
    )
    .returning({ accountId: recoveryCodes.accountId });
  return rows.length === 1;
}

export async function countRecoveryCodes(tx: AuthTx, accountId: string): Promise<number> {
  const [row] = await tx
    .select({ left: count() })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.accountId, accountId), isNull(recoveryCodes.usedAt)));
  return row?.left ?? 0;
}
