// What guards an account, as its owner sees and changes it: sessions, password, address, second factor.
import { z } from 'zod';
import { loginInput, registerInput, resetConfirmInput } from './accounts.ts';
import { requiredText, timestamp } from './fields.ts';
import { LOCALES } from './profile-choices.ts';

export const sessionItem = z.object({
  id: z.string(),
  /** as the browser named itself */
  userAgent: z.string(),
  ip: z.string().nullable(),
  createdAt: timestamp,
  /** to within ten minutes: when it was last renewed */
  lastUsedAt: timestamp,
  expiresAt: timestamp,
  /** how the person proved it: pwd, otp */
  amr: z.array(z.string()),
  isCurrent: z.boolean(),
});

export const sessionInput = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{20}$/, 'This is not a session id.'),
});

/** Six digits of an authenticator, or a recovery code; spaces and dashes do not matter. */
const code = z
  .string('Enter the code.')
  .trim()
  .min(1, 'Enter the code.')
  .max(64, 'This is too long for a code.');

export const sudoInput = z
  .strictObject({ password: loginInput.shape.password.optional(), code: code.optional() })
  .refine(({ password, code: typed }) => (password === undefined) !== (typed === undefined), {
    path: ['password'],
    message: 'Enter your password, or a code of your second factor.',
  });

export const changePasswordInput = z.strictObject({ newPassword: resetConfirmInput.shape.newPassword });
export const changeEmailInput = z.strictObject({ email: registerInput.shape.email });

const isZone = (value: string): boolean =>
  Intl.supportedValuesOf('timeZone').includes(value) || value === 'UTC';

export const profileInput = z.strictObject({
  name: requiredText(100, 'Your name'),
  locale: z.enum(LOCALES, 'Choose one of the formats offered.').optional(),
  zone: z.string().max(64).refine(isZone, 'This is not a time zone of the IANA list.').optional(),
});

export const factorCodeInput = z.strictObject({ code });
export const mfaInput = z.strictObject({
  mfaToken: z.string('The token is missing.').min(1, 'The token is missing.').max(512),
  code,
  mode: loginInput.shape.mode,
});

/** New tokens for a program whose session was renewed; a browser gets cookies instead. */
export const renewedOutput = z.object({ token: z.string().optional(), refreshToken: z.string().optional() });

export const securityOutput = z.object({
  email: z.string(),
  isVerified: z.boolean(),
  name: z.string(),
  /** until when guarded changes may be made; null: confirm first */
  sudoUntil: timestamp.nullable(),
  hasFactor: z.boolean(),
  recoveryCodesLeft: z.number().int(),
});

export const factorSetup = z.object({
  /** base32, to type by hand */
  secret: z.string(),
  /** otpauth:// address for an authenticator */
  uri: z.string(),
});

export const recoveryCodesOutput = z.object({ codes: z.array(z.string()) });

export type SessionItem = z.output<typeof sessionItem>;
export type SudoInput = z.output<typeof sudoInput>;
export type ProfileInput = z.output<typeof profileInput>;
export type MfaInput = z.output<typeof mfaInput>;
export type Security = z.output<typeof securityOutput>;
