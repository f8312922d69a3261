// The bridge between node's request and response and the web platform's, which Remix and tRPC speak.
// Bodies are whole buffers both ways; streams have routes of their own.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { acceptedEncoding, compressNow, isCompressible } from './compress.ts';

export interface WebRequestInit {
  url: URL;
  body: Buffer;
  signal: AbortSignal;
}

export function toWebRequest(req: IncomingMessage, { url, body, signal }: WebRequestInit): Request {
  const headers = new Headers();
  for (let at = 0; at < req.rawHeaders.length; at += 2) {
    const name = req.rawHeaders[at] ?? '';
    if (!name.startsWith(':')) headers.append(name, req.rawHeaders[at + 1] ?? '');
  }
  const method = req.method ?? 'GET';
  const hasBody = method !== 'GET' && method !== 'HEAD' && body.length > 0;
  return new Request(url, { method, headers, signal, ...(hasBody && { body: new Uint8Array(body) }) });
}

/** Sends the answer whole and compressed. What `response` sets wins over what the edge has set before. */
export async function sendWebResponse(
  req: IncomingMessage,
  res: ServerResponse,
  response: Response,
): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer());
  if (res.destroyed) return;
  res.statusCode = response.status;
  response.headers.forEach((value, name) => {
    if (name !== 'set-cookie' && name !== 'content-length') res.setHeader(name, value);
  });
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) res.appendHeader('Set-Cookie', cookies);
  sendBuffer(req, res, body);
}

const BODILESS = new Set([204, 205, 304]);

export function sendBuffer(req: IncomingMessage, res: ServerResponse, body: Buffer): void {
  if (BODILESS.has(res.statusCode)) {
    res.removeHeader('Content-Type');
    res.end();
    return;
  }
  let sent = body;
  const type = res.getHeader('content-type');
  if (
    isCompressible(typeof type === 'string' ? type : undefined, body.length) &&
    !res.hasHeader('content-encoding')
  ) {
    res.appendHeader('Vary', 'Accept-Encoding');
    const encoding = acceptedEncoding(req.headers['accept-encoding']);
    if (encoding) {
      sent = compressNow(body, encoding);
      res.setHeader('Content-Encoding', encoding);
    }
  }
  res.setHeader('Content-Length', sent.length);
  res.end(req.method === 'HEAD' ? undefined : sent);
}
