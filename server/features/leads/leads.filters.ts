// A list request about leads → SQL conditions, order and cursor. The only place that knows which column a filter means.
import {
  and,
  eq,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  notInArray,
  or,
  sql,
  type SQL,
} from 'drizzle-orm';
import { GrammarError, type Filter, type ListQuery, type Sort } from '../../../app/contracts/list.ts';
import { isInStoredYears, isTimestamp, startsWithDay } from '../../../app/contracts/fields.ts';
import { leadsSeen as seen, leadSources, stages } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DAY = 86_400_000;

export function conditions(tx: Tx, query: ListQuery): SQL[] {
  const where: SQL[] = [eq(seen.tenantId, tx.context.tenantId), isNull(seen.deletedAt)];
  if (!query.filters.some((filter) => filter.field === 'archived')) where.push(isNull(seen.archivedAt));
  for (const filter of query.filters) where.push(condition(tx, filter));
  return where;
}

function condition(tx: Tx, filter: Filter): SQL {
  const { field, op, values } = filter;
  const value = values[0] ?? '';
  if (op === 'empty' || op === 'filled') {
    const column = field === 'owner' ? seen.ownerId : seen.sourceKey;
    return op === 'empty' ? isNull(column) : isNotNull(column);
  }
  switch (field) {
    case 'owner':
      return owner(tx, filter);
    case 'stage':
      return byReference(tx, filter, 'stage');
    case 'source':
      return byReference(tx, filter, 'source');
    case 'score':
      return op === 'gte' ? gte(seen.scoreKey, whole(value, field)) : lte(seen.scoreKey, whole(value, field));
    case 'created':
    case 'updated': {
      const column = field === 'created' ? seen.createdAt : seen.updatedAt;
      const at = moment(value, field);
      return op === 'before' ? lt(column, at) : gte(column, at);
    }
    case 'archived':
      if (value === 'any') return sql`true`;
      return boolean(value, field) ? isNotNull(seen.archivedAt) : isNull(seen.archivedAt);
    default:
      throw new GrammarError('f', `The filter field "${field}" has no meaning for leads.`);
  }
}

function owner(tx: Tx, { op, values }: Filter): SQL {
  const ids = values
    .filter((value) => value !== 'none')
    .map((value) => (value === 'me' ? tx.context.userId : value));
  for (const id of ids) {
    if (!id || !UUID.test(id))
      throw new GrammarError('f', `"${id ?? ''}" is no user id. Use an id, "me" or "none".`);
  }
  const listed = inArray(
    seen.ownerId,
    ids.filter((id) => id !== null),
  );
  if (op === 'not') return or(isNull(seen.ownerId), sql`not (${listed})`) ?? sql`true`;
  const wanted = ids.length ? listed : sql`false`;
  return values.includes('none') ? (or(wanted, isNull(seen.ownerId)) ?? sql`true`) : wanted;
}

/** Stages and sources are named by key or id; an unknown key simply matches nothing. */
function byReference(tx: Tx, { op, values }: Filter, noun: 'stage' | 'source'): SQL {
  const table = noun === 'stage' ? stages : leadSources;
  const column = noun === 'stage' ? seen.stageId : seen.sourceKey;
  const ids = values.filter((value) => UUID.test(value));
  const keys = values.filter((value) => !UUID.test(value));
  const named = tx
    .select({ id: table.id })
    .from(table)
    .where(
      and(
        eq(table.tenantId, tx.context.tenantId),
        or(
          ids.length ? inArray(table.id, ids) : undefined,
          keys.length ? inArray(table.key, keys) : undefined,
        ),
      ),
    );
  if (op !== 'not') return inArray(column, named);
  return or(isNull(column), notInArray(column, named)) ?? sql`true`;
}

function whole(value: string, field: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new GrammarError('f', `${field} needs a whole number, not "${value}".`);
  return Number(value);
}

