// What was deleted and can be taken back, noun by noun.
import { z } from 'zod';
import { id, isStorable, timestamp, UNSTORABLE } from './fields.ts';

export const trashNouns = ['lead', 'organization', 'contact', 'opportunity', 'task'] as const;
export type TrashNoun = (typeof trashNouns)[number];

/** For how long a deleted record can be taken back. */
export const TRASH_DAYS = 30;

export const trashInput = z.strictObject({
  noun: z.enum(trashNouns, `noun is one of ${trashNouns.join(', ')}.`),
  after: z
    .string()
    .max(2_000, 'At most 2000 characters.')
    .refine(isStorable, UNSTORABLE)
    .optional()
    .describe('`next` of the last answer'),
});

const reference = z.object({ id, name: z.string() });

export const trashed = z.object({
  id,
  name: z.string(),
  owner: reference.nullable(),
  deletedAt: timestamp,
  deletedBy: reference.nullable(),
});

export const trashList = z.object({ items: z.array(trashed), next: z.string().nullable() });

export type Trashed = z.output<typeof trashed>;
