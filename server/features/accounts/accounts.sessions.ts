// Starting, switching and ending a session, whatever proved who it is (a password, a confirmed address, an invite).
import { withAuth } from '../../../db/system.ts';
import { withTenant, type Entered, type TenantContext } from '../../../db/tenant.ts';
import type { SignedInUser } from '../../../app/contracts/accounts.ts';
import { credentialsFor, type Credentials } from '../../auth/credentials.ts';
import { knownDevice, newDevice } from '../../auth/device.ts';
import { hasFactor } from '../../auth/factors.queries.ts';
import { PRIVILEGED, sessionLifetime, SUDO_SECONDS } from '../../auth/lifetimes.ts';
import { openSudo } from '../../auth/open-sessions.queries.ts';
import { fromSession, presentedBy } from '../../auth/principal.ts';
import { formatRefreshToken, hashSecret, newSecret, newSid } from '../../auth/refresh-token.ts';
import type { SessionFace } from '../../auth/refresh.ts';
import { recordSecurityEvent } from '../../auth/security-events.ts';
import { createSession, endAllSessions, endSession } from '../../auth/session.ts';
import { findSession, setActiveTenant, shortenSession } from '../../auth/sessions.queries.ts';
import type { Audience } from '../../auth/tokens.ts';
import { AppError, notFound, sqlState, unauthorized } from '../../errors.ts';
import { tenantContext, type Edge, type Principal } from '../../trpc/context.ts';
import { touchLogin } from '../users/users.membership.queries.ts';
import { findOpenTenants, isSessionLive, lockAccount, raiseEpoch, type Account } from './accounts.queries.ts';
import { wrongCredentials } from './accounts.rules.ts';

export interface SignedIn {
  readonly user: SignedInUser;
  readonly credentials: Credentials;
  /** for a browser the account does not know yet: the cookie by which it will */
  readonly device?: string;
}

export type SessionPrincipal = Extract<Principal, { kind: 'session' }>;

export interface SessionWish {
  readonly audience: Audience;
  readonly remember: boolean;
  /** how the person proved it, as in the amr claim */
  readonly amr: readonly string[];
}

/**
 * Opens a session for an account. `account` is as it was when it was proven; one that has changed since (another
 * password, disabled, a second factor since) is refused like a wrong password. With one tenant that tenant is chosen.
 */
export async function startSession(edge: Edge, account: Account, wish: SessionWish): Promise<SignedIn> {
  const secret = newSecret();
  const sid = newSid();
  const session = await withAuth(async (tx) => {
    const now = await lockAccount(tx, account.id);
    if (!now || now.isDisabled || now.passwordHash !== account.passwordHash) return undefined;
    if (!wish.amr.includes('otp') && (await hasFactor(tx, account.id))) return undefined;
    const open = await findOpenTenants(tx, account.id);
    const { idle, absolute } = sessionLifetime({ remember: wish.remember, isOperator: account.isOperator });
    await createSession(tx, {
      sid,
      accountId: account.id,
      tenantId: open.length === 1 ? (open[0]?.id ?? null) : null,
      secretHash: hashSecret(secret),
      idleSeconds: idle,
      absoluteSeconds: absolute,
      amr: wish.amr,
      ip: edge.ip || null,
      userAgent: edge.userAgent,
    });
    await openSudo(tx, sid, SUDO_SECONDS);
    await recordSecurityEvent(tx, {
      kind: 'authn_login_success',
      accountId: account.id,
      ip: edge.ip,
      meta: { sid },
    });
    return findSession(tx, sid);
  });
  if (!session) throw wrongCredentials();
  const { user, face } = await arrive(edge, session, account);
  const refresh = formatRefreshToken({ sid, gen: face.gen, secret });
  const isKnown = knownDevice(presentedBy(edge).device ?? null, account.emailNorm) !== null;
  return {
    user,
    credentials: await credentialsFor(wish.audience, face, refresh),
    ...(!isKnown && { device: newDevice(account.emailNorm) }),
  };
}

