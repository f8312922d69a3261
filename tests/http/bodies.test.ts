import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import { describe, expect, it } from 'vitest';
import type { Route } from '../../server/http/routes.ts';
import { ORIGIN, send, sendRaw, startServer, type Running } from './web-server.ts';

const MB = 1024 * 1024;
const ours = { origin: ORIGIN };

/** Opens a POST, sends a part of its body, and resolves with what comes back when the server ends it. */
const halfSent = (running: Running, path: string, sent: string, length: number): Promise<string> =>
  sendRaw(
    running,
    `POST ${path} HTTP/1.1\r\nHost: x\r\nOrigin: ${ORIGIN}\r\nContent-Length: ${length}\r\n\r\n${sent}`,
  );

describe('A body', () => {
  it('of up to 1 MB reaches its page or route', async () => {
    const running = await startServer();
    const body = 'x'.repeat(MB);
    expect(JSON.parse((await send(running, 'POST', '/api/things/1', ours, body)).body)).toMatchObject({
      size: MB,
    });
    expect((await send(running, 'POST', '/echo', ours, 'a=1&b=2')).body).toContain('a=1&b=2');
  });

  it('of more is refused with 413 and the envelope, announced or not', async () => {
    const running = await startServer();
    const body = Buffer.alloc(MB + 1, 'x');
    const announced = await send(running, 'POST', '/api/things/1', ours, body);
    expect(announced.status).toBe(413);
    expect(JSON.parse(announced.body)).toMatchObject({ error: 'PayloadTooLarge' });
    const chunked = await send(
      running,
      'POST',
      '/api/things/1',
      { ...ours, 'transfer-encoding': 'chunked' },
      body,
    );
    expect(chunked.status).toBe(413);
  });

  it('that announces gigabytes is refused before it is sent', async () => {
    const running = await startServer();
    expect(await halfSent(running, '/api/things/1', 'x', 5_000 * MB)).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('that asks before sending is told to go on, or refused', async () => {
    const running = await startServer();
    const headers = { ...ours, expect: '100-continue', 'content-length': 5 };
    const request = http.request({ port: running.port, method: 'POST', path: '/api/things/1', headers });
    request.flushHeaders();
    await once(request, 'continue');
    request.end('hello');
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    expect(response.statusCode).toBe(200);
    response.resume();
    const evil = await sendRaw(
      running,
      'POST /api/things/1 HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n',
    );
    expect(evil).toMatch(/^HTTP\/1\.1 403 /);
  });

  it('of a refused form is taken in, so that its sender sees the refusal and keeps the connection', async () => {
    const running = await startServer();
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    for (let round = 0; round < 2; round += 1) {
      const headers = { origin: 'https://evil.example', 'content-length': MB };
      const request = http.request({ port: running.port, method: 'POST', path: '/theme', headers, agent });
      request.end(Buffer.alloc(MB));
      const [response] = (await once(request, 'response')) as [http.IncomingMessage];
      response.resume();
      await once(response, 'end');
      expect([response.statusCode, response.headers.connection, request.reusedSocket]).toEqual([
        403,
        'keep-alive',
        round > 0,
      ]);
    }
    agent.destroy();
  });

  it('that trickles in is cut off with 408', async () => {
    const running = await startServer({ limits: { bodyMs: 50 } });
    const answer = await halfSent(running, '/api/things/1', 'only a part', 100);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('"error":"Timeout"');
  });

  it('is left to a route that streams, without limit or deadline', async () => {
    const running = await startServer({ limits: { bodyBytes: 10, bodyMs: 1 } });
    const answer = await send(running, 'POST', '/api/upload', ours, Buffer.alloc(3 * MB));
    expect(answer.body).toBe(String(3 * MB));
  });

  it('whose sender goes away is no fault of ours', async () => {
    const running = await startServer();
    const socket = net.connect(running.port, '127.0.0.1');
    socket.write(
      `POST /api/things/1 HTTP/1.1\r\nHost: x\r\nOrigin: ${ORIGIN}\r\nContent-Length: 100\r\n\r\npart`,
    );
    await once(socket, 'connect');
    socket.destroy();
    await send(running, 'GET', '/');
    expect(running.errors).toEqual([]);
  });
});

describe('A malformed request', () => {
  const refused: [name: string, request: string, status: number][] = [
    [
      'with both lengths',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    [
      'with two lengths',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd',
      400,
    ],
    ['without a host', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['with a space in a header name', 'GET / HTTP/1.1\r\nHost: x\r\nBad Header: 1\r\n\r\n', 400],
    ['with a line break in a header', 'GET / HTTP/1.1\r\nHost: x\r\nA: b\rC: d\r\n\r\n', 400],
    ['with headers of more than 16 KB', `GET / HTTP/1.1\r\nHost: x\r\nA: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    [
      'with a foreign address in its first line',
      'GET http://evil.example/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      400,
    ],
    ['with NUL in its path', 'GET /a%00b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 400],
    ['with a broken escape in its path', 'GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 400],
  ];
  for (const [name, request, status] of refused) {
    it(`${name} is refused with ${status}`, async () => {
      const running = await startServer();
      expect(await sendRaw(running, request)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
      expect(running.errors).toEqual([]);
    });
  }

  it('whose headers never end is cut off', async () => {
    const running = await startServer({ limits: { headersMs: 100 } });
    expect(await sendRaw(running, 'GET / HTTP/1.1\r\nHost: x\r\n')).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('whose connection falls silent on both sides is let go', async () => {
    const route: Route = { method: 'GET', path: '/silent', handle: () => undefined };
    const running = await startServer({ routes: [route], limits: { idleMs: 50 } });
    expect(await sendRaw(running, 'GET /silent HTTP/1.1\r\nHost: x\r\n\r\n')).toBe('');
  });

  it('leaves a path that begins with two slashes on this site', async () => {
    const running = await startServer();
    expect((await send(running, 'GET', '//evil.example/leads')).status).toBe(404);
  });
});
