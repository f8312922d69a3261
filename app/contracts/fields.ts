// Field rules several nouns share. Messages are for people: what is wrong and what to do.
import { z } from 'zod';

// A UUID in any version; a malformed one reads as "no such record", so it is refused before it reaches SQL.
export const id = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i, 'This is not an id.');

// NUL cannot be stored by Postgres; a lone surrogate is not text in any encoding.
export const isStorable = (value: string): boolean => !value.includes('\0') && value.isWellFormed();
export const UNSTORABLE =
  'Has characters that cannot be stored (NUL or half of a surrogate pair). Remove them.';

// Spaces, marks that sit on other letters, and characters that draw nothing; U+2800 is Braille's blank.
const UNSEEN = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{M}\u2800]*$/u;

/** Whether a reader would see anything of it. */
export const isVisible = (value: string): boolean => !UNSEEN.test(value);

/** Free text up to `max` characters, trimmed; an empty one reads as null. */
export const text = (max: number, label: string) =>
  z
    .string(`${label} must be text.`)
    .max(max, `${label} can have at most ${max} characters.`)
    .refine(isStorable, UNSTORABLE)
    .transform((value) => value.trim() || null)
    .nullable();

export const requiredText = (max: number, label: string) =>
  z
    .string(`Enter ${label.toLowerCase()}.`)
    .max(max, `${label} can have at most ${max} characters.`)
    .refine(isStorable, UNSTORABLE)
    .transform((value) => value.trim())
    .refine(isVisible, `Enter ${label.toLowerCase()}.`);

const DECIMAL = /^-?\d{1,15}(\.\d{1,15})?$/;

/**
 * A number, or its decimal spelling as forms and query strings send it. Nothing else is taken for one: not null, true or
 * an empty text, and neither 0x10 nor 1e1.
 */
export const numeric = (rule: z.ZodNumber) =>
  z.preprocess(
    (sent: number | string) => (typeof sent === 'string' && DECIMAL.test(sent.trim()) ? Number(sent) : sent),
    rule,
  );

const LARGEST_INTEGER = 2_147_483_647;

export const version = numeric(
  z
    .number('Send the version of the record you edited.')
    .int('The version is a whole number.')
    .min(1, 'The version is a whole number from 1.')
    .max(LARGEST_INTEGER, 'No record has that many versions.'),
);

/** A record that is taken out of the archive or the trash. */
export const takenBack = z.strictObject({
  id,
  version: version
    .optional()
    .describe('the version it was left at: it is taken back only if nothing has happened to it since'),
});

/** Years 1 to 9999 of UTC: before and behind them Postgres and ISO 8601 write a time differently. */
export function isInStoredYears(value: string | Date): boolean {
  const year = new Date(value).getUTCFullYear();
  return year >= 1 && year <= 9999;
}

/** Whether text that begins with `2026-05-01` names a day there is, in a year that Postgres and ISO 8601 write alike. */
export function startsWithDay(value: string): boolean {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})/.exec(value) ?? [];
  const at = new Date(`${year}-${month}-01T00:00:00Z`);
  if (year === '0000' || Number.isNaN(at.getTime())) return false;
  return Number(day) >= 1 && Number(day) <= new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
}

/** A point in time as an answer of ours spells it. */
export const isTimestamp = (value: string): boolean =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z$/.test(value) &&
  startsWithDay(value) &&
  !Number.isNaN(Date.parse(value));

export const timestamp = z.string().describe('ISO 8601, UTC');

/** A time that somebody sends; one without a zone is in theirs. */
export const writtenTime = (message: string) =>
  z.iso.datetime({ offset: true, local: true, error: message }).refine(isInStoredYears, message);
