// The forms of the pages of custom fields: what the contract asks for, as browsers send it.
import { z } from 'zod';
import { customFieldCreate, MAX_CHOICES, MAX_FIELDS } from './custom-fields.ts';
import { id, isStorable, numeric, UNSTORABLE, version } from './fields.ts';

/** One choice in each line. */
const lines = z
  .string()
  .max(10_000, 'At most 10,000 characters.')
  .refine(isStorable, UNSTORABLE)
  .optional()
  .transform((text) =>
    (text ?? '')
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean)
      .map((label) => ({ label })),
  );

const { label, noun, type, required } = customFieldCreate.shape;

export const newFieldForm = z
  .object({ intent: z.literal('create'), label, noun, type, required, choices: lines })
  .transform(({ choices, ...rest }) => ({ ...rest, ...(choices.length > 0 && { choices }) }));

/** A choice whose label was emptied is left out; `added` are more of them. */
export const fieldForm = z.object({
  intent: z.literal('save'),
  version,
  label,
  type,
  required,
  choices: z
    .array(z.object({ key: z.string().max(63), label: z.string().optional() }))
    .max(MAX_CHOICES)
    .optional()
    .transform((choices) => (choices ?? []).flatMap(({ key, label }) => (label ? [{ key, label }] : []))),
  added: lines,
});

export const fieldStateForm = z.object({ intent: z.enum(['away', 'back']), version });

const place = numeric(z.number().int().min(1).max(MAX_FIELDS));
export const fieldMoveForm = z.object({ intent: z.literal('move'), id, version, position: place });
