// What operators read: counters the processes wrote. Nothing of a tenant's data is within reach of this role.
import { sql } from 'drizzle-orm';
import type { HealthReport } from '../../../app/contracts/operators.ts';
import { withAuth, withOperator } from '../../../db/system.ts';

/** Whether an account may operate the installation, as of now. */
export async function isOperator(accountId: string): Promise<boolean> {
  const rows = await withAuth(
    (tx) =>
      tx.execute<{ ok: boolean }>(
        sql`select is_operator and disabled_at is null as ok from auth.accounts where id = ${accountId}::uuid`,
      ),
    { readOnly: true, label: 'operators.isOperator' },
  );
  return rows[0]?.ok ?? false;
}

interface Row {
  process: string;
  kind: 'web' | 'worker';
  minute: string;
  requests: number;
  errors: number;
  p95: number | null;
  jobs_done: number;
  jobs_failed: number;
  rss: string | null;
  [key: string]: unknown;
}

export async function findHealth(): Promise<HealthReport> {
  const rows = await withOperator(
    (tx) =>
      tx.execute<Row>(sql`
        select process, kind, minute, requests, errors, p95_ms as p95, jobs_done, jobs_failed, rss_bytes::text as rss
          from platform.process_health where minute > now() - interval '15 minutes' order by minute desc, process`),
    { readOnly: true, label: 'operators.health' },
  );
  return { minutes: byMinute([...rows]), processes: byProcess([...rows]) };
}

function byMinute(rows: Row[]): HealthReport['minutes'] {
  const groups = Object.entries(Object.groupBy(rows, ({ minute }) => new Date(minute).toISOString()));
  return groups.map(([minute, group = []]) => ({
    minute,
    requests: sum(group, 'requests'),
    errors: sum(group, 'errors'),
    p95Ms: worst(group),
    jobsDone: sum(group, 'jobs_done'),
    jobsFailed: sum(group, 'jobs_failed'),
  }));
}

function byProcess(rows: Row[]): HealthReport['processes'] {
  return Object.entries(Object.groupBy(rows, ({ process }) => process)).flatMap(([process, group = []]) => {
    const [newest] = group;
    if (!newest) return [];
    return {
      process,
      kind: newest.kind,
      lastSeen: new Date(newest.minute).toISOString(),
      requests: sum(group, 'requests'),
      errors: sum(group, 'errors'),
      p95Ms: worst(group),
      rssBytes: newest.rss === null ? null : Number(newest.rss),
    };
  });
}

const sum = (rows: Row[], key: 'requests' | 'errors' | 'jobs_done' | 'jobs_failed'): number =>
  rows.reduce((total, row) => total + row[key], 0);

const worst = (rows: Row[]): number | null =>
  rows.reduce<number | null>((most, { p95 }) => (p95 === null ? most : Math.max(most ?? 0, p95)), null);
