// Links by mail that say nothing to who asks for them: a new password, and another proof of an address. The account
// router takes these procedures in; opening a link that signs in is that file's own.
import { z } from 'zod';
import {
  linkInput,
  resendInput,
  resetConfirmInput,
  resetRequestInput,
} from '../../../app/contracts/accounts.ts';
import { open } from '../../trpc/procedures.ts';
import { confirmReset, isResetLinkGood, requestReset } from './accounts.reset.ts';
import { refuseDryRun } from './accounts.rules.ts';
import { resendVerification } from './accounts.verify.ts';

const tags = ['auth'];
const nothing = z.object({});

export const mailLinkProcedures = {
  requestReset: open({
    rest: { method: 'POST', path: '/auth/password-reset', summary: 'Ask for a password reset link', tags },
    cookieless: () => true,
    success: 202,
    errors: ['TooManyRequests'],
  })
    .input(resetRequestInput)
    .output(nothing)
    .mutation(async ({ ctx, input }) => {
      refuseDryRun(ctx);
      await requestReset(ctx.edge, input.email);
      return {};
    }),

  resetLink: open()
    .input(linkInput)
    .output(z.object({ isGood: z.boolean() }))
    .query(async ({ input }) => ({ isGood: await isResetLinkGood(input.token) })),

  confirmReset: open({
    rest: {
      method: 'POST',
      path: '/auth/password-reset/confirm',
      summary: 'Choose a new password by the link',
      tags,
    },
    cookieless: () => true,
    errors: ['Unavailable'],
  })
    .input(resetConfirmInput)
    .output(nothing)
    .mutation(async ({ ctx, input }) => {
      refuseDryRun(ctx);
      await confirmReset(ctx.edge, input.token, input.newPassword);
      return {};
    }),

  resendVerification: open({
    rest: {
      method: 'POST',
      path: '/auth/verify/resend',
      summary: 'Ask for another link that proves an e-mail address',
      tags,
    },
    cookieless: () => true,
    success: 202,
    errors: ['TooManyRequests'],
  })
    .input(resendInput)
    .output(nothing)
    .mutation(async ({ ctx, input }) => {
      refuseDryRun(ctx);
      await resendVerification(ctx.edge, input.email);
      return {};
    }),
};
