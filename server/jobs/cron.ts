// What runs by the clock rather than because somebody did something. Times are UTC.
import type { CronItem } from 'graphile-worker';

const DAY_MS = 86_400_000;

export const crons: CronItem[] = [
  {
    task: 'audit.partitions',
    match: '17 3 * * *',
    identifier: 'audit-partitions',
    options: { backfillPeriod: DAY_MS },
  },
  { task: 'mail.deliver', match: '* * * * *', identifier: 'mail-deliver' },
  { task: 'auth.finish_sign_ups', match: '* * * * *', identifier: 'auth-finish-sign-ups' },
  { task: 'auth.rotate_keys', match: '41 4 * * *', identifier: 'auth-rotate-keys' },
  { task: 'auth.sweep', match: '*/10 * * * *', identifier: 'auth-sweep' },
  {
    task: 'files.sweep',
    match: '23 2 * * *',
    identifier: 'files-sweep',
    options: { backfillPeriod: DAY_MS },
  },
  { task: 'idempotency.sweep', match: '41 * * * *', identifier: 'idempotency-sweep' },
];
