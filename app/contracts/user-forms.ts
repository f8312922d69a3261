// The forms about the people of a tenant: what their contracts ask for, plus what only a form has.
import { z } from 'zod';
import { isStorable, UNSTORABLE, version } from './fields.ts';
import { inviteManyInput, MOST_INVITES } from './invites.ts';
import { roleKey } from './roles.ts';
import { userPatch } from './users.ts';

const MOST_TYPED = 20_000;

/** One address a line; commas and semicolons part them too, as mail programs write them. */
const addresses = (typed: string): string[] =>
  typed
    .split(/[\n\r,;]+/)
    .map((address) => address.trim())
    .filter(Boolean);

export const inviteForm = z.object({
  emails: z
    .string('Enter at least one address.')
    .max(MOST_TYPED, 'This is too long: send it in parts.')
    .refine(isStorable, UNSTORABLE)
    .transform(addresses)
    .refine((list) => list.length > 0, 'Enter at least one address.')
    .refine((list) => list.length <= MOST_INVITES, `At most ${MOST_INVITES} addresses at once.`)
    .refine((list) => list.every((address) => address.length <= 320), 'One of these is too long.'),
  role: inviteManyInput.shape.role,
});

export const inviteIdForm = z.object({ id: z.string() });

export const nameForm = z.object({
  name: userPatch.shape.name.unwrap(),
  version,
});

/** The box that is ticked before the button counts. */
const sure = z.literal('on', 'Tick the box to say that you are sure.');

export const sureForm = z.object({ sure });
export const userRolesForm = z.object({
  roles: z.array(roleKey).min(1, 'Choose at least one role. To keep somebody out, disable them.'),
  sure,
});
