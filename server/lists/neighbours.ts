// The records in front of and behind one, in the list somebody looks through: two look-ups by the order's index.
import { and, eq } from 'drizzle-orm';
import type { AnyPgTable } from 'drizzle-orm/pg-core';
import type { ListQuery } from '../../app/contracts/list.ts';
import type { Tx } from '../../db/tenant.ts';
import { requireSeen } from '../auth/field-rules.ts';
import { notFound } from '../errors.ts';
import { beyond, encodeCursor, orderOf, positionOf } from './cursors.ts';
import { conditionsOf, type ListOf } from './list.ts';

export interface Neighbours {
  previous: string | null;
  next: string | null;
}

/** A record that left the list keeps its place in it. Throws 404 where it is out of sight. */
export async function findNeighbours(
  tx: Tx,
  query: ListQuery,
  list: ListOf,
  id: string,
): Promise<Neighbours> {
  await requireSeen(tx, list.noun, query);
  const where = await conditionsOf(tx, query, list);
  const sorted = { id: list.from.id, sorts: list.sorts };
  // a view or a table: both are read the same way
  const from = list.from as unknown as AnyPgTable;
  const [own] = await tx
    .select({ id: list.from.id, position: positionOf(sorted, query) })
    .from(from)
    .where(and(eq(list.from.tenantId, tx.context.tenantId), eq(list.from.id, id)));
  if (!own) throw notFound(list.noun);
  const cursor = encodeCursor(query.sort, { id, position: own.position });
  const nearest = async (at: { after: string } | { before: string }): Promise<string | null> => {
    const asked: ListQuery = { ...query, after: undefined, before: undefined, page: undefined, ...at };
    const [row] = await tx
      .select({ id: list.from.id })
      .from(from)
      .where(and(where, beyond(sorted, asked)))
      .orderBy(...orderOf(sorted, asked))
      .limit(1);
    return (row?.id as string | undefined) ?? null;
  };
  const [previous, next] = await Promise.all([nearest({ before: cursor }), nearest({ after: cursor })]);
  return { previous, next };
}
