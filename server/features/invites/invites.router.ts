// Asking people into the tenant by mail.
import { z } from 'zod';
import { inviteInput, inviteItem } from '../../../app/contracts/invites.ts';
import { id } from '../../../app/contracts/fields.ts';
import { router, tenantSteps } from '../../trpc/procedures.ts';
import { invite, listInvites, withdrawInvite } from './invites.actions.ts';

const tags = ['users'];

export const invitesRouter = router({
  create: tenantSteps('user:invite', {
    rest: { method: 'POST', path: '/users/invite', summary: 'Invite somebody by e-mail, or again', tags },
    success: 202,
    errors: ['Conflict'],
  })
    .input(inviteInput)
    .output(z.object({ id }))
    .mutation(({ ctx, input }) => invite(ctx.enter, input)),

  list: tenantSteps('user:invite', {
    rest: { method: 'GET', path: '/users/invites', summary: 'Invitations nobody has accepted yet', tags },
  })
    .input(z.strictObject({}).optional())
    .output(z.object({ items: z.array(inviteItem) }))
    .query(async ({ ctx }) => ({ items: await listInvites(ctx.enter) })),

  withdraw: tenantSteps('user:invite', {
    rest: { method: 'DELETE', path: '/users/invites/{id}', summary: 'Take an invitation back', tags },
    success: 204,
    errors: ['NotFound'],
  })
    .input(z.strictObject({ id }))
    .output(z.object({}))
    .mutation(async ({ ctx, input }) => {
      await withdrawInvite(ctx.enter, input.id);
      return {};
    }),
});
