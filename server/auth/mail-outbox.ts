// Mails about signing in: written in the transaction that causes them, kept encrypted, handed to the mail gateway later.
// Without a mail server they stay here and /dev/mail shows them.
import { uuidv7 } from '../../db/ids.ts';
import { withAuth } from '../../db/system.ts';
import type { Transaction as AuthTx } from '../../db/transaction.ts';
import { canSendMail, sendMail } from '../gateways/mail.ts';
import { log } from '../observability/log.ts';
import { redactText } from '../observability/redact.ts';
import { keyEncryptionKey } from './kek.ts';
import {
  claimMail,
  findMails,
  insertMail,
  insertMailFor,
  insertMailTo,
  insertMailWhen,
  markFailed,
  markSent,
} from './mail-outbox.queries.ts';
import type { Letter, Mail } from './mails.ts';
import { seal, unseal } from './sealed.ts';

export interface KeptMail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly purpose: string;
  readonly createdAt: string;
  readonly sentAt: string | null;
}

export async function queueMail(tx: AuthTx, { to, subject, text, purpose }: Mail): Promise<void> {
  const id = uuidv7();
  await insertMail(tx, { id, toEmail: to, subject, purpose, text: sealText(id, text) });
}

/** The mail, if it is wanted: the same statement when it is not. */
export async function queueMailWhen(tx: AuthTx, isWanted: boolean, mail: Mail): Promise<void> {
  const { to, subject, text, purpose } = mail;
  const id = uuidv7();
  await insertMailWhen(tx, isWanted, { id, toEmail: to, subject, purpose, text: sealText(id, text) });
}

/** The mail, if the address has an account: the same statement for known and unknown addresses. */
export async function queueMailFor(
  tx: AuthTx,
  emailNorm: string,
  { subject, text, purpose }: Letter,
): Promise<void> {
  const id = uuidv7();
  await insertMailFor(tx, emailNorm, { id, subject, purpose, text: sealText(id, text) });
}

/**
 * The mail to a person of a tenant, unless they never showed that the address is theirs: whoever signs up with somebody else's
 * sends them nothing. Of one `id` it is kept once, however often it is queued.
 */
export async function queueMailTo(
  tx: AuthTx,
  person: { tenantId: string; userId: string },
  { id, subject, text, purpose }: Letter & { id: string },
): Promise<void> {
  await insertMailTo(tx, person, { id, subject, purpose, text: sealText(id, text) });
}

const sealText = (id: string, text: string): string => seal(keyEncryptionKey(), text, id).toString('base64');
const openText = (id: string, sealed: string): string =>
  sealed === '' ? '' : unseal(keyEncryptionKey(), Buffer.from(sealed, 'base64'), id);

/** The newest mails, readable: for /dev/mail and tests, never in production. */
export async function keptMails(limit = 50): Promise<KeptMail[]> {
  const rows = await withAuth((tx) => findMails(tx, limit));
  return rows.map(({ id, toEmail, subject, text, purpose, createdAt, sentAt }) => ({
    id,
    to: toEmail,
    subject,
    text: openText(id, text),
    purpose,
    createdAt,
    sentAt,
  }));
}

const BATCH = 20;

/**
 * Sends what waits, each by one process at a time and always under the same Message-ID: who was killed while sending may have
 * sent it, so it is sent again. A job calls it every minute.
 */
export async function deliverMail(): Promise<void> {
  if (!canSendMail()) return;
  const tried: string[] = [];
  while (tried.length < BATCH) {
    const mail = await withAuth((tx) => claimMail(tx, tried));
    if (!mail) return;
    tried.push(mail.id);
    try {
      await sendMail({
        id: mail.id,
        to: mail.toEmail,
        subject: mail.subject,
        text: openText(mail.id, mail.text),
      });
      await withAuth((tx) => markSent(tx, mail.id));
    } catch (error) {
      const reason = error instanceof Error ? redactText(error.message).slice(0, 300) : 'not sent';
      log.warn({ err: error, mail: mail.id }, 'mail not sent');
      await withAuth((tx) => markFailed(tx, mail.id, reason));
    }
  }
}

/** After a request that queued a mail: sends it without anybody waiting. What fails stays for the job. */
export function deliverSoon(): void {
  deliverMail().catch((error: unknown) => log.error({ err: error }, 'outbox not delivered'));
}
