// The corridor: every procedure is made here, names the permission it needs, and runs inside one tenant transaction.
// What a procedure does lives in server/features; how its answer is spelled on the wire lives in the doors.
import { initTRPC, TRPCError } from '@trpc/server';
import type { OpenApiMeta } from 'trpc-to-openapi';
import { withTenant, type Tx } from '../../db/tenant.ts';
import type { Permission } from '../auth/permissions.ts';
import { asQueryFault, toAppError, type ErrorCode } from '../errors.ts';
import { csrfRefused } from '../http/refusal.ts';
import { requireRoomFor, type ExactClass } from '../limits/exact-limits.ts';
import { tenantContext, type RequestContext } from './context.ts';
import { claimOf, leased, once, requireSoundKey, type Answer } from './idempotency.ts';
import { readTenant } from './reads.ts';
import { wireError } from './wire-error.ts';

/**
 * The permission a procedure needs. `public`: no identity. `account`: a signed-in account, tenant or not.
 * `member`: any active user of the tenant.
 */
export type Requirement = Permission | 'public' | 'account' | 'member';

type Rest = NonNullable<OpenApiMeta['openapi']>;

export interface ProcedureMeta extends OpenApiMeta {
  requires?: Requirement;
  /** answer of the REST door: 201 adds Location, 204 sends no body */
  success?: 200 | 201 | 202 | 204;
  /** where a 201 or 202 can be found: an API path with {id} or {jobId} taken from the answer */
  location?: string;
  /** inputs with which the procedure neither reads nor sets a cookie, so that its caller may be any program */
  cookieless?: (input: unknown) => boolean;
  /** codes beyond 400, 401, 403, 422 and 429 that this operation answers with */
  errors?: ErrorCode[];
  /** a limit per user that is exact over all processes */
  limit?: ExactClass;
  /** it refuses to be tried out, because what it does cannot be rolled back in one piece */
  noDryRun?: boolean;
}

const t = initTRPC
  .context<RequestContext>()
  .meta<ProcedureMeta>()
  .create({
    errorFormatter({ error, ctx, type }) {
      const appError = toAppError(error);
      return wireError(type === 'query' ? asQueryFault(appError) : appError, ctx?.edge.requestId ?? '');
    },
  });

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

interface Options {
  /** method, path, summary and tags of the REST operation; a procedure without it has no REST door */
  rest?: Pick<Rest, 'method' | 'path' | 'summary' | 'tags'> & { description?: string };
  success?: ProcedureMeta['success'];
  location?: string;
  errors?: ErrorCode[];
  limit?: ExactClass;
  noDryRun?: boolean;
  cookieless?: ProcedureMeta['cookieless'];
}

function meta(
  requires: Requirement,
  { rest, success, location, errors, limit, noDryRun, cookieless }: Options,
): ProcedureMeta {
  return {
    requires,
    ...(cookieless && { cookieless }),
    ...(rest && { openapi: { ...rest, protect: requires !== 'public' } }),
    ...(success && { success }),
    ...(location && { location }),
    ...(errors && { errors }),
    ...(limit && { limit }),
    ...(noDryRun && { noDryRun }),
  };
}

/** What holds for every call: limits, and the CSRF rule for both API doors: what rests on cookies comes from our pages. */
const fromOurPages = t.middleware(async ({ ctx, next, type, meta: { cookieless } = {}, getRawInput }) => {
  if (ctx.refusal) throw ctx.refusal;
  if (ctx.crossSite && type === 'mutation' && !cookieless?.(await getRawInput())) throw csrfRefused();
  if (type === 'mutation') requireSoundKey(ctx);
  return next();
});

/** Limits that are counted over all processes; see server/limits. */
const withinLimit = t.middleware(async ({ ctx, next, meta: { limit } = {} }) => {
  if (limit) await requireRoomFor(limit, tenantContext(ctx).userId ?? '');
  return next();
});

interface Asked {
  ctx: RequestContext;
  type: 'query' | 'mutation' | 'subscription';
  meta: ProcedureMeta | undefined;
  path: string;
  getRawInput: () => Promise<unknown>;
}

