// The feed as calendars fetch it. The secret in its address is all they show: no cookie and no header counts here.
import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { hashSecret } from '../../auth/refresh-token.ts';
import { DOWNLOAD_POLICY, setHeaders } from '../../http/headers.ts';
import type { Route } from '../../http/routes.ts';
import { requireRoomOfFeed } from '../../limits/limited.ts';
import { readFeed, unknownFeed } from './calendar.actions.ts';

const FILE = /^([\w-]{43})\.ics$/;

export const calendarRoute: Route = {
  method: 'GET',
  path: '/calendar/:file',
  door: 'rest',
  handle: async (req, res, edge, { params }) => {
    const [, secret = ''] = FILE.exec(params['file'] ?? '') ?? [];
    const hash = hashSecret(secret);
    requireRoomOfFeed(secret && hash.toString('hex', 0, 8), edge.ip);
    if (secret === '') throw unknownFeed();
    const text = Buffer.from(await readFeed(hash, edge));
    const tag = `"${createHash('sha256').update(text).digest('base64url')}"`;
    if (isKnown(req.headers['if-none-match'], tag)) {
      res.writeHead(304, { ETag: tag }).end();
      return;
    }
    send(res, text, { tag, isHead: req.method === 'HEAD' });
  },
};

function send(res: ServerResponse, text: Buffer, { tag, isHead }: { tag: string; isHead: boolean }): void {
  setHeaders(res, {
    'Content-Type': 'text/calendar; charset=utf-8',
    'Content-Disposition': 'inline; filename="tasks.ics"',
    'Content-Length': String(text.length),
    'Content-Security-Policy': DOWNLOAD_POLICY,
    ETag: tag,
  });
  res.end(isHead ? undefined : text);
}

/** A proxy that compresses weakens the tag it was given. */
const isKnown = (sent: string | undefined, tag: string): boolean =>
  (sent ?? '').split(',').some((one) => one.trim().replace(/^W\//, '') === tag);
