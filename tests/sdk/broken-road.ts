// A road to the server on which things happen to requests: the next one is refused, cut before it arrives or after it
// has been answered. What comes through unharmed is the real server's.
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { atFileEnd } from '../support/cleanup.ts';

export type Mishap =
  /** reset before the server has seen anything */
  | 'lost request'
  /** the server has done it, and the answer is lost */
  | 'lost answer'
  /** the answer breaks off in the middle */
  | 'cut answer'
  /** nothing comes back */
  | 'silence'
  /** what a proxy in front says: status and headers, no envelope */
  | { status: number; headers?: Record<string, string>; body?: string };

export interface Road {
  url: string;
  /** what happens to the next requests, in order */
  plan(...mishaps: Mishap[]): void;
  /** method, path and headers of what the client sent since the last plan */
  seen: { method: string; path: string; headers: http.IncomingHttpHeaders }[];
}

export async function breakRoad(target: string): Promise<Road> {
  let planned: Mishap[] = [];
  const seen: Road['seen'] = [];
  const server = http.createServer((req, res) => {
    seen.push({ method: req.method ?? '', path: req.url ?? '', headers: req.headers });
    const mishap = planned.shift();
    if (mishap === 'silence') return;
    if (mishap === 'lost request') res.socket?.resetAndDestroy();
    else if (typeof mishap === 'object')
      res.writeHead(mishap.status, mishap.headers).end(mishap.body ?? '<h1>Bad day</h1>');
    else void forward(target, req, res, mishap);
  });
  // longer than a client keeps an idle connection: none is closed at the moment it is used again
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atFileEnd(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    plan(...mishaps) {
      planned = mishaps;
      seen.length = 0;
    },
  };
}

async function forward(
  target: string,
  req: IncomingMessage,
  res: ServerResponse,
  mishap: 'lost answer' | 'cut answer' | undefined,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  const { host: _host, connection: _connection, ...headers } = req.headers;
  const gone = new AbortController();
  res.once('close', () => gone.abort());
  const answer = await fetch(target + (req.url ?? ''), {
    signal: gone.signal,
    method: req.method ?? 'GET',
    headers: headers as Record<string, string>,
    ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
  });
  if (answer.headers.get('content-type')?.startsWith('text/event-stream') && answer.body)
    return pass(answer.body, res, mishap).catch(() => undefined);
  const body = Buffer.from(await answer.arrayBuffer());
  if (mishap === 'lost answer') {
    res.socket?.resetAndDestroy();
    return;
  }
  res.writeHead(answer.status, {
    'content-type': answer.headers.get('content-type') ?? '',
    'content-disposition': answer.headers.get('content-disposition') ?? '',
    ...(answer.headers.has('retry-after') && { 'retry-after': answer.headers.get('retry-after')! }),
    'content-length': body.length,
  });
  if (mishap === 'cut answer')
    res.write(body.subarray(0, body.length / 2), () => res.socket?.resetAndDestroy());
  else res.end(body);
}

/** Events as they come; a cut one ends after the first. */
async function pass(
  body: ReadableStream<Uint8Array>,
  res: ServerResponse,
  mishap: Mishap | undefined,
): Promise<void> {
  res.writeHead(200, { 'content-type': 'text/event-stream' });
  for await (const piece of body as unknown as AsyncIterable<Uint8Array>) {
    const written = Promise.withResolvers<void>();
    res.write(piece, () => written.resolve());
    await written.promise;
    if (mishap !== 'cut answer') continue;
    res.socket?.resetAndDestroy();
    return;
  }
  res.end();
}
