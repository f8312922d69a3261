// Signing up, in and out, at every door. What happens is in accounts.sign-in, .sign-up, .verify and .sessions; this file
// puts the result where the caller can use it: cookies for a browser, tokens for a program.
import { z } from 'zod';
import {
  chooseTenantInput,
  linkInput,
  loginAnswer,
  loginCodeRequestInput,
  loginCodeRequestOutput,
  loginInput,
  loginOutput,
  meOutput,
  refreshInput,
  refreshOutput,
  registerInput,
  registerOutput,
  tenantChoice,
  verifyOutput,
} from '../../../app/contracts/accounts.ts';
import { mfaInput } from '../../../app/contracts/account-security.ts';
import { inviteLink, inviteLinkInput } from '../../../app/contracts/invites.ts';
import { deviceCookie } from '../../auth/cookies.ts';
import { asCookies, names, noCookies } from '../../auth/credentials.ts';
import { presentedBy } from '../../auth/principal.ts';
import type { RequestContext } from '../../trpc/context.ts';
import { account, open, router } from '../../trpc/procedures.ts';
import { acceptInvite, readInvite } from '../invites/invites.accept.ts';
import { requestLoginCode } from './accounts.challenge.ts';
import { mailLinkProcedures } from './accounts.mail-links.ts';
import { me } from './accounts.me.ts';
import { refuseDryRun } from './accounts.rules.ts';
import { securityProcedures } from './accounts.security.ts';
import { refreshBearer, refreshCookies } from './accounts.refresh.ts';
import {
  chooseTenant,
  listTenants,
  logout,
  logoutEverywhere,
  requireLiveSession,
  type SignedIn,
} from './accounts.sessions.ts';
import { login, loginByCode } from './accounts.sign-in.ts';
import { register } from './accounts.sign-up.ts';
import { verifyEmail } from './accounts.verify.ts';

const tags = ['auth'];
const nothing = z.object({});

function answer(ctx: RequestContext, { user, credentials, device }: SignedIn, isBearer: boolean) {
  if (isBearer) {
    return {
      user,
      token: credentials.access,
      ...(credentials.refresh && { refreshToken: credentials.refresh }),
    };
  }
  ctx.reply.cookies.push(...asCookies(credentials), ...(device ? [deviceCookie(names, device)] : []));
  return { user };
}

/** Input fields that make a call one of a program: it neither reads nor sets a cookie then. */
const sent = (input: unknown, field: string): unknown =>
  typeof input === 'object' && input !== null ? (input as Record<string, unknown>)[field] : undefined;
const asksForBearer = (input: unknown): boolean => sent(input, 'mode') === 'bearer';
const bringsToken = (input: unknown): boolean => typeof sent(input, 'refreshToken') === 'string';

function signOut({ reply }: RequestContext): void {
  reply.cookies.push(...noCookies());
  reply.headers['Clear-Site-Data'] = '"cache", "storage"';
}

