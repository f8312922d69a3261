// How a search goes on until there is something to show: whole words and their beginnings, in what is written on records
// too; words that hold what was typed inside; at last words that differ from it by one letter.
import {
  searchNouns,
  SHOWN,
  SHOWN_OF_ONE,
  type SearchInput,
  type SearchNoun,
  type SearchOutput,
} from '../../../app/contracts/search.ts';
import type { Tx } from '../../../db/tenant.ts';
import { mayDo } from '../../auth/require-permission.ts';
import { findHits, type Hit } from './search.hits.queries.ts';
import { hitOf } from './search.hits.rules.ts';
import { CANDIDATE_CAP, findCandidates, findNear } from './search.queries.ts';
import { searchTerms } from './search.rules.ts';

interface Asked {
  typed: string;
  terms: readonly string[];
  /** records of a noun that are shown */
  limit: number;
}

interface Group {
  noun: SearchNoun;
  /** candidates that were looked at */
  ids: readonly string[];
  count: number;
  items: Hit[];
}

export async function search(tx: Tx, { q, noun }: SearchInput): Promise<SearchOutput> {
  const typed = q ?? '';
  const terms = searchTerms(typed);
  if (terms.length === 0) return { terms, close: false, groups: [] };
  const asked = { typed, terms, limit: noun ? SHOWN_OF_ONE : SHOWN };
  const exact = await exactGroups(tx, await readable(tx, noun ? [noun] : searchNouns), asked);
  const found = await withNear(tx, exact, asked, { close: false });
  if (found.some(hasItems)) return { terms, close: false, groups: shown(found, terms) };
  const close = await withNear(tx, exact, asked, { close: true });
  const groups = shown(close, terms).map(withoutReasons);
  return { terms, close: groups.length > 0, groups };
}

/** No field holds what was typed, so none is the reason. */
const withoutReasons = (group: SearchOutput['groups'][number]): SearchOutput['groups'][number] => ({
  ...group,
  items: group.items.map((hit) => ({ ...hit, reason: null })),
});

const hasItems = ({ items }: Group): boolean => items.length > 0;

const shown = (groups: readonly Group[], terms: readonly string[]): SearchOutput['groups'] =>
  groups.filter(hasItems).map(({ noun, ids, count, items }) => ({
    noun,
    count,
    isCapped: ids.length >= CANDIDATE_CAP,
    items: items.map((hit) => hitOf(noun, hit, terms)),
  }));

async function exactGroups(tx: Tx, nouns: readonly SearchNoun[], { typed, limit }: Asked): Promise<Group[]> {
  const notes = await mayDo(tx, 'activity:read');
  return Promise.all(
    nouns.map(async (noun) => {
      const own = (await findCandidates(tx, noun, typed)) ?? [];
      // words of notes never take the place of a record's own
      const isFull = own.length >= CANDIDATE_CAP;
      const more = notes && !isFull ? ((await findCandidates(tx, noun, typed, { notes })) ?? []) : [];
      const ids = [...new Set([...own, ...more])].slice(0, CANDIDATE_CAP);
      return { noun, ids, ...(await findHits(tx, noun, { ids, typed, limit })) };
    }),
  );
}

/** The groups with what is near behind what is in them; one that is full stays as it is. */
async function withNear(
  tx: Tx,
  groups: readonly Group[],
  { typed, terms, limit }: Asked,
  { close }: { close: boolean },
): Promise<Group[]> {
  const short = groups.filter(({ items }) => items.length < limit).map(({ noun }) => noun);
  const isLong = terms.some(({ length }) => length >= (close ? 4 : 3));
  if (short.length === 0 || !isLong) return [...groups];
  const near = await findNear(tx, short, terms, close);
  return Promise.all(
    groups.map(async (group) => {
      const known = new Set(group.ids);
      const ids = (near.get(group.noun) ?? []).filter((id) => !known.has(id));
      const more = await findHits(tx, group.noun, { ids, typed, limit: limit - group.items.length });
      return {
        noun: group.noun,
        ids: [...group.ids, ...ids],
        count: group.count + more.count,
        items: [...group.items, ...more.items],
      };
    }),
  );
}

async function readable(tx: Tx, nouns: readonly SearchNoun[]): Promise<SearchNoun[]> {
  const rights = await Promise.all(nouns.map((noun) => mayDo(tx, `${noun}:read`)));
  return nouns.filter((_, at) => rights[at]);
}
