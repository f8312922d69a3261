// Refresh: one rotating secret per session, in one transaction under the row's lock (rules 1–6 below, in their order).
// It answers what happened and never throws for a refused token: a throw would roll the revocation back.
import { withAuth } from '../../db/system.ts';
import type { Transaction as AuthTx } from '../../db/transaction.ts';
import { queueMail } from './mail-outbox.ts';
import { tokenReuseMail } from './mails.ts';
import {
  formatRefreshToken,
  hashSecret,
  newSecret,
  parseRefreshToken,
  sameHash,
  type RefreshToken,
} from './refresh-token.ts';
import { recordSecurityEvent } from './security-events.ts';
import { endSession, liveSession } from './session.ts';
import { findSession, lockSession, replaceSecret, rotateSecret } from './sessions.queries.ts';

export type SessionFace = NonNullable<Awaited<ReturnType<typeof findSession>>>;

export type Refreshed =
  /** `token` is null in a race: the tab that won already has the new one. */
  | { readonly ok: true; readonly session: SessionFace; readonly token: string | null }
  | { readonly ok: false; readonly reason: 'malformed' | 'unknown' | 'ended' | 'reused' };

export interface Client {
  readonly ip: string;
  readonly userAgent: string;
}

/** Trades a refresh token for the session's present face and, unless it is a race, a new token. */
export async function refresh(presented: string, client: Client): Promise<Refreshed> {
  const token = parseRefreshToken(presented);
  if (!token) return { ok: false, reason: 'malformed' };
  return withAuth((tx) => rotate(tx, token, client));
}

async function rotate(tx: AuthTx, token: RefreshToken, client: Client): Promise<Refreshed> {
  const row = await lockSession(tx, token.sid);
  if (!row) return { ok: false, reason: 'unknown' };
  if (row.isRevoked || row.isExpired || row.isDisabled) return { ok: false, reason: 'ended' };

  const hash = hashSecret(token.secret);
  const isCurrent = sameHash(hash, row.curHash);
  if (!isCurrent && !sameHash(hash, row.prevHash)) return revokeFamily(tx, token, row, client);
  if (!(await liveSession(tx, token.sid))) return { ok: false, reason: 'ended' };

  if (isCurrent) return issue(tx, token.sid, rotateSecret);
  if (row.isRace) return { ok: true, session: await present(tx, token.sid), token: null };
  await recordSecurityEvent(tx, {
    kind: 'refresh_recovered',
    accountId: row.accountId,
    ip: client.ip,
    meta: { sid: row.sid },
  });
  return issue(tx, token.sid, replaceSecret);
}

async function issue(tx: AuthTx, sid: string, store: typeof rotateSecret): Promise<Refreshed> {
  const secret = newSecret();
  await store(tx, sid, hashSecret(secret));
  const session = await present(tx, sid);
  return { ok: true, session, token: formatRefreshToken({ sid, gen: session.gen, secret }) };
}

async function present(tx: AuthTx, sid: string): Promise<SessionFace> {
  const session = await findSession(tx, sid);
  if (!session) throw new Error('A session vanished under its own lock.');
  return session;
}

/** A secret of this session that is neither current nor previous: somebody holds a copy. Nobody keeps the session. */
async function revokeFamily(
  tx: AuthTx,
  token: RefreshToken,
  row: { accountId: string; email: string },
  client: Client,
): Promise<Refreshed> {
  await endSession(tx, token.sid, 'reuse');
  const meta = { sid: token.sid, gen: token.gen, userAgent: client.userAgent.slice(0, 200) };
  await recordSecurityEvent(tx, { kind: 'authn_token_reuse', accountId: row.accountId, ip: client.ip, meta });
  await queueMail(tx, tokenReuseMail(row.email, client));
  return { ok: false, reason: 'reused' };
}
