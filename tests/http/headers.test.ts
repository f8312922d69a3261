import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { compressAssets, loadAssets } from '../../server/http/assets.ts';
import { temporaryFolder } from '../support/folder.ts';
import { ORIGIN, send, sendRaw, startServer, type Running } from './web-server.ts';

const EVERYWHERE = {
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
} as const;

function assetFolder(): string {
  const folder = temporaryFolder('assets');
  mkdirSync(path.join(folder, 'assets'));
  mkdirSync(path.join(folder, '.vite'));
  writeFileSync(
    path.join(folder, 'assets', 'app-abc123.js'),
    `export const words = '${'word '.repeat(500)}';`,
  );
  writeFileSync(path.join(folder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(path.join(folder, '.vite', 'manifest.json'), '{}');
  return folder;
}
const assets = () => loadAssets(assetFolder());

const EXITS: [
  name: string,
  method: string,
  path: string,
  status: number,
  headers?: Record<string, string>,
][] = [
  ['a page', 'GET', '/', 200],
  ['a page that does not exist', 'GET', '/nothing', 404],
  ['a page that fails', 'GET', '/fails', 500],
  ['a page that fails twice', 'GET', '/last-resort', 500],
  ['a route', 'GET', '/api/things/1', 200],
  ['a refused form', 'POST', '/', 403],
  ['a wrong method', 'DELETE', '/api/upload', 405, { authorization: 'Bearer x' }],
  ['an unknown method', 'PROPFIND', '/', 405],
  ['a file', 'GET', '/assets/app-abc123.js', 200],
  ['liveness', 'GET', '/health/live', 200],
  ['readiness', 'GET', '/health/ready', 200],
  ['an unreadable address', 'GET', '/%E0%A4%A', 400],
];

describe('Every answer', () => {
  for (const [name, method, target, status, headers] of EXITS) {
    it(`has the security headers: ${name}`, async () => {
      const running = await startServer({ assets: assets() });
      const answer = await send(running, method, target, headers);
      expect(answer.status).toBe(status);
      expect(answer.headers).toMatchObject(EVERYWHERE);
      expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
      expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(answer.headers['permissions-policy']).toContain('camera=()');
      expect(answer.headers['referrer-policy']).toBe('strict-origin-when-cross-origin');
      expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
      expect(answer.headers['x-powered-by']).toBeUndefined();
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    });
  }

  it('has them even when the request is not HTTP', async () => {
    const running = await startServer();
    const answer = await sendRaw(running, 'NONSENSE\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    for (const [name, value] of Object.entries(EVERYWHERE)) {
      expect(answer.toLowerCase()).toContain(`${name}: ${value}`.toLowerCase());
    }
    expect(answer).toMatch(/X-Request-Id: [0-9a-f-]{36}/);
  });

  it('is never cached unless it is a file', async () => {
    const running = await startServer({ assets: assets() });
    for (const [, method, target, , headers] of EXITS.filter(([name]) => name !== 'a file')) {
      expect((await send(running, method, target, headers)).headers['cache-control']).toBe('no-store');
    }
  });

  it('carries no stack, SQL or detail of a fault', async () => {
    const running = await startServer();
    const answer = await send(running, 'GET', '/fails');
    expect(answer.body).not.toMatch(/secret detail|Error:|at .*\.ts|select /i);
    expect(JSON.parse(answer.body)).toMatchObject({
      error: 'Internal',
      requestId: answer.headers['x-request-id'],
    });
    expect(running.errors).toHaveLength(1);
  });
});

describe('A document', () => {
  const policyOf = async (running: Running) => {
    const { body, headers } = await send(running, 'GET', '/nonce');
    return { nonce: /<p>([^<]+)/.exec(body)?.[1] ?? '', policy: String(headers['content-security-policy']) };
  };

  it('has a policy with a nonce of its own, without unsafe-inline', async () => {
    const running = await startServer();
    const [first, second] = [await policyOf(running), await policyOf(running)];
    expect(first.nonce).toMatch(/^[\w-]{22}$/);
    expect(first.policy).toContain(`script-src 'self' 'nonce-${first.nonce}'`);
    expect(first.policy).not.toMatch(/unsafe|\*/);
    expect(first.nonce).not.toBe(second.nonce);
  });

  it('keeps addresses that hold a secret to itself', async () => {
    const running = await startServer();
    const answer = await send(running, 'GET', '/reset/secret-token');
    expect(answer.headers['referrer-policy']).toBe('same-origin');
  });

  it('is compressed as the browser asks, and says so to caches', async () => {
    const running = await startServer();
    const encodingFor = async (accepted: string) => {
      const { headers } = await send(running, 'GET', '/long', { 'accept-encoding': accepted });
      return { encoding: headers['content-encoding'], vary: headers.vary };
    };
    expect(await encodingFor('gzip, deflate, br')).toEqual({ encoding: 'br', vary: 'Accept-Encoding' });
    expect(await encodingFor('gzip;q=0.5')).toEqual({ encoding: 'gzip', vary: 'Accept-Encoding' });
    expect(await encodingFor('br;q=0, gzip;q=0')).toEqual({ encoding: undefined, vary: 'Accept-Encoding' });
    const { headers, body } = await send(running, 'GET', '/long');
    expect(Number(headers['content-length'])).toBe(Buffer.byteLength(body));
  });

  it('answers HEAD with the same headers and no body', async () => {
    const running = await startServer();
    const answer = await send(running, 'HEAD', '/long');
    expect(answer.status).toBe(200);
    expect(answer.body).toBe('');
    expect(Number(answer.headers['content-length'])).toBeGreaterThan(4_000);
  });
});

describe('A built file', () => {
  it('is cached for a year when its name holds its hash, for a day otherwise', async () => {
    const running = await startServer({ assets: assets() });
    const script = await send(running, 'GET', '/assets/app-abc123.js');
    expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    const icon = await send(running, 'GET', '/favicon.svg');
    expect(icon.headers['cache-control']).toBe('public, max-age=86400');
    const etag = String(icon.headers.etag);
    expect((await send(running, 'GET', '/favicon.svg', { 'if-none-match': etag })).status).toBe(304);
  });

  it('is sent as the build compressed it, and the compressed file is no page of its own', async () => {
    const folder = assetFolder();
    await compressAssets(folder);
    const running = await startServer({ assets: loadAssets(folder) });
    const script = '/assets/app-abc123.js';
    for (const encoding of ['br', 'gzip']) {
      const answer = await send(running, 'GET', script, { 'accept-encoding': encoding });
      expect(answer.headers['content-encoding']).toBe(encoding);
      expect(Number(answer.headers['content-length'])).toBeLessThan(200);
    }
    for (const ending of ['br', 'gz'])
      expect((await send(running, 'GET', `${script}.${ending}`)).status).toBe(404);
  });

  it('is no door to anything else', async () => {
    const running = await startServer({ assets: assets() });
    for (const target of [
      '/.vite/manifest.json',
      '/assets/../favicon.svg',
      '/assets/%2e%2e/favicon.svg',
      '/assets/',
    ]) {
      expect((await send(running, 'GET', target)).status).toBe(404);
    }
    expect((await send(running, 'POST', '/favicon.svg', { origin: ORIGIN })).status).toBe(404);
  });
});

describe('The request id', () => {
  it('is the one that was sent, when it is well-formed', async () => {
    const running = await startServer();
    const { headers } = await send(running, 'GET', '/', { 'x-request-id': 'job-42.retry_1' });
    expect(headers['x-request-id']).toBe('job-42.retry_1');
  });

  it('is a new one when it is short, long or holds other signs', async () => {
    const running = await startServer();
    for (const bad of ['short', 'x'.repeat(65), 'with space', 'quote"quote', 'ümlaut-12345']) {
      const { headers } = await send(running, 'GET', '/', {
        'x-request-id': Buffer.from(bad).toString('latin1'),
      });
      expect(headers['x-request-id']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/);
    }
  });
});

describe("The client's address", () => {
  const ipOf = async (running: Running, forwarded: string) =>
    /<p>([^<]*)/.exec((await send(running, 'GET', '/ip', { 'x-forwarded-for': forwarded })).body)?.[1];

  it("is the socket's own when nobody is trusted, whatever a header says", async () => {
    expect(await ipOf(await startServer(), '203.0.113.9')).toBe('127.0.0.1');
  });

  it('is the last hop that no trusted proxy wrote', async () => {
    const running = await startServer({ trustedProxies: ['127.0.0.1', '10.0.0.0/8'] });
    expect(await ipOf(running, '203.0.113.9')).toBe('203.0.113.9');
    expect(await ipOf(running, '1.2.3.4, 203.0.113.9, 10.1.2.3')).toBe('203.0.113.9');
    expect(await ipOf(running, '2001:db8::1')).toBe('2001:db8::1');
    expect(await ipOf(running, 'spoofed, rubbish')).toBe('127.0.0.1');
  });
});
