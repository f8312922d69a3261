// The hard edge at the real doors: who may post with cookies, what every answer carries, what is refused before it is
// looked at, and how little a fault tells.
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { beforeAll, describe, expect, it } from 'vitest';
import { names } from '../../server/auth/credentials.ts';
import { signAccessToken } from '../../server/auth/tokens.ts';
import { doors } from '../../server/doors.ts';
import { env } from '../../server/env.ts';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeLead, makeTenant, type TestTenant } from '../support/factories.ts';
import { startWeb, type Web } from '../support/site.ts';

let database: TestDatabase;
let api: Api;
let web: Web;
let acme: TestTenant;
let cookie: string;
let bearer: string;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi();
  web = await startWeb(database, { PUBLIC_ORIGIN: env.PUBLIC_ORIGIN });
  acme = await makeTenant();
  const { accountId, userId, tenantId, sid } = acme.admin;
  const claims = { sub: accountId, uid: userId, tid: tenantId, sid, ep: 1, amr: ['pwd'] };
  const at = Math.floor(Date.now() / 1000);
  cookie = `${names.access}=${await signAccessToken('streamflow-web', { ...claims, auth_time: at })}`;
  bearer = `Bearer ${await api.bearer(acme.admin)}`;
}, 180_000);

interface Heard {
  status: number;
  headers: http.IncomingHttpHeaders;
  text: string;
}

/** Headers go out exactly as given: fetch would refuse Sec-Fetch-Site and Origin. */
function say(
  base: string,
  method: string,
  path: string,
  headers: Record<string, string | undefined> = {},
  body?: string,
): Promise<Heard> {
  const sent = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
  return new Promise((resolve, reject) => {
    const request = http.request(base + path, { method, headers: sent }, (answer) => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece: Buffer) => pieces.push(piece));
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          text: Buffer.concat(pieces).toString(),
        }),
      );
    });
    request.on('error', reject).end(body);
  });
}

describe('a change by', () => {
  const SITES = ['same-origin', 'same-site', 'cross-site', 'none', undefined] as const;
  const ORIGINS = { ok: env.PUBLIC_ORIGIN, evil: 'https://evil.example', null: 'null', absent: undefined };
  const nobody = '00000000-0000-7000-8000-000000000000';
  /** Each method at a door it is answered at, with what a change that is let through is told. */
  const CHANGES: [method: string, path: string, body: string | undefined, status: number][] = [
    ['POST', `/api/leads/${nobody}/restore`, '{}', 404],
    ['PUT', `/api/leads/${nobody}`, '{"version":1,"name":"Ada"}', 404],
    ['PATCH', `/api/leads/${nobody}`, '{"version":1}', 404],
    ['DELETE', `/api/leads/${nobody}?version=1`, undefined, 404],
    ['POST', '/api/trpc/leads.restore', `{"id":"${nobody}"}`, 404],
    ['POST', '/api/leads/import', 'no form', 415],
    ['POST', '/import/upload', 'no form', 415],
  ];
  const cells = SITES.flatMap((site) =>
    Object.entries(ORIGINS).map(([word, origin]) => ({ site, word, origin })),
  );
  const passes = ({ site, word }: (typeof cells)[number]): boolean =>
    site === undefined ? word === 'ok' : site === 'same-origin';

  it.each(cells)('cookie from $site with Origin $word, at every door and by every method', async (cell) => {
    const headers = {
      'sec-fetch-site': cell.site,
      origin: cell.origin,
      'content-type': 'application/json',
      accept: 'application/json',
    };
    for (const [method, path, body, status] of CHANGES) {
      const byCookie = await say(api.url, method, path, { ...headers, cookie }, body);
      expect([method, path, byCookie.status]).toEqual([method, path, passes(cell) ? status : 403]);
      const byBearer = await say(api.url, method, path, { ...headers, cookie, authorization: bearer }, body);
      expect([method, path, byBearer.status]).toEqual([method, path, status]);
    }
  });
});

