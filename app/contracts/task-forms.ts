// The forms of the tasks pages: what the contract asks for, as browsers send it. `next` is the page one goes on to.
import { z } from 'zod';
import { id, version } from './fields.ts';
import { taskCreate, taskSnooze } from './tasks.ts';

const { title, dueAt, reminderAt, priority, leadId, contactId, organizationId, opportunityId } =
  taskCreate.shape;
const next = z.string().max(400).optional();

const emptied = dueAt.transform((value) => value ?? null);

/** An empty choice is how a browser says "me". */
const assigneeId = z
  .union([id, z.literal('nobody')])
  .transform((value) => (value === 'nobody' ? null : value))
  .optional();

export const newTaskForm = z.object({
  title,
  dueAt,
  reminderAt,
  priority,
  assigneeId,
  leadId,
  contactId,
  organizationId,
  opportunityId,
  next,
});

export const editTaskForm = z.object({
  intent: z.literal('save'),
  version,
  title,
  dueAt: emptied,
  reminderAt: emptied,
  priority,
});

export const tickTaskForm = z.object({ id, version, next });

export const snoozeTaskForm = z.object({ id, version, until: taskSnooze.shape.until, next });
