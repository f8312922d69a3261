// Things to do, each about at most one record. The assignee is whose task it is.
import { z } from 'zod';
import { timelineNouns } from './activities.ts';
import { GrammarError } from './list.ts';
import { id, numeric, requiredText, timestamp, version, writtenTime } from './fields.ts';

export const taskPriorities = ['low', 'normal', 'high'] as const;

/** Where a task stands by the days of whoever asks; weeks begin on Monday, and what has no due time is for later. */
export const taskBuckets = ['overdue', 'today', 'week', 'later', 'done'] as const;
export type TaskBucket = (typeof taskBuckets)[number];

const reference = z.object({ id, name: z.string() });

export const taskRow = z.object({
  id,
  title: z.string(),
  dueAt: timestamp.nullable(),
  reminderAt: timestamp.nullable(),
  status: z.enum(['open', 'done']),
  priority: z.enum(taskPriorities),
  bucket: z.enum(taskBuckets),
  assignee: reference.nullable(),
  record: z.object({ noun: z.enum(timelineNouns), id, name: z.string() }).nullable(),
  version: z.number().int(),
});

const DUE = 'Give the due time as ISO 8601, for example 2026-05-01T15:00:00Z.';
const REMINDER = 'Give the time of the reminder as ISO 8601, for example 2026-05-01T15:00:00Z.';

const fields = {
  title: requiredText(300, 'A title'),
  dueAt: writtenTime(DUE).nullable().optional(),
  reminderAt: writtenTime(REMINDER)
    .nullable()
    .optional()
    .describe('when the assignee is reminded; still to come when it is set'),
  priority: z.enum(taskPriorities, `Priority is one of ${taskPriorities.join(', ')}.`).optional(),
  leadId: id.nullable().optional(),
  contactId: id.nullable().optional(),
  organizationId: id.nullable().optional(),
  opportunityId: id.nullable().optional(),
};

export const taskCreate = z.strictObject({
  ...fields,
  assigneeId: id.nullable().optional().describe('defaults to the caller; null for nobody'),
});

export const taskPatch = z.strictObject({ id, version, ...fields, title: fields.title.optional() });

const rows = 'limit must be a whole number from 1 to 100';

export const taskListInput = z.strictObject({
  bucket: z.enum(taskBuckets, `bucket is one of ${taskBuckets.join(', ')}.`).optional(),
  assignee: z.union([id, z.literal('me')], 'assignee is me or the id of a user.').optional(),
  limit: numeric(z.number(rows).int(rows).min(1, rows).max(100, rows)).optional(),
  after: z.string().max(400).optional(),
});

/** What the page of tasks asks for; no group is all that are open. */
export interface TaskView {
  bucket: TaskBucket | null;
  /** "me", "all" or the id of a person */
  assignee: string;
}

const ASKED = ['bucket', 'assignee'];

/** The tasks that an address asks for. Throws what cannot be asked of them. */
export function parseTaskView(list: string): TaskView {
  const given = new URLSearchParams(list);
  for (const name of given.keys())
    if (!ASKED.includes(name))
      throw new GrammarError(name, `Unknown parameter "${name}". Allowed: ${ASKED.join(', ')}.`);
  const [bucket, assignee] = [given.get('bucket') || null, given.get('assignee') || 'me'];
  const group = taskBuckets.find((one) => one === bucket) ?? null;
  if (group !== bucket) throw new GrammarError('bucket', `bucket is one of ${taskBuckets.join(', ')}.`);
  if (assignee !== 'me' && assignee !== 'all' && !id.safeParse(assignee).success)
    throw new GrammarError('assignee', 'assignee is me, all or the id of a user.');
  return { bucket: group, assignee };
}

/** The same tasks in the same words, however they were asked for: what a saved view keeps. */
export function writtenTasks({ bucket, assignee }: TaskView): string {
  const query = new URLSearchParams();
  if (bucket) query.set('bucket', bucket);
  if (assignee !== 'me') query.set('assignee', assignee);
  return query.toString();
}

export const taskList = z.object({
  items: z.array(taskRow),
  next: z.string().nullable(),
  counts: z.object({
    overdue: z.number().int(),
    today: z.number().int(),
    week: z.number().int(),
    later: z.number().int(),
  }),
  countsAreCapped: z.boolean(),
});

export const typedTask = z.object({
  title: z.string(),
  dueAt: timestamp.nullable(),
  priority: z.enum(taskPriorities),
  understood: z.array(z.string()).describe('the words that were read as a time or a priority'),
});

export const taskOptions = z.object({ owners: z.array(reference) });

export const taskTyped = z.strictObject({ text: requiredText(300, 'What is to be done') });

export const taskSnooze = z.strictObject({
  id,
  version,
  until: requiredText(60, 'Until when').describe('words such as "tomorrow", "fri 3pm" or "in 2 hours"'),
});

export type TaskRow = z.output<typeof taskRow>;
export type TaskCreate = z.output<typeof taskCreate>;
export type TaskPatch = z.output<typeof taskPatch>;
export type TaskListInput = z.output<typeof taskListInput>;
export type TaskList = z.output<typeof taskList>;
