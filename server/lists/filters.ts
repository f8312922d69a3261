// A condition of a list request → SQL. A noun says which column a field is; what an operator means is said here, once.
import { and, eq, gte, inArray, isNotNull, isNull, lt, lte, not, or, sql, type SQL } from 'drizzle-orm';
import type { AnyPgColumn, PgTable } from 'drizzle-orm/pg-core';
import { GrammarError, type Filter, type FilterFields, type FilterKind } from '../../app/contracts/list.ts';
import type { Tx } from '../../db/tenant.ts';
import { dayText, spanOf } from './spans.ts';

/** A table whose rows a record refers to: by id, and by key where it has one. */
export type Referenced = PgTable & { tenantId: AnyPgColumn; id: AnyPgColumn; key?: AnyPgColumn };

/** The column of a field; with the table it refers to, and the column of its keys where that is not `key`; or a meaning of its own. */
export type FilterColumn =
  | AnyPgColumn
  | { column: AnyPgColumn; of: Referenced; key?: AnyPgColumn }
  | { means: (tx: Tx, filter: Filter) => SQL };

export type FilterColumns = Readonly<Record<string, FilterColumn>>;

interface Filtered {
  fields: FilterFields;
  columns: FilterColumns;
}

/** What is said by how somebody stands: their days by their zone, "mine" by their teams. */
export interface Asker {
  zone: string;
  teamIds: readonly string[];
}

export function condition(tx: Tx, filter: Filter, { fields, columns }: Filtered, asker: Asker): SQL {
  const field = fields[filter.field];
  const column = columns[filter.field];
  if (!field || !column)
    throw new GrammarError('f', `The filter field "${filter.field}" has no meaning here.`);
  if ('means' in column) return column.means(tx, filter);
  const from = 'of' in column ? column.column : column;
  if (filter.op === 'empty') return isNull(from);
  if (filter.op === 'filled') return isNotNull(from);
  if ('of' in column) return byReference(tx, filter, column);
  return MEANINGS[field.kind](tx, filter, from, asker);
}

type Meaning = (tx: Tx, filter: Filter, column: AnyPgColumn, asker: Asker) => SQL;

const MEANINGS: Readonly<Record<FilterKind, Meaning>> = {
  user: byUser,
  team: byTeam,
  reference: byId,
  tag: byId,
  choice: (_, { op, values }, column) => listed(column, op, values),
  text: (_, { op, values }, column) =>
    op === 'starts' ? sql`${column} ^@ ${values[0] ?? ''}` : listed(column, op, values),
  number: byNumber,
  moment: byMoment,
  day: byDay,
  archived: byArchived,
};

function listed(column: AnyPgColumn, op: Filter['op'], values: readonly unknown[]): SQL {
  const among = values.length ? inArray(column, [...values]) : sql`false`;
  return op === 'not' ? orNone(column, not(among)) : among;
}

/** "not" means every other record, also those that have none. */
const orNone = (column: AnyPgColumn, others: SQL): SQL => or(isNull(column), others) ?? sql`true`;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Ids, `me`, and `none` for nobody. */
function byUser(tx: Tx, { field, op, values }: Filter, column: AnyPgColumn): SQL {
  const ids = values
    .filter((value) => value !== 'none')
    .map((value) => (value === 'me' ? tx.context.userId : value));
  const wrong = ids.find((id) => !id || !UUID.test(id));
  if (wrong !== undefined)
    throw new GrammarError('f', `"${wrong ?? 'me'}" is no user id. ${field} is an id, "me" or "none".`);
  const among = listed(column, 'in', ids);
  if (op === 'not')
    return values.includes('none')
      ? (and(isNotNull(column), not(among)) ?? among)
      : orNone(column, not(among));
  return values.includes('none') ? (or(among, isNull(column)) ?? among) : among;
}

/** Ids, and `mine` for the own team and, for managers, those below it. */
function byTeam(_: Tx, { field, op, values }: Filter, column: AnyPgColumn, { teamIds }: Asker): SQL {
  const ids = values.flatMap((value) => (value === 'mine' ? teamIds : [value]));
  const wrong = ids.find((id) => !UUID.test(id));
  if (wrong !== undefined)
    throw new GrammarError('f', `"${wrong}" is no id of a ${field}. It is an id or "mine".`);
  return listed(column, op, ids);
}

function byId(_: Tx, { field, op, values }: Filter, column: AnyPgColumn): SQL {
  const wrong = values.find((value) => !UUID.test(value));
  if (wrong !== undefined) throw new GrammarError('f', `"${wrong}" is no id of a ${field}.`);
  return listed(column, op, values);
}

/** Named by key or id; an unknown one simply matches nothing. */
function byReference(
  tx: Tx,
  { op, values }: Filter,
  { column, of, key = of.key }: { column: AnyPgColumn; of: Referenced; key?: AnyPgColumn },
): SQL {
  const ids = values.filter((value) => UUID.test(value));
  const keys = key ? values.filter((value) => !UUID.test(value)) : [];
  const named = or(
    ids.length ? inArray(of.id, ids) : undefined,
    key && keys.length ? inArray(key, keys) : undefined,
  );
  const found = tx
    .select({ id: of.id })
    .from(of)
    .where(and(eq(of.tenantId, tx.context.tenantId), named ?? sql`false`));
  const among = inArray(column, found);
  return op === 'not' ? orNone(column, not(among)) : among;
}

function byNumber(_: Tx, { field, op, values: [value = ''] }: Filter, column: AnyPgColumn): SQL {
  if (!/^-?\d{1,15}$/.test(value))
    throw new GrammarError('f', `${field} needs a whole number, not "${value}".`);
  const number = Number(value);
  // a number that the column cannot hold is compared as a wider one, and matches what it should
  const wide = sql`${number}::bigint`;
  if (op === 'gte') return gte(column, wide);
  return op === 'lte' ? lte(column, wide) : eq(column, wide);
}

function byMoment(
  _: Tx,
  { field, op, values: [value = ''] }: Filter,
  column: AnyPgColumn,
  { zone }: Asker,
): SQL {
  const { at, from, to } = spanOf(value, field, zone);
  if (op === 'before') return lt(column, at.toISOString());
  if (op === 'after') return gte(column, at.toISOString());
  return and(gte(column, from.toISOString()), lt(column, to.toISOString())) ?? sql`true`;
}

function byDay(
  _: Tx,
  { field, op, values: [value = ''] }: Filter,
  column: AnyPgColumn,
  { zone }: Asker,
): SQL {
  const { from, to } = spanOf(value, field, zone);
  const [first, end] = [dayText(from, zone), dayText(to, zone)];
  if (op === 'before') return lt(column, first);
  if (op === 'after') return gte(column, first);
  return and(gte(column, first), lt(column, end)) ?? sql`true`;
}

function byArchived(_: Tx, { field, values: [value = ''] }: Filter, column: AnyPgColumn): SQL {
  if (value === 'any') return sql`true`;
  if (['true', 'yes'].includes(value)) return isNotNull(column);
  if (['false', 'no'].includes(value)) return isNull(column);
  throw new GrammarError('f', `${field} is true, false or any, not "${value}".`);
}
