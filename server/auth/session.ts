// Sessions through lucia: the only module that imports it. Its session id is our public sid; the secret lives in refresh.ts.
// It never sees a credential: `liveSession` is asked only after the caller has verified one. Cookies and clocks are not its own.
import { Lucia, TimeSpan, type Adapter, type DatabaseSession } from 'lucia';
import type { Transaction as AuthTx } from '../../db/transaction.ts';
import {
  extendIdle,
  findLifetime,
  findSessionIds,
  insertSession,
  revokeAccountSessions,
  revokeExpiredSessions,
  revokeSession,
  type NewSession,
} from './sessions.queries.ts';

type SessionAttributes = Omit<NewSession, 'sid' | 'accountId'>;

declare module 'lucia' {
  interface Register {
    Lucia: ReturnType<typeof luciaOn>;
    DatabaseSessionAttributes: Partial<SessionAttributes>;
    DatabaseUserAttributes: { epoch: number };
  }
}

/**
 * So long that lucia finds every session past half of it and asks for an extension each time it validates one.
 * How far it is extended is the row's own affair (`extendIdle`); lucia's date is ignored.
 */
const ALWAYS_EXTEND = new TimeSpan(400, 'd');

const luciaOn = (tx: AuthTx, reason: string) =>
  new Lucia(adapterOn(tx, reason), {
    sessionExpiresIn: ALWAYS_EXTEND,
    getUserAttributes: ({ epoch }) => ({ epoch }),
  });

/** lucia compares dates with this machine's clock, so it is told "as many seconds from now as the database says". */
const onOurClock = (secondsLeft: number): Date => new Date(Date.now() + secondsLeft * 1000);

function adapterOn(tx: AuthTx, reason: string): Adapter {
  return {
    async getSessionAndUser(sid) {
      const row = await findLifetime(tx, sid);
      if (!row || row.isRevoked) return [null, null];
      const session: DatabaseSession = {
        id: sid,
        userId: row.accountId,
        expiresAt: onOurClock(row.secondsLeft),
        attributes: {},
      };
      return [session, row.isDisabled ? null : { id: row.accountId, attributes: { epoch: row.epoch } }];
    },
    async getUserSessions(accountId) {
      const rows = await findSessionIds(tx, accountId);
      return rows.map(({ sid, secondsLeft }) => ({
        id: sid,
        userId: accountId,
        expiresAt: onOurClock(secondsLeft),
        attributes: {},
      }));
    },
    async setSession({ id, userId, attributes }) {
      await insertSession(tx, { ...(attributes as SessionAttributes), sid: id, accountId: userId });
    },
    updateSessionExpiration: (sid) => extendIdle(tx, sid),
    deleteSession: (sid) => revokeSession(tx, sid, reason),
    deleteUserSessions: (accountId) => revokeAccountSessions(tx, accountId, reason),
    deleteExpiredSessions: () => revokeExpiredSessions(tx),
  };
}

export async function createSession(
  tx: AuthTx,
  { sid, accountId, ...attributes }: NewSession,
): Promise<void> {
  await luciaOn(tx, 'replaced').createSession(accountId, attributes, { sessionId: sid });
}

/** Whether the session still counts; extends its idle time when it does, ends it when its account is disabled or its time is up. */
export async function liveSession(tx: AuthTx, sid: string): Promise<boolean> {
  const { session } = await luciaOn(tx, 'expired').validateSession(sid);
  return session !== null;
}

export const endSession = (tx: AuthTx, sid: string, reason: string): Promise<void> =>
  luciaOn(tx, reason).invalidateSession(sid);

export const endAllSessions = (tx: AuthTx, accountId: string, reason: string): Promise<void> =>
  luciaOn(tx, reason).invalidateUserSessions(accountId);

/** Marks sessions whose time ran out; a housekeeping job calls it. */
export const sweepExpiredSessions = (tx: AuthTx): Promise<void> =>
  luciaOn(tx, 'expired').deleteExpiredSessions();
