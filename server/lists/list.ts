// One list engine for all nouns. A noun says what can be asked of it and which columns that is; this makes the
// conditions, the order, the page and the count of a request. It never selects a noun's columns: queries do.
import { and, eq, isNull, or, sql, type SQL } from 'drizzle-orm';
import type { AnyPgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { PgViewBase } from 'drizzle-orm/pg-core/view-base';
import type { FieldRights } from '../../app/contracts/field-rules.ts';
import type { ListGrammar, ListQuery } from '../../app/contracts/list.ts';
import type { TimelineNoun } from '../../app/contracts/activities.ts';
import type { Tx } from '../../db/tenant.ts';
import { requireSeen } from '../auth/field-rules.ts';
import { findCandidates } from '../features/search/search.queries.ts';
import { beyond, encodeCursor, isBackwards, orderOf, type SortColumns, type Sorted } from './cursors.ts';
import { condition, type FilterColumns } from './filters.ts';
import { visible, type Owned } from './visible.ts';

/** Counts in list headers stop here and read "1,000+". */
export const COUNT_CAP = 1_000;

export interface ListOf {
  noun: TimelineNoun;
  grammar: ListGrammar;
  /** what lists read: the view in which hidden fields are null */
  from: (PgTable | PgViewBase) &
    Owned & { tenantId: AnyPgColumn; id: AnyPgColumn; deletedAt: AnyPgColumn; archivedAt?: AnyPgColumn };
  columns: FilterColumns;
  sorts: SortColumns;
}

/** The conditions of a request. Only what is in sight, not in the trash, and not archived unless it is asked for. */
export async function conditionsOf(tx: Tx, query: ListQuery, list: ListOf): Promise<SQL> {
  const { from, grammar, columns } = list;
  const { filters, any, words } = query;
  const asker = await tx.entered;
  const meaning = (filter: ListQuery['filters'][number]): SQL =>
    condition(tx, filter, { fields: grammar.fields, columns }, asker);
  const named = [...filters, ...any].some(({ field }) => field === 'archived');
  const hits = await findCandidates(tx, list.noun, words);
  const where = [
    eq(from.tenantId, tx.context.tenantId),
    isNull(from.deletedAt),
    from.archivedAt && !named ? isNull(from.archivedAt) : undefined,
    ...filters.map(meaning),
    any.length > 0 ? or(...any.map(meaning)) : undefined,
    await visible(tx, list.noun, from),
    hits ? sql`${from.id} = any (${sql.param(hits)}::uuid[])` : undefined,
  ];
  return and(...where) ?? sql`true`;
}

/** Which rows a page is, for a statement that selects a noun's columns and `position`; one row more says there are others. */
export interface PageOf {
  where: SQL;
  order: SQL[];
  limit: number;
  offset: number;
}

export interface Counted {
  count: number;
  countIsCapped: boolean;
}

export interface Page<Item> {
  items: Item[];
  next: string | null;
  previous: string | null;
}

export interface Listed<Item> extends Page<Item>, Counted, FieldRights {}

interface Positioned {
  id: string;
  position: string | number | null;
}

type Select<Row> = (page: PageOf) => PromiseLike<Row[]>;

/**
 * One page and a capped count, in two statements sent together; a search looks its candidates up first. `select` reads
 * the rows of a page, `toItem` makes of a row what is shown. Throws GrammarError for what cannot be asked.
 */
export async function findPage<Row extends Positioned, Item>(
  tx: Tx,
  query: ListQuery,
  list: ListOf,
  select: Select<Row>,
  toItem: (row: Row) => Item,
): Promise<Listed<Item>> {
  const rights = await requireSeen(tx, list.noun, query);
  const where = await conditionsOf(tx, query, list);
  const [page, counted] = await Promise.all([
    readPage(query, { id: list.from.id, sorts: list.sorts }, where, select, toItem),
    countOf(tx, where, list),
  ]);
  return { ...page, ...counted, ...rights };
}

/** The page alone, for lists with conditions of their own. */
export async function readPage<Row extends Positioned, Item>(
  query: ListQuery,
  sorted: Sorted,
  where: SQL,
  select: Select<Row>,
  toItem: (row: Row) => Item,
): Promise<Page<Item>> {
  const { limit, page } = query;
  const found = await select({
    where: and(where, beyond(sorted, query)) ?? where,
    order: orderOf(sorted, query),
    limit: limit + 1,
    offset: page ? (page - 1) * limit : 0,
  });
  const rows = found.slice(0, limit);
  if (isBackwards(query)) rows.reverse();
  return { items: rows.map(toItem), ...cursorsOf(query, rows, found.length > limit) };
}

function cursorsOf(
  query: ListQuery,
  rows: readonly Positioned[],
  hasMore: boolean,
): { next: string | null; previous: string | null } {
  const cursor = (row: Positioned | undefined): string | null => (row ? encodeCursor(query.sort, row) : null);
  const backwards = isBackwards(query);
  const hasNext = backwards || hasMore;
  const hasPrevious = backwards ? hasMore : query.after !== undefined || (query.page ?? 1) > 1;
  return { next: hasNext ? cursor(rows.at(-1)) : null, previous: hasPrevious ? cursor(rows[0]) : null };
}

async function countOf(tx: Tx, where: SQL, { from }: ListOf): Promise<Counted> {
  const capped = tx
    .select({ one: sql`1`.as('one') })
    .from(from)
    .where(where)
    .limit(COUNT_CAP + 1)
    .as('capped');
  const [row] = await tx.select({ count: sql<number>`count(*)::int` }).from(capped);
  const count = row?.count ?? 0;
  return { count: Math.min(count, COUNT_CAP), countIsCapped: count > COUNT_CAP };
}
