// The address of a list → a request to the router, and what the filter bar shows of it. The grammar is the API's; pages
// also take what forms send: `stage=new&stage=working` is `f=stage.in.new,working`, `score.gte=50` is `f=score.gte.50`.
// Unknown parameters are a 400, never ignored.
import {
  formatFilter,
  GrammarError,
  listInput,
  operatorsOf,
  parseColumns,
  parseFilter,
  parseSort,
  type Filter,
  type FilterField,
  type ListGrammar,
  type ListInput,
  type Sort,
} from '../contracts/list.ts';
import type { FilterView, FurtherField } from '../ui/filter-bar.tsx';

const OWN = [
  'q',
  'query',
  'f',
  'any',
  'match',
  'sort',
  'limit',
  'after',
  'before',
  'page',
  'cols',
  'peek',
  'view',
];
/** The framework's own, which begin with an underscore or name a route. */
export const FRAMEWORK = ['_routes', 'index'];

export interface ListState {
  q: string;
  sort: Sort;
  /** as the address says it; undefined where the default holds */
  sortGiven: string | undefined;
  filters: Filter[];
  any: Filter[];
  /** all conditions hold, or one of them is enough */
  match: 'all' | 'any';
  /** the columns asked for; null for the usual ones */
  cols: string[] | null;
  /** the id of the record shown beside the list */
  peek: string | null;
  /** the slug of the saved view that the list began with */
  view: string | null;
}

export interface ListRequest {
  input: ListInput;
  state: ListState;
}

export function listRequest({ searchParams }: URL, grammar: ListGrammar): ListRequest {
  const { fields } = grammar;
  const one = (name: string): string | undefined => searchParams.get(name) || undefined;
  const many = (name: string): string[] => searchParams.getAll(name).filter(Boolean);
  const said = [...new Set(searchParams.keys())].flatMap((name) => spoken(name, many(name), grammar));
  const filters = [...many('f').map((text) => parseFilter(text, fields)), ...said];
  const any = many('any').map((text) => parseFilter(text, fields));
  const match = one('match') ?? 'all';
  if (match !== 'all' && match !== 'any')
    throw new GrammarError('match', `match is all or any, not "${match}".`);
  const texts = (list: readonly Filter[]): string[] | undefined =>
    list.length ? list.map(formatFilter) : undefined;
  const state: ListState = {
    q: one('q') ?? one('query') ?? '',
    sort: parseSort(one('sort'), grammar.sorts, grammar.defaultSort),
    sortGiven: one('sort'),
    filters,
    any,
    match,
    cols: searchParams.has('cols') ? parseColumns(many('cols'), grammar.columns) : null,
    peek: one('peek') ?? null,
    view: one('view') ?? null,
  };
  const input = listInput.parse({
    q: one('q'),
    query: one('query'),
    f: match === 'all' ? texts(filters) : undefined,
    any: match === 'all' ? texts(any) : texts([...filters, ...any]),
    sort: one('sort'),
    limit: one('limit'),
    after: one('after'),
    before: one('before'),
    page: one('page'),
  });
  return { input, state };
}

/** The list as an address says it, the same for the same list: what a saved view keeps. */
export function writtenList({ q, sortGiven, filters, any, match, cols }: ListState): string {
  const must = match === 'all' ? filters : [];
  const may = match === 'all' ? any : [...filters, ...any];
  const query = new URLSearchParams();
  if (q) query.append('q', q);
  for (const text of must.map(plain).sort()) query.append('f', text);
  for (const text of may.map(plain).sort()) query.append('any', text);
  if (sortGiven) query.append('sort', sortGiven);
  if (cols) query.append('cols', cols.join(','));
  return query.toString();
}

/** Forms say "owner is one of Ada" where links say "owner is Ada". */
const plain = ({ field, op, values }: Filter): string =>
  formatFilter({
    field,
    op: op === 'in' && values.length === 1 ? 'is' : op,
    values: op === 'in' ? values.toSorted() : values,
  });

/** A parameter named after a field, as forms send it, as the filter it means. */
function spoken(name: string, values: string[], { fields }: ListGrammar): Filter[] {
  if (OWN.includes(name) || FRAMEWORK.includes(name)) return [];
  const [field = '', op] = name.split('.');
  if (!Object.hasOwn(fields, field)) {
    const allowed = [...OWN, ...Object.keys(fields)].join(', ');
    throw new GrammarError(name, `Unknown parameter "${name}". Allowed: ${allowed}.`);
  }
  if (op !== undefined) return values.map((value) => parseFilter(`${field}.${op}.${value}`, fields));
  return values.length ? [parseFilter(`${field}.in.${values.join(',')}`, fields)] : [];
}

export type Choices = Readonly<Record<string, readonly { value: string; label: string }[]>>;

interface ListWords {
  /** "leads" */
  many: string;
  choices: Choices;
  /** fields that this person's role hides: there is no filter by them */
  hiddenFields: readonly string[];
}

