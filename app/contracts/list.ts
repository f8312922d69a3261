// The list grammar shared by pages, REST and the typed client: q, f, sort, limit, after, page.
// It parses and names mistakes; turning a filter into SQL is each noun's queries' business.
import { z } from 'zod';
import { isStorable, numeric, UNSTORABLE } from './fields.ts';

export const operators = ['is', 'not', 'in', 'gte', 'lte', 'before', 'after', 'empty', 'filled'] as const;
export type Operator = (typeof operators)[number];

export interface Filter {
  field: string;
  op: Operator;
  values: string[];
}

export type FilterFields = Readonly<Record<string, readonly Operator[]>>;

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
  f: z.array(one(500)).max(20).optional(),
  sort: one(100).optional(),
  limit: rows('limit').optional(),
  pageSize: rows('pageSize').optional(),
  after: one(400).optional(),
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
  const allowed = Object.hasOwn(fields, field) ? fields[field] : undefined;
  if (!allowed) {
    throw new GrammarError(
      'f',
      `Unknown filter field "${field}". Allowed: ${Object.keys(fields).join(', ')}.`,
    );
  }
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

export interface ListQuery {
  words: string;
  filters: Filter[];
  sort: Sort;
  limit: number;
  after: string | undefined;
  page: number | undefined;
}

/** One list request, checked. Shorthands become filters: `owner=me` is `f=owner.is.me`, a comma makes it `in`. */
export function parseListQuery(
  input: z.output<typeof listInput>,
  grammar: { fields: FilterFields; sorts: readonly string[]; defaultSort: string },
): ListQuery {
  const filters = (input.f ?? []).map((text) => parseFilter(text, grammar.fields));
  for (const shorthand of ['owner', 'stage', 'source'] as const) {
    const value = input[shorthand]?.trim();
    if (value) filters.push(parseFilter(`${shorthand}.in.${value}`, grammar.fields));
  }
  const limit = oneOf(['limit', 'pageSize'], [input.limit, input.pageSize]) ?? DEFAULT_LIMIT;
  if (input.page && input.after) throw new GrammarError('page', 'Use either page or after, not both.');
  if (input.page && input.page * limit > MAX_PAGED_ROW) {
    throw new GrammarError(
      'page',
      `page reaches to row ${MAX_PAGED_ROW}. Walk further with after=<next of the last answer>.`,
    );
  }
  return {
    words: (oneOf(['q', 'query'], [input.q, input.query]) ?? '').trim(),
    filters,
    sort: parseSort(input.sort, grammar.sorts, grammar.defaultSort),
    limit,
    after: input.after,
    page: input.page,
  };
}

/** The answer of every list. `next` is the cursor for `after`; a capped count reads "1,000+". */
export const listOutput = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable(),
    count: z.number().int(),
    countIsCapped: z.boolean(),
  });
