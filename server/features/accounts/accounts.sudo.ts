// Saying again who one is, by password or by a code of the second factor; it holds for ten minutes in this session.
// Wrong tries are slowed down like wrong sign-ins, by a counter of their own: whoever holds a session cannot lock sign-in.
import { withAuth } from '../../../db/system.ts';
import type { SudoInput } from '../../../app/contracts/account-security.ts';
import { SUDO_SECONDS } from '../../auth/lifetimes.ts';
import { openSudo } from '../../auth/open-sessions.queries.ts';
import { verifyPassword } from '../../auth/password.ts';
import { recordSecurityEvent } from '../../auth/security-events.ts';
import { forgetTries, reserveTry } from '../../auth/throttle.ts';
import { AppError, unauthorized } from '../../errors.ts';
import type { Edge } from '../../trpc/context.ts';
import { useFactorCode } from './accounts.factor.ts';
import { findAccount, type Account } from './accounts.queries.ts';
import type { SessionPrincipal } from './accounts.sessions.ts';

const wrong = (field: 'password' | 'code', message: string): AppError =>
  new AppError('Unprocessable', 'auth.wrong_proof', message, { details: { [field]: [message] } });

/** Opens the ten minutes; answers until when. */
export async function enterSudo(edge: Edge, principal: SessionPrincipal, input: SudoInput): Promise<string> {
  const { accountId, sid } = principal;
  const account = await withAuth((tx) => findAccount(tx, accountId), { readOnly: true });
  if (!account) throw unauthorized();
  await reserveTry('sudo', accountId);
  await requireProof(edge, account, input);
  const until = await withAuth(async (tx) => {
    await forgetTries(tx, 'sudo', accountId);
    await recordSecurityEvent(tx, { kind: 'authn_sudo', accountId, ip: edge.ip, meta: { sid } });
    return openSudo(tx, sid, SUDO_SECONDS);
  });
  if (until === null) throw unauthorized();
  return until;
}

async function requireProof(edge: Edge, account: Account, { password, code }: SudoInput): Promise<void> {
  if (code !== undefined) {
    if (!(await useFactorCode(edge, account.id, code)))
      throw wrong('code', 'This code is wrong or was used already.');
    return;
  }
  if (!(await verifyPassword(account.passwordHash, password ?? '')))
    throw wrong('password', 'This is not your password.');
}