/** What the filter bar shows: chips to choose from, further conditions, what it keeps, and all of it as one sentence. */
export function filterView(
  { fields }: ListGrammar,
  { q, sortGiven, filters, any, match, cols, view }: ListState,
  { many, choices, hiddenFields }: ListWords,
): FilterView {
  const offered = Object.entries(fields).filter(([name]) => !hiddenFields.includes(name));
  const chips = offered.flatMap(([name, field]) => chip(name, field, choices, filters));
  const further = offered.flatMap(([name, field]) => furtherFields(name, field, filters));
  const shown = new Set([...chips, ...further].flatMap(({ of }) => of));
  const rest = filters.filter((filter) => !shown.has(filter));
  return {
    q,
    chips: chips.map(({ of: _, ...shows }) => shows),
    further: further.map(({ of: _, ...shows }) => shows),
    match,
    keep: [
      ...(view ? [['view', view] as const] : []),
      ...(sortGiven ? [['sort', sortGiven] as const] : []),
      ...(cols ? cols.map((col) => ['cols', col] as const) : []),
      ...rest.map((filter) => ['f', formatFilter(filter)] as const),
      ...any.map((filter) => ['any', formatFilter(filter)] as const),
    ],
    sentence: sentence({ q, filters, any, match }, many, fields, choices),
    isFiltered: q !== '' || filters.length > 0 || any.length > 0,
  };
}

interface Shows {
  /** the conditions that it shows */
  of: Filter[];
}

function chip(
  name: string,
  field: FilterField,
  choices: Choices,
  filters: readonly Filter[],
): (FilterView['chips'][number] & Shows)[] {
  const listed = choices[name] ?? field.choices?.map((value) => ({ value, label: capital(value) }));
  if (!listed || !operatorsOf(field).includes('in')) return [];
  if (field.kind === 'tag' && listed.length === 0) return []; // nobody has made one yet
  const all = [
    ...(field.kind === 'user' ? [{ value: 'me', label: 'Me' }] : []),
    ...listed,
    ...(field.kind === 'user' && field.isOptional ? [{ value: 'none', label: 'Nobody' }] : []),
  ];
  const of = filters
    .filter((filter) => filter.field === name && (filter.op === 'in' || filter.op === 'is'))
    .slice(0, 1);
  const chosen = of.flatMap(({ values }) => values);
  return [
    {
      name,
      label: field.label,
      choices: all.map((choice) => ({ ...choice, checked: chosen.includes(choice.value) })),
      of,
    },
  ];
}

const FURTHER: Readonly<
  Record<string, readonly [op: Filter['op'], words: string, type: FurtherField['type']][]>
> = {
  number: [
    ['gte', 'at least', 'number'],
    ['lte', 'at most', 'number'],
  ],
  moment: [
    ['on', 'in', 'when'],
    ['after', 'from', 'when'],
    ['before', 'before', 'when'],
  ],
  day: [
    ['on', 'in', 'when'],
    ['after', 'from', 'when'],
    ['before', 'before', 'when'],
  ],
  text: [['is', 'is', 'text']],
  archived: [['is', '', 'archived']],
};

const furtherFields = (
  name: string,
  { kind, label }: FilterField,
  filters: readonly Filter[],
): (FurtherField & Shows)[] =>
  (FURTHER[kind] ?? []).map(([op, words, type]) => {
    const of = filters.filter((filter) => filter.field === name && filter.op === op).slice(0, 1);
    const value = of[0]?.values.join(',') ?? '';
    return { name: `${name}.${op}`, label: [label, words].filter(Boolean).join(' '), type, value, of };
  });

const WORDS: Readonly<Record<Filter['op'], string>> = {
  is: 'is',
  in: 'is',
  not: 'is not',
  gte: 'is at least',
  lte: 'is at most',
  before: 'is before',
  after: 'is from',
  on: 'is on',
  starts: 'starts with',
  empty: 'is empty',
  filled: 'is not empty',
};

/** "Leads matching “acme” where owner is Me and stage is New or Working" */
function sentence(
  { q, filters, any, match }: Pick<ListState, 'q' | 'filters' | 'any' | 'match'>,
  many: string,
  fields: ListGrammar['fields'],
  choices: Choices,
): string {
  const said = ({ field, op, values }: Filter): string => {
    const label = fields[field]?.label.toLowerCase() ?? field;
    const words = values.map((value) =>
      value === 'me' ? 'me' : (choices[field]?.find((choice) => choice.value === value)?.label ?? value),
    );
    return [label, WORDS[op], words.join(' or ')].filter(Boolean).join(' ');
  };
  const must = match === 'all' ? filters : [];
  const may = match === 'all' ? any : [...filters, ...any];
  const parts = [...must.map(said), ...(may.length ? [may.map(said).join(', or ')] : [])];
  const start = q === '' ? `All ${many}` : `${capital(many)} matching “${q}”`;
  return parts.length > 0 ? `${start} where ${parts.join(' and ')}` : start;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1).replaceAll('_', ' ');
