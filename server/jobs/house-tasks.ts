// Tasks of the house itself: no person, by the clock.
import type { Task } from 'graphile-worker';
import { accountTasks } from '../features/accounts/accounts.jobs.ts';
import { sweepFiles } from '../features/files/files.jobs.ts';
import { sweepIdempotencyKeys } from '../trpc/idempotency-sweep.ts';

export const houseTasks: Record<string, Task> = {
  'audit.partitions': async (_payload, helpers) => {
    await helpers.query('select audit.ensure_partitions()');
  },
  'files.sweep': sweepFiles,
  'idempotency.sweep': sweepIdempotencyKeys,
  ...accountTasks,
};
