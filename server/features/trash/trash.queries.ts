// The only SQL about the trash: what was deleted in the last thirty days, newest first, and its end after them.
import { and, eq, gt, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { TRASH_DAYS, type Trashed, type TrashNoun } from '../../../app/contracts/trash.ts';
import { DEFAULT_LIMIT, type ListQuery } from '../../../app/contracts/list.ts';
import { users } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';
import { positionOf } from '../../lists/cursors.ts';
import { readPage, type Page } from '../../lists/list.ts';
import { visible } from '../../lists/visible.ts';
import { recordTables } from '../../records/tables.ts';

const owners = alias(users, 'owner');

export async function findTrash(tx: Tx, noun: TrashNoun, after: string | undefined): Promise<Page<Trashed>> {
  const { table, name } = recordTables[noun];
  const { tenantId } = tx.context;
  const sorted = {
    id: table.id,
    sorts: { deleted_at: { column: table.deletedAt, type: 'moment' } },
  } as const;
  const where = and(
    eq(table.tenantId, tenantId),
    gt(table.deletedAt, sql`now() - make_interval(days => ${TRASH_DAYS})`),
    await visible(tx, noun, table),
  );
  const query: ListQuery = { ...newestFirst, after };
  return readPage(
    query,
    sorted,
    where ?? sql`false`,
    ({ where: page, order, limit }) =>
      tx
        .select({
          id: table.id,
          name,
          deletedAt: table.deletedAt,
          ownerId: owners.id,
          ownerName: owners.name,
          byId: users.id,
          byName: users.name,
          position: positionOf(sorted, query),
        })
        .from(table)
        .leftJoin(owners, and(eq(owners.tenantId, table.tenantId), eq(owners.id, table.ownerId)))
        .leftJoin(users, and(eq(users.tenantId, table.tenantId), eq(users.id, table.updatedBy)))
        .where(page)
        .orderBy(...order)
        .limit(limit),
    (row): Trashed => ({
      id: row.id,
      name: row.name,
      owner: row.ownerId && row.ownerName ? { id: row.ownerId, name: row.ownerName } : null,
      deletedAt: new Date(row.deletedAt ?? 0).toISOString(),
      // nothing changes a record in the trash, so who changed it last threw it away
      deletedBy: row.byId && row.byName ? { id: row.byId, name: row.byName } : null,
    }),
  );
}

/** Deletes for good what has been in the trash for long enough, and what hangs on it; at most so many. For the house. */
export async function emptyTrash(tx: Tx, noun: TrashNoun | 'activity', most: number): Promise<number> {
  const [row] = await tx.execute<{ many: number }>(
    sql`select crm.empty_trash(${noun}, ${TRASH_DAYS}, ${most}) as many`,
  );
  return row?.many ?? 0;
}

const newestFirst = {
  words: '',
  filters: [],
  any: [],
  sort: { key: 'deleted_at', descending: true },
  limit: DEFAULT_LIMIT,
  before: undefined,
  page: undefined,
};
