// What the edge itself answers when it refuses: the error envelope for programs, a small page for people.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError, type ErrorCode } from '../errors.ts';
import { setHeaders } from './headers.ts';

const PAGE_TITLES: Partial<Record<ErrorCode, string>> = {
  BadRequest: 'That address or form could not be read',
  Forbidden: 'That request did not come from a StreamFlow page',
  MethodNotAllowed: 'That cannot be done here',
  NotFound: 'Nothing here',
  PayloadTooLarge: 'That was too much at once',
  Timeout: 'That took too long',
  TooManyRequests: 'Too many requests',
  Unavailable: 'StreamFlow is restarting',
};

export function refuse(req: IncomingMessage, res: ServerResponse, error: AppError, requestId: string): void {
  if (res.headersSent) {
    res.destroy();
    return;
  }
  const html = prefersHtml(req);
  const body = html ? page(error, requestId, again(req)) : JSON.stringify(error.toEnvelope(requestId));
  res.statusCode = error.status;
  setHeaders(res, {
    'Content-Type': html ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(body)),
    'Cache-Control': 'no-store',
  });
  if (error.retryAfter) res.setHeader('Retry-After', error.retryAfter);
  if (!req.complete) res.setHeader('Connection', 'close');
  res.end(req.method === 'HEAD' ? undefined : body);
}

export const csrfRefused = (): AppError =>
  new AppError('Forbidden', 'request.cross_site', 'This request did not come from a StreamFlow page.', {
    hint: 'Open the page again and repeat. Programs send an Authorization header instead of cookies.',
  });

const prefersHtml = (req: IncomingMessage): boolean => /\btext\/html\b/.test(req.headers.accept ?? '');

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? '&quot;');

/** Where the same is asked for again, if it changes nothing. */
const again = ({ method, url }: IncomingMessage): string | null =>
  method === 'GET' || method === 'HEAD' ? (url ?? '/') : null;

const MAY_PASS: readonly ErrorCode[] = ['TooManyRequests', 'Unavailable', 'Timeout'];

function page(error: AppError, requestId: string, retry: string | null): string {
  const { message, hint } = error.toEnvelope(requestId);
  const title = PAGE_TITLES[error.code] ?? 'Something went wrong';
  const ways = [
    ...(retry && MAY_PASS.includes(error.code) ? [`<a href="${escaped(retry)}">Retry</a>`] : []),
    '<a href="/">Go to StreamFlow</a>',
  ];
  return `<!doctype html><html lang="en-US"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${title} · StreamFlow</title><link rel="stylesheet" href="/plain.css"></head><body><main><h1>${title}</h1><p>${escaped(message)}</p>${hint ? `<p>${escaped(hint)}</p>` : ''}<p>Request id: <code>${escaped(requestId)}</code></p><p>${ways.join(' · ')}</p></main></body></html>`;
}
