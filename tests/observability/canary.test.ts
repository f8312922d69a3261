// Secrets planted in everything a client can send: none may reach a log line, a metric or an error report.
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { beforeAll, expect, it } from 'vitest';
import { withAuth } from '../../db/system.ts';
import { createApiKey } from '../../server/auth/api-keys.ts';
import { atFileEnd } from '../support/cleanup.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeLead, makeTenant, type TestTenant } from '../support/factories.ts';
import { openSudo } from '../support/records.ts';
import { cookieOf, startWeb, type Web } from '../support/site.ts';

const CANARIES = {
  password: 'canary-password-5e1f',
  email: 'canary-person@canary-mail.example',
  card: '4242 4242 4242 4242',
  resetToken: 'canary-reset-token-77aa',
  apiKey: 'sf_live_canary00_canarycanarycanarycanarycanarycanarycanary0_abcd',
};

let database: TestDatabase;
let acme: TestTenant;
let web: Web;
let collector: Collector;

interface Collector {
  url: string;
  bodies: string[];
  /** resolves with the first body that contains the text */
  received(text: string): Promise<string>;
}

/** Stands in for an error tracker and a trace collector: a real HTTP server that keeps what it is sent. */
async function startCollector(): Promise<Collector> {
  const bodies: string[] = [];
  const server: Server = createServer((req, res) => {
    let body = `${req.url ?? ''}\n`;
    req.on('data', (chunk: Buffer) => (body += chunk.toString()));
    req.on('end', () => {
      bodies.push(body);
      server.emit('kept');
      res.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  atFileEnd(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bodies,
    async received(text) {
      for (;;) {
        const found = bodies.find((body) => body.includes(text));
        if (found !== undefined) return found;
        await once(server, 'kept');
      }
    },
  };
}

beforeAll(async () => {
  database = await createTestDatabase();
  acme = await makeTenant();
  collector = await startCollector();
  web = await startWeb(database, {
    SENTRY_DSN: collector.url.replace('http://', 'http://public@').concat('/7'),
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_BSP_SCHEDULE_DELAY: '100',
  });
}, 180_000);

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${web.url}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: web.url, ...headers },
    body: JSON.stringify(body),
  });

/** A key of the sales person: unlike a token, it is good for any process over this database. */
async function credential(): Promise<{ Authorization: string }> {
  const { userId, tenantId } = acme.user;
  const { key } = await withAuth((tx) =>
    createApiKey(tx, { tenantId, userId, name: 'test', scopes: ['admin:*'] }),
  );
  return { Authorization: `Bearer ${key}` };
}

/** The secret of a calendar's address, made on the page as a browser without scripts makes it. */
async function calendarSecret(): Promise<string> {
  const cookie = await cookieOf(web, acme.user);
  await openSudo(acme.user);
  const page = `${web.url}/settings/profile`;
  const made = await fetch(page, {
    method: 'POST',
    redirect: 'manual',
    headers: { Cookie: cookie, Origin: web.url },
    body: new URLSearchParams({ intent: 'makeFeed' }),
  });
  const once = made.headers.getSetCookie().map((line) => line.split(';')[0]);
  const shown = await fetch(page, { headers: { Cookie: [cookie, ...once].join('; ') } });
  expect(shown.headers.getSetCookie().join()).toContain('once-settings-profile=; Max-Age=0');
  const [, secret = ''] = /\/calendar\/([\w-]{43})\.ics/.exec(await shown.text()) ?? [];
  const later = await (await fetch(page, { headers: { Cookie: cookie } })).text();
  expect([secret.length, later.includes('You made an address'), later.includes(secret)]).toEqual([
    43,
    true,
    false,
  ]);
  return secret;
}

it('planted secrets reach no log line, metric, trace or error report', async () => {
  const { password, email, card, resetToken, apiKey } = CANARIES;
  await post('/api/auth/login', { email, password });
  await post('/api/auth/register', { name: email, email, password: '1' });
  await post('/api/auth/password-reset/confirm', { token: resetToken, newPassword: password });
  await fetch(`${web.url}/reset/${resetToken}`);
  await fetch(`${web.url}/api/leads?q=${encodeURIComponent(email)}`, {
    headers: { Authorization: `Bearer ${apiKey}` },
  });
  await fetch(`${web.url}/options/duplicates?noun=lead&email=${encodeURIComponent(email)}`);
  await fetch(`${web.url}/api/leads/${encodeURIComponent(card)}`, { headers: { 'User-Agent': email } });
  const calendar = await calendarSecret();
  for (const file of [`${calendar}.ics`, calendar, `${calendar}.ics/more`])
    await fetch(`${web.url}/calendar/${file}`);
  // a key that works, where it belongs and where it does not
  const { Authorization } = await credential();
  const workingKey = Authorization.replace('Bearer ', '');
  for (const path of [
    '/api/leads',
    `/api/leads?api_key=${workingKey}`,
    `/api/leads/${workingKey}`,
    `/leads?q=${workingKey}`,
  ])
    await fetch(`${web.url}${path}`, { headers: { Authorization } });
  const last = await fetch(`${web.url}/api/${encodeURIComponent(email)}`, {
    headers: { 'X-Request-Id': 'canary-last-one' },
  });
  expect(last.status).toBe(404);
  await web.logged('canary-last-one');
  await collector.received('canary-last-one');

  const metrics = await (await fetch(`${web.url}/metrics`)).text();
  const everything = [...web.lines(), ...collector.bodies, metrics].join('\n');
  for (const [name, secret] of Object.entries({ ...CANARIES, workingKey, calendar })) {
    for (const form of [secret, encodeURIComponent(secret)])
      expect([name, everything.includes(form)]).toEqual([name, false]);
  }
});

it('a request is one line that says who asked, and where', async () => {
  const headers = { ...(await credential()), 'X-Request-Id': 'who-asked-here' };
  expect((await fetch(`${web.url}/api/leads`, { headers })).status).toBe(200);
  const line = JSON.parse(await web.logged('who-asked-here')) as Record<string, unknown>;
  expect(line).toMatchObject({
    requestId: 'who-asked-here',
    tenantId: acme.tenantId,
    userId: acme.user.userId,
    method: 'GET',
    route: '/api/leads',
    status: 200,
  });
  const trace = await collector.received('who-asked-here');
  expect(trace).toContain('/v1/traces');
  expect(trace).toContain('GET /api/leads');
});

it('a fault of ours is masked for the client, and reported with its request id and without SQL', async () => {
  const id = await makeLead(acme);
  const headers = { ...(await credential()), 'X-Request-Id': 'a-fault-of-ours' };
  await database.admin.unsafe('alter table crm.activities rename to activities_gone');
  const answer = await fetch(`${web.url}/api/leads/${id}/activities`, { headers });
  await database.admin.unsafe('alter table crm.activities_gone rename to activities');
  expect(answer.status).toBe(500);
  const body = await answer.text();
  expect(JSON.parse(body)).toMatchObject({ error: 'Internal', requestId: 'a-fault-of-ours' });
  const report = await collector.received('"requestId":"a-fault-of-ours"');
  expect(report).toContain('/api/7/envelope/');
  for (const text of [body, report, await web.logged('a-fault-of-ours')])
    expect(text).not.toMatch(/select |activities_gone|\$1/);
});

it.each(['/api/duplicates', '/options/duplicates'])(
  'a fault while %s looks for the duplicates of an address tells the address to nobody',
  async (path) => {
    const asked = `fault-of${path.replaceAll('/', '-')}`;
    const page = path.startsWith('/api') ? await credential() : { Cookie: await cookieOf(web, acme.user) };
    const query = new URLSearchParams({ noun: 'lead', email: CANARIES.email });
    await database.admin.unsafe('alter table crm.leads rename to leads_gone');
    const answer = await fetch(`${web.url}${path}?${query}`, {
      headers: { ...page, 'X-Request-Id': asked },
    });
    await database.admin.unsafe('alter table crm.leads_gone rename to leads');
    expect(answer.status).toBe(500);
    await web.logged(asked);
    const report = await collector.received(`"requestId":"${asked}"`);
    expect(report).toContain('/api/7/envelope/');
    expect([...web.lines(), ...collector.bodies].join('\n')).not.toMatch(/canary(-person)?(@|%40)/);
  },
);

it('metrics are for this machine: a request that came through a proxy gets 404', async () => {
  expect((await fetch(`${web.url}/metrics`)).status).toBe(200);
  expect((await fetch(`${web.url}/metrics`, { headers: { 'X-Forwarded-For': '203.0.113.9' } })).status).toBe(
    404,
  );
});
