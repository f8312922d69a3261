// The way past a challenge without JavaScript: a code by mail. It says that somebody reads the mail, nothing more; the
// password is asked for as ever. Asking answers the same for every address.
import { withAuth } from '../../../db/system.ts';
import { deliverSoon, queueMailFor } from '../../auth/mail-outbox.ts';
import { signInCodeMail } from '../../auth/mails.ts';
import { hasRoomForMail, mailChallengeFor, timeOfChallenge } from '../../auth/throttle.ts';
import { AppError } from '../../errors.ts';
import type { Edge } from '../../trpc/context.ts';
import { accountKey } from './accounts.rules.ts';

interface Asked {
  email: string;
  challenge: string;
}

/** Sends a code if the address has an account, and answers the challenge that it solves. */
export async function requestLoginCode(
  edge: Edge,
  { email, challenge }: Asked,
): Promise<{ challenge: string }> {
  const attempt = { emailNorm: accountKey(email), ip: edge.ip, device: null };
  const issued = await withAuth(async (tx) => {
    const now = await timeOfChallenge(tx, attempt, challenge);
    if (now === undefined) return undefined;
    const { token, code } = mailChallengeFor(attempt, now);
    if (await hasRoomForMail(tx, 'code', attempt.emailNorm))
      await queueMailFor(tx, attempt.emailNorm, signInCodeMail(email, code));
    return token;
  });
  if (issued === undefined) throw deadChallenge();
  deliverSoon();
  return { challenge: issued };
}

const deadChallenge = (): AppError =>
  new AppError('Unprocessable', 'auth.dead_challenge', 'That took too long. Try to sign in again.', {
    details: { challenge: ['This is too old, or was not issued for this e-mail address here.'] },
    hint: 'The next refusal brings a new challenge.',
  });
