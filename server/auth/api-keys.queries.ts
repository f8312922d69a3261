// The only SQL about auth.api_keys.
import { and, eq, sql } from 'drizzle-orm';
import { apiKeys } from '../../db/schema/index.ts';
import type { Transaction as AuthTx } from '../../db/transaction.ts';

interface ApiKeyRow {
  readonly id: string;
  readonly tenantId: string;
  readonly userId: string;
  readonly name: string;
  readonly secretHash: Buffer;
  readonly scopes: string[];
  readonly days: number;
}

export async function insertApiKey(tx: AuthTx, { days, ...key }: ApiKeyRow): Promise<void> {
  await tx.insert(apiKeys).values({ ...key, expiresAt: sql`now() + ${days} * interval '1 day'` });
}

export async function findApiKey(tx: AuthTx, id: string) {
  const [row] = await tx
    .select({ tenantId: apiKeys.tenantId, userId: apiKeys.userId, secretHash: apiKeys.secretHash })
    .from(apiKeys)
    .where(eq(apiKeys.id, id));
  return row;
}

export async function touchApiKey(tx: AuthTx, id: string): Promise<void> {
  const isDue = sql`(${apiKeys.lastUsedAt} is null or ${apiKeys.lastUsedAt} < now() - interval '1 minute')`;
  await tx
    .update(apiKeys)
    .set({ lastUsedAt: sql`now()` })
    .where(and(eq(apiKeys.id, id), isDue));
}

export async function revokeApiKey(tx: AuthTx, tenantId: string, id: string): Promise<void> {
  await tx
    .update(apiKeys)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(apiKeys.tenantId, tenantId), eq(apiKeys.id, id)));
}
