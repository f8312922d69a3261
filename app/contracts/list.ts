// The list grammar shared by pages, REST and the typed client: q, f, any, sort, limit, after, before, page.
// It parses and names mistakes; server/lists turns a request into SQL.
import { z } from 'zod';
import { isStorable, numeric, UNSTORABLE } from './fields.ts';

/** What can be asked of a field, by its kind. */
const OPERATORS = {
  user: ['is', 'in', 'not'],
  team: ['is', 'in', 'not'],
  reference: ['is', 'in', 'not'],
  tag: ['is', 'in', 'not'],
  choice: ['is', 'in', 'not'],
  text: ['is', 'in', 'starts'],
  number: ['is', 'gte', 'lte'],
  moment: ['before', 'after', 'on'],
  day: ['before', 'after', 'on'],
  archived: ['is'],
} as const;

export type FilterKind = keyof typeof OPERATORS;
export type Operator = (typeof OPERATORS)[FilterKind][number] | 'empty' | 'filled';

export interface FilterField {
  kind: FilterKind;
  label: string;
  /** a record may have none: "empty" and "filled" are offered too */
  isOptional?: true;
  /** of a choice: what there is to choose from */
  choices?: readonly string[];
}

export type FilterFields = Readonly<Record<string, FilterField>>;

export const operatorsOf = ({ kind, isOptional }: FilterField): readonly Operator[] =>
  isOptional ? [...OPERATORS[kind], 'empty', 'filled'] : OPERATORS[kind];

export interface ListGrammar {
  fields: FilterFields;
  sorts: readonly string[];
  defaultSort: string;
  /** what its page can show of each record; undefined where there is no choice */
  columns?: readonly string[];
}

export interface Filter {
  field: string;
  op: Operator;
  values: string[];
}

const one = (max: number) => z.string().max(max, `At most ${max} characters.`).refine(isStorable, UNSTORABLE);

export const MAX_LIMIT = 100;
export const DEFAULT_LIMIT = 50;
/** Rows reachable by page number; beyond it lists are walked by `after`. */
export const MAX_PAGED_ROW = 10_000;

const rows = (name: string) => {
  const range = `${name} must be a whole number from 1 to ${MAX_LIMIT}`;
  return numeric(z.number(range).int(range).min(1, range).max(MAX_LIMIT, range));
};
const FROM_ONE = 'page must be a whole number from 1';

/** Query parameters of every list. `owner`, `stage`, `source` are shorthands of `f`; `query` and `pageSize` other names. */
export const listInput = z.strictObject({
  q: one(200).optional(),
  query: one(200).optional(),
  f: z.array(one(500)).max(20).optional().describe('conditions that all hold: field.operator.value'),
  any: z.array(one(500)).max(20).optional().describe('conditions of which at least one holds'),
  sort: one(100).optional(),
  limit: rows('limit').optional(),
  pageSize: rows('pageSize').optional(),
  after: one(2_000).optional(),
  before: one(2_000).optional(),
  page: numeric(z.number(FROM_ONE).int(FROM_ONE).min(1, FROM_ONE).max(1_000_000)).optional(),
  owner: one(500).optional(),
  stage: one(500).optional(),
  source: one(500).optional(),
});
export type ListInput = z.input<typeof listInput>;

export class GrammarError extends Error {
  readonly fields: readonly string[];
  constructor(field: string | readonly string[], message: string) {
    super(message);
    this.name = 'GrammarError';
    this.fields = [field].flat();
  }
}

/** The value of a parameter that has two names. Throws GrammarError, naming both, when they contradict each other. */
function oneOf<T>(
  names: readonly [string, string],
  values: readonly [T | undefined, T | undefined],
): T | undefined {
  const [value, other] = values;
  if (value !== undefined && other !== undefined && value !== other) {
    throw new GrammarError(
      names,
      `${names.join(' and ')} are two names for one thing and differ here. Send one.`,
    );
  }
  return value ?? other;
}

