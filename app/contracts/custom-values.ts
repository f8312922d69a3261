// What records say of the fields that a tenant added, by the field's key.
import { z } from 'zod';
import { id } from './fields.ts';
import { amount, amountInput } from './money.ts';

export const MAX_TEXT = 500;

const WRITTEN =
  'A value is text, a number, a list of choices or an amount such as {"minor": 1250, "currency": "USD"}.';

/** What a value may be is said by the type of its field. */
const written = z
  .union([z.string(), z.number(), z.array(z.string()), amountInput.unwrap()], WRITTEN)
  .nullable()
  .optional();

export const customInput = z
  .record(z.string(), written, 'Give the values by the keys of their fields.')
  .optional()
  .describe(
    'values of custom fields by key: text; a number; YYYY-MM-DD; the key of a choice, or a list of them; the id of a user; an amount. Null empties',
  );

export const customValue = z.union([
  z.string(),
  z.number(),
  z.array(z.string()),
  z.object({ id, name: z.string() }),
  amount,
]);

export const customOutput = z
  .record(z.string(), customValue)
  .describe('values of custom fields by key; those without one are left out');

export type CustomInput = z.output<typeof customInput>;
export type CustomValue = z.output<typeof customValue>;
export type CustomValues = z.output<typeof customOutput>;
