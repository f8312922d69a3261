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
  // the trash first: files and words of what was in it are forgotten behind it
  ...(
    [
      ['trash', '53 1'],
      ['files', '23 2'],
      ['bulk', '33 2'],
      ['notifications', '43 2'],
      ['search', '53 2'],
    ] as const
  ).map(([what, at]) => ({
    task: `${what}.sweep`,
    match: `${at} * * *`,
    identifier: `${what}-sweep`,
    options: { backfillPeriod: DAY_MS },
  })),
  { task: 'idempotency.sweep', match: '41 * * * *', identifier: 'idempotency-sweep' },
];
