// Another password, chosen by the person signed in.
import { withAuth } from '../../../db/system.ts';
import { forgotLink } from '../../auth/links.ts';
import { deliverSoon, queueMail } from '../../auth/mail-outbox.ts';
import { passwordChangedMail } from '../../auth/mails.ts';
import { useUpTokens } from '../../auth/one-time-tokens.queries.ts';
import { hashPassword, requireGoodPassword } from '../../auth/password.ts';
import { recordSecurityEvent } from '../../auth/security-events.ts';
import { requireSudo } from '../../auth/sudo.ts';
import { unauthorized } from '../../errors.ts';
import type { Edge } from '../../trpc/context.ts';
import { changePasswordHash, findAccount, lockAccount } from './accounts.queries.ts';
import { renewSession, type Renewal } from './accounts.renewal.ts';
import { personalWords } from './accounts.rules.ts';
import type { SessionPrincipal } from './accounts.sessions.ts';

/** Sets it, ends every other session, uses up open reset links, and says so by mail. */
export async function changePassword(
  edge: Edge,
  principal: SessionPrincipal,
  newPassword: string,
): Promise<Renewal> {
  await requireSudo(principal);
  const { accountId } = principal;
  const account = await withAuth((tx) => findAccount(tx, accountId), { readOnly: true });
  if (!account) throw unauthorized();
  await requireGoodPassword('newPassword', newPassword, personalWords(account.name, account.email));
  const passwordHash = await hashPassword(newPassword);
  const renewal = await withAuth(async (tx) => {
    await lockAccount(tx, accountId);
    await changePasswordHash(tx, accountId, passwordHash);
    await useUpTokens(tx, accountId, 'reset');
    await useUpTokens(tx, accountId, 'mfa');
    await recordSecurityEvent(tx, { kind: 'authn_password_change', accountId, ip: edge.ip });
    await queueMail(tx, passwordChangedMail(account.email, forgotLink()));
    return renewSession(tx, principal, 'password_change');
  });
  deliverSoon();
  return renewal;
}
