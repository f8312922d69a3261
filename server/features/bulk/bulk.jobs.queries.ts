// The SQL of bulk edits that are jobs: which records a list has, and how far the work is.
import { and, asc, eq, gt, sql, type SQL } from 'drizzle-orm';
import type { AnyPgTable } from 'drizzle-orm/pg-core';
import { jobs } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';
import type { Meant } from './bulk.lists.ts';

/** The next records of a list in the order of their ids, none that came after the edit was asked for. */
export async function findListed(
  tx: Tx,
  { from, where }: Meant,
  { after, before, limit }: { after: string | null; before: string; limit: number },
): Promise<string[]> {
  const rows = await tx
    .select({ id: from.id })
    .from(from as unknown as AnyPgTable)
    .where(
      and(where, after === null ? undefined : gt(from.id, after), sql`created_at <= ${before}::timestamptz`),
    )
    .orderBy(asc(from.id))
    .limit(limit);
  return rows.map(({ id }) => id as string);
}

export async function countListed(tx: Tx, { from, where }: Meant, before: string): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(from as unknown as AnyPgTable)
    .where(and(where, sql`created_at <= ${before}::timestamptz`));
  return row?.count ?? 0;
}

export async function insertJob(
  tx: Tx,
  job: { id: string; type: 'bulk.edit' | 'bulk.undo'; total?: number },
): Promise<void> {
  await tx.insert(jobs).values({ ...job, tenantId: tx.context.tenantId, status: 'queued' });
}

const theJob = (tx: Tx, id: string): SQL | undefined =>
  and(eq(jobs.tenantId, tx.context.tenantId), eq(jobs.id, id));

export interface Watched {
  status: string;
  done: number;
  total: number | null;
  counts: Record<string, number>;
}

/** How far the job is, held until the end of the transaction. */
export async function holdJob(tx: Tx, id: string): Promise<Watched | null> {
  const [row] = await tx
    .select({ status: jobs.status, done: jobs.done, total: jobs.total, counts: jobs.counts })
    .from(jobs)
    .where(theJob(tx, id))
    .for('update');
  return row ?? null;
}

export async function saveJob(
  tx: Tx,
  id: string,
  { status, ...progress }: Partial<Watched> & { error?: string },
): Promise<void> {
  const isOver = status === 'done' || status === 'failed';
  await tx
    .update(jobs)
    .set({
      ...progress,
      ...(status && { status: status as 'running' }),
      startedAt: sql`coalesce(${jobs.startedAt}, now())`,
      heartbeatAt: sql`now()`,
      ...(isOver && { finishedAt: sql`now()` }),
    })
    .where(theJob(tx, id));
}

/** Deletes rows of edits that are older than that; at most so many. For the house. */
export async function forgetRows(tx: Tx, days: number, most: number): Promise<number> {
  const [row] = await tx.execute<{ many: number }>(
    sql`select crm.forget_bulk_rows(${days}, ${most}) as many`,
  );
  return row?.many ?? 0;
}
