// The SQL of live updates: what the caller listens for.
import { sql } from 'drizzle-orm';
import { liveNouns, type LiveNoun } from '../../../app/contracts/live.ts';
import type { Tx } from '../../../db/tenant.ts';

/** What is announced when a record changes that the caller may see, or their inbox does, and the noun of it. */
export type Tokens = ReadonlyMap<string, LiveNoun>;

/** What is announced under the name of an entry of a timeline: entries follow the sight of the record they are on. */
const ENTRIES: ReadonlyMap<string, LiveNoun> = new Map(
  (['lead', 'contact', 'organization', 'opportunity'] as const).map((noun) => [
    `activity.${noun}`,
    'activity',
  ]),
);

const names = [...liveNouns.filter((noun) => noun !== 'activity'), ...ENTRIES.keys()];

export async function findTokens(tx: Tx): Promise<Tokens> {
  const rows = await tx.execute<{ noun: string; token: string }>(
    sql`select noun, token from crm.live_tokens(${sql.param(names)}::text[])
         where noun = 'notification'
            or case when noun like 'activity.%' then crm.can('activity:read') and crm.can(split_part(noun, '.', 2) || ':read')
                    else crm.can(noun || ':read') end`,
  );
  return new Map(rows.map(({ noun, token }) => [token, ENTRIES.get(noun) ?? (noun as LiveNoun)]));
}
