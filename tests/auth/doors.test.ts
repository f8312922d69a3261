import { beforeAll, describe, expect, test } from 'vitest';
import { keptMails } from '../../server/auth/mail-outbox.ts';
import { startApi } from '../support/api.ts';
import { createTestDatabase } from '../support/database.ts';
import { newEmail, PASSWORD, Visitor } from './visitor.ts';

let url: string;
beforeAll(async () => {
  await createTestDatabase();
  url = (await startApi()).url;
});

const OURS = { Origin: 'http://localhost:3000' };

interface Answer {
  status: number;
  headers: Headers;
  cookies: string[];
  text: string;
  body: Record<string, unknown>;
}

async function send(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = OURS,
): Promise<Answer> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return {
    status: response.status,
    headers: response.headers,
    cookies: response.headers.getSetCookie(),
    text,
    body: isJson ? (JSON.parse(text) as Record<string, unknown>) : {},
  };
}

const post = (path: string, body: unknown, headers?: Record<string, string>) =>
  send('POST', path, body, headers);
const jar = (...cookies: string[]) => ({
  ...OURS,
  Cookie: cookies.map((cookie) => cookie.split(';')[0]).join('; '),
});

async function member(): Promise<{ email: string; cookies: string[] }> {
  const email = newEmail();
  await new Visitor().register(email);
  const { cookies } = await post('/api/auth/login', { email, password: PASSWORD });
  return { email, cookies };
}

