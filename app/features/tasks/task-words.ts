// What the groups and priorities of tasks are called.
import type { TaskBucket, TaskRow } from '../../contracts/tasks.ts';

export const BUCKETS: readonly { bucket: TaskBucket; label: string; empty: string }[] = [
  {
    bucket: 'overdue',
    label: 'Overdue',
    empty: 'Nothing is late. A task whose time has passed stands here.',
  },
  {
    bucket: 'today',
    label: 'Today',
    empty: 'Nothing more is due today. Type “send the offer 5pm” to add it.',
  },
  {
    bucket: 'week',
    label: 'This week',
    empty: 'Nothing is due until Sunday. Type “call Ada fri 3pm” to add it.',
  },
  {
    bucket: 'later',
    label: 'Later',
    empty: 'What is due after this week, or at no time at all, stands here.',
  },
  { bucket: 'done', label: 'Done', empty: 'Tasks that are ticked off stand here, the newest first.' },
];

export const bucketLabel = (bucket: TaskBucket): string =>
  BUCKETS.find((each) => each.bucket === bucket)?.label ?? '';

export const PRIORITIES: readonly { value: TaskRow['priority']; label: string }[] = [
  { value: 'high', label: 'High' },
  { value: 'normal', label: 'Normal' },
  { value: 'low', label: 'Low' },
];

export const priorityLabel = (priority: TaskRow['priority']): string =>
  PRIORITIES.find(({ value }) => value === priority)?.label ?? '';

/** What a task can be put off to; the words are those the server reads. */
export const SNOOZES: readonly { until: string; label: string }[] = [
  { until: 'in 3 hours', label: 'In 3 hours' },
  { until: 'tomorrow 9am', label: 'Tomorrow morning' },
  { until: 'next week', label: 'Next week' },
  { until: 'in 1 month', label: 'In a month' },
];
