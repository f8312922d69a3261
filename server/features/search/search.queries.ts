// The token table: what makes a record findable by its words. Candidates only; the caller's own query loads the rows.
import { and, eq, ne, sql } from 'drizzle-orm';
import type { SearchNoun } from '../../../app/contracts/search.ts';
import { searchTokens } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';
import { searchTerms, tokensOf, wordsOf, type Searchable } from './search.rules.ts';

/** Candidates looked at per search; a broader search is narrowed by typing on. */
export const CANDIDATE_CAP = 2_000;

interface Owned {
  id: string;
  ownerId: string | null;
  teamId: string | null;
}

type Indexed = Owned & Searchable;
type Texts = readonly (string | null | undefined)[];

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
        ne(searchTokens.kind, 'note'),
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

/** Different words of all that was written on one record that it is found by. */
const MAX_NOTE_WORDS = 1_000;

/** Adds the words of what was written on a record. */
export async function addNoteWords(tx: Tx, noun: SearchNoun, record: Owned, texts: Texts): Promise<void> {
  const words = wordsOf(texts.filter(Boolean).join(' ')).slice(0, MAX_NOTE_WORDS).sort(); // two writers never wait in a circle
  if (words.length === 0) return;
  const { tenantId } = tx.context;
  const { id: recordId, ownerId, teamId } = record;
  const about = { tenantId, kind: 'note', noun, recordId, ownerId, teamId };
  await tx
    .insert(searchTokens)
    .values(words.map((token) => ({ ...about, token })))
    .onConflictDoNothing();
}

/** The words of all that is written on a record, after some of it was changed or taken away. */
export async function writeNoteWords(tx: Tx, noun: SearchNoun, record: Owned, texts: Texts): Promise<void> {
  const { tenantId } = tx.context;
  await tx
    .delete(searchTokens)
    .where(
      and(
        eq(searchTokens.tenantId, tenantId),
        eq(searchTokens.noun, noun),
        eq(searchTokens.recordId, record.id),
        eq(searchTokens.kind, 'note'),
      ),
    );
  await addNoteWords(tx, noun, record, texts);
}

/**
 * Ids of the records whose tokens, with `notes` also those of what is written on them, match every term, at most
 * CANDIDATE_CAP; null when there is nothing to search for.
 * Each term is one range of the token index; several are intersected as sets, because a look-up per candidate needs
 * statistics to be planned well, and a young tenant has none.
 */
export async function findCandidates(
  tx: Tx,
  noun: SearchNoun,
  typed: string,
  { notes = false }: { notes?: boolean } = {},
): Promise<string[] | null> {
  if (!typed.trim()) return null;
  const terms = searchTerms(typed);
  if (terms.length === 0) return [];
  const ranges = terms.map(
    (term) => sql`select t.record_id from crm.search_tokens t
      where t.tenant_id = ${tx.context.tenantId} and t.token >= ${term} and t.token < ${after(term)} and t.noun = ${noun}
        and (${notes} or t.kind <> 'note')`,
  );
  const rows = await tx.execute<{ record_id: string }>(
    sql`${sql.join(ranges, sql` intersect `)} limit ${CANDIDATE_CAP}`,
  );
  return [...new Set(rows.map((row) => row.record_id))];
}

/**
 * Ids by noun of records that hold every term inside a word, or with `close` in a word that differs by one letter; at most
 * CANDIDATE_CAP of each noun.
 */
export async function findNear(
  tx: Tx,
  nouns: readonly SearchNoun[],
  terms: readonly string[],
  close: boolean,
): Promise<Map<SearchNoun, string[]>> {
  const rows = await tx.execute<{ noun: SearchNoun; ids: string[] }>(
    sql`select n.noun, array_agg(n.record_id) as ids
      from crm.search_near(${sql.param(nouns)}::text[], ${sql.param(terms)}::text[], ${close}, ${CANDIDATE_CAP}) n group by n.noun`,
  );
  return new Map(rows.map(({ noun, ids }) => [noun, ids]));
}

/** The first string behind every string that starts with `term`, in byte order. */
const after = (term: string): string => `${term}\u{10FFFF}`;

/**
 * Looks at so many words of the tenant behind the given one and deletes those that no record has; answers the last one
 * looked at. Null at the end, and while somebody writes words. For the house.
 */
export async function forgetWords(tx: Tx, after: string, most: number): Promise<string | null> {
  const [row] = await tx.execute<{ reached: string | null }>(
    sql`select crm.forget_words(${after}, ${most}) as reached`,
  );
  return row?.reached ?? null;
}
