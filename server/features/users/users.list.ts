// What can be asked of a list of people. They are few: words are compared with every one, without accents and case.
import { and, eq, isNull, or, sql, type SQL } from 'drizzle-orm';
import type { Filter, ListQuery } from '../../../app/contracts/list.ts';
import { userGrammar } from '../../../app/contracts/users.ts';
import { users } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';
import type { Sorted } from '../../lists/cursors.ts';
import { condition } from '../../lists/filters.ts';

/** Where those stand who never signed in. */
const NEVER = sql`'0001-01-01T00:00:00Z'::timestamptz`;

export const usersSorted: Sorted = {
  id: users.id,
  sorts: {
    name: { column: sql`crm.fold(${users.name})`, type: 'text' },
    last_login_at: { column: sql`coalesce(${users.lastLoginAt}, ${NEVER})`, type: 'moment' },
  },
};

const asked = { fields: userGrammar.fields, columns: { status: users.status } };

export async function conditions(tx: Tx, { filters, any, words }: ListQuery): Promise<SQL> {
  const asker = await tx.entered;
  const meaning = (filter: Filter) => condition(tx, filter, asked, asker);
  const where = [
    eq(users.tenantId, tx.context.tenantId),
    isNull(users.deletedAt),
    ...filters.map(meaning),
    any.length > 0 ? or(...any.map(meaning)) : undefined,
    ...words.split(/\s+/).filter(Boolean).map(holds),
  ];
  return and(...where) ?? sql`true`;
}

const holds = (word: string): SQL =>
  sql`strpos(crm.fold(${users.name} || ' ' || ${users.email}), crm.fold(${word})) > 0`;
