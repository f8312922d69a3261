// SQL about keys inside the tenant: whose they are, and the log of what was done with them.
import { and, eq, inArray, sql } from 'drizzle-orm';
import { users } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';

export async function findOwnerNames(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(and(eq(users.tenantId, tx.context.tenantId), inArray(users.id, [...ids])));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** One line in the tenant's audit log. */
export async function recordKeyFact(
  tx: Tx,
  done: 'issued' | 'rotated' | 'revoked',
  meta: Record<string, unknown>,
): Promise<void> {
  await tx.execute(sql`select audit.record_fact('apikey', ${done}, '{}', ${JSON.stringify(meta)}::jsonb)`);
}
