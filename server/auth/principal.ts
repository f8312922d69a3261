// From what a request presents to who asks. An Authorization header wins over cookies; an expired access cookie is renewed
// from the refresh cookie on the way in. What the identity may do is not known here: the tenant transaction decides.
import type { Principal } from '../trpc/context.ts';
import { verifyApiKey } from './api-keys.ts';
import { asCookies, credentialsFor, names, noCookies } from './credentials.ts';
import { refresh, type SessionFace } from './refresh.ts';
import { verifyAccessToken, type AccessClaims } from './tokens.ts';

/** The parts of a request an identity can come from. The CSRF rule has been applied before. */
export interface Presented {
  readonly ip: string;
  readonly userAgent: string;
  readonly authorization?: string | undefined;
  readonly cookies: Readonly<Record<string, string | undefined>>;
}

export interface Resolved {
  readonly principal: Principal | null;
  /** Set-Cookie values to send with the answer, whatever it will be */
  readonly cookies: string[];
}

const NOBODY: Resolved = { principal: null, cookies: [] };

/**
 * How a request was identified, kept beside it and not in the context: a refresh token has no business where
 * contexts are logged. Held as long as the request's edge object is.
 */
interface Credential {
  readonly via: 'header' | 'cookie';
  /** the refresh cookie, while this request has not used it yet */
  readonly refreshToken: string | null;
  /** the device cookie, unread; a program has none */
  readonly device?: string | null;
}

const credentials = new WeakMap<object, Credential>();

/** How the request behind this edge object identified itself. */
export const presentedBy = (edge: object): Credential =>
  credentials.get(edge) ?? { via: 'cookie', refreshToken: null };

/** Who asks. Pass the same object on as the context's `edge`. */
export async function identify(edge: Presented): Promise<Resolved> {
  if (edge.authorization !== undefined) {
    credentials.set(edge, { via: 'header', refreshToken: null });
    return { principal: await fromHeader(edge.authorization), cookies: [] };
  }
  const refreshToken = edge.cookies[names.refresh] || null;
  const access = edge.cookies[names.access];
  const claims = access ? await verifyAccessToken(access, 'streamflow-web') : null;
  const device = edge.cookies[names.device] || null;
  credentials.set(edge, { via: 'cookie', refreshToken: claims ? refreshToken : null, device });
  if (claims) return { principal: fromClaims(claims), cookies: [] };
  return refreshToken === null ? NOBODY : renew(refreshToken, edge);
}

async function fromHeader(authorization: string): Promise<Principal | null> {
  const [, credential] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
  if (!credential) return null;
  if (credential.startsWith('sf_live_')) {
    const owner = await verifyApiKey(credential);
    return owner && { kind: 'key', ...owner };
  }
  const claims = await verifyAccessToken(credential, 'streamflow-api');
  return claims && fromClaims(claims);
}

async function renew(token: string, edge: Presented): Promise<Resolved> {
  const outcome = await refresh(token, edge);
  if (!outcome.ok) return { principal: null, cookies: noCookies() };
  const { session } = outcome;
  const cookies = asCookies(await credentialsFor('streamflow-web', session, outcome.token));
  return { principal: fromSession(session), cookies };
}

const fromClaims = ({ sub, sid, ep, tid, uid }: AccessClaims): Principal => ({
  kind: 'session',
  accountId: sub,
  sid,
  epoch: ep,
  tenantId: tid,
  userId: uid,
});

export const fromSession = ({ accountId, sid, epoch, tenantId, userId }: SessionFace): Principal => ({
  kind: 'session',
  accountId,
  sid,
  epoch,
  tenantId,
  userId,
});
