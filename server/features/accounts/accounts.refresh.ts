// POST /api/auth/refresh: the same rotation the edge does by itself, asked for in words.
import { asCookies, credentialsFor, noCookies } from '../../auth/credentials.ts';
import { ACCESS_SECONDS } from '../../auth/lifetimes.ts';
import { presentedBy } from '../../auth/principal.ts';
import { refresh } from '../../auth/refresh.ts';
import { unauthorized } from '../../errors.ts';
import type { Edge, RequestContext } from '../../trpc/context.ts';

interface Refreshed {
  expiresIn: number;
  token?: string;
  refreshToken?: string;
}

const ENDED = 'Your session has ended. Sign in again.';

/** For a program that keeps its tokens itself. */
export async function refreshBearer(edge: Edge, token: string): Promise<Refreshed> {
  const outcome = await refresh(token, edge);
  if (!outcome.ok) throw unauthorized(ENDED);
  const { access, refresh: next } = await credentialsFor('streamflow-api', outcome.session, outcome.token);
  return { expiresIn: ACCESS_SECONDS, token: access, ...(next && { refreshToken: next }) };
}

/** For a browser. When the edge has just renewed the session for this very request, there is nothing left to do. */
export async function refreshCookies({ edge, principal, reply }: RequestContext): Promise<Refreshed> {
  const { via, refreshToken } = presentedBy(edge);
  if (via === 'header' || refreshToken === null) {
    if (via === 'header' || !principal) throw unauthorized(ENDED);
    return { expiresIn: ACCESS_SECONDS };
  }
  const outcome = await refresh(refreshToken, edge);
  if (!outcome.ok) {
    reply.cookies.push(...noCookies());
    throw unauthorized(ENDED);
  }
  reply.cookies.push(...asCookies(await credentialsFor('streamflow-web', outcome.session, outcome.token)));
  return { expiresIn: ACCESS_SECONDS };
}
