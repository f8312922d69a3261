// What guards an account, at every door: its sessions, proving oneself again, password, address and second factor.
// Part of the accounts router; what happens is in accounts.devices, .sudo, .password, .email and .factor.
import { z } from 'zod';
import {
  changeEmailInput,
  changePasswordInput,
  factorCodeInput,
  factorSetup,
  profileInput,
  recoveryCodesOutput,
  renewedOutput,
  securityOutput,
  sessionInput,
  sessionItem,
  sudoInput,
} from '../../../app/contracts/account-security.ts';
import { timestamp } from '../../../app/contracts/fields.ts';
import { asCookies } from '../../auth/credentials.ts';
import { presentedBy } from '../../auth/principal.ts';
import type { RequestContext } from '../../trpc/context.ts';
import { account } from '../../trpc/procedures.ts';
import { endOthers, endSessionOf, listSessions } from './accounts.devices.ts';
import { requestEmailChange } from './accounts.email.ts';
import {
  confirmFactor,
  pendingFactor,
  removeFactor,
  renewRecoveryCodes,
  setUpFactor,
} from './accounts.factor.ts';
import { changePassword } from './accounts.password.ts';
import { saveProfile, securityOf } from './accounts.profile.ts';
import { credentialsOf, type Renewal } from './accounts.renewal.ts';
import { refuseDryRun } from './accounts.rules.ts';
import { requireLiveSession } from './accounts.sessions.ts';
import { enterSudo } from './accounts.sudo.ts';

const tags = ['auth'];
const nothing = z.object({});
const rest = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: `/auth/${string}`, summary: string) => ({
  rest: { method, path, summary, tags },
});

/** The renewed session where its holder keeps it: cookies for a browser, tokens for a program. */
async function renewed(ctx: RequestContext, renewal: Renewal): Promise<z.output<typeof renewedOutput>> {
  const isBearer = presentedBy(ctx.edge).via === 'header';
  const credentials = await credentialsOf(isBearer ? 'streamflow-api' : 'streamflow-web', renewal);
  if (isBearer) return { token: credentials.access, refreshToken: renewal.refresh };
  ctx.reply.cookies.push(...asCookies(credentials));
  return {};
}

export const securityProcedures = {
  security: account(rest('GET', '/auth/security', 'What guards this account'))
    .input(z.strictObject({}).optional())
    .output(securityOutput)
    .query(async ({ ctx }) => securityOf(await requireLiveSession(ctx.principal))),

  sessions: account(rest('GET', '/auth/sessions', 'Open sessions of this account, the one used last first'))
    .input(z.strictObject({}).optional())
    .output(z.object({ items: z.array(sessionItem) }))
    .query(async ({ ctx }) => ({ items: await listSessions(await requireLiveSession(ctx.principal)) })),

  endSession: account({
    ...rest('DELETE', '/auth/sessions/{id}', 'End one session of this account'),
    success: 204,
    errors: ['NotFound'],
  })
    .input(sessionInput)
    .output(nothing)
    .mutation(async ({ ctx, input }) => {
      refuseDryRun(ctx);
      await endSessionOf(ctx.edge, await requireLiveSession(ctx.principal), input.id);
      return {};
    }),

  endOtherSessions: account(rest('POST', '/auth/sessions/end-others', 'End every session but this one'))
    .input(z.strictObject({}).optional())
    .output(z.object({ ended: z.number().int() }))
    .mutation(async ({ ctx }) => {
      refuseDryRun(ctx);
      return { ended: await endOthers(ctx.edge, await requireLiveSession(ctx.principal)) };
    }),

  sudo: account({
    ...rest('POST', '/auth/sudo', 'Say again who one is, for ten minutes of guarded changes'),
    errors: ['Locked', 'TooManyRequests', 'Unavailable'],
  })
    .input(sudoInput)
    .output(z.object({ sudoUntil: timestamp }))
    .mutation(async ({ ctx, input }) => {
      refuseDryRun(ctx);
      return { sudoUntil: await enterSudo(ctx.edge, await requireLiveSession(ctx.principal), input) };
    }),

  changePassword: account({
    ...rest('POST', '/auth/password', 'Choose another password; other sessions end'),
    errors: ['Unavailable'],
  })
    .input(changePasswordInput)
    .output(renewedOutput)
    .mutation(async ({ ctx, input }) => {
      refuseDryRun(ctx);
      const principal = await requireLiveSession(ctx.principal);
      return renewed(ctx, await changePassword(ctx.edge, principal, input.newPassword));
    }),

  changeEmail: account({
    ...rest('POST', '/auth/email', 'Ask for another e-mail address, or to confirm the present one'),
    success: 202,
    errors: ['Conflict'],
  })
    .input(changeEmailInput)
    .output(nothing)
    .mutation(async ({ ctx, input }) => {
      refuseDryRun(ctx);
      await requestEmailChange(await requireLiveSession(ctx.principal), input.email);
      return {};
    }),

  saveProfile: account(rest('PATCH', '/auth/profile', 'Own name and formats'))
    .input(profileInput)
    .output(nothing)
    .mutation(async ({ ctx, input }) => {
      refuseDryRun(ctx);
      await saveProfile(ctx, await requireLiveSession(ctx.principal), input);
      return {};
    }),

  setUpFactor: account({
    ...rest('POST', '/auth/factor', 'Begin a second factor: answers the secret'),
    errors: ['Conflict'],
  })
    .input(z.strictObject({}).optional())
    .output(factorSetup)
    .mutation(async ({ ctx }) => {
      refuseDryRun(ctx);
      const principal = await requireLiveSession(ctx.principal);
      await setUpFactor(principal);
      return pendingFactor(principal);
    }),

  /** for the page that shows the secret until a first code of it was typed */
  pendingFactor: account()
    .output(factorSetup)
    .query(async ({ ctx }) => pendingFactor(await requireLiveSession(ctx.principal))),

  confirmFactor: account({
    ...rest(
      'POST',
      '/auth/factor/confirm',
      'Turn the second factor on by its first code; other sessions end',
    ),
    errors: ['NotFound', 'Conflict', 'Locked', 'TooManyRequests'],
  })
    .input(factorCodeInput)
    .output(recoveryCodesOutput.extend(renewedOutput.shape))
    .mutation(async ({ ctx, input }) => {
      refuseDryRun(ctx);
      const principal = await requireLiveSession(ctx.principal);
      const { codes, ...renewal } = await confirmFactor(ctx.edge, principal, input.code);
      return { codes, ...(await renewed(ctx, renewal)) };
    }),

  removeFactor: account({
    ...rest('DELETE', '/auth/factor', 'Take the second factor away; other sessions end'),
    errors: ['NotFound'],
  })
    .input(z.strictObject({}).optional())
    .output(renewedOutput)
    .mutation(async ({ ctx }) => {
      refuseDryRun(ctx);
      return renewed(ctx, await removeFactor(ctx.edge, await requireLiveSession(ctx.principal)));
    }),

  renewRecoveryCodes: account({
    ...rest('POST', '/auth/recovery-codes', 'Ten new recovery codes; the old ones stop working'),
    errors: ['NotFound'],
  })
    .input(z.strictObject({}).optional())
    .output(recoveryCodesOutput)
    .mutation(async ({ ctx }) => {
      refuseDryRun(ctx);
      return { codes: await renewRecoveryCodes(await requireLiveSession(ctx.principal)) };
    }),
};