/** `stage.in.new,working` → { field: 'stage', op: 'in', values: ['new', 'working'] }. Throws GrammarError, naming what is allowed. */
export function parseFilter(text: string, fields: FilterFields): Filter {
  const [field = '', op = '', ...rest] = text.split('.');
  const known = Object.hasOwn(fields, field) ? fields[field] : undefined;
  if (!known) {
    throw new GrammarError(
      'f',
      `Unknown filter field "${field}". Allowed: ${Object.keys(fields).join(', ')}.`,
    );
  }
  const allowed = operatorsOf(known);
  if (!allowed.includes(op as Operator)) {
    throw new GrammarError('f', `Unknown operator "${op}" for ${field}. Allowed: ${allowed.join(', ')}.`);
  }
  const raw = rest.join('.');
  const values = (op === 'in' ? raw.split(',') : [raw])
    .map((value) => value.trim())
    .filter((value) => value !== '');
  if (op !== 'empty' && op !== 'filled' && values.length === 0) {
    throw new GrammarError('f', `The filter "${text}" has no value. Example: ${field}.${op}.value`);
  }
  const { choices } = known;
  const unknown = choices && values.find((value) => !choices.includes(value));
  if (unknown !== undefined) {
    throw new GrammarError('f', `"${unknown}" is no ${field}. Allowed: ${choices?.join(', ') ?? ''}.`);
  }
  return { field, op: op as Operator, values };
}

export const formatFilter = ({ field, op, values }: Filter): string =>
  op === 'empty' || op === 'filled' ? `${field}.${op}` : `${field}.${op}.${values.join(',')}`;

export interface Sort {
  key: string;
  descending: boolean;
}

/** `-created_at` → descending by created_at. Throws GrammarError for a key that is not offered. */
export function parseSort(text: string | undefined, keys: readonly string[], fallback: string): Sort {
  const wanted = text?.trim() || fallback;
  const descending = wanted.startsWith('-');
  const key = descending ? wanted.slice(1) : wanted;
  if (!keys.includes(key)) {
    throw new GrammarError(
      'sort',
      `Unknown sort "${wanted}". Allowed: ${keys.join(', ')}, each with "-" for descending.`,
    );
  }
  return { key, descending };
}

/** `name,score` → ['name', 'score']. Throws GrammarError for a column that is not offered. */
export function parseColumns(texts: readonly string[], offered: readonly string[] | undefined): string[] {
  const columns = texts.flatMap((text) => text.split(',')).filter(Boolean);
  const unknown = offered && columns.find((column) => !offered.includes(column));
  if (unknown === undefined) return columns;
  throw new GrammarError('cols', `Unknown column "${unknown}". Allowed: ${offered?.join(', ') ?? ''}.`);
}

export interface ListQuery {
  words: string;
  /** all of these hold */
  filters: Filter[];
  /** and at least one of these, where there are any */
  any: Filter[];
  sort: Sort;
  limit: number;
  /** cursors: rows behind the one, or in front of the other */
  after: string | undefined;
  before: string | undefined;
  page: number | undefined;
}

/** One list request, checked. Shorthands become filters: `owner=me` is `f=owner.is.me`, a comma makes it `in`. */
export function parseListQuery(input: z.output<typeof listInput>, grammar: ListGrammar): ListQuery {
  const filters = (input.f ?? []).map((text) => parseFilter(text, grammar.fields));
  for (const shorthand of ['owner', 'stage', 'source'] as const) {
    const value = input[shorthand]?.trim();
    if (value) filters.push(parseFilter(`${shorthand}.in.${value}`, grammar.fields));
  }
  const limit = oneOf(['limit', 'pageSize'], [input.limit, input.pageSize]) ?? DEFAULT_LIMIT;
  const places = (['page', 'after', 'before'] as const).filter((name) => input[name] !== undefined);
  if (places.length > 1)
    throw new GrammarError(places, `Use one of page, after and before, not ${places.join(' and ')}.`);
  if (input.page && input.page * limit > MAX_PAGED_ROW) {
    throw new GrammarError(
      'page',
      `page reaches to row ${MAX_PAGED_ROW}. Walk further with after=<next of the last answer>.`,
    );
  }
  return {
    words: (oneOf(['q', 'query'], [input.q, input.query]) ?? '').trim(),
    filters,
    any: (input.any ?? []).map((text) => parseFilter(text, grammar.fields)),
    sort: parseSort(input.sort, grammar.sorts, grammar.defaultSort),
    limit,
    after: input.after,
    before: input.before,
    page: input.page,
  };
}

/** The answer of every list. `next` is the cursor for `after`, `previous` for `before`; a capped count reads "1,000+". */
export const listOutput = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable(),
    previous: z.string().nullable(),
    count: z.number().int(),
    countIsCapped: z.boolean(),
  });
