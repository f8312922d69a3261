// Which address this browser has asked to prove, and when: a cookie, so that the page survives a reload and works
// without scripts. It spaces the button out; how many mails an address gets is the procedure's limit.
import { AppError } from '../../server/errors.ts';
import { emailAddress } from '../contracts/email.ts';
import { flashCookie } from '../flash.ts';
import { paths } from '../paths.ts';
import { redirect } from '../remix.ts';
import type { Page } from './page.server.ts';

const NAME = 'pending';
const DAY = 86_400;
const PAUSE_SECONDS = 60;
const ONCE_MORE = 'If this address waits to be confirmed, another mail is on its way.';

export interface Pending {
  email: string;
  /** seconds until the mail may be sent again; 0 is now */
  wait: number;
}

/** To the page that waits for the link; it says that a mail was asked for once more. */
export function awaitingLink(email: string, secure: boolean, isOnceMore = false): Response {
  const value = encodeURIComponent(`${Date.now()} ${email}`);
  const attributes = `Path=/verify; Max-Age=${DAY}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  const headers = new Headers({ 'Set-Cookie': `${NAME}=${value}; ${attributes}` });
  if (isOnceMore) headers.append('Set-Cookie', flashCookie({ tone: 'ok', text: ONCE_MORE }, secure));
  return redirect(paths.verifyPending, { headers });
}

/** null in a browser that has not asked. */
export function pendingIn({ cookies }: Pick<Page, 'cookies'>): Pending | null {
  const [, at = '', typed = ''] = /^(\d+) (.+)$/s.exec(cookies[NAME] ?? '') ?? [];
  const email = emailAddress.safeParse(typed).data;
  if (!email) return null;
  const elapsed = Math.max(0, (Date.now() - Number(at)) / 1000);
  return { email, wait: Math.max(0, Math.ceil(PAUSE_SECONDS - elapsed)) };
}

/** Throws 429 while the last mail to this address is too fresh. */
export function requirePause(page: Pick<Page, 'cookies'>, email: string): void {
  const pending = pendingIn(page);
  if (pending?.email !== email || pending.wait === 0) return;
  const message = `The last mail was just sent. Wait ${pending.wait} seconds, then send it again.`;
  throw new AppError('TooManyRequests', 'auth.slow_down', message, { retryAfter: pending.wait });
}
