// Search over all nouns. SQL lives in search.hits.queries.ts, the words in search.rules.ts.
import {
  searchInput,
  searchNouns,
  searchOutput,
  SHOWN,
  SHOWN_OF_ONE,
  type SearchInput,
  type SearchNoun,
  type SearchOutput,
} from '../../../app/contracts/search.ts';
import type { Tx } from '../../../db/tenant.ts';
import { mayDo } from '../../auth/require-permission.ts';
import { router, tenant } from '../../trpc/procedures.ts';
import { findHits } from './search.hits.queries.ts';
import { hitOf } from './search.hits.rules.ts';
import { searchTerms } from './search.rules.ts';

export const searchRouter = router({
  find: tenant('search:read', {
    rest: { method: 'GET', path: '/search', summary: 'Find records of all nouns by words', tags: ['search'] },
  })
    .input(searchInput)
    .output(searchOutput)
    .query(({ ctx, input }) => search(ctx.tx, input)),
});

async function search(tx: Tx, { q, noun }: SearchInput): Promise<SearchOutput> {
  const typed = q ?? '';
  const terms = searchTerms(typed);
  const nouns = await readable(tx, noun ? [noun] : searchNouns);
  const found = await Promise.all(nouns.map((of) => findHits(tx, of, typed, noun ? SHOWN_OF_ONE : SHOWN)));
  return {
    terms,
    groups: found
      .filter(({ items }) => items.length > 0)
      .map(({ items, ...group }) => ({ ...group, items: items.map((hit) => hitOf(hit, terms)) })),
  };
}

async function readable(tx: Tx, nouns: readonly SearchNoun[]): Promise<SearchNoun[]> {
  const rights = await Promise.all(nouns.map((noun) => mayDo(tx, `${noun}:read`)));
  return nouns.filter((_, at) => rights[at]);
}
