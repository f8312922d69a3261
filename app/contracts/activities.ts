// Timeline entries of a record: notes and everything else that happened to it.
import { z } from 'zod';
import { id, requiredText, timestamp } from './fields.ts';

export const activityKinds = ['note', 'call', 'email', 'meeting', 'stage_change', 'system'] as const;

export const noteBody = requiredText(20_000, 'A note');

export const activity = z.object({
  id,
  kind: z.enum(activityKinds),
  subject: z.string().nullable(),
  body: z.string().nullable(),
  author: z.object({ id, name: z.string() }).nullable(),
  occurredAt: timestamp,
});

export const activityList = z.object({ items: z.array(activity), next: z.string().nullable() });

export type Activity = z.output<typeof activity>;
