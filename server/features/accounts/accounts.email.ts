// Another e-mail address, or a first proof of the present one: it counts once the link sent to it was opened.
import { z } from 'zod';
import { emailKey } from '../../../app/contracts/email.ts';
import { withAuth } from '../../../db/system.ts';
import { VERIFY_SECONDS } from '../../auth/lifetimes.ts';
import { verifyLink, forgotLink, loginLink } from '../../auth/links.ts';
import { deliverSoon, queueMail } from '../../auth/mail-outbox.ts';
import { changeEmailMail, emailChangedMail, takenMail } from '../../auth/mails.ts';
import { findToken, insertToken, useToken } from '../../auth/one-time-tokens.queries.ts';
import { hashSecret, newSecret } from '../../auth/refresh-token.ts';
import { recordSecurityEvent } from '../../auth/security-events.ts';
import { requireSudo } from '../../auth/sudo.ts';
import { hasRoomForMail } from '../../auth/throttle.ts';
import { env } from '../../env.ts';
import { unauthorized } from '../../errors.ts';
import type { Edge } from '../../trpc/context.ts';
import {
  enqueueFollowEmail,
  findAccount,
  findAccountByEmail,
  lockAccount,
  updateEmail,
} from './accounts.queries.ts';
import { deadLink, emailTaken } from './accounts.rules.ts';
import type { SessionPrincipal } from './accounts.sessions.ts';

/** What the link stands for: this address for this account, while it still has the one it had. */
const change = z.object({ newEmail: z.string(), oldKey: z.string() });

/** Sends the link. Where sign-up is neutral, an address that has an account is told so by mail and nobody else is. */
export async function requestEmailChange(principal: SessionPrincipal, email: string): Promise<void> {
  await requireSudo(principal);
  const { accountId } = principal;
  const token = newSecret();
  await withAuth(async (tx) => {
    const account = await findAccount(tx, accountId);
    if (!account) throw unauthorized();
    const holder = await findAccountByEmail(tx, emailKey(email));
    const isTaken = holder !== undefined && holder.id !== accountId;
    if (isTaken && !env.SIGNUP_NEUTRAL) throw emailTaken();
    if (!(await hasRoomForMail(tx, 'signup', emailKey(email)))) return;
    if (isTaken) return queueMail(tx, takenMail(holder.email, loginLink(), forgotLink()));
    await insertToken(tx, {
      hash: hashSecret(token),
      purpose: 'email_verify',
      accountId,
      data: { newEmail: email, oldKey: account.emailNorm },
      seconds: VERIFY_SECONDS,
    });
    await queueMail(tx, changeEmailMail(email, verifyLink(token)));
  });
  deliverSoon();
}

/** The link of the mail: the account has this address from now on. Signed in or not, it proves the mailbox only. */
export async function confirmEmailChange(edge: Edge, token: string): Promise<string> {
  const hash = hashSecret(token);
  const email = await withAuth(async (tx) => {
    const found = await findToken(tx, hash, 'email_verify');
    const wanted = change.safeParse(found?.data).data;
    if (!wanted || !found?.accountId) throw deadLink();
    const account = await lockAccount(tx, found.accountId);
    if (!account || account.isDisabled || account.emailNorm !== wanted.oldKey) throw deadLink();
    if (!(await useToken(tx, hash, 'email_verify'))) throw deadLink();
    const emailNorm = emailKey(wanted.newEmail);
    const holder = await findAccountByEmail(tx, emailNorm);
    if (holder && holder.id !== account.id) throw emailTaken();
    await updateEmail(tx, account.id, { email: wanted.newEmail, emailNorm });
    await enqueueFollowEmail(tx, account.id);
    if (emailNorm !== account.emailNorm) {
      await recordSecurityEvent(tx, { kind: 'authn_email_change', accountId: account.id, ip: edge.ip });
      await queueMail(tx, emailChangedMail(account.email, wanted.newEmail));
    }
    return wanted.newEmail;
  });
  deliverSoon();
  return email;
}