export const accountsRouter = router({
  ...securityProcedures,
  ...mailLinkProcedures,

  login: open({
    rest: { method: 'POST', path: '/auth/login', summary: 'Sign in with e-mail and password', tags },
    cookieless: asksForBearer,
    errors: ['Unauthorized', 'Locked', 'TooManyRequests', 'Unavailable'],
  })
    .input(loginInput)
    .output(loginAnswer)
    .mutation(async ({ ctx, input }) => {
      refuseDryRun(ctx);
      const outcome = await login(ctx.edge, input);
      return 'mfaToken' in outcome ? outcome : answer(ctx, outcome, input.mode === 'bearer');
    }),

  requestLoginCode: open({
    rest: {
      method: 'POST',
      path: '/auth/login/code',
      summary: 'Ask for a code by mail that solves the challenge of a sign-in',
      tags,
    },
    cookieless: () => true,
    success: 202,
  })
    .input(loginCodeRequestInput)
    .output(loginCodeRequestOutput)
    .mutation(({ ctx, input }) => {
      refuseDryRun(ctx);
      return requestLoginCode(ctx.edge, input);
    }),

  loginByCode: open({
    rest: { method: 'POST', path: '/auth/login/2fa', summary: 'Finish signing in by a code', tags },
    cookieless: asksForBearer,
    errors: ['Unauthorized', 'Locked', 'TooManyRequests'],
  })
    .input(mfaInput)
    .output(loginOutput)
    .mutation(async ({ ctx, input }) => {
      refuseDryRun(ctx);
      return answer(ctx, await loginByCode(ctx.edge, input), input.mode === 'bearer');
    }),

  register: open({
    rest: {
      method: 'POST',
      path: '/auth/register',
      summary: 'Create an account, with a tenant or by invite',
      tags,
    },
    success: 201,
    location: '/api/me',
    errors: ['Conflict', 'TooManyRequests', 'Unavailable'],
  })
    .input(registerInput)
    .output(registerOutput)
    .mutation(async ({ ctx, input }) => {
      refuseDryRun(ctx);
      const { userId, signedIn } = await register(ctx.edge, input);
      if (signedIn) ctx.reply.cookies.push(...asCookies(signedIn.credentials));
      return { userId, checkMail: signedIn === null };
    }),

  verifyEmail: open({
    rest: {
      method: 'POST',
      path: '/auth/verify',
      summary: 'Prove an e-mail address by the link of a mail; the link of a sign-up also signs in',
      tags,
    },
    errors: ['Conflict'],
  })
    .input(linkInput)
    .output(verifyOutput)
    .mutation(async ({ ctx, input }) => {
      refuseDryRun(ctx);
      const { email, signedIn } = await verifyEmail(ctx.edge, input.token);
      return { email, user: signedIn && answer(ctx, signedIn, false).user };
    }),

  refresh: open({
    rest: {
      method: 'POST',
      path: '/auth/refresh',
      summary: 'Trade a refresh token for an access token',
      tags,
    },
    errors: ['Unauthorized'],
    cookieless: bringsToken,
  })
    .input(refreshInput)
    .output(refreshOutput)
    .mutation(({ ctx, input }) => {
      refuseDryRun(ctx);
      return input.refreshToken === undefined
        ? refreshCookies(ctx)
        : refreshBearer(ctx.edge, input.refreshToken);
    }),

  logout: open({
    rest: { method: 'POST', path: '/auth/logout', summary: 'End this session', tags },
    success: 204,
  })
    .input(z.strictObject({}).optional())
    .output(nothing)
    .mutation(async ({ ctx }) => {
      refuseDryRun(ctx);
      if (ctx.principal?.kind === 'session') await logout(ctx.edge, ctx.principal);
      signOut(ctx);
      return {};
    }),

  logoutEverywhere: account({
    rest: {
      method: 'POST',
      path: '/auth/logout-everywhere',
      summary: 'End every session of the account',
      tags,
    },
    success: 204,
    errors: ['Unauthorized', 'Forbidden'],
  })
    .input(z.strictObject({}).optional())
    .output(nothing)
    .mutation(async ({ ctx }) => {
      refuseDryRun(ctx);
      await logoutEverywhere(ctx.edge, await requireLiveSession(ctx.principal));
      signOut(ctx);
      return {};
    }),

  /** for the page that the link of an invitation opens */
  inviteLink: open()
    .input(inviteLinkInput)
    .output(inviteLink)
    .query(({ ctx, input }) => readInvite(ctx.principal, input.token)),

  acceptInvite: account({
    rest: {
      method: 'POST',
      path: '/auth/invite',
      summary: 'Join a tenant by the link of an invitation',
      tags,
    },
    errors: ['Conflict'],
  })
    .input(inviteLinkInput)
    .output(loginOutput)
    .mutation(async ({ ctx, input }) => {
      refuseDryRun(ctx);
      const principal = await requireLiveSession(ctx.principal);
      const isBearer = presentedBy(ctx.edge).via === 'header';
      const audience = isBearer ? 'streamflow-api' : 'streamflow-web';
      return answer(ctx, await acceptInvite(ctx.edge, principal, input.token, audience), isBearer);
    }),

  tenants: account({
    rest: { method: 'GET', path: '/auth/tenants', summary: 'Tenants this account may choose', tags },
  })
    .input(z.strictObject({}).optional())
    .output(z.object({ items: z.array(tenantChoice) }))
    .query(async ({ ctx }) => ({ items: await listTenants(await requireLiveSession(ctx.principal)) })),

  chooseTenant: account({
    rest: { method: 'POST', path: '/auth/tenant', summary: 'Choose the tenant to work in', tags },
    errors: ['Unauthorized', 'Forbidden', 'NotFound'],
  })
    .input(chooseTenantInput)
    .output(loginOutput)
    .mutation(async ({ ctx, input }) => {
      refuseDryRun(ctx);
      const principal = await requireLiveSession(ctx.principal);
      const isBearer = presentedBy(ctx.edge).via === 'header';
      const audience = isBearer ? 'streamflow-api' : 'streamflow-web';
      return answer(ctx, await chooseTenant(ctx.edge, principal, input.tenantId, audience), isBearer);
    }),

  me: account({
    rest: { method: 'GET', path: '/me', summary: 'Who is asking, where, and what they may do', tags },
  })
    .input(z.strictObject({}).optional())
    .output(meOutput)
    .query(({ ctx }) => me(ctx, ctx.principal)),
});
