// In which group a task stands, by the days of whoever asks. Pure.
import type { TaskBucket } from '../../../app/contracts/tasks.ts';
import { endOfDay, spanOf } from '../../lists/spans.ts';

/** The borders of the groups as ISO times. */
export interface Days {
  now: string;
  tomorrow: string;
  nextWeek: string;
}

export const daysOf = (zone: string, now = new Date()): Days => ({
  now: now.toISOString(),
  tomorrow: endOfDay(now, zone).toISOString(),
  nextWeek: spanOf('this-week', 'due', zone, now).to.toISOString(),
});

export function bucketOf(
  { status, dueAt }: { status: 'open' | 'done'; dueAt: string | null },
  { now, tomorrow, nextWeek }: Days,
): TaskBucket {
  if (status === 'done') return 'done';
  if (dueAt === null) return 'later';
  const due = Date.parse(dueAt);
  if (due < Date.parse(now)) return 'overdue';
  if (due < Date.parse(tomorrow)) return 'today';
  return due < Date.parse(nextWeek) ? 'week' : 'later';
}
