// The token table: what makes a record findable by its words. Candidates only; the caller's own query loads the rows.
import { and, eq, sql } from 'drizzle-orm';
import type { SearchNoun } from '../../../app/contracts/search.ts';
import { searchTokens } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';
import { searchTerms, tokensOf, type Searchable } from './search.rules.ts';

/** Candidates looked at per search; a broader search is narrowed by typing on. */
export const CANDIDATE_CAP = 2_000;

interface Indexed extends Searchable {
  id: string;
  ownerId: string | null;
  teamId: string | null;
}

/** Rewrites the tokens of one record, in the transaction of the edit, so that it is findable when the edit is. */
export async function writeTokens(tx: Tx, noun: SearchNoun, record: Indexed): Promise<void> {
  const { tenantId } = tx.context;
  await tx
    .delete(searchTokens)
    .where(
      and(
        eq(searchTokens.tenantId, tenantId),
        eq(searchTokens.noun, noun),
        eq(searchTokens.recordId, record.id),
      ),
    );
  const rows = tokensOf(record).map(({ token, kind }) => ({
    tenantId,
    token,
    kind,
    noun,
    recordId: record.id,
    ownerId: record.ownerId,
    teamId: record.teamId,
  }));
  // words of a hidden field stayed: who does not see them deletes none
  if (rows.length) await tx.insert(searchTokens).values(rows).onConflictDoNothing();
}

/**
 * Ids of the records whose tokens match every term, at most CANDIDATE_CAP; null when there is nothing to search for.
 * Each term is one range of the token index; several are intersected as sets, because a look-up per candidate needs
 * statistics to be planned well, and a young tenant has none.
 */
export async function findCandidates(tx: Tx, noun: SearchNoun, typed: string): Promise<string[] | null> {
  if (!typed.trim()) return null;
  const terms = searchTerms(typed);
  if (terms.length === 0) return [];
  const ranges = terms.map(
    (term) => sql`select t.record_id from crm.search_tokens t
      where t.tenant_id = ${tx.context.tenantId} and t.token >= ${term} and t.token < ${after(term)} and t.noun = ${noun}`,
  );
  const rows = await tx.execute<{ record_id: string }>(
    sql`${sql.join(ranges, sql` intersect `)} limit ${CANDIDATE_CAP}`,
  );
  return [...new Set(rows.map((row) => row.record_id))];
}

/** The first string behind every string that starts with `term`, in byte order. */
const after = (term: string): string => `${term}\u{10FFFF}`;
