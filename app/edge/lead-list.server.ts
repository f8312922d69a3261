// The address of the list of leads → a request to the router. Unknown parameters are a 400, never ignored.
import { leadGrammar, leadSorts } from '../contracts/leads.ts';
import { GrammarError, listInput, parseSort, type ListInput } from '../contracts/list.ts';

const MANY = ['owner', 'stage', 'source'] as const;
const PARAMETERS = new Set(['q', 'query', 'f', 'sort', 'limit', 'after', 'page', ...MANY]);

export interface LeadListState {
  q: string;
  sort?: string;
  owner: string[];
  stage: string[];
  source: string[];
  f: string[];
}

export interface LeadListRequest {
  input: ListInput;
  state: LeadListState;
  sort: { key: (typeof leadSorts)[number]; descending: boolean };
}

export function leadListRequest({ searchParams }: URL): LeadListRequest {
  for (const name of searchParams.keys()) {
    // the framework's own parameters begin with an underscore or name a route
    if (!PARAMETERS.has(name) && name !== '_routes' && name !== 'index') {
      throw new GrammarError(name, `Unknown parameter "${name}". Allowed: ${[...PARAMETERS].join(', ')}.`);
    }
  }
  const many = (name: string): string[] =>
    searchParams
      .getAll(name)
      .flatMap((value) => value.split(','))
      .filter(Boolean);
  const one = (name: string): string | undefined => searchParams.get(name) || undefined;
  const [owner, stage, source] = MANY.map(many) as [string[], string[], string[]];
  const f = searchParams.getAll('f').filter(Boolean);
  const sort = parseSort(one('sort'), leadSorts, leadGrammar.defaultSort);
  const wanted = {
    q: one('q') ?? one('query'),
    f: f.length ? f : undefined,
    sort: one('sort'),
    limit: one('limit'),
    after: one('after'),
    page: one('page'),
    owner: owner.join(',') || undefined,
    stage: stage.join(',') || undefined,
    source: source.join(',') || undefined,
  };
  return {
    input: listInput.parse(wanted),
    state: { q: wanted.q ?? '', ...(wanted.sort && { sort: wanted.sort }), owner, stage, source, f },
    sort: { key: sort.key as (typeof leadSorts)[number], descending: sort.descending },
  };
}
