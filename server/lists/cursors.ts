// The place in a sorted list: order, cursor, and the rows on either side of it.
import { sql, type SQL } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { id as anyId, isStorable, isTimestamp, startsWithDay } from '../../app/contracts/fields.ts';
import { GrammarError, type ListQuery, type Sort } from '../../app/contracts/list.ts';

type Value = string | number;

const TYPES = {
  moment: { cast: sql`::timestamptz`, isOne: (value: unknown) => isText(value) && isTimestamp(value) },
  day: {
    cast: sql`::date`,
    isOne: (value: unknown) => isText(value) && /^\d{4}-\d{2}-\d{2}$/.test(value) && startsWithDay(value),
  },
  text: { cast: sql``, isOne: (value: unknown) => isText(value) && isStorable(value) },
  integer: { cast: sql`::integer`, isOne: (value: unknown) => isWhole(value) && Math.abs(value) < 2 ** 31 },
  bigint: { cast: sql`::bigint`, isOne: (value: unknown) => isWhole(value) },
} as const;

const isText = (value: unknown): value is string => typeof value === 'string';
const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);

/** What a list is sorted by. An index has it in the order `desc nulls first, id desc`. */
export interface SortColumn {
  column: AnyPgColumn | SQL;
  type: keyof typeof TYPES;
  /** rows without one stand first in descending, last in ascending order */
  isOptional?: true;
}

export type SortColumns = Readonly<Record<string, SortColumn>>;

export interface Sorted {
  id: AnyPgColumn;
  sorts: SortColumns;
}

function columnOf({ sorts }: Sorted, { key }: Sort): SortColumn {
  const column = sorts[key];
  if (!column) throw new GrammarError('sort', `Lists are not sorted by "${key}".`);
  return column;
}

/** The value a row is sorted by: select it as `position`, so that the row can be a cursor. */
export const positionOf = (list: Sorted, { sort }: Pick<ListQuery, 'sort'>) =>
  sql<Value | null>`${columnOf(list, sort).column}`;

/** Whether rows are read against the order of the list, because those in front of a cursor are wanted. */
export const isBackwards = ({ before }: ListQuery): boolean => before !== undefined;

/** Order that the list indexes serve in both directions: the id breaks ties in the same direction. */
export function orderOf(list: Sorted, query: ListQuery): SQL[] {
  const { column } = columnOf(list, query.sort);
  const descending = query.sort.descending !== isBackwards(query);
  return descending
    ? [sql`${column} desc nulls first`, sql`${list.id} desc nulls first`]
    : [sql`${column} asc nulls last`, sql`${list.id} asc nulls last`];
}

/** The rows behind `after` or in front of `before`. Throws GrammarError for a cursor of another list. */
export function beyond(list: Sorted, query: ListQuery): SQL | undefined {
  const cursor = query.after ?? query.before;
  if (cursor === undefined) return undefined;
  const { sort } = query;
  const { column, type, isOptional } = columnOf(list, sort);
  const { value, id } = decode(cursor, query, isOptional ?? false, type);
  const descending = sort.descending !== isBackwards(query);
  const place = sql`${id}::uuid`;
  if (value === null)
    return descending
      ? sql`(${column} is not null or ${list.id} < ${place})`
      : sql`(${column} is null and ${list.id} > ${place})`;
  const typed = sql`${value}${TYPES[type].cast}`;
  if (descending) return sql`(${column}, ${list.id}) < (${typed}, ${place})`;
  const behind = sql`(${column}, ${list.id}) > (${typed}, ${place})`;
  return isOptional ? sql`(${behind} or ${column} is null)` : behind;
}

export const encodeCursor = (sort: Sort, row: { position: Value | null; id: string }): string =>
  Buffer.from(JSON.stringify([sort.key, sort.descending ? 1 : 0, row.position, row.id])).toString(
    'base64url',
  );

/** Cursors come back from outside: whatever the column's type could not read was never written by us. */
function decode(
  cursor: string,
  { sort, after }: ListQuery,
  isOptional: boolean,
  type: SortColumn['type'],
): { value: Value | null; id: string } {
  const [key, descending, value, id] = partsOf(cursor);
  const isOfThisSort = key === sort.key && descending === (sort.descending ? 1 : 0);
  const isValue = value === null ? isOptional : TYPES[type].isOne(value);
  if (!isOfThisSort || !isValue || !anyId.safeParse(id).success) {
    throw new GrammarError(
      after === undefined ? 'before' : 'after',
      'This cursor belongs to another list. Use "next" or "previous" of the last answer, with the same sort.',
    );
  }
  return { value: value as Value | null, id: id as string };
}

function partsOf(cursor: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) && parts.length === 4 ? (parts as unknown[]) : [];
  } catch {
    return [];
  }
}
