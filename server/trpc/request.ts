// An HTTP request's edge → the context procedures run in. Identity is asked for once per request.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { holdsApiKey } from '../auth/api-keys.ts';
import { AppError } from '../errors.ts';
import { isBearer, type Edge as HttpEdge } from '../http/edge.ts';
import { setHeaders } from '../http/headers.ts';
import type { Caller } from '../limits/call-limits.ts';
import { fieldsOfRefusal, limited } from '../limits/limited.ts';
import { createReply, type Principal, type RequestContext } from './context.ts';
import { forCalls, presentedKey } from './idempotency-key.ts';

/** Verifies the credential of a request. `cookies` are Set-Cookie values to send along, for example after a refresh. */
export type Identify = (edge: HttpEdge) => Promise<{ principal: Principal | null; cookies: string[] }>;

const identities = new WeakMap<object, Principal>();

/** Who was found to be asking on this edge, for the access log. */
export const identityOf = (edge: object): Principal | undefined => identities.get(edge);

interface Message {
  req: IncomingMessage;
  res: ServerResponse;
  /** how many procedures are called at once */
  calls?: number;
}

/** Without a message: a page, whose loaders and actions share one context. */
export async function requestContext(
  edge: HttpEdge,
  identify: Identify,
  message?: Message,
): Promise<RequestContext> {
  const { principal, cookies } = await identify(edge).catch((thrown: unknown) => {
    if (message) setHeaders(message.res, fieldsOfRefusal(edge.ip));
    throw thrown;
  });
  if (principal) identities.set(edge, principal);
  const caller = callerOf(principal, edge.ip);
  const refusal = limited(edge.door === 'page' ? 'page' : 'api', caller, message) ?? keyInAddress(message);
  const reply = createReply();
  reply.cookies.push(...cookies);
  return {
    edge,
    principal,
    reply,
    dryRun: message?.req.headers['x-dry-run'] === 'true',
    refusal,
    idempotency: message && forCalls(presentedKey(message.req), message.calls ?? 1),
    // pages have passed the same rule at the edge
    crossSite: edge.door !== 'page' && !isBearer(edge.authorization) && !edge.sameOrigin,
  };
}

/** Addresses are kept in logs and histories: whoever writes a key there is told so at once. */
const keyInAddress = (message: Message | undefined): AppError | undefined =>
  holdsApiKey(message?.req.url ?? '')
    ? new AppError('BadRequest', 'apikey.in_address', 'An API key was sent as part of the address.', {
        hint: 'Send it as "Authorization: Bearer …". Revoke this one: addresses are kept in logs.',
      })
    : undefined;

const callerOf = (principal: Principal | null, ip: string): Caller => ({
  tenantId: principal?.tenantId ?? null,
  // an account without a tenant is somebody, too
  userId: principal?.userId ?? (principal?.kind === 'session' ? principal.accountId : null),
  keyId: principal?.kind === 'key' ? principal.keyId : null,
  ip,
});
