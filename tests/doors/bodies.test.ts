// What reaches the API doors malformed, oversized or from somewhere else: one clear refusal each, in the envelope.
import { beforeAll, expect, it } from 'vitest';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase } from '../support/database.ts';
import { makeTenant, type TestTenant } from '../support/factories.ts';

let api: Api;
let acme: TestTenant;

beforeAll(async () => {
  await createTestDatabase();
  api = await startApi();
  acme = await makeTenant();
});

const deep = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

it.each([
  ['text that is no JSON', '{"name": ', 400],
  ['an array', [], 400],
  ['a bare string', '"hello"', 400],
  ['an object nested 10,000 deep', deep(10_000), 400],
  ['nothing at all', {}, 422],
  ['a key that does not exist', { name: 'Ada', tenantId: 'x' }, 422],
  ['a polluting key', '{"name":"Ada","__proto__":{"admin":true}}', 422],
  ['a wrong type', { name: 7 }, 422],
  ['an empty name', { name: '   ' }, 422],
  ['a name of 201 characters', { name: 'n'.repeat(201) }, 422],
  ['an e-mail that is none', { name: 'Ada', email: 'ada at example' }, 422],
  ['NUL in a name', { name: 'A\u0000da' }, 422],
  ['half a surrogate pair in a name', '{"name":"A\\ud800da"}', 422],
  ['a malformed id in the body', { name: 'Ada', ownerId: '1 or 1=1' }, 422],
])('a body of %s is refused by POST /api/leads', async (_what, body, status) => {
  const answer = await api.rest(acme.user)('POST', '/leads', body as never);
  expect(answer.status).toBe(status);
  expect(answer.body).toMatchObject({
    requestId: expect.any(String) as string,
    message: expect.any(String) as string,
  });
  expect(JSON.stringify(answer.body)).not.toMatch(/select |insert |\bat \/|node_modules|stack/i);
});

it('messages of the body rule are for people, and filed by field', async () => {
  const answer = await api.rest(acme.user)<{ details: Record<string, string[]> }>('POST', '/leads', {
    email: 'nope',
    score: 101,
  });
  expect(answer.status).toBe(422);
  expect(Object.keys(answer.body.details).sort()).toEqual(['email', 'name', 'score']);
  expect(Object.values(answer.body.details).flat().join(' ')).not.toMatch(/expected|received|invalid_/i);
});

it.each([
  ['/leads?colour=red', 'colour'],
  ['/leads?limit=0', 'limit'],
  ['/leads?limit=101', 'limit'],
  ['/leads?limit=many', 'limit'],
  ['/leads?limit=10&limit=20', 'limit'],
  ['/leads?sort=shoe_size', 'sort'],
  ['/leads?sort=name;drop%20table', 'sort'],
  ['/leads?f=shoe.is.7', 'f'],
  ['/leads?f=stage.like.new', 'f'],
  ['/leads?f=score.gte.lots', 'f'],
  ['/leads?f=created.before.soon', 'f'],
  ['/leads?owner=somebody', 'f'],
  ['/leads?after=%27%3B--', 'after'],
  ['/leads?page=1001&limit=10', 'page'],
])('GET /api%s is a 400 that names the parameter %s', async (path, field) => {
  const answer = await api.rest(acme.user)<{ details?: Record<string, string[]> }>('GET', path);
  expect(answer.status).toBe(400);
  expect(Object.keys(answer.body.details ?? {})).toContain(field);
});

it('a malformed id in the path is a 400, whatever the method', async () => {
  for (const method of ['GET', 'PATCH', 'DELETE']) {
    const answer = await api.rest(acme.manager)(
      method,
      '/leads/not-an-id',
      method === 'PATCH' ? { version: 1 } : undefined,
    );
    expect([method, answer.status]).toEqual([method, 400]);
  }
});

it('a body over one megabyte is a 413', async () => {
  const answer = await api.rest(acme.user)('POST', '/leads', {
    name: 'Ada',
    description: 'x'.repeat(1_100_000),
  });
  expect(answer.status).toBe(413);
});

it('a body that is not JSON is a 415', async () => {
  const answer = await api.rest(acme.user)('POST', '/leads', 'name=Ada', {
    'Content-Type': 'application/x-www-form-urlencoded',
  });
  expect(answer.status).toBe(415);
});

it('an unknown operation is a 404 in the envelope, a wrong method a 405 that lists the right ones', async () => {
  expect((await api.rest(acme.user)('GET', '/shoes')).body).toMatchObject({ error: 'NotFound' });
  const wrong = await api.rest(acme.user)('POST', '/me', {});
  expect(wrong.status).toBe(405);
  expect(wrong.headers.get('allow')).toContain('GET');
});

it('a request id that is sent is echoed, a malformed one is replaced', async () => {
  const kept = await api.rest(acme.user)('GET', '/me', undefined, { 'X-Request-Id': 'my-own-id-42' });
  expect(kept.headers.get('x-request-id')).toBe('my-own-id-42');
  const replaced = await api.rest(acme.user)('GET', '/me', undefined, { 'X-Request-Id': 'no spaces please' });
  expect(replaced.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
});

it.each([',', '%2C'])(
  'a batch of more than ten calls is refused by the tRPC door, in the envelope (%s)',
  async (comma) => {
    const names = Array.from({ length: 11 }, () => 'auth.me').join(comma);
    const response = await fetch(`${api.url}/api/trpc/${names}?batch=1`, {
      headers: {
        Authorization: `Bearer ${await api.bearer(acme.user)}`,
        'X-Request-Id': 'a-batch-too-large',
      },
    });
    expect([response.status, response.headers.get('cache-control')]).toEqual([400, 'no-store']);
    expect(await response.json()).toMatchObject({
      error: {
        code: -32600,
        data: { error: 'BadRequest', slug: 'request.batch', requestId: 'a-batch-too-large', httpStatus: 400 },
      },
    });
  },
);

it('tRPC answers carry the same envelope and status as REST', async () => {
  const response = await fetch(`${api.url}/api/trpc/leads.create`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${await api.bearer(acme.user)}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ email: 'nope' }),
  });
  const { error } = (await response.json()) as { error: { data: Record<string, unknown> } };
  expect(response.status).toBe(422);
  expect(error.data).toMatchObject({
    error: 'Unprocessable',
    details: { email: [expect.any(String) as string] },
  });
  expect(JSON.stringify(error)).not.toContain('stack');
});

it('a mutation that rests on nothing but cookies is refused when it comes from elsewhere', async () => {
  const login = { email: 'nobody@example.test', password: 'whatever-it-is' };
  const post = (headers: Record<string, string>, body: object) =>
    api.rest(null)('POST', '/auth/login', { ...body }, headers);
  expect((await post({ Origin: 'https://evil.example' }, login)).status).toBe(403);
  expect((await post({}, login)).status).toBe(403);
  expect((await post({ Origin: 'http://localhost:3000' }, login)).status).toBe(401);
  expect((await post({}, { ...login, mode: 'bearer' })).status).toBe(401);
});
