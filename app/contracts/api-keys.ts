// Keys for programs, as every door asks for them and shows them. The text of a key leaves once, when it is made.
import { z } from 'zod';
import { id, isTimestamp, numeric, requiredText, timestamp } from './fields.ts';

export const MAX_DAYS = 365;
export const DEFAULT_DAYS = 90;
export const MAX_OVERLAP_HOURS = 168;

/** The public part of a key: what its text says behind `sf_live_`. */
const keyId = z.string().regex(/^[0-9a-f]{16}$/, 'This is not the id of a key.');

const shape = {
  name: requiredText(100, 'A name'),
  scopes: z
    .array(z.string().regex(/^[a-z]{1,32}:(?:[a-z]{1,32}|\*)$/, 'There is no such permission.'))
    .min(1, 'Choose what the key may do.')
    .max(200, 'These are more permissions than there are.'),
  /** a number of days from now; 90 when neither is sent */
  days: numeric(
    z
      .number('Send the days as a number.')
      .int('Send whole days.')
      .min(1, 'A key works for at least a day.')
      .max(MAX_DAYS, `A key works for at most ${MAX_DAYS} days.`),
  ).optional(),
  /** or the moment itself */
  expiresAt: z
    .string()
    .refine(isTimestamp, 'Send the time as ISO 8601 in UTC, like 2026-12-31T00:00:00Z.')
    .optional(),
  /** addresses and networks it may be used from; everywhere when empty */
  allowedCidrs: z
    .array(
      z
        .string()
        .trim()
        .regex(
          /^[0-9a-f:.]{2,45}(\/\d{1,3})?$/i,
          'Write an address like 203.0.113.7, or a network like 203.0.113.0/24.',
        ),
    )
    .max(50, 'A key lists at most 50 addresses.')
    .default([]),
};

export const apiKeyInput = z.strictObject(shape);

export const apiKeyRef = z.strictObject({ id: keyId });

const overlapHours = numeric(
  z
    .number('Send the hours as a number.')
    .int('Send whole hours.')
    .min(0, 'Send 0 to end the old key at once.')
    .max(MAX_OVERLAP_HOURS, `Both keys work side by side for at most ${MAX_OVERLAP_HOURS} hours.`),
);

export const rotateKeyInput = apiKeyRef.extend({
  /** how long the old key goes on working */
  overlapHours: overlapHours.default(24),
});

export const apiKeyItem = z.object({
  id: keyId,
  name: z.string(),
  /** how its text begins */
  prefix: z.string(),
  scopes: z.array(z.string()),
  owner: z.object({ id, name: z.string() }),
  isOwn: z.boolean(),
  allowedCidrs: z.array(z.string()),
  state: z.enum(['live', 'expired', 'revoked']),
  /** a rotation has made another in its place */
  isReplaced: z.boolean(),
  createdAt: timestamp,
  expiresAt: timestamp,
  /** to the minute */
  lastUsedAt: timestamp.nullable(),
  /** in the last 24 hours, to the minute */
  callsToday: z.number().int(),
});

/** A key that was made just now, with the only copy of its text. */
export const newApiKey = z.object({
  id: keyId,
  secret: z.string().describe('The text of the key. It is shown this once.'),
  expiresAt: timestamp,
});

export const rotatedKey = newApiKey.extend({ oldExpiresAt: timestamp });

const lines = (typed: string): string[] => typed.split(/[\s,;]+/).filter(Boolean);

const chosen = z.preprocess((sent) => (sent === undefined ? [] : [sent].flat()), shape.scopes);
const addresses = shape.allowedCidrs.unwrap();

/** The page's form: boxes for permissions, and a field with one address a line. */
export const apiKeyForm = z.object({
  name: shape.name,
  days: shape.days,
  scopes: chosen,
  allowedCidrs: z
    .string()
    .default('')
    .transform(lines)
    .superRefine((typed, issues) => {
      const message = addresses.safeParse(typed).error?.issues[0]?.message;
      if (message !== undefined) issues.addIssue(message);
    }),
});
export const apiKeyRefForm = z.object({ id: keyId });
export const rotateKeyForm = z.object({ id: keyId, overlapHours });

export type ApiKeyInput = z.output<typeof apiKeyInput>;
export type ApiKeyItem = z.output<typeof apiKeyItem>;
export type NewApiKey = z.output<typeof newApiKey>;
