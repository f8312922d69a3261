// Asking somebody into a tenant by mail, and what the link in that mail opens.
import { z } from 'zod';
import { linkInput, registerInput } from './accounts.ts';
import { id, isStorable, timestamp, UNSTORABLE } from './fields.ts';

export const inviteInput = z.strictObject({
  email: registerInput.shape.email,
  /** key of the role to begin with */
  role: z
    .string('Choose a role.')
    .regex(/^[\w-]{1,64}$/, 'There is no such role.')
    .default('user'),
});

export const MOST_INVITES = 50;

/** Many at once: whatever is typed, each answered by itself. */
export const inviteManyInput = z.strictObject({
  emails: z
    .array(z.string().max(320, 'This is too long for an address.').refine(isStorable, UNSTORABLE))
    .min(1, 'Enter at least one address.')
    .max(MOST_INVITES, `At most ${MOST_INVITES} addresses at once.`),
  role: inviteInput.shape.role,
});

export const INVITE_OUTCOMES = ['sent', 'member', 'invited', 'no_address', 'too_many_mails'] as const;
export type InviteOutcome = (typeof INVITE_OUTCOMES)[number];

export const inviteManyOutput = z.object({
  items: z.array(z.object({ email: z.string(), outcome: z.enum(INVITE_OUTCOMES), id: id.nullable() })),
});

export const inviteItem = z.object({
  id,
  email: z.string(),
  roles: z.array(z.string()),
  invitedAt: timestamp,
  /** null: the link was not sent or has been used up; invite again */
  expiresAt: timestamp.nullable(),
});

export const inviteLinkInput = linkInput;

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

export type InviteItem = z.output<typeof inviteItem>;
export type InviteAnswer = z.output<typeof inviteManyOutput>['items'][number];
export type InviteManyInput = z.output<typeof inviteManyInput>;
export type InviteInput = z.output<typeof inviteInput>;
export type InviteLink = z.output<typeof inviteLink>;
