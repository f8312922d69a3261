// A forgotten password: a link by mail, good once and for half an hour. Asking answers the same for every address.
import { emailKey } from '../../../app/contracts/email.ts';
import { withAuth } from '../../../db/system.ts';
import { RESET_SECONDS } from '../../auth/lifetimes.ts';
import { forgotLink, resetLink } from '../../auth/links.ts';
import { deliverSoon, queueMail, queueMailFor } from '../../auth/mail-outbox.ts';
import { passwordChangedMail, resetMail } from '../../auth/mails.ts';
import { findToken, insertTokenFor, useToken, useUpTokens } from '../../auth/one-time-tokens.queries.ts';
import { hashPassword, requireGoodPassword } from '../../auth/password.ts';
import { hashSecret, newSecret } from '../../auth/refresh-token.ts';
import { recordSecurityEvent } from '../../auth/security-events.ts';
import { endAllSessions } from '../../auth/session.ts';
import { forgetFailures, hasRoomForMail, requireRoomForAddress } from '../../auth/throttle.ts';
import type { Edge } from '../../trpc/context.ts';
import { findAccount, lockAccount, resetPassword } from './accounts.queries.ts';
import { deadLink, personalWords } from './accounts.rules.ts';

/** Sends a link if the address has an account. The same statements run when it has none. */
export async function requestReset(edge: Edge, email: string): Promise<void> {
  await requireRoomForAddress('reset', edge.ip);
  const key = emailKey(email);
  const token = newSecret();
  await withAuth(async (tx) => {
    if (!(await hasRoomForMail(tx, 'reset', key))) return;
    await insertTokenFor(tx, key, { hash: hashSecret(token), purpose: 'reset', seconds: RESET_SECONDS });
    await queueMailFor(tx, key, resetMail(email, resetLink(token)));
    await recordSecurityEvent(tx, { kind: 'authn_password_reset_request', ip: edge.ip });
  });
  deliverSoon();
}

/** Whether a link can still be used, for the page it opens. */
export async function isResetLinkGood(token: string): Promise<boolean> {
  return (
    (await withAuth((tx) => findToken(tx, hashSecret(token), 'reset'), { readOnly: true })) !== undefined
  );
}

/** Sets the new password, ends every session and says so by mail. Throws Unprocessable for a used or old link. */
export async function confirmReset(edge: Edge, token: string, newPassword: string): Promise<void> {
  const hash = hashSecret(token);
  const account = await withAuth(
    async (tx) => {
      const found = await findToken(tx, hash, 'reset');
      return found?.accountId ? findAccount(tx, found.accountId) : undefined;
    },
    { readOnly: true },
  );
  if (!account || account.isDisabled) throw deadLink();
  await requireGoodPassword('newPassword', newPassword, personalWords(account.name, account.email));
  const passwordHash = await hashPassword(newPassword);
  await withAuth(async (tx) => {
    await lockAccount(tx, account.id);
    if (!(await useToken(tx, hash, 'reset'))) throw deadLink();
    await useUpTokens(tx, account.id, 'reset');
    await useUpTokens(tx, account.id, 'mfa');
    await resetPassword(tx, account.id, passwordHash);
    await endAllSessions(tx, account.id, 'password_reset');
    await forgetFailures(tx, account.emailNorm);
    await recordSecurityEvent(tx, { kind: 'authn_password_change', accountId: account.id, ip: edge.ip });
    await queueMail(tx, passwordChangedMail(account.email, forgotLink()));
  });
  deliverSoon();
}
