// Tasks of the house itself: no tenant, no person, by the clock or for sign-in. They reach no tenant table.
import type { Task } from 'graphile-worker';
import { deliverMail } from '../auth/mail-outbox.ts';

export const houseTasks: Record<string, Task> = {
  'audit.partitions': async (_payload, { query }) => {
    await query('select audit.ensure_partitions()');
  },
  'mail.deliver': () => deliverMail(),
};
