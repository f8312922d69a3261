// Links that prove an e-mail address: one page opens them all, and another one can be asked for.
import { emailKey } from '../../../app/contracts/email.ts';
import { withAuth } from '../../../db/system.ts';
import type { Transaction as AuthTx } from '../../../db/transaction.ts';
import { VERIFY_SECONDS } from '../../auth/lifetimes.ts';
import { forgotLink, loginLink, verifyLink } from '../../auth/links.ts';
import { deliverSoon, queueMailWhen } from '../../auth/mail-outbox.ts';
import { changeEmailMail, takenMail, verifyMail, type Mail } from '../../auth/mails.ts';
import { findToken, findTokenTo, insertToken } from '../../auth/one-time-tokens.queries.ts';
import { hashSecret, newSecret } from '../../auth/refresh-token.ts';
import { hasRoomForMail, requireRoomForAddress } from '../../auth/throttle.ts';
import type { Edge } from '../../trpc/context.ts';
import { confirmEmailChange } from './accounts.email.ts';
import { findAccountByEmail, type Account } from './accounts.queries.ts';
import { deadLink } from './accounts.rules.ts';
import type { SignedIn } from './accounts.sessions.ts';
import { applicant, applicationOf, confirmSignUp, type Applicant } from './accounts.sign-up.ts';

interface Verified {
  readonly email: string;
  /** null: an account proved an address, nobody is signed in by that */
  readonly signedIn: SignedIn | null;
}

/** Does what the link was sent for, in whatever browser it is opened. */
export async function verifyEmail(edge: Edge, token: string): Promise<Verified> {
  const found = await withAuth((tx) => findToken(tx, hashSecret(token), 'email_verify'), { readOnly: true });
  if (!found) throw deadLink();
  if (found.accountId) return { email: await confirmEmailChange(edge, token), signedIn: null };
  const signedIn = await confirmSignUp(edge, token);
  return { email: signedIn.user.email, signedIn };
}

/** Sends another link if the address waits for one. The same statements run, and nothing is told, when it does not. */
export async function resendVerification(edge: Edge, email: string): Promise<void> {
  await requireRoomForAddress('verify', edge.ip);
  const key = emailKey(email);
  const token = newSecret();
  await withAuth(async (tx) => {
    if (!(await hasRoomForMail(tx, 'signup', key))) return;
    const account = await findAccountByEmail(tx, key);
    const application = await findApplication(tx, key);
    const link = linkFor(account, application);
    const hash = hashSecret(link ? token : newSecret());
    await insertToken(tx, { hash, purpose: 'email_verify', seconds: VERIFY_SECONDS, ...link });
    const isWanted = account ? !account.isDisabled : application !== undefined;
    await queueMailWhen(tx, isWanted, mailFor(account, application, verifyLink(token)) ?? nothing(email));
  });
  deliverSoon();
}

async function findApplication(tx: AuthTx, emailNorm: string): Promise<Applicant | undefined> {
  return applicant.safeParse((await findTokenTo(tx, 'email_verify', emailNorm))?.data).data;
}

/** What another link stands for; undefined where there is nothing left to prove. */
function linkFor(account: Account | undefined, application: Applicant | undefined) {
  if (account) {
    const { id, email, emailNorm, isVerified } = account;
    return isVerified ? undefined : { accountId: id, data: { newEmail: email, oldKey: emailNorm } };
  }
  return application && { data: applicationOf(application) };
}

function mailFor(
  account: Account | undefined,
  application: Applicant | undefined,
  link: string,
): Mail | undefined {
  if (account)
    return account.isVerified
      ? takenMail(account.email, loginLink(), forgotLink())
      : changeEmailMail(account.email, link);
  return application && verifyMail(application.email, application.name, link);
}

/** Stands where a mail would: it is never kept. */
const nothing = (email: string): Mail => verifyMail(email, '', '');
