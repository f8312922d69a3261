// The only SQL behind the limits of imports: how many there were and how many go on, counted one at a time.
import { and, count, eq, gt, inArray, isNull, min, ne, or, sql } from 'drizzle-orm';
import { imports, jobs } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';

/** Imports made within the hour, and when the oldest of them leaves that hour. */
export async function findRecent(tx: Tx): Promise<{ made: number; freeAt: Date | null }> {
  const hourAgo = sql`now() - interval '1 hour'`;
  const [row] = await tx
    .select({ made: count(), oldest: min(imports.createdAt) })
    .from(imports)
    .where(and(eq(imports.tenantId, tx.context.tenantId), gt(imports.createdAt, hourAgo)));
  return {
    made: row?.made ?? 0,
    freeAt: row?.oldest ? new Date(Date.parse(row.oldest) + 3_600_000) : null,
  };
}

/** Previews and runs of other imports that wait or go on. One that nobody has heard of for an hour does not count. */
export async function countActive(tx: Tx, exceptImportId: string | null): Promise<number> {
  const [row] = await tx
    .select({ active: count() })
    .from(jobs)
    .where(
      and(
        eq(jobs.tenantId, tx.context.tenantId),
        inArray(jobs.type, ['import.preview', 'import.run']),
        inArray(jobs.status, ['queued', 'running']),
        exceptImportId === null ? undefined : or(isNull(jobs.importId), ne(jobs.importId, exceptImportId)),
        sql`coalesce(${jobs.heartbeatAt}, ${jobs.createdAt}) > now() - interval '1 hour'`,
      ),
    );
  return row?.active ?? 0;
}

/** Until the end of the transaction nobody else in the tenant begins an import: limits are counted one at a time. */
export async function lockLimits(tx: Tx): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`import ${tx.context.tenantId}`}, 0))`,
  );
}
