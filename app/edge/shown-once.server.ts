// A secret for the very next page: sealed in a cookie that only its owner's page can open, and that this page takes away.
// Unlike an action's answer it is gone after a reload, with scripts and without.
import { keyEncryptionKey } from '../../server/auth/kek.ts';
import { seal, unseal } from '../../server/auth/sealed.ts';
import { redirect } from '../remix.ts';
import type { Page } from './page.server.ts';

const NAME = 'once';
const ATTRIBUTES = 'Path=/settings; HttpOnly; SameSite=Lax';

const contextOf = ({ principal }: Pick<Page, 'principal'>): string =>
  `shown once to ${principal?.tenantId ?? ''} ${principal?.userId ?? ''}`;

/** Goes to a page of settings and shows the text there. */
export function showingOnce(to: string, text: string, page: Pick<Page, 'principal' | 'secure'>): Response {
  const value = seal(keyEncryptionKey(), text, contextOf(page)).toString('base64url');
  const cookie = `${NAME}=${value}; Max-Age=60; ${ATTRIBUTES}${page.secure ? '; Secure' : ''}`;
  return redirect(to, { headers: { 'Set-Cookie': cookie } });
}

/** The text, if there is one, and the header that takes it away. */
export function takenOnce(page: Pick<Page, 'principal' | 'cookies'>): {
  text: string | null;
  headers: Record<string, string>;
} {
  const value = page.cookies[NAME];
  if (!value) return { text: null, headers: {} };
  return { text: opened(value, page), headers: { 'Set-Cookie': `${NAME}=; Max-Age=0; ${ATTRIBUTES}` } };
}

function opened(value: string, page: Pick<Page, 'principal'>): string | null {
  try {
    return unseal(keyEncryptionKey(), Buffer.from(value, 'base64url'), contextOf(page));
  } catch {
    return null;
  }
}
