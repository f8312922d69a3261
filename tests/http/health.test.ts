import { once } from 'node:events';
import http from 'node:http';
import { describe, expect, it } from 'vitest';
import { readViolations } from '../../server/http/csp-report.ts';
import { findRoute, matchPath, type Route } from '../../server/http/routes.ts';
import type { Seen } from '../../server/http/server.ts';
import { send, startServer } from './web-server.ts';

describe('Readiness', () => {
  it('names each check with its time, and fails when one fails, without telling why', async () => {
    let broken = false;
    const check = async () => {
      if (broken) throw new Error('connection to db-7.internal refused');
    };
    const running = await startServer({ checks: [{ name: 'database', check }] });
    const good = await send(running, 'GET', '/health/ready');
    expect(JSON.parse(good.body)).toEqual({
      status: 'ready',
      checks: [{ name: 'database', ok: true, ms: expect.any(Number) }],
    });
    broken = true;
    const bad = await send(running, 'GET', '/health/ready');
    expect(bad.status).toBe(503);
    expect(bad.body).not.toContain('db-7');
    expect(running.errors).toHaveLength(1);
    expect((await send(running, 'GET', '/health/live')).status).toBe(200);
  });
});

describe('Draining', () => {
  it('says 503, lets open requests finish, tells streams to end, and then closes the port', async () => {
    const entered = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const route: Route = {
      method: 'GET',
      path: '/slow',
      async handle(_req, res, { draining }) {
        entered.resolve();
        await release.promise;
        res.end(draining.aborted ? 'finished while draining' : 'not draining');
      },
    };
    const running = await startServer({ routes: [route], limits: { drainGraceMs: 1_000, drainMs: 5_000 } });
    const slow = send(running, 'GET', '/slow');
    await entered.promise;
    const drained = running.server.drain();
    const ready = await send(running, 'GET', '/health/ready');
    expect(ready.status).toBe(503);
    expect(JSON.parse(ready.body)).toMatchObject({ status: 'draining' });
    expect(ready.headers.connection).toBe('close');
    release.resolve();
    expect((await slow).body).toBe('finished while draining');
    await drained;
    await expect(send(running, 'GET', '/')).rejects.toThrow('ECONNREFUSED');
  });

  it('cuts off what does not finish in time', async () => {
    const route: Route = { method: 'GET', path: '/never', handle: (_req, res) => void res.write('start') };
    const running = await startServer({ routes: [route], limits: { drainMs: 20 } });
    const request = http.get({ port: running.port, path: '/never' });
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    response.on('error', () => undefined);
    response.resume();
    const closed = new Promise((resolve) => response.once('close', resolve));
    await Promise.all([closed, running.server.drain()]);
    expect(response.complete).toBe(false);
  });
});

describe('A finished request', () => {
  it('is told once, with a label that does not grow with the addresses people type', async () => {
    const seen: Seen[] = [];
    const running = await startServer({ onSeen: (event) => seen.push(event) });
    for (const path of ['/api/things/1', '/api/things/2', '/leads?q=secret', '/health/live']) {
      await send(running, 'GET', path);
    }
    expect(seen.map(({ route, status }) => `${route} ${status}`)).toEqual([
      '/api/things/:id 200',
      '/api/things/:id 200',
      'page 404',
      '/health/live 200',
    ]);
    for (const path of ['/reset/secret', '/reset/secret.data', '/verify/secret/x', '/fails']) {
      await send(running, 'GET', path);
    }
    expect(JSON.stringify(seen.map(({ path }) => path))).not.toContain('secret');
    expect(seen.map(({ path }) => path)).toContain('/reset/[token]');
  });
});

describe('Routes', () => {
  const handle = () => undefined;
  const table: Route[] = [
    { method: 'GET', path: '/api/leads', handle },
    { method: ['PUT', 'PATCH'], path: '/api/leads/:id', handle },
    { method: '*', path: '/api/trpc/*', handle },
  ];

  it('match whole paths, decode parameters and keep the rest of a star', () => {
    expect(matchPath('/api/leads/:id', '/api/leads/a%20b')).toEqual({ id: 'a b' });
    expect(matchPath('/api/leads/:id', '/api/leads/')).toBeUndefined();
    expect(matchPath('/api/leads/:id', '/api/leads/1/notes')).toBeUndefined();
    expect(matchPath('/api/trpc/*', '/api/trpc/leads.list')).toEqual({ '*': 'leads.list' });
  });

  it('tell which methods a path would answer to', () => {
    expect(findRoute(table, 'DELETE', '/api/leads/1')).toEqual({ allow: ['PUT', 'PATCH'] });
    expect(findRoute(table, 'GET', '/nothing')).toEqual({ allow: [] });
    expect(findRoute(table, 'HEAD', '/api/leads')).toMatchObject({ route: { path: '/api/leads' } });
  });
});

describe('A report of a broken policy', () => {
  it('is passed on without what people typed, and anybody may send one', async () => {
    const told: unknown[] = [];
    const running = await startServer({ onViolation: (violation) => told.push(violation) });
    const report = {
      type: 'csp-violation',
      body: {
        effectiveDirective: 'script-src-elem',
        blockedURL: 'https://evil.example/x.js?token=secret',
        documentURL: 'https://crm.example.com/leads?q=secret',
      },
    };
    const answer = await send(running, 'POST', '/csp-report', {}, JSON.stringify([report]));
    expect(answer.status).toBe(204);
    expect(told).toEqual([
      {
        directive: 'script-src-elem',
        blocked: 'https://evil.example/x.js',
        page: 'https://crm.example.com/leads',
      },
    ]);
  });

  it('may be any rubbish', () => {
    for (const body of ['', 'null', '{', '[1,"x",{"body":null}]', '{"body":3}']) {
      expect(readViolations(Buffer.from(body))).toEqual([]);
    }
  });

  it('cannot flood the log', async () => {
    let told = 0;
    const running = await startServer({ onViolation: () => (told += 1) });
    const many = JSON.stringify(Array.from({ length: 10 }, () => ({ body: { blockedURL: 'x' } })));
    for (let round = 0; round < 8; round += 1) await send(running, 'POST', '/csp-report', {}, many);
    expect(told).toBeGreaterThanOrEqual(30);
    expect(told).toBeLessThanOrEqual(60); // a minute may begin in between
  });
});
