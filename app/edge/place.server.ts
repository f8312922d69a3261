// The list somebody looks through while reading one record: the address of the record carries it as `list`.
import type { ListGrammar, ListInput } from '../contracts/list.ts';
import type { Place } from '../features/records/place.tsx';
import { listRequest } from './list.server.ts';
import type { Page } from './page.server.ts';
import { tagNames } from './tags.server.ts';

interface Neighbouring {
  neighbours: (
    input: { id: string } & Pick<ListInput, 'q' | 'query' | 'f' | 'any' | 'sort'>,
  ) => Promise<{ previous: string | null; next: string | null }>;
}

/** What is in front of and behind the record; null, and nothing is asked, where one came from no list. */
async function placeOf(
  { url, params }: Pick<Page, 'url' | 'params'>,
  grammar: ListGrammar,
  calls: Neighbouring,
): Promise<Place | null> {
  const list = url.searchParams.get('list');
  if (list === null) return null;
  const { input } = listRequest(new URL(`?${list}`, url), grammar);
  const { q, query, f, any, sort } = input;
  return { list, ...(await calls.neighbours({ id: params.id ?? '', q, query, f, any, sort })) };
}

/** What stands around any record: its place in the list one came from, and the tags there are to put on it. */
export async function aroundOf(
  page: Page,
  grammar: ListGrammar,
  calls: Neighbouring,
): Promise<{ place: Place | null; names: string[] }> {
  const [place, names] = await Promise.all([placeOf(page, grammar, calls), tagNames(page.caller)]);
  return { place, names };
}
