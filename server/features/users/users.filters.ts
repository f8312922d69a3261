// A list request about users → SQL conditions, order and cursor. The only place that knows which column a filter means.
import { eq, inArray, isNull, not, sql, type SQL } from 'drizzle-orm';
import { id as anyId, isStorable, isTimestamp } from '../../../app/contracts/fields.ts';
import { GrammarError, type Filter, type ListQuery, type Sort } from '../../../app/contracts/list.ts';
import { USER_STATUSES, type UserSort, type UserStatus } from '../../../app/contracts/users.ts';
import { users } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';

/** Before any sign-in: where those stand who never did. */
const NEVER = '0001-01-01T00:00:00Z';

const SORT_COLUMN: Readonly<Record<UserSort, SQL>> = {
  name: sql`crm.fold(${users.name})`,
  last_login_at: sql`coalesce(${users.lastLoginAt}, ${NEVER}::timestamptz)`,
};

export function conditions(tx: Tx, { filters, words }: ListQuery): SQL[] {
  const found = words.split(/\s+/).filter(Boolean).map(holds);
  return [
    eq(users.tenantId, tx.context.tenantId),
    isNull(users.deletedAt),
    ...filters.map(byStatus),
    ...found,
  ];
}

/** A tenant's people are few: they are read and compared, without accents and case. */
const holds = (word: string): SQL =>
  sql`strpos(crm.fold(${users.name} || ' ' || ${users.email}), crm.fold(${word})) > 0`;

function byStatus({ op, values }: Filter): SQL {
  const unknown = values.find((value) => !USER_STATUSES.includes(value as UserStatus));
  if (unknown !== undefined)
    throw new GrammarError('f', `"${unknown}" is no status. Allowed: ${USER_STATUSES.join(', ')}.`);
  const listed = inArray(users.status, values as UserStatus[]);
  return op === 'not' ? not(listed) : listed;
}

export function order({ sort }: ListQuery): SQL[] {
  const direction = sort.descending ? sql`desc` : sql`asc`;
  return [sql`${SORT_COLUMN[sort.key as UserSort]} ${direction}`, sql`${users.id} ${direction}`];
}

export function encodeCursor({ sort }: ListQuery, row: Sorted): string {
  const value = sort.key === 'name' ? row.name : (row.lastLoginAt ?? NEVER);
  return Buffer.from(JSON.stringify([sort.key, sort.descending ? 1 : 0, value, row.id])).toString(
    'base64url',
  );
}

interface Sorted {
  id: string;
  name: string;
  lastLoginAt: string | null;
}

/** Rows behind the cursor. Throws GrammarError for a cursor of another sort or no cursor at all. */
export function behind({ after, sort }: ListQuery): SQL | undefined {
  if (!after) return undefined;
  const { value, id } = decodeCursor(after, sort);
  const typed = sort.key === 'name' ? sql`crm.fold(${value})` : sql`${value}::timestamptz`;
  const compared = sort.descending ? sql`<` : sql`>`;
  return sql`(${SORT_COLUMN[sort.key as UserSort]}, ${users.id}) ${compared} (${typed}, ${id}::uuid)`;
}

function decodeCursor(after: string, sort: Sort): { value: string; id: string } {
  const [key, descending, value, id] = partsOf(after);
  const isOfThisSort = key === sort.key && descending === (sort.descending ? 1 : 0);
  const isValue = typeof value === 'string' && (sort.key === 'name' ? isStorable(value) : isTimestamp(value));
  if (!isOfThisSort || !isValue || !anyId.safeParse(id).success)
    throw new GrammarError(
      'after',
      'This cursor belongs to another list. Use the "next" of the last answer, with the same sort.',
    );
  return { value, id: id as string };
}

function partsOf(after: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(after, 'base64url').toString());
    return Array.isArray(parts) ? (parts as unknown[]) : [];
  } catch {
    return [];
  }
}
