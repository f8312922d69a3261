// A secret for the very next page: sealed in a cookie that only its owner's page can open, and that this page takes away.
// Unlike an action's answer it is gone after a reload, with scripts and without.
import { keyEncryptionKey } from '../../server/auth/kek.ts';
import { seal, unseal } from '../../server/auth/sealed.ts';
import { redirect } from '../remix.ts';
import type { Page } from './page.server.ts';

const ATTRIBUTES = 'Path=/settings; HttpOnly; SameSite=Lax';

const contextOf = ({ principal }: Pick<Page, 'principal'>): string =>
  `shown once to ${principal?.tenantId ?? ''} ${principal?.userId ?? ''}`;

/** One for each page, so that none takes what another is to show. */
const nameFor = (page: string): string => `once${page.replaceAll('/', '-')}`;

/** Goes to a page of settings and shows the text there. */
export function showingOnce(to: string, text: string, page: Pick<Page, 'principal' | 'secure'>): Response {
  const value = seal(keyEncryptionKey(), text, contextOf(page)).toString('base64url');
  const [path = ''] = to.split('#');
  const cookie = `${nameFor(path)}=${value}; Max-Age=60; ${ATTRIBUTES}${page.secure ? '; Secure' : ''}`;
  return redirect(to, { headers: { 'Set-Cookie': cookie } });
}

/** The text for the page at `path`, if there is one, and the header that takes it away. */
export function takenOnce(
  page: Pick<Page, 'principal' | 'cookies'>,
  path: string,
): { text: string | null; headers: Record<string, string> } {
  const name = nameFor(path);
  const value = page.cookies[name];
  if (!value) return { text: null, headers: {} };
  return { text: opened(value, page), headers: { 'Set-Cookie': `${name}=; Max-Age=0; ${ATTRIBUTES}` } };
}

function opened(value: string, page: Pick<Page, 'principal'>): string | null {
  try {
    return unseal(keyEncryptionKey(), Buffer.from(value, 'base64url'), contextOf(page));
  } catch {
    return null;
  }
}
