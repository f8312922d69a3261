// The only SQL about auth.sessions. Every function takes the auth transaction; time is the database's.
import { and, eq, isNull, lt, ne, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { accounts, accountTenants, sessions } from '../../db/schema/index.ts';
import type { Transaction as AuthTx } from '../../db/transaction.ts';
import { RACE_SECONDS } from './lifetimes.ts';

export interface NewSession {
  readonly sid: string;
  readonly accountId: string;
  readonly tenantId: string | null;
  readonly secretHash: Buffer;
  readonly idleSeconds: number;
  readonly absoluteSeconds: number;
  readonly amr: readonly string[];
  readonly ip: string | null;
  readonly userAgent: string;
}

const idleEnd = sql<string>`least(now() + ${sessions.idleSeconds} * interval '1 second', ${sessions.absoluteExpiresAt})`;

export async function insertSession(tx: AuthTx, session: NewSession): Promise<void> {
  const after = (seconds: number) => sql`now() + ${seconds} * interval '1 second'`;
  await tx.insert(sessions).values({
    id: session.sid,
    accountId: session.accountId,
    activeTenantId: session.tenantId,
    curHash: session.secretHash,
    gen: 1,
    rotatedAt: sql`now()`,
    authTime: sql`now()`,
    amr: [...session.amr],
    idleSeconds: session.idleSeconds,
    idleExpiresAt: after(Math.min(session.idleSeconds, session.absoluteSeconds)),
    absoluteExpiresAt: after(session.absoluteSeconds),
    ip: session.ip,
    userAgent: session.userAgent.slice(0, 400),
  });
}

/** An alias, because FOR UPDATE OF takes no name with a schema. */
const session = alias(sessions, 'session');

const face = {
  sid: session.id,
  accountId: session.accountId,
  gen: session.gen,
  amr: session.amr,
  authTime: sql<number>`floor(extract(epoch from ${session.authTime}))::int`,
  epoch: accounts.sessionEpoch,
  email: accounts.emailNorm,
  tenantId: accountTenants.tenantId,
  userId: accountTenants.userId,
  idleSecondsLeft: sql<number>`ceil(extract(epoch from ${session.idleExpiresAt} - now()))::int`,
  isDisabled: sql<boolean>`${accounts.disabledAt} is not null`,
  isExpired: sql<boolean>`least(${session.idleExpiresAt}, ${session.absoluteExpiresAt}) <= now()`,
  isRevoked: sql<boolean>`${session.revokedAt} is not null`,
};

const openTenant = and(
  eq(accountTenants.accountId, session.accountId),
  eq(accountTenants.tenantId, session.activeTenantId),
  eq(accountTenants.state, 'active'),
  isNull(accountTenants.disabledAt),
);

/** A session with its account and, where one is chosen and still open to it, its tenant. Locks the row: tabs queue here. */
export async function lockSession(tx: AuthTx, sid: string) {
  const [row] = await tx
    .select({
      ...face,
      curHash: session.curHash,
      prevHash: session.prevHash,
      isRace: sql<boolean>`${session.rotatedAt} >= now() - ${RACE_SECONDS} * interval '1 second'`,
    })
    .from(session)
    .innerJoin(accounts, eq(accounts.id, session.accountId))
    .leftJoin(accountTenants, openTenant)
    .where(eq(session.id, sid))
    .for('update', { of: session });
  return row;
}

/** The same without a lock: what an access token is made from. */
export async function findSession(tx: AuthTx, sid: string) {
  const [row] = await tx
    .select(face)
    .from(session)
    .innerJoin(accounts, eq(accounts.id, session.accountId))
    .leftJoin(accountTenants, openTenant)
    .where(eq(session.id, sid));
  return row;
}

/** Seconds until a live session ends, with its account; null fields where there is none. */
export async function findLifetime(tx: AuthTx, sid: string) {
  const [row] = await tx
    .select({
      accountId: sessions.accountId,
      secondsLeft: sql<number>`extract(epoch from least(${sessions.idleExpiresAt}, ${sessions.absoluteExpiresAt}) - now())::float8`,
      isRevoked: sql<boolean>`${sessions.revokedAt} is not null`,
      isDisabled: sql<boolean>`${accounts.disabledAt} is not null`,
      epoch: accounts.sessionEpoch,
    })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .where(eq(sessions.id, sid));
  return row;
}

export async function findSessionIds(tx: AuthTx, accountId: string) {
  return tx
    .select({
      sid: sessions.id,
      secondsLeft: sql<number>`extract(epoch from least(${sessions.idleExpiresAt}, ${sessions.absoluteExpiresAt}) - now())::float8`,
    })
    .from(sessions)
    .where(and(eq(sessions.accountId, accountId), isNull(sessions.revokedAt)));
}

/** New current secret, the old one kept as previous. */
export async function rotateSecret(tx: AuthTx, sid: string, next: Buffer) {
  await tx
    .update(sessions)
    .set({
      prevHash: sql`${sessions.curHash}`,
      curHash: next,
      gen: sql`${sessions.gen} + 1`,
      rotatedAt: sql`now()`,
    })
    .where(eq(sessions.id, sid));
}

/** New current secret for an answer that never arrived: the same rotation, said again. */
export async function replaceSecret(tx: AuthTx, sid: string, next: Buffer) {
  await tx
    .update(sessions)
    .set({ curHash: next, rotatedAt: sql`now()` })
    .where(eq(sessions.id, sid));
}

/** Moves the idle end to a full idle time from now, never past the absolute end. */
export async function extendIdle(tx: AuthTx, sid: string): Promise<void> {
  await tx.update(sessions).set({ idleExpiresAt: idleEnd }).where(eq(sessions.id, sid));
}

/** Makes a session end earlier; it never makes one live longer. */
export async function shortenSession(tx: AuthTx, sid: string, idle: number, absolute: number): Promise<void> {
  const absoluteEnd = sql`least(${sessions.absoluteExpiresAt}, ${sessions.createdAt} + ${absolute} * interval '1 second')`;
  await tx
    .update(sessions)
    .set({
      idleSeconds: sql`least(${sessions.idleSeconds}, ${idle})`,
      absoluteExpiresAt: absoluteEnd,
      idleExpiresAt: sql`least(${sessions.idleExpiresAt}, now() + ${idle} * interval '1 second', ${absoluteEnd})`,
    })
    .where(eq(sessions.id, sid));
}

/** New current secret and no previous one: every older refresh token of this session is a stolen one from now on. */
export async function renewSecret(tx: AuthTx, sid: string, next: Buffer): Promise<void> {
  await tx
    .update(sessions)
    .set({ curHash: next, prevHash: null, gen: sql`${sessions.gen} + 1`, rotatedAt: sql`now()` })
    .where(eq(sessions.id, sid));
}

export async function setActiveTenant(tx: AuthTx, sid: string, tenantId: string): Promise<void> {
  await tx.update(sessions).set({ activeTenantId: tenantId }).where(eq(sessions.id, sid));
}

const ended = (reason: string) => ({ revokedAt: sql`now()`, revokeReason: reason });

export async function revokeSession(tx: AuthTx, sid: string, reason: string): Promise<void> {
  await tx
    .update(sessions)
    .set(ended(reason))
    .where(and(eq(sessions.id, sid), isNull(sessions.revokedAt)));
}

export async function revokeAccountSessions(
  tx: AuthTx,
  accountId: string,
  reason: string,
  except = '',
): Promise<void> {
  await tx
    .update(sessions)
    .set(ended(reason))
    .where(and(eq(sessions.accountId, accountId), isNull(sessions.revokedAt), ne(sessions.id, except)));
}

export async function revokeExpiredSessions(tx: AuthTx): Promise<void> {
  await tx
    .update(sessions)
    .set(ended('expired'))
    .where(
      and(
        isNull(sessions.revokedAt),
        lt(sql`least(${sessions.idleExpiresAt}, ${sessions.absoluteExpiresAt})`, sql`now()`),
      ),
    );
}
