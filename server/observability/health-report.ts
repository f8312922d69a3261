// Writes what this process did, minute by minute, to platform.process_health; the health page reads the last 15.
import { hostname } from 'node:os';
import { sql } from 'drizzle-orm';
import { withOperator } from '../../db/system.ts';
import { log } from './log.ts';
import { takeSummary, type Summary } from './metrics.ts';

const EVERY_MS = 60_000;
const KEPT = '1 day';

/** Starts reporting; the returned function writes the last minute and stops. */
export function reportHealth(kind: 'web' | 'worker'): () => Promise<void> {
  const name = `${kind}-${hostname()}-${process.pid}`;
  const write = async (): Promise<void> => {
    try {
      await writeMinute(name, kind, takeSummary());
    } catch (error) {
      log.warn({ err: error }, 'health report not written');
    }
  };
  const timer = setInterval(() => void write(), EVERY_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    return write();
  };
}

/** Adds a summary to the current minute; a second one of the same minute is added up, its p95 the worse of both. */
export async function writeMinute(name: string, kind: 'web' | 'worker', summary: Summary): Promise<void> {
  await withOperator(async (tx) => {
    await tx.execute(sql`
      insert into platform.process_health as h
        (process, minute, kind, requests, errors, p50_ms, p95_ms, jobs_done, jobs_failed, rss_bytes)
      values (${name}, date_trunc('minute', now()), ${kind}, ${summary.requests}, ${summary.errors}, ${summary.p50Ms},
              ${summary.p95Ms}, ${summary.jobsDone}, ${summary.jobsFailed}, ${process.memoryUsage.rss()})
      on conflict (process, minute) do update set
        requests = h.requests + excluded.requests, errors = h.errors + excluded.errors,
        p50_ms = coalesce(greatest(h.p50_ms, excluded.p50_ms), h.p50_ms), p95_ms = coalesce(greatest(h.p95_ms, excluded.p95_ms), h.p95_ms),
        jobs_done = h.jobs_done + excluded.jobs_done, jobs_failed = h.jobs_failed + excluded.jobs_failed,
        rss_bytes = excluded.rss_bytes`);
    await tx.execute(sql`delete from platform.process_health where minute < now() - ${KEPT}::interval`);
  });
}
