// Mail leaves the building here, by SMTP. Without SMTP_URL nothing is sent: the outbox keeps it for /dev/mail.
// It does not decide what is sent, and it retries nothing; the outbox does.
import { createTransport, type Transporter } from 'nodemailer';
import { env } from '../env.ts';

export interface OutgoingMail {
  /** the outbox row's id; becomes the Message-ID, so that a second delivery of the same mail is recognisable */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string | null;
}

const TIMEOUT_MS = 10_000;

/** by URL: there is one, unless the setting changes */
const transports = new Map<string, Transporter>();

export const canSendMail = (): boolean => env.SMTP_URL !== undefined;

function transportTo(url: string): Transporter {
  const known = transports.get(url);
  if (known) return known;
  const made = createTransport({
    url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  transports.set(url, made);
  return made;
}

/** Hands one mail to the SMTP server; throws when it did not take it. */
export async function sendMail(mail: OutgoingMail): Promise<void> {
  if (env.SMTP_URL === undefined) throw new Error('No SMTP_URL is set; mail stays in the outbox.');
  const host = new URL(env.PUBLIC_ORIGIN).hostname;
  await transportTo(env.SMTP_URL).sendMail({
    from: env.MAIL_FROM,
    to: { name: '', address: mail.to },
    subject: mail.subject,
    text: mail.text,
    ...(mail.html && { html: mail.html }),
    messageId: `<${mail.id}@${host}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
  });
}
