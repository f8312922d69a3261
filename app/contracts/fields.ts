// Field rules several nouns share. Messages are for people: what is wrong and what to do.
import { z } from 'zod';

// A UUID in any version; a malformed one reads as "no such record", so it is refused before it reaches SQL.
export const id = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i, 'This is not an id.');

// NUL cannot be stored by Postgres; a lone surrogate is not text in any encoding.
const storable = (value: string): boolean => !value.includes('\0') && value.isWellFormed();
const UNSTORABLE = 'Has characters that cannot be stored (NUL or half of a surrogate pair). Remove them.';

/** Free text up to `max` characters, trimmed; an empty one reads as null. */
export const text = (max: number, label: string) =>
  z
    .string(`${label} must be text.`)
    .max(max, `${label} can have at most ${max} characters.`)
    .refine(storable, UNSTORABLE)
    .transform((value) => value.trim() || null)
    .nullable();

export const requiredText = (max: number, label: string) =>
  z
    .string(`Enter ${label.toLowerCase()}.`)
    .max(max, `${label} can have at most ${max} characters.`)
    .refine(storable, UNSTORABLE)
    .transform((value) => value.trim())
    .refine((value) => value.length > 0, `Enter ${label.toLowerCase()}.`);

const LARGEST_INTEGER = 2_147_483_647;

export const version = z.coerce
  .number('Send the version of the record you edited.')
  .int('The version is a whole number.')
  .min(1, 'The version is a whole number from 1.')
  .refine((value) => value <= LARGEST_INTEGER, 'No record has that many versions.');

/** A point in time as an answer of ours spells it, in a year that Postgres and ISO 8601 write alike. */
export const isTimestamp = (value: string): boolean =>
  /^(?!0000)\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z$/.test(value) &&
  !Number.isNaN(Date.parse(value));

export const timestamp = z.string().describe('ISO 8601, UTC');
