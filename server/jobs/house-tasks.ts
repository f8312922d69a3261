// Tasks of the house itself: no tenant, no person, by the clock. They reach no tenant table.
import type { Task } from 'graphile-worker';
import { accountTasks } from '../features/accounts/accounts.jobs.ts';

export const houseTasks: Record<string, Task> = {
  'audit.partitions': async (_payload, helpers) => {
    await helpers.query('select audit.ensure_partitions()');
  },
  ...accountTasks,
};
