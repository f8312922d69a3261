// What is said of a record that was found: what tells it from its namesakes, and why it is there.
import {
  searchReasons,
  type SearchHit,
  type SearchNoun,
  type SearchReason,
} from '../../../app/contracts/search.ts';
import type { Hit } from './search.hits.queries.ts';
import { tokensOf } from './search.rules.ts';

export const hitOf = (noun: SearchNoun, hit: Hit, terms: readonly string[]): SearchHit => ({
  id: hit.id,
  name: hit.name,
  detail: hit.company ?? hit.email ?? hit.domain ?? null,
  reason: reasonOf(hit, terms),
  archived: hit.isOver && noun !== 'task',
});

/** Where the first word stands that the name does not hold, null where it holds them all. */
function reasonOf(hit: Hit, terms: readonly string[]): SearchReason | null {
  const tokens = tokensOf(hit);
  const kindsOf = (holds: (token: string) => boolean) =>
    tokens.filter(({ token }) => holds(token)).map(({ kind }) => kind);
  const found = terms.map((term) => {
    const kinds = kindsOf((token) => token.startsWith(term));
    return kinds.length > 0 ? kinds : kindsOf((token) => token.includes(term));
  });
  const beside = found.find((kinds) => !kinds.includes('name'));
  // no field has the word, so something that was written on the record has
  if (beside?.length === 0) return 'note';
  return searchReasons.find((reason) => beside?.includes(reason)) ?? null;
}