/** Enters the chosen tenant, if any: is the user active there, which roles, and does that shorten the session? */
async function arrive(
  edge: Edge,
  session: SessionFace,
  account: Account,
): Promise<{ user: SignedInUser; face: SessionFace }> {
  if (!session.tenantId || !session.userId) {
    const user = { id: account.id, tenantId: null, roles: [], name: account.name, email: account.email };
    return { user, face: session };
  }
  try {
    const entered = await enterTenant(sessionContext(edge, session));
    const face = await shortened(session, entered);
    return { user: asUser(session.tenantId, session.userId, entered), face };
  } catch (error) {
    await withAuth((tx) => endSession(tx, session.sid, 'refused'));
    throw sqlState(error) === 'SF401' ? wrongCredentials() : error;
  }
}

const sessionContext = (edge: Edge, session: SessionFace): TenantContext =>
  tenantContext({
    edge,
    principal: fromSession(session),
    reply: { cookies: [], headers: {} },
    dryRun: false,
  });

const enterTenant = (context: TenantContext): Promise<Entered> =>
  withTenant(context, { permission: null, label: 'auth.enter' }, async (tx) => {
    await touchLogin(tx);
    return tx.entered;
  });

const asUser = (tenantId: string, userId: string, { roles, name, email }: Entered): SignedInUser => ({
  id: userId,
  tenantId,
  roles,
  name,
  email,
});

/** Admins' sessions are short, whatever was asked for. */
async function shortened(session: SessionFace, { permissions }: Entered): Promise<SessionFace> {
  if (!permissions.includes('admin:*')) return session;
  return withAuth(async (tx) => {
    await shortenSession(tx, session.sid, PRIVILEGED.idle, PRIVILEGED.absolute);
    return (await findSession(tx, session.sid)) ?? session;
  });
}

/** For calls that open no tenant transaction: throws Unauthorized unless the session counts at this moment. */
export async function requireLiveSession(principal: Principal): Promise<SessionPrincipal> {
  if (principal.kind !== 'session') {
    throw new AppError('Forbidden', 'auth.session_only', 'API keys cannot do this: sign in as a person.');
  }
  if (!(await withAuth((tx) => isSessionLive(tx, principal), { readOnly: true }))) throw unauthorized();
  return principal;
}

/** Moves a session into one of the account's tenants. Another tenant's id is NotFound, whether it exists or not. */
export async function chooseTenant(
  edge: Edge,
  principal: SessionPrincipal,
  tenantId: string,
  audience: Audience,
): Promise<SignedIn> {
  const open = await withAuth((tx) => findOpenTenants(tx, principal.accountId), { readOnly: true });
  const chosen = open.find(({ id }) => id === tenantId);
  if (!chosen) throw notFound('tenant');
  const wanted = { ...principal, tenantId, userId: chosen.userId };
  const context = tenantContext({
    edge,
    principal: wanted,
    reply: { cookies: [], headers: {} },
    dryRun: false,
  });
  const entered = await enterTenant(context);
  const session = await withAuth(async (tx) => {
    await setActiveTenant(tx, principal.sid, tenantId);
    return findSession(tx, principal.sid);
  });
  if (!session) throw unauthorized();
  const face = await shortened(session, entered);
  return {
    user: asUser(tenantId, chosen.userId, entered),
    credentials: await credentialsFor(audience, face, null),
  };
}

export const listTenants = (principal: SessionPrincipal) =>
  withAuth((tx) => findOpenTenants(tx, principal.accountId), { readOnly: true });

/** Ends the session and its refresh family. */
export async function logout(edge: Edge, { sid, accountId }: SessionPrincipal): Promise<void> {
  await withAuth(async (tx) => {
    await endSession(tx, sid, 'logout');
    await recordSecurityEvent(tx, { kind: 'authn_logout', accountId, ip: edge.ip, meta: { sid } });
  });
}

/** Ends every session of the account; access tokens still in flight stop with their next request. */
export async function logoutEverywhere(edge: Edge, { sid, accountId }: SessionPrincipal): Promise<void> {
  await withAuth(async (tx) => {
    await raiseEpoch(tx, accountId);
    await endAllSessions(tx, accountId, 'logout_everywhere');
    await recordSecurityEvent(tx, {
      kind: 'authn_logout',
      accountId,
      ip: edge.ip,
      meta: { sid, everywhere: true },
    });
  });
}
