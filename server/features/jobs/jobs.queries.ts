// The only SQL about jobs: the progress rows people watch. The queue itself is graphile-worker's.
import { and, desc, eq, isNull } from 'drizzle-orm';
import type { Job } from '../../../app/contracts/jobs.ts';
import { jobs } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';

const columns = {
  id: jobs.id,
  type: jobs.type,
  status: jobs.status,
  phase: jobs.phase,
  done: jobs.done,
  total: jobs.total,
  counts: jobs.counts,
  error: jobs.error,
  importId: jobs.importId,
  createdAt: jobs.createdAt,
  startedAt: jobs.startedAt,
  finishedAt: jobs.finishedAt,
};

const select = (tx: Tx) => tx.select(columns).from(jobs);
type Row = Awaited<ReturnType<typeof select>>[number];

const iso = (at: string | null): string | null => (at === null ? null : new Date(at).toISOString());

const toJob = (row: Row): Job => ({
  ...row,
  status: row.status,
  counts: row.counts,
  createdAt: new Date(row.createdAt).toISOString(),
  startedAt: iso(row.startedAt),
  finishedAt: iso(row.finishedAt),
});

export async function findJob(tx: Tx, id: string): Promise<Job | null> {
  const [row] = await select(tx).where(
    and(eq(jobs.tenantId, tx.context.tenantId), eq(jobs.id, id), isNull(jobs.deletedAt)),
  );
  return row ? toJob(row) : null;
}

/** The newest fifty jobs the caller started. */
export async function findMyJobs(tx: Tx): Promise<Job[]> {
  const { tenantId, userId } = tx.context;
  if (!userId) return [];
  const rows = await select(tx)
    .where(and(eq(jobs.tenantId, tenantId), eq(jobs.createdBy, userId), isNull(jobs.deletedAt)))
    .orderBy(desc(jobs.createdAt), desc(jobs.id))
    .limit(50);
  return rows.map(toJob);
}
