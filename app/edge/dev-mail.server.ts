// The outbox as a page, for development and the demo. In production the address does not exist.
import { keptMails } from '../../server/auth/mail-outbox.ts';
import { env } from '../../server/env.ts';
import { nothingHere, type Page } from './page.server.ts';

interface Part {
  at: number;
  text: string;
  /** a link into this installation */
  href?: string;
}

export async function devMails(page: Pick<Page, 'requestId'>) {
  if (env.NODE_ENV === 'production') throw nothingHere(page);
  const mails = await keptMails();
  return {
    mails: mails.map(({ id, to, subject, text, createdAt }) => ({
      id,
      to,
      subject,
      createdAt: new Date(createdAt).toISOString(),
      parts: partsOf(text),
    })),
  };
}

const partsOf = (text: string): Part[] =>
  text.split(/(https?:\/\/\S+)/).map((part, at) => {
    const url = URL.parse(part);
    return url?.origin === env.PUBLIC_ORIGIN
      ? { at, text: part, href: url.pathname + url.search }
      : { at, text: part };
  });