/** What the call claims under its idempotency key; null without one. */
async function claimOfCall({ ctx, type, meta, path, getRawInput }: Asked) {
  if (type !== 'mutation' || !ctx.idempotency || ctx.dryRun) return null;
  const code = ctx.edge.door === 'rest' ? (meta?.success ?? 200) : 200;
  return claimOf(ctx, { name: path, input: await getRawInput(), code });
}

const permissionOf = (meta: ProcedureMeta | undefined): Permission | null =>
  meta?.requires === undefined || meta.requires === 'member' ? null : (meta.requires as Permission);

/** An answer given again, as the middleware's result: nothing behind it has run. */
const givenAgain = ({ data }: Pick<Answer, 'data'>) => ({ ok: true, data }) as never;

/** next() never throws, it answers; without this rethrow a failed mutation would commit. */
const inTenant = t.middleware(async (asked) => {
  const { ctx, next, type, meta, path } = asked;
  const dryRun = ctx.dryRun && type === 'mutation';
  const options = { permission: permissionOf(meta), dryRun, label: path };
  const run = async (tx: Tx) => {
    const result = await next({ ctx: { tx } });
    if (!result.ok) throw result.error;
    return result;
  };
  if (type === 'query') return readTenant(ctx, options, run);
  const claim = await claimOfCall(asked);
  if (!claim) return withTenant(tenantContext(ctx), options, run);
  const done: { result?: Awaited<ReturnType<typeof run>> } = {};
  const answer = await once(ctx, claim, options, async (tx) => {
    done.result = await run(tx);
    return done.result.data;
  });
  return done.result ?? givenAgain(answer);
});

/** Opens a transaction with the procedure's permission, which is checked again each time. */
export type Enter = <T>(options: { readOnly?: boolean }, fn: (tx: Tx) => Promise<T>) => Promise<T>;

const inSteps = t.middleware(async (asked) => {
  const { ctx, next, type, meta, path } = asked;
  const dryRun = ctx.dryRun && type === 'mutation';
  const options = { permission: permissionOf(meta), dryRun, label: path };
  const enter: Enter = (step, fn) => withTenant(tenantContext(ctx), { ...options, ...step }, fn);
  const run = async () => {
    const result = await next({ ctx: { enter } });
    if (!result.ok) throw result.error;
    return result;
  };
  const claim = await claimOfCall(asked);
  if (!claim) {
    // whoever may not is told so before the input is looked at, as everywhere
    await enter({ readOnly: true }, (tx) => tx.entered);
    return run();
  }
  const done: { result?: Awaited<ReturnType<typeof run>> } = {};
  const answer = await leased(ctx, claim, options, async () => {
    done.result = await run();
    return done.result.data;
  });
  return done.result ?? givenAgain(answer);
});

const signedIn = t.middleware(({ ctx, next }) => {
  if (!ctx.principal) throw new TRPCError({ code: 'UNAUTHORIZED', message: 'Sign in to continue.' });
  return next({ ctx: { principal: ctx.principal } });
});

/** A procedure anybody may call: sign-in and its relatives. It opens no tenant transaction. */
export const open = (options: Options = {}) => t.procedure.meta(meta('public', options)).use(fromOurPages);

/** A procedure for a signed-in account that may not have chosen a tenant yet. It opens no tenant transaction. */
export const account = (options: Options = {}) =>
  t.procedure.meta(meta('account', options)).use(fromOurPages).use(signedIn);

/** A procedure inside the tenant: `ctx.tx` is the open transaction; queries get a read-only one. */
export const tenant = (requires: Permission | 'member', options: Options = {}) =>
  t.procedure.meta(meta(requires, options)).use(fromOurPages).use(withinLimit).use(inTenant);

/** A procedure inside the tenant with something slow between its statements: `ctx.enter` opens each transaction. */
export const tenantSteps = (requires: Permission, options: Options = {}) =>
  t.procedure.meta(meta(requires, options)).use(fromOurPages).use(withinLimit).use(inSteps);

export type TenantCtx = RequestContext & { tx: Tx };
