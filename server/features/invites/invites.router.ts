// Asking people into the tenant by mail.
import { z } from 'zod';
import {
  inviteInput,
  inviteItem,
  inviteManyInput,
  inviteManyOutput,
} from '../../../app/contracts/invites.ts';
import { id } from '../../../app/contracts/fields.ts';
import { router, tenantSteps } from '../../trpc/procedures.ts';
import { invite, inviteMany, listInvites, resendInvite, withdrawInvite } from './invites.actions.ts';

const tags = ['users'];

export const invitesRouter = router({
  create: tenantSteps('user:invite', {
    rest: { method: 'POST', path: '/users/invite', summary: 'Invite somebody by e-mail, or again', tags },
    success: 202,
    errors: ['Conflict'],
  })
    .input(inviteInput)
    .output(z.object({ id }))
    .mutation(({ ctx, input }) => invite(ctx.enter, input, ctx.dryRun)),

  createMany: tenantSteps('user:invite', {
    rest: { method: 'POST', path: '/users/invites', summary: 'Invite several people by e-mail', tags },
    success: 202,
  })
    .input(inviteManyInput)
    .output(inviteManyOutput)
    .mutation(async ({ ctx, input }) => ({ items: await inviteMany(ctx.enter, input, ctx.dryRun) })),

  resend: tenantSteps('user:invite', {
    rest: {
      method: 'POST',
      path: '/users/invites/{id}/resend',
      summary: 'Send an invitation again, by a new link',
      tags,
    },
    success: 202,
    errors: ['NotFound'],
  })
    .input(z.strictObject({ id }))
    .output(z.object({ id }))
    .mutation(({ ctx, input }) => resendInvite(ctx.enter, input.id, ctx.dryRun)),

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
      await withdrawInvite(ctx.enter, input.id, ctx.dryRun);
      return {};
    }),
});
