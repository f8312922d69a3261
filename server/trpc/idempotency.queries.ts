// The only SQL about crm.idempotency_keys: one row per key of a user or API key, written with the effect it stands for.
import { and, eq, lt, sql } from 'drizzle-orm';
import { accountTenants, idempotencyKeys } from '../../db/schema/index.ts';
import type { Transaction } from '../../db/transaction.ts';

export interface ClaimedKey {
  readonly tenantId: string;
  readonly principalId: string;
  readonly key: string;
  readonly methodPath: string;
  readonly requestHash: Buffer;
}

export interface KeyRow {
  methodPath: string;
  requestHash: Buffer;
  /** null until the effect is there */
  responseCode: number | null;
  responseBody: Buffer | null;
  /** when the row was made; taken over, a key is another row, so this tells whose lease it is */
  lease: string;
  /** made just now, by this very call */
  isNew: boolean;
  /** of more than a day ago */
  isOld: boolean;
  /** of more than a minute ago: whoever was at work under it without an answer is taken for dead */
  isLeaseOver: boolean;
}

const oldest = sql`now() - interval '24 hours'`;

const columns = {
  methodPath: idempotencyKeys.methodPath,
  requestHash: idempotencyKeys.requestHash,
  responseCode: idempotencyKeys.responseCode,
  responseBody: idempotencyKeys.responseBody,
  lease: sql<string>`${idempotencyKeys.createdAt}::text`,
  isOld: sql<boolean>`${idempotencyKeys.createdAt} < ${oldest}`,
  isLeaseOver: sql<boolean>`${idempotencyKeys.createdAt} < now() - interval '1 minute'`,
};

/** A row that an insert has met already carries the transaction that updated it instead. */
const isNew = sql<boolean>`xmax = 0`;

const isThe = ({ tenantId, principalId, key }: ClaimedKey) =>
  and(
    eq(idempotencyKeys.tenantId, tenantId),
    eq(idempotencyKeys.principalId, principalId),
    eq(idempotencyKeys.key, key),
  );

/** Makes the row, or waits for whoever is making it and answers theirs. Fails with 55P03 when that takes too long. */
export async function claimKey(tx: Transaction, claimed: ClaimedKey): Promise<KeyRow> {
  const { tenantId, principalId, key, methodPath, requestHash } = claimed;
  const [row] = await tx
    .insert(idempotencyKeys)
    .values({ tenantId, principalId, key, methodPath, requestHash })
    .onConflictDoUpdate({
      target: [idempotencyKeys.tenantId, idempotencyKeys.principalId, idempotencyKeys.key],
      set: { methodPath: sql`${idempotencyKeys.methodPath}` },
    })
    .returning({ ...columns, isNew });
  if (!row) throw new Error('A key is claimed or was claimed before');
  return row;
}

export async function isKeyUsed(tx: Transaction, claimed: ClaimedKey): Promise<boolean> {
  const rows = await tx
    .select({ key: idempotencyKeys.key })
    .from(idempotencyKeys)
    .where(and(isThe(claimed), sql`${idempotencyKeys.createdAt} >= ${oldest}`));
  return rows.length > 0;
}

interface KeptAnswer {
  readonly code: number;
  readonly body: Buffer;
}

export async function keepAnswer(tx: Transaction, claimed: ClaimedKey, answer: KeptAnswer): Promise<void> {
  const { code: responseCode, body: responseBody } = answer;
  await tx.update(idempotencyKeys).set({ responseCode, responseBody }).where(isThe(claimed));
}

export async function deleteKey(tx: Transaction, claimed: ClaimedKey): Promise<void> {
  await tx.delete(idempotencyKeys).where(isThe(claimed));
}

const isHeldBy = (claimed: ClaimedKey, lease: string) =>
  and(isThe(claimed), sql`${idempotencyKeys.createdAt} = ${lease}::timestamptz`);

/** Keeps the answer of who holds the lease; changes nothing, and says so, when another has taken it over. */
export async function settleLease(
  tx: Transaction,
  claimed: ClaimedKey,
  lease: string,
  answer: KeptAnswer,
): Promise<boolean> {
  const { code: responseCode, body: responseBody } = answer;
  const rows = await tx
    .update(idempotencyKeys)
    .set({ responseCode, responseBody })
    .where(isHeldBy(claimed, lease))
    .returning({ key: idempotencyKeys.key });
  return rows.length === 1;
}

/** Gives the key back, unless another has taken it over. */
export async function releaseLease(tx: Transaction, claimed: ClaimedKey, lease: string): Promise<void> {
  await tx.delete(idempotencyKeys).where(isHeldBy(claimed, lease));
}

/** Forgets the tenant's keys of more than a day ago. */
export async function deleteOldKeys(tx: Transaction, tenantId: string): Promise<void> {
  await tx
    .delete(idempotencyKeys)
    .where(and(eq(idempotencyKeys.tenantId, tenantId), lt(idempotencyKeys.createdAt, oldest)));
}

/** Tenants that have people, and so may have keys. Asked outside of all of them. */
export async function findTenantIds(tx: Transaction): Promise<string[]> {
  const rows = await tx.selectDistinct({ tenantId: accountTenants.tenantId }).from(accountTenants);
  return rows.map(({ tenantId }) => tenantId);
}
