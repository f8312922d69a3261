// The SQL of live updates: what the caller listens for.
import { sql } from 'drizzle-orm';
import { liveNouns, type LiveNoun } from '../../../app/contracts/live.ts';
import type { Tx } from '../../../db/tenant.ts';

/** What is announced when a record changes that the caller may see, or their inbox does, and the noun of it. */
export type Tokens = ReadonlyMap<string, LiveNoun>;

export async function findTokens(tx: Tx): Promise<Tokens> {
  const rows = await tx.execute<{ noun: LiveNoun; token: string }>(
    sql`select noun, token from crm.live_tokens(${sql.param(liveNouns)}::text[])
         where noun = 'notification' or crm.can(noun || ':read')`,
  );
  return new Map(rows.map(({ noun, token }) => [token, noun]));
}
