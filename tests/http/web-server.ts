// A web server on a free port with two routes and a page of its own, and a raw socket to say what fetch refuses to.
import http from 'node:http';
import net from 'node:net';
import { onTestFinished } from 'vitest';
import type { PageHandler } from '../../server/http/pages.ts';
import type { Route } from '../../server/http/routes.ts';
import { createWebServer, type WebServer, type WebServerOptions } from '../../server/http/server.ts';

export const ORIGIN = 'https://crm.example.com';

const html = (status: number, text: string): Response =>
  new Response(`<!doctype html><html lang="en"><title>${text}</title><p>${text}</p>`, {
    status,
    headers: { 'Content-Type': 'text/html; charset=utf-8' },
  });

export const pages: PageHandler = async (request, { nonce, edge }) => {
  const { pathname } = new URL(request.url);
  if (pathname === '/fails') throw new Error('secret detail of a fault');
  if (pathname === '/last-resort') return new Response('Unexpected Server Error', { status: 500 });
  if (pathname === '/long') return html(200, 'long '.repeat(1_000));
  if (pathname === '/echo') return html(200, await request.text());
  if (pathname === '/nonce') return html(200, nonce);
  if (pathname === '/ip') return html(200, edge.ip);
  if (pathname === '/cookies') return html(200, Object.keys(edge.cookies).join());
  return pathname === '/' || pathname.startsWith('/reset/') ? html(200, 'home') : html(404, 'nothing here');
};

export const routes: Route[] = [
  {
    method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    path: '/api/things/:id',
    door: 'rest',
    handle(_req, res, { door }, { params, body }) {
      res.setHeader('Content-Type', 'application/json');
      res.end(JSON.stringify({ door, params, size: body.length }));
    },
  },
  {
    method: 'POST',
    path: '/api/upload',
    body: 'stream',
    async handle(req, res) {
      let size = 0;
      for await (const chunk of req) size += (chunk as Buffer).length;
      res.end(String(size));
    },
  },
  {
    method: 'POST',
    path: '/api/auth/login',
    csrf: 'self',
    handle: (_req, res, { sameOrigin }) => void res.end(String(sameOrigin)),
  },
];

export interface Running {
  server: WebServer;
  url: string;
  port: number;
  errors: unknown[];
}

export async function startServer(options: Partial<WebServerOptions> = {}): Promise<Running> {
  const errors: unknown[] = [];
  const server = createWebServer({
    origin: ORIGIN,
    pages,
    routes,
    onError: (error) => errors.push(error),
    ...options,
    limits: { drainMs: 200, ...options.limits },
  });
  const port = await server.listen(0, '127.0.0.1');
  onTestFinished(() => server.drain());
  return { server, port, url: `http://127.0.0.1:${port}`, errors };
}

export interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: string;
}

/** Headers are sent exactly as given: fetch would refuse Sec-Fetch-Site, Origin and Host. */
export function send(
  { port }: Running,
  method: string,
  path: string,
  headers: http.OutgoingHttpHeaders = {},
  body?: string | Buffer,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request({ port, host: '127.0.0.1', method, path, headers, agent: false }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () =>
        resolve({
          status: res.statusCode ?? 0,
          headers: res.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
      res.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** Writes bytes to a socket and answers with everything that came back until the server closed it. */
export function sendRaw({ port }: Running, ...parts: (string | Buffer)[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1');
    let received = '';
    socket.on('data', (chunk) => (received += chunk.toString('latin1')));
    socket.on('close', () => resolve(received));
    socket.on('error', reject);
    for (const part of parts) socket.write(part);
  });
}