describe('the REST door', () => {
  test('logs in, says who one is, refreshes, logs out', async () => {
    const email = newEmail();
    const made = await post('/api/auth/register', { name: 'Ada', email, password: PASSWORD });
    expect(made.status).toBe(201);
    expect(made.headers.get('location')).toBe('/api/me');

    const login = await post('/api/auth/login', { email, password: PASSWORD });
    expect(login.status).toBe(200);
    expect(login.body).toMatchObject({ user: { id: made.body.userId, email, roles: ['admin'] } });
    expect(login.cookies.map((cookie) => cookie.split('=')[0])).toEqual(['sf_at', 'sf_rt', 'sf_dv']);
    expect(login.headers.get('cache-control')).toContain('no-store');

    const [, refreshCookie = ''] = login.cookies;
    const renewed = await send('GET', '/api/me', undefined, jar(refreshCookie));
    expect(renewed.status).toBe(200);
    expect(renewed.cookies).toHaveLength(2);
    const refreshed = await post('/api/auth/refresh', {}, jar(...renewed.cookies));
    expect(refreshed).toMatchObject({ status: 200, body: { expiresIn: 600 } });
    expect(refreshed.cookies).toHaveLength(2);

    const logout = await post('/api/auth/logout', {}, jar(...refreshed.cookies));
    expect(logout.status).toBe(204);
    expect(logout.headers.get('clear-site-data')).toBe('"cache", "storage"');
    expect(logout.cookies.every((cookie) => cookie.includes('Max-Age=0'))).toBe(true);
    expect((await send('GET', '/api/me', undefined, jar(...refreshed.cookies))).status).toBe(401);
    expect((await post('/api/auth/refresh', {}, jar(...refreshed.cookies))).status).toBe(401);
  });

  test('refuses a wrong password and an unknown address with the same bytes and headers', async () => {
    const { email } = await member();
    const requestId = { ...OURS, 'X-Request-Id': 'same-request-id' };
    const wrong = await post('/api/auth/login', { email, password: 'not the password' }, requestId);
    const unknown = await post('/api/auth/login', { email: newEmail(), password: PASSWORD }, requestId);
    expect(wrong.status).toBe(401);
    expect(unknown.text).toBe(wrong.text);
    const names = ({ headers }: Answer) => [...headers].filter(([name]) => name !== 'date');
    expect(names(unknown)).toEqual(names(wrong));
  });

  test('says how long to wait in Retry-After', async () => {
    const email = newEmail();
    const guess = () => post('/api/auth/login', { email, password: 'not the password' });
    for (let at = 0; at < 5; at += 1) expect((await guess()).status).toBe(401);
    const slowed = await guess();
    expect(slowed).toMatchObject({ status: 429, body: { error: 'TooManyRequests' } });
    // a second or two of the half minute may have gone by
    expect(slowed.headers.get('retry-after')).toMatch(/^(2\d|30)$/);
  });

  test('resets a forgotten password: 202, 200, then 422 for the used link', async () => {
    const { email } = await member();
    const asked = await post('/api/auth/password-reset', { email });
    const stranger = await post('/api/auth/password-reset', { email: newEmail() });
    expect([asked.status, asked.text]).toEqual([202, stranger.text]);
    const [mail] = (await keptMails()).filter(({ to }) => to === email);
    const token = /\/reset\/([\w-]+)/.exec(mail!.text)![1];
    const confirm = () =>
      post('/api/auth/password-reset/confirm', { token, newPassword: 'eleven red balloons' });
    expect((await confirm()).status).toBe(200);
    expect(await confirm()).toMatchObject({ status: 422, body: { error: 'Unprocessable' } });
  });

  test.each([
    ['no JSON', '{', 400],
    ['a list', '[]', 400],
    ['nothing', {}, 422],
    ['a number for a password', { email: 'a@b.test', password: 1 }, 422],
    ['an object for an address', { email: { $ne: '' }, password: 'x' }, 422],
    ['a field we do not know', { email: 'a@b.test', password: 'x', isOperator: true }, 422],
    ['a password of a megabyte', { email: 'a@b.test', password: 'x'.repeat(900_000) }, 422],
    ['a NUL in the address', { email: 'a\0@b.test', password: 'x' }, 401],
    ['half a surrogate pair in the address', { email: '\ud800@b.test', password: 'x' }, 401],
  ])('answers %s in a login without a fault', async (_what, body, status) => {
    const answer = await post('/api/auth/login', body);
    expect(answer.status).toBe(status);
    expect(answer.body).toHaveProperty('requestId');
    expect(answer.text).not.toMatch(/select |stack|at file/i);
  });

  test('takes a cookie login from our own pages only; a bearer login from anywhere', async () => {
    const { email, cookies } = await member();
    const body = { email, password: PASSWORD };
    const foreign: Record<string, string>[] = [
      {},
      { Origin: 'https://evil.example' },
      { ...OURS, 'Sec-Fetch-Site': 'cross-site' },
    ];
    for (const headers of foreign) {
      expect((await post('/api/auth/login', body, headers)).status).toBe(403);
      expect(
        (await post('/api/auth/logout', {}, { ...headers, Cookie: jar(...cookies).Cookie })).status,
      ).toBe(403);
    }
    expect((await send('GET', '/api/me', undefined, jar(...cookies))).status).toBe(200);
    const bearer = await post('/api/auth/login', { ...body, mode: 'bearer' }, {});
    expect(bearer).toMatchObject({ status: 200, cookies: [] });
    const authorization = { Authorization: `Bearer ${String(bearer.body.token)}` };
    expect((await send('GET', '/api/me', undefined, authorization)).status).toBe(200);
    expect((await post('/api/auth/refresh', { refreshToken: bearer.body.refreshToken }, {})).status).toBe(
      200,
    );
  });

  test('publishes the keys its tokens are signed with', async () => {
    const { body, headers } = await send('GET', '/.well-known/jwks.json');
    expect(headers.get('cache-control')).toBe('public, max-age=300');
    expect((body.keys as object[]).length).toBe(2);
    expect(JSON.stringify(body)).not.toContain('"d"');
  });
});

describe('the typed door', () => {
  test('logs in and refuses with the same envelope', async () => {
    const { email } = await member();
    const ok = await post('/api/trpc/auth.login', { email, password: PASSWORD });
    expect(ok.status).toBe(200);
    expect(ok.cookies).toHaveLength(3);
    const refused = await post('/api/trpc/auth.login', { email, password: 'not the password' });
    expect(refused.status).toBe(401);
    expect(refused.body).toMatchObject({ error: { data: { error: 'Unauthorized', httpStatus: 401 } } });
    expect(refused.text).not.toMatch(/stack|select /i);
    const logout = await post('/api/trpc/auth.logout', {}, jar(...ok.cookies));
    expect(logout.headers.get('clear-site-data')).toBe('"cache", "storage"');
  });
});
