// The outbox as a page, for development and the demo. In production the address does not exist.
import { keptMails } from '../../server/auth/mail-outbox.ts';
import { env } from '../../server/env.ts';
import { notFound } from '../../server/errors.ts';
import { data, type LoaderFunctionArgs } from '../remix.ts';

interface Part {
  at: number;
  text: string;
  /** a link into this installation */
  href?: string;
}

export async function devMails({ context: { edge } }: Pick<LoaderFunctionArgs, 'context'>) {
  if (env.NODE_ENV === 'production') throw data(notFound('page').toEnvelope(edge.requestId), { status: 404 });
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
