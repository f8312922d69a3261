// An HTTP request's edge → the context procedures run in. Identity is asked for once per request.
import type { IncomingHttpHeaders } from 'node:http';
import { isBearer, type Edge as HttpEdge } from '../http/edge.ts';
import { createReply, type Principal, type RequestContext } from './context.ts';

/** Verifies the credential of a request. `cookies` are Set-Cookie values to send along, for example after a refresh. */
export type Identify = (edge: HttpEdge) => Promise<{ principal: Principal | null; cookies: string[] }>;

const identities = new WeakMap<object, Principal>();

/** Who was found to be asking on this edge, for the access log. */
export const identityOf = (edge: object): Principal | undefined => identities.get(edge);

export async function requestContext(
  edge: HttpEdge,
  identify: Identify,
  headers: IncomingHttpHeaders,
): Promise<RequestContext> {
  const { principal, cookies } = await identify(edge);
  if (principal) identities.set(edge, principal);
  const reply = createReply();
  reply.cookies.push(...cookies);
  return {
    edge,
    principal,
    reply,
    dryRun: headers['x-dry-run'] === 'true',
    // pages have passed the same rule at the edge
    crossSite: edge.door !== 'page' && !isBearer(edge.authorization) && !edge.sameOrigin,
  };
}
