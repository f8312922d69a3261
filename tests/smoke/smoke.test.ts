// The quick walk through every layer, on the built product with its demo: each page as each role, a lead through REST,
// the wall to the neighbour, health and documents. Minutes of other tests say more; this says at once that it runs.
import { beforeAll, describe, expect, test } from 'vitest';
import routes from '../../app/routes.ts';
import { seedMissing } from '../../db/seed/index.ts';
import { DEMO_PASSWORD, DEMO_SIGN_INS } from '../../db/seed/sign-ins.ts';
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

/** Every page of the route tree that needs no id of its own; what fields ask while one types is none. */
function addresses(entries = routes, parent = ''): string[] {
  return entries.flatMap(({ path, children }) => {
    const at = path === undefined ? parent : `${parent}/${path.replace(/\/:\w+\?$/, '')}`;
    const deeper = children ? addresses(children, at) : [];
    return path === undefined || /[:*]|^\/options\//.test(at) ? deeper : [at, ...deeper];
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
