// Signing in, up and out as every door sees it. What a good password is, is the server's rule, not the shape's.
import { z } from 'zod';
import { emailAddress } from './email.ts';
import { id, requiredText } from './fields.ts';

/** Long enough for any passphrase; longer ones are refused by the password rules with a sentence. */
const password = z
  .string('Enter a password.')
  .min(1, 'Enter a password.')
  .max(1_024, 'This is too long for a password.');
const secret = z
  .string('The token is missing.')
  .min(1, 'The token is missing.')
  .max(512, 'This is not one of our tokens.');

const challenge = z
  .string('The challenge is missing.')
  .min(1, 'The challenge is missing.')
  .max(256, 'This is not one of our challenges.');

const requiredEmail = emailAddress.pipe(z.string('Enter an e-mail address.'));

/** Where the session goes: the browser's cookies, or tokens in the answer for a program. */
const mode = z.enum(['cookie', 'bearer']).optional();

export const loginInput = z.strictObject({
  // Anything typed here that is no address is simply nobody's: the answer is the same as for an unknown one.
  email: z
    .string('Enter your e-mail address.')
    .trim()
    .min(1, 'Enter your e-mail address.')
    .max(320, 'This is too long.'),
  password,
  remember: z.boolean().optional(),
  mode,
  /** the challenge of an earlier refusal, and what solves it: the number that was found, or the code of the mail */
  challenge: challenge.optional(),
  solution: z.string().trim().max(64, 'This is too long for a solution.').optional(),
});

export const loginCodeRequestInput = z.strictObject({ email: loginInput.shape.email, challenge });
export const loginCodeRequestOutput = z.object({
  /** to be sent with the code as its solution */
  challenge: z.string(),
});

export const registerInput = z.strictObject({
  name: requiredText(100, 'Your name'),
  email: requiredEmail,
  password,
  tenantInvite: secret.optional(),
  region: z.enum(['us', 'eu']).optional(),
});

export const resetRequestInput = z.strictObject({ email: requiredEmail });
export const resetConfirmInput = z.strictObject({ token: secret, newPassword: password });
/** What the link of a mail carries. */
export const linkInput = z.strictObject({ token: secret });
export const resendInput = z.strictObject({ email: requiredEmail });
export const chooseTenantInput = z.strictObject({ tenantId: id, mode });
export const refreshInput = z.strictObject({ refreshToken: secret.optional() });

export const signedInUser = z.object({
  /** the user in the tenant; the account where no tenant is chosen yet */
  id,
  tenantId: id.nullable(),
  roles: z.array(z.string()),
  name: z.string(),
  email: z.string(),
});

export const loginOutput = z.object({
  user: signedInUser,
  token: z.string().optional(),
  refreshToken: z.string().optional(),
});

/** `user`: who is signed in by the link of a sign-up; null where an account proved an address. */
export const verifyOutput = z.object({ email: z.string(), user: signedInUser.nullable() });

/** Signed in, or a code of the second factor is wanted by this token. */
export const loginAnswer = z.union([loginOutput, z.object({ mfaToken: z.string() })]);

export const registerOutput = z.object({
  userId: id,
  /** true: nothing is signed in yet, a mail was sent; the same for new and taken addresses */
  checkMail: z.boolean(),
});

export const refreshOutput = z.object({
  expiresIn: z.number().int(),
  token: z.string().optional(),
  /** absent when another call has already rotated it moments ago: keep using that one's */
  refreshToken: z.string().optional(),
});

export const tenantChoice = z.object({ id, name: z.string(), slug: z.string() });

export const meOutput = z.object({
  user: signedInUser,
  tenant: z.object({ id, name: z.string(), slug: z.string(), currency: z.string() }).nullable(),
  roles: z.array(z.string()),
  permissions: z.array(z.string()),
  seesAll: z
    .array(z.string())
    .describe('nouns of which every record is seen; of others the own ones, the team’s or nobody’s'),
  zone: z.string(),
  locale: z.string(),
  isOperator: z.boolean(),
});

export type SignedInUser = z.output<typeof signedInUser>;
export type LoginInput = z.output<typeof loginInput>;
export type RegisterInput = z.output<typeof registerInput>;
export type Me = z.output<typeof meOutput>;
