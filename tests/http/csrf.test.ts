import { describe, expect, it } from 'vitest';
import { ORIGIN, send, startServer } from './web-server.ts';

const SITES = ['same-origin', 'same-site', 'cross-site', 'none', undefined] as const;
const ORIGINS = { ok: ORIGIN, evil: 'https://evil.example', null: 'null', absent: undefined } as const;
const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE'] as const;

const passes = (site: string | undefined, origin: string | undefined): boolean =>
  site === undefined ? origin === ORIGIN : site === 'same-origin';

const given = (headers: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );

describe('A request that changes something and is authenticated by cookie', () => {
  for (const site of SITES) {
    for (const [word, origin] of Object.entries(ORIGINS)) {
      const verdict = passes(site, origin) ? 'passes' : 'is refused';
      it(`${verdict} from ${site ?? 'a browser without Sec-Fetch-Site'} with Origin ${word}, whatever the method`, async () => {
        const running = await startServer();
        const headers = given({ 'sec-fetch-site': site, origin, cookie: 'session=abc' });
        for (const method of METHODS) {
          const { status } = await send(running, method, '/api/things/1', headers);
          expect({ method, status }).toEqual({ method, status: passes(site, origin) ? 200 : 403 });
        }
      });
    }
  }
});

describe('The cross-site rule', () => {
  it('lets bearer requests through from anywhere, because they bring no cookies', async () => {
    const running = await startServer();
    for (const site of SITES) {
      for (const origin of Object.values(ORIGINS)) {
        const headers = given({
          'sec-fetch-site': site,
          origin,
          authorization: 'Bearer abc',
          cookie: 'session=abc',
        });
        for (const method of METHODS) {
          expect((await send(running, method, '/api/things/1', headers)).status).toBe(200);
        }
      }
    }
  });

  it('forgets the cookies of a bearer request, so that one request has one identity', async () => {
    const running = await startServer();
    const cookie = 'session=abc';
    expect((await send(running, 'GET', '/cookies', { cookie })).body).toContain('<p>session');
    const both = await send(running, 'GET', '/cookies', { cookie, authorization: 'Bearer abc' });
    expect(both.body).toContain('<p>');
    expect(both.body).not.toContain('session');
  });

  it('is not fooled by an empty bearer or another scheme', async () => {
    const running = await startServer();
    for (const authorization of ['Bearer', 'Bearer ', 'Basic abc', 'Digest abc']) {
      expect((await send(running, 'POST', '/api/things/1', { authorization })).status).toBe(403);
    }
  });

  it('covers pages and sign-up forms, with or without a session', async () => {
    const running = await startServer();
    for (const path of ['/', '/login', '/register', '/leads/new', '/theme']) {
      const evil = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
      expect((await send(running, 'POST', path, evil)).status).toBe(403);
      expect((await send(running, 'POST', path)).status).toBe(403);
    }
  });

  it('never asks reading requests', async () => {
    const running = await startServer();
    for (const method of ['GET', 'HEAD']) {
      expect((await send(running, method, '/', { 'sec-fetch-site': 'cross-site' })).status).toBe(200);
    }
  });

  it('derives nothing from Host or X-Forwarded-Host', async () => {
    const running = await startServer();
    const headers = {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      origin: 'https://evil.example',
    };
    expect((await send(running, 'POST', '/', headers)).status).toBe(403);
  });

  it('hands its verdict to a route that applies it itself', async () => {
    const running = await startServer();
    expect((await send(running, 'POST', '/api/auth/login')).body).toBe('false');
    expect((await send(running, 'POST', '/api/auth/login', { origin: ORIGIN })).body).toBe('true');
  });

  it('says to a person what happened and to a program the envelope', async () => {
    const running = await startServer();
    const page = await send(running, 'POST', '/login', { accept: 'text/html' });
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.body).toContain(String(page.headers['x-request-id']));
    const json = JSON.parse((await send(running, 'POST', '/login')).body) as Record<string, unknown>;
    expect(json).toMatchObject({ error: 'Forbidden', requestId: expect.any(String) });
  });
});
