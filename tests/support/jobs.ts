// Runs what is queued, now and to the end, with the product's own task list.
import { runOnce } from 'graphile-worker';
import { vi } from 'vitest';
import { withConnection } from '../../db/connection.ts';
import { taskList } from '../../server/jobs/run.ts';
import { queueLogger } from '../../server/jobs/queue-log.ts';
import type { TestDatabase } from './database.ts';

export async function runJobs({ urls }: Pick<TestDatabase, 'urls'>): Promise<void> {
  await runOnce({
    connectionString: urls.jobs,
    taskList: taskList(new AbortController().signal),
    noHandleSignals: true,
    logger: queueLogger,
  });
  await settled(urls.jobs);
}

/** That a job is done is written behind the answer of runOnce, which calls itself a one-time pool ("otpool"). */
const settled = (url: string): Promise<void> =>
  withConnection(url, (sql) =>
    vi.waitFor(
      async () => {
        const held = await sql`select id from graphile_worker._private_jobs where locked_by like 'otpool-%'`;
        if (held.length > 0) throw new Error(`${held.length} jobs are still held.`);
      },
      { timeout: 10_000, interval: 20 },
    ),
  );
