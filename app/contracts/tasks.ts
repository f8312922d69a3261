// Things to do, each linked to at most one record.
import { z } from 'zod';
import { id, requiredText, timestamp, writtenTime } from './fields.ts';

export const taskPriorities = ['low', 'normal', 'high'] as const;

export const taskRow = z.object({
  id,
  title: z.string(),
  dueAt: timestamp.nullable(),
  status: z.enum(['open', 'done']),
  priority: z.enum(taskPriorities),
  lead: z.object({ id, name: z.string() }).nullable(),
  version: z.number().int(),
});

const DUE = 'Give the due time as ISO 8601, for example 2026-05-01T15:00:00Z.';

export const taskCreate = z.strictObject({
  title: requiredText(300, 'A title'),
  dueAt: writtenTime(DUE).nullable().optional(),
  priority: z.enum(taskPriorities, `Priority is one of ${taskPriorities.join(', ')}.`).optional(),
  leadId: id.nullable().optional(),
});

export type TaskRow = z.output<typeof taskRow>;
