// The sessions of one account as its owner sees them: where, on what, since when, and an end to any of them.
import { withAuth } from '../../../db/system.ts';
import { endOtherSessions, endOwnSession, findOpenSessions } from '../../auth/open-sessions.queries.ts';
import { recordSecurityEvent } from '../../auth/security-events.ts';
import { requireSudo } from '../../auth/sudo.ts';
import { notFound } from '../../errors.ts';
import type { Edge } from '../../trpc/context.ts';
import type { SessionPrincipal } from './accounts.sessions.ts';

export async function listSessions({ accountId, sid }: SessionPrincipal) {
  const rows = await withAuth((tx) => findOpenSessions(tx, accountId), { readOnly: true });
  return rows.map((row) => ({ ...row, isCurrent: row.id === sid }));
}

/** Ends another session of one's own; somebody else's is NotFound, like one that is over. */
export async function endSessionOf(edge: Edge, principal: SessionPrincipal, id: string): Promise<void> {
  const { accountId, sid } = principal;
  if (id !== sid) await requireSudo(principal);
  await withAuth(async (tx) => {
    if (!(await endOwnSession(tx, accountId, id))) throw notFound('session');
    await recordSecurityEvent(tx, { kind: 'authn_session_end', accountId, ip: edge.ip, meta: { sid: id } });
  });
}

/** Ends every session but this one; answers how many there were. */
export async function endOthers(edge: Edge, principal: SessionPrincipal): Promise<number> {
  await requireSudo(principal);
  return withAuth(async (tx) => {
    const ended = await endOtherSessions(tx, principal, 'ended_by_owner');
    await recordSecurityEvent(tx, {
      kind: 'authn_session_end',
      accountId: principal.accountId,
      ip: edge.ip,
      meta: { others: ended },
    });
    return ended;
  });
}