const EVERYWHERE = {
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'referrer-policy': expect.stringMatching(/^(strict-origin-when-cross-origin|same-origin)$/) as string,
  'permissions-policy': expect.stringContaining('camera=()') as string,
  'content-security-policy': expect.stringMatching(
    /^default-src 'none';(?=.*frame-ancestors 'none')(?!.*unsafe)/,
  ) as string,
  'x-request-id': expect.stringMatching(/^[A-Za-z0-9._-]{8,64}$/) as string,
};

function expectHeaders(heard: Heard, what: string): void {
  expect([what, heard.headers]).toMatchObject([what, EVERYWHERE]);
  for (const name of ['x-powered-by', 'server', 'access-control-allow-origin']) {
    expect([what, name, heard.headers[name]]).toEqual([what, name, undefined]);
  }
}

describe('every route, known and unknown, signed in or not', () => {
  const routes = doors().flatMap(({ method, path }) =>
    [method]
      .flat()
      .filter((name) => name !== '*')
      .map((name) => [name, path.replace(/:\w+/g, () => randomUUID()).replace('*', 'leads.list')] as const),
  );
  const PAGES = ['/', '/login', '/register', '/forgot-password', `/reset/${'x'.repeat(43)}`, '/leads'];
  const MORE = [
    '/leads/new',
    '/dashboard',
    '/import',
    '/nothing-here',
    '/leads.data',
    '/admin/health',
    '/favicon.svg',
  ];

  it('answers with all security headers at the API', async () => {
    // one of the routes ends the session
    const authorization = `Bearer ${await api.bearer(acme.manager)}`;
    for (const [method, path] of routes) {
      for (const headers of [{}, { authorization }]) {
        const heard = await say(api.url, method, path, headers);
        expectHeaders(heard, `${method} ${path} ${heard.status}`);
      }
    }
    const unknown = await say(api.url, 'GET', '/api/nothing');
    expect(unknown.status).toBe(404);
    expectHeaders(unknown, 'an unknown operation');
  });

  it.each([...PAGES, ...MORE])('answers with all security headers on the page %s', async (path) => {
    for (const headers of [{}, { cookie }]) {
      const heard = await say(web.url, 'GET', path, { ...headers, accept: 'text/html' });
      expectHeaders(heard, `${path} ${heard.status}`);
      if (path !== '/favicon.svg') expect([path, heard.headers['cache-control']]).toEqual([path, 'no-store']);
    }
  });
});

it('a page is read in one transaction, entered once, whatever its loaders ask', async () => {
  const entered = async (): Promise<number> => {
    const [row] = await database.admin<[{ calls: number }]>`
      select coalesce(sum(calls), 0)::int as calls from ext.pg_stat_statements
       where dbid = (select oid from pg_database where datname = current_database())
         and userid = 'streamflow_app'::regrole and query like '%select crm.enter(%'`;
    return row.calls;
  };
  const before = await entered();
  expect(await say(web.url, 'GET', '/leads', { Cookie: cookie })).toMatchObject({ status: 200 });
  expect(await entered()).toBe(before + 1);
});