function boolean(value: string, field: string): boolean {
  if (value === 'true' || value === 'yes') return true;
  if (value === 'false' || value === 'no') return false;
  throw new GrammarError('f', `${field} is true, false or any, not "${value}".`);
}

/** `2026-05-01`, a full ISO time, or relative to now: `-14d`, `-2w`, `-3m`, `-1y`, `today`. → ISO 8601 */
export function moment(value: string, field: string, now = new Date()): string {
  const relative = /^-(\d{1,4})([dwmy])$/.exec(value);
  if (relative) {
    const days = { d: 1, w: 7, m: 30, y: 365 }[relative[2] as 'd' | 'w' | 'm' | 'y'];
    return storable(new Date(now.getTime() - Number(relative[1]) * days * DAY), value, field);
  }
  if (value === 'today') return `${now.toISOString().slice(0, 10)}T00:00:00.000Z`;
  const isDate = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:?\d{2})?)?$/.test(value) && startsWithDay(value);
  const parsed = isDate ? new Date(value) : null;
  return storable(parsed, value, field);
}

function storable(at: Date | null, value: string, field: string): string {
  if (!at || !isInStoredYears(at)) {
    throw new GrammarError('f', `${field} needs a date such as 2026-05-01 or -14d, not "${value}".`);
  }
  return at.toISOString();
}

const SORT_COLUMN = {
  created_at: seen.createdAt,
  updated_at: seen.updatedAt,
  name: seen.name,
  score: seen.scoreKey,
} as const;

type SortKey = keyof typeof SORT_COLUMN;

export const sortColumn = (sort: Sort) => SORT_COLUMN[sort.key as SortKey];

/** Order that the list indexes serve in both directions: the id breaks ties in the same direction. */
export function order({ sort }: ListQuery): SQL[] {
  const column = sortColumn(sort);
  return sort.descending
    ? [sql`${column} desc nulls first`, sql`${seen.id} desc nulls first`]
    : [sql`${column} asc`, sql`${seen.id} asc`];
}

export interface Position {
  value: string | number;
  id: string;
}

export function encodeCursor(sort: Sort, position: Position): string {
  return Buffer.from(
    JSON.stringify([sort.key, sort.descending ? 1 : 0, position.value, position.id]),
  ).toString('base64url');
}

/** Rows behind the cursor. Throws GrammarError for a cursor of another sort or no cursor at all. */
export function behind({ after, sort }: ListQuery): SQL | undefined {
  if (!after) return undefined;
  const position = decodeCursor(after, sort);
  const column = sortColumn(sort);
  const typed =
    sort.key === 'created_at' || sort.key === 'updated_at'
      ? sql`${position.value}::timestamptz`
      : sql`${position.value}`;
  return sort.descending
    ? sql`(${column}, ${seen.id}) < (${typed}, ${position.id}::uuid)`
    : sql`(${column}, ${seen.id}) > (${typed}, ${position.id}::uuid)`;
}

function decodeCursor(after: string, sort: Sort): Position {
  const refuse = (): never => {
    throw new GrammarError(
      'after',
      'This cursor belongs to another list. Use the "next" of the last answer, with the same sort.',
    );
  };
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(after, 'base64url').toString());
  } catch {
    return refuse();
  }
  if (!Array.isArray(parts) || parts.length !== 4) return refuse();
  const [key, descending, value, id] = parts as [unknown, unknown, unknown, unknown];
  if (key !== sort.key || descending !== (sort.descending ? 1 : 0)) return refuse();
  if (typeof id !== 'string' || !UUID.test(id)) return refuse();
  if (sort.key === 'score') return isScore(value) ? { value, id } : refuse();
  if (typeof value !== 'string' || value.includes('\0')) return refuse();
  if (sort.key !== 'name' && !isTimestamp(value)) return refuse();
  return { value, id };
}

/** Cursors come back from outside: whatever the column's type could not read was never written by us. */
const isScore = (value: unknown): value is number => Number.isInteger(value) && (value as number) < 2 ** 31;
