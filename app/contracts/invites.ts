// Asking somebody into a tenant by mail, and what the link in that mail opens.
import { z } from 'zod';
import { confirmEmailInput, registerInput } from './accounts.ts';
import { id, timestamp } from './fields.ts';

export const inviteInput = z.strictObject({
  email: registerInput.shape.email,
  /** key of the role to begin with */
  role: z
    .string('Choose a role.')
    .regex(/^[\w-]{1,64}$/, 'There is no such role.')
    .default('user'),
});

export const inviteItem = z.object({
  id,
  email: z.string(),
  roles: z.array(z.string()),
  invitedAt: timestamp,
  /** null: the link was not sent or has been used up; invite again */
  expiresAt: timestamp.nullable(),
});

export const inviteLinkInput = confirmEmailInput;

/** What the link is good for, told to whoever holds it. */
export const inviteLink = z.discriminatedUnion('state', [
  z.object({ state: z.literal('dead') }),
  z.object({
    /** new: make an account; known: sign in to it; other: somebody else is signed in; ready: join */
    state: z.enum(['new', 'known', 'other', 'ready']),
    email: z.string(),
    tenantName: z.string(),
  }),
]);

export type InviteInput = z.output<typeof inviteInput>;
export type InviteLink = z.output<typeof inviteLink>;