describe('JSON', () => {
  const nested = (depth: number, inner = '1'): string => '['.repeat(depth) + inner + ']'.repeat(depth);
  const quoted = JSON.stringify('[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\"{{{{,,,');
  const post = (path: string, body: string) =>
    say(api.url, 'POST', path, { authorization: bearer, 'content-type': 'application/json' }, body);
  const DOORS = ['/api/leads', '/api/trpc/leads.create'];

  it.each(DOORS)('at %s: endless depth and width are refused before they are walked', async (path) => {
    const bad = [
      ['deep', `{"name":"Ada","address":${nested(10_000)}}`, 400],
      ['deep and unclosed', '['.repeat(500_000), 400],
      ['deep objects', `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`, 400],
      ['a list of 100,000', `{"name":"Ada","tags":[${'1,'.repeat(99_999)}1]}`, 400],
      ['100,000 keys', `{${Array.from({ length: 60_000 }, (_, n) => `"${n}":1`).join(',')}}`, 400],
      ['too large', `{"name":"${'x'.repeat(1_100_000)}"}`, 413],
    ] as const;
    for (const [what, body, status] of bad) {
      const heard = await post(path, body);
      expect([what, heard.status]).toEqual([what, status]);
      expect(heard.text).toContain(status === 413 ? 'PayloadTooLarge' : 'BadRequest');
      expect(heard.text.length).toBeLessThan(2_000);
    }
  });

  it.each(DOORS)('at %s: brackets and commas inside of strings are only text', async (path) => {
    const name = `Shape ${randomUUID()}`;
    const heard = await post(path, `{"name":"${name}","description":${quoted}}`);
    expect(heard.status).toBeLessThan(202);
    const rows = await database.admin`select description from crm.leads where name = ${name}`;
    expect(rows).toMatchObject([{ description: JSON.parse(quoted) as string }]);
  });

  it('in the address of a query is held to the same', async () => {
    const input = encodeURIComponent(nested(2_000));
    const heard = await say(api.url, 'GET', `/api/trpc/leads.list?input=${input}`, { authorization: bearer });
    expect(heard.status).toBe(400);
  });
});

describe('a client that never ends', () => {
  it.each(['/api/leads', '/api/trpc/leads.create'])('at %s is told so and cut off', async (path) => {
    const request = http.request(api.url + path, {
      method: 'POST',
      headers: { authorization: bearer, 'content-type': 'application/json', 'transfer-encoding': 'chunked' },
    });
    const piece = Buffer.alloc(256 * 1024, '[');
    const ended = new Promise<number>((resolve) => {
      let status = 0;
      request.on('response', (answer) => {
        status = answer.statusCode ?? 0;
        answer.resume();
      });
      request.on('error', () => undefined).on('close', () => resolve(status));
    });
    const more = (): void => {
      if (request.destroyed) return;
      request.write(piece, () => setImmediate(more));
    };
    more();
    expect(await ended).toBe(413);
  });
});

describe('a fault of ours', () => {
  it('is the same masked sentence at every door, with the request id and every header', async () => {
    const id = await makeLead(acme, { ownerId: acme.user.userId });
    // what is read and what is written
    await database.admin`alter view crm.leads_seen rename column name to name_hidden`;
    await database.admin`alter table crm.leads rename column name to name_hidden`;
    try {
      const requestId = 'fault-of-ours-1';
      const known = { 'x-request-id': requestId };
      const json = { ...known, authorization: bearer, 'content-type': 'application/json' };
      const page = { ...known, cookie, accept: 'text/html' };
      const heard = [
        await say(api.url, 'GET', '/api/leads', json),
        await say(api.url, 'POST', '/api/leads', json, '{"name":"Canary-4711"}'),
        await say(api.url, 'GET', `/api/leads/${id}`, json),
        await say(
          api.url,
          'GET',
          `/api/trpc/leads.get?input=${encodeURIComponent(JSON.stringify({ id }))}`,
          json,
        ),
        await say(web.url, 'GET', '/leads', page),
        await say(web.url, 'GET', `/leads/${id}`, page),
        await say(web.url, 'GET', `/leads/${id}.data`, { ...known, cookie }),
      ];
      for (const [at, { status, text, headers }] of heard.entries()) {
        expect([at, status]).toEqual([at, 500]);
        expect(headers).toMatchObject({ ...EVERYWHERE, 'x-request-id': requestId });
        expect(text).toContain('Something went wrong on our side');
        expect(text).toContain(requestId);
        expect(text).not.toMatch(/select |insert |"crm"|name_hidden|Canary-4711|node_modules|\.ts:\d|42703/i);
      }
    } finally {
      await database.admin`alter table crm.leads rename column name_hidden to name`;
      await database.admin`alter view crm.leads_seen rename column name_hidden to name`;
    }
  });
});
