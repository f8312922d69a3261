// Tasks of the house itself: no person, by the clock.
import type { Task } from 'graphile-worker';
import { accountTasks } from '../features/accounts/accounts.jobs.ts';
import { sweepBulkRows } from '../features/bulk/bulk.sweep.ts';
import { sweepFiles } from '../features/files/files.jobs.ts';
import { sweepNotifications } from '../features/notifications/notifications.jobs.ts';
import { sweepWords } from '../features/search/search.jobs.ts';
import { sweepTrash } from '../features/trash/trash.jobs.ts';
import { sweepIdempotencyKeys } from '../trpc/idempotency-sweep.ts';

export const houseTasks: Record<string, Task> = {
  'audit.partitions': async (_payload, helpers) => {
    await helpers.query('select audit.ensure_partitions()');
  },
  'bulk.sweep': sweepBulkRows,
  'files.sweep': sweepFiles,
  'idempotency.sweep': sweepIdempotencyKeys,
  'notifications.sweep': sweepNotifications,
  'search.sweep': sweepWords,
  'trash.sweep': sweepTrash,
  ...accountTasks,
};
