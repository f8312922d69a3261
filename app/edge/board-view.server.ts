// The address of a board → what is asked of the router. Filters are those of lists; a board adds how it is shown.
import { GrammarError } from '../contracts/list.ts';
import { opportunityGrammar } from '../contracts/opportunities.ts';
import type { BoardQuery } from '../features/board/board-query.ts';
import type { FilterView } from '../ui/filter-bar.tsx';
import { filterView, listRequest, type Choices } from './list.server.ts';

const VIEWS = ['board', 'months', 'list'] as const;
const OWN = ['as', 'weighted', 'more', 'move', 'to'];
/** The board itself says which pipeline and stage, and what is closed has its own place. */
const ELSEWHERE = ['pipeline', 'stage', 'status', 'organization', 'contact', 'archived'];

export function boardRequest(url: URL) {
  const rest = new URL(url);
  for (const name of OWN) rest.searchParams.delete(name);
  const { input, state } = listRequest(rest, opportunityGrammar);
  const view = VIEWS.find((known) => known === (url.searchParams.get('as') ?? 'board'));
  if (!view)
    throw new GrammarError('as', `as is ${VIEWS.join(', ')}; not "${url.searchParams.get('as') ?? ''}".`);
  const more = url.searchParams.get('more');
  const asked = {
    ...(state.q && { q: state.q }),
    ...(input.f && { f: input.f }),
    ...(input.any && { any: input.any }),
  };
  const query: BoardQuery = {
    ...asked,
    ...(view === 'months' && { as: 'months' as const }),
    ...(url.searchParams.get('weighted') === '1' && { weighted: '1' as const }),
    ...(more && { more }),
  };
  const filters = (choices: Choices, hiddenFields: readonly string[]): FilterView => {
    const shown = filterView(opportunityGrammar, state, {
      many: 'opportunities',
      choices,
      hiddenFields: [...hiddenFields, ...ELSEWHERE],
    });
    const kept = Object.entries({ as: query.as, weighted: query.weighted });
    const keep = kept.flatMap(([name, value]) => (value ? [[name, value] as const] : []));
    return { ...shown, keep: [...shown.keep, ...keep] };
  };
  return { view, asked, query, filters };
}
