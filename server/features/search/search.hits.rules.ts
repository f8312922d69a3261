// What is said of a record that was found: what tells it from its namesakes, and why it is there.
import { searchReasons, type SearchHit, type SearchReason } from '../../../app/contracts/search.ts';
import type { Hit } from './search.hits.queries.ts';
import { tokensOf } from './search.rules.ts';

export const hitOf = (hit: Hit, terms: readonly string[]): SearchHit => ({
  id: hit.id,
  name: hit.name,
  detail: hit.company ?? hit.email ?? hit.domain ?? null,
  reason: reasonOf(hit, terms),
  archived: hit.isArchived,
});

/** The kind of the first word looked for that the name does not hold, null where it holds them all. */
function reasonOf(hit: Hit, terms: readonly string[]): SearchReason | null {
  const tokens = tokensOf(hit);
  const kindsOf = (term: string) =>
    tokens.filter(({ token }) => token.startsWith(term)).map(({ kind }) => kind);
  const beside = terms.map(kindsOf).find((kinds) => kinds.length > 0 && !kinds.includes('name'));
  return searchReasons.find((reason) => beside?.includes(reason)) ?? null;
}
