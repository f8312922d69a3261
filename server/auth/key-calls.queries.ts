// The only SQL about auth.api_key_calls.
import { and, gt, inArray, lt, sql } from 'drizzle-orm';
import { apiKeyCalls, apiKeys } from '../../db/schema/index.ts';
import type { Transaction as AuthTx } from '../../db/transaction.ts';

/** Adds to the hour of now. In one order everywhere, so that processes wait for each other and never in a circle. */
export async function addCalls(tx: AuthTx, counted: ReadonlyMap<string, number>): Promise<void> {
  const calls = JSON.stringify(Object.fromEntries(counted));
  await tx.execute(sql`
    insert into ${apiKeyCalls} (key_id, hour, calls)
    select ${apiKeys.id}, date_trunc('hour', now()), counted.value::bigint
      from jsonb_each_text(${calls}::jsonb) counted join ${apiKeys} on ${apiKeys.id} = counted.key
     order by 1
    on conflict (key_id, hour) do update set calls = ${apiKeyCalls}.calls + excluded.calls`);
}

/** By key; one that made none is not in it. Hours are whole, so the oldest calls are up to an hour younger than a day. */
export async function callsOfLastDay(tx: AuthTx, keyIds: readonly string[]): Promise<Map<string, number>> {
  if (keyIds.length === 0) return new Map();
  const rows = await tx
    .select({ id: apiKeyCalls.keyId, calls: sql<number>`sum(${apiKeyCalls.calls})::float8` })
    .from(apiKeyCalls)
    .where(
      and(inArray(apiKeyCalls.keyId, [...keyIds]), gt(apiKeyCalls.hour, sql`now() - interval '24 hours'`)),
    )
    .groupBy(apiKeyCalls.keyId);
  return new Map(rows.map(({ id, calls }) => [id, calls]));
}

export async function deleteOldCalls(tx: AuthTx): Promise<void> {
  await tx.delete(apiKeyCalls).where(lt(apiKeyCalls.hour, sql`now() - interval '2 days'`));
}
