// The quick walk through every layer, on the built product with its demo: each page as each role, a lead through REST,
// the wall to the neighbour, health and documents. Minutes of other tests say more; this says at once that it runs.
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import routes from '../../app/routes.ts';
import { seedMissing } from '../../db/seed/index.ts';
import { DEMO_PASSWORD, DEMO_SIGN_INS } from '../../db/seed/sign-ins.ts';
import { compressWell } from '../../server/http/compress.ts';
import { createTestDatabase } from '../support/database.ts';
import { startWeb, type Web } from '../support/site.ts';

let web: Web;

beforeAll(async () => {
  const database = await createTestDatabase();
  await seedMissing();
  web = await startWeb(database);
}, 240_000);

interface Session {
  cookie: string;
  token: string;
}

async function signIn(email: string): Promise<Session> {
  const login = (mode: object): Promise<Response> =>
    fetch(`${web.url}/api/auth/login`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: web.url },
      body: JSON.stringify({ email, password: DEMO_PASSWORD, ...mode }),
    });
  const page = await login({});
  expect(page.status).toBe(200);
  const { token } = (await (await login({ mode: 'bearer' })).json()) as { token: string };
  return {
    token,
    cookie: page.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; '),
  };
}

const api = (path: string, { token }: Session, init: RequestInit = {}): Promise<Response> =>
  fetch(`${web.url}/api${path}`, {
    ...init,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
  });

/** Every page of the route tree that needs no id of its own; what scripts ask for besides is none. */
function addresses(entries = routes, parent = ''): string[] {
  return entries.flatMap(({ path, children }) => {
    const at = path === undefined ? parent : `${parent}/${path.replace(/\/:\w+\?$/, '')}`;
    const deeper = children ? addresses(children, at) : [];
    return path === undefined || /[:*]|^\/options\/|\/unread$/.test(at) ? deeper : [at, ...deeper];
  });
}

describe.each(DEMO_SIGN_INS.map(({ email }) => email))('%s', (email) => {
  test('signs in and gets every page, or is told why not', async () => {
    const session = await signIn(email);
    const opened: string[] = [];
    for (const address of addresses()) {
      const response = await fetch(web.url + address, {
        headers: { Cookie: session.cookie },
        redirect: 'manual',
      });
      expect([200, 302, 303, 403, 404, 405], `${address} answered ${response.status}`).toContain(
        response.status,
      );
      if (response.status !== 200) continue;
      expect(await response.text(), address).toContain('</html>');
      opened.push(address);
    }
    const own = email.startsWith('operator') ? ['/admin/health'] : ['/dashboard', '/leads', '/leads/new'];
    expect(opened).toEqual(expect.arrayContaining(own));
  });
});

/** What a script weighs on its way, as the server compresses it. */
const weights = new Map<string, Promise<number>>();
function weightOf(script: string): Promise<number> {
  const body = () => readFileSync(new URL(`../../build/client${script}`, import.meta.url));
  const weight = weights.get(script) ?? compressWell(body(), 'br').then(({ length }) => length);
  weights.set(script, weight);
  return weight;
}

const KB = 1024;
/** Of a page as it is first opened, all scripts together. */
const mostFor = (address: string): number => (address.startsWith('/pipeline') ? 150 : 130) * KB;

test('no page needs more scripts than 130 KB, the board 150, compressed', async () => {
  const session = await signIn('admin@canary.test');
  const { cookie } = session;
  const records = ['leads', 'contacts', 'organizations', 'opportunities', 'tasks'].map(async (noun) => {
    const { items } = (await (await api(`/${noun}?limit=1`, session)).json()) as { items: { id: string }[] };
    return `/${noun}/${items[0]?.id ?? ''}`;
  });
  const tooHeavy: string[] = [];
  let weighed = 0;
  const pages = addresses().filter((at) => !at.startsWith('/dev/'));
  for (const address of [...pages, ...(await Promise.all(records))]) {
    const response = await fetch(web.url + address, { headers: { Cookie: cookie } });
    const html = await response.text();
    // what the page asks for at once; the names of scripts of pages that it leads to stand in it too
    const asked = html.matchAll(
      /<link rel="modulepreload" href="([^"]+)"|import(?: \* as \w+ from)? "([^"]+)"/g,
    );
    const scripts = new Set([...asked].map(([, link, code]) => link ?? code ?? ''));
    let sum = 0;
    for (const script of scripts) sum += await weightOf(script);
    if (sum > 0) weighed += 1;
    if (sum > mostFor(address)) tooHeavy.push(`${address}: ${Math.ceil(sum / KB)} KB`);
  }
  expect(weighed).toBeGreaterThan(25);
  expect(tooHeavy).toEqual([]);
});

describe('one lead', () => {
  test('is made by REST, read again, and does not exist for the neighbour', async () => {
    const [canary, globex] = [await signIn('user@canary.test'), await signIn('admin@globex.test')];
    const made = await api('/leads', canary, {
      method: 'POST',
      body: JSON.stringify({ name: 'Smoke Signal' }),
    });
    expect(made.status).toBe(201);
    const { id } = (await made.json()) as { id: string };
    expect((await api(`/leads/${id}`, canary)).status).toBe(200);
    expect((await api(`/leads/${id}`, globex)).status).toBe(404);
    const found = (await (await api('/leads?q=smoke', canary)).json()) as { items: { id: string }[] };
    expect(found.items.map((lead) => lead.id)).toEqual([id]);
    const page = await fetch(`${web.url}/leads/${id}`, { headers: { Cookie: canary.cookie } });
    expect(await page.text()).toContain('Smoke Signal');
  });
});

describe('from outside', () => {
  test.each(['/health/live', '/health/ready', '/api/openapi.json', '/login'])(
    '%s answers 200',
    async (address) => {
      const response = await fetch(web.url + address);
      expect(response.status).toBe(200);
      expect(response.headers.get('x-request-id')).toBeTruthy();
    },
  );
});
