// Runs what is queued, now and to the end, with the product's own task list.
import { runOnce } from 'graphile-worker';
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
}
