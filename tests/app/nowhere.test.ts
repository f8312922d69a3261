// Addresses that lead nowhere: said inside the frame to people who are in, plainly to others, with a way back for both.
import { beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '../../db/ids.ts';
import { createTestDatabase } from '../support/database.ts';
import { makeTenant } from '../support/factories.ts';
import { cookieOf, startWeb, type Web } from '../support/site.ts';

let web: Web;
let cookie: string;

beforeAll(async () => {
  const database = await createTestDatabase();
  const { user } = await makeTenant();
  web = await startWeb(database);
  cookie = await cookieOf(web, user);
}, 240_000);

interface Page {
  status: number;
  html: string;
}

async function open(
  path: string,
  { as = '', form }: { as?: string; form?: Record<string, string> } = {},
): Promise<Page> {
  const response = await fetch(web.url + path, {
    redirect: 'manual',
    headers: { Accept: 'text/html', Origin: web.url, ...(as && { Cookie: as }) },
    ...(form && { method: 'POST', body: new URLSearchParams(form) }),
  });
  return { status: response.status, html: await response.text() };
}

const FRAME = /Sign out/;
const NOTHING = /<h1[^>]*>Nothing here<\/h1>/;

const unknown = [
  '/nowhere',
  '/no/such/address',
  '/leads/new/deeper/still',
  '/dashboard/x',
  '/settings/nothing',
  '/%E2%98%83',
];

describe('an address nobody has', () => {
  it.each(unknown)('%s is a 404 inside the frame, with a way back, for somebody who is in', async (path) => {
    const { status, html } = await open(path, { as: cookie });
    expect(status).toBe(404);
    expect(html).toMatch(NOTHING);
    expect(html).toMatch(FRAME);
    expect(html).toContain('href="/dashboard"');
  });

  it.each(unknown)('%s is a plain 404 with a way in for nobody', async (path) => {
    const { status, html } = await open(path);
    expect(status).toBe(404);
    expect(html).toMatch(NOTHING);
    expect(html).not.toMatch(FRAME);
    expect(html).toMatch(/href="\/"|action="\/leads"/);
  });

  it('is a 404 for a form sent there, too', async () => {
    expect((await open('/nowhere', { as: cookie, form: { a: 'b' } })).status).toBe(404);
    expect((await open('/nowhere', { form: { a: 'b' } })).status).toBe(404);
  });
});

describe('an id that is none', () => {
  it.each(['/leads/ID', '/leads/ID/edit', '/jobs/ID', '/import/ID/map'])(
    '%s answers like one that nothing has',
    async (pattern) => {
      const none = await open(pattern.replace('ID', 'not-an-id'), { as: cookie });
      const unheard = await open(pattern.replace('ID', uuidv7()), { as: cookie });
      for (const { status, html } of [none, unheard]) {
        expect(status).toBe(404);
        expect(html).toMatch(NOTHING);
        expect(html).toMatch(FRAME);
      }
    },
  );

  it('is a 404 for a form sent there, too', async () => {
    const note = { intent: 'note', body: 'Called.' };
    expect((await open('/leads/not-an-id', { as: cookie, form: note })).status).toBe(404);
    expect((await open(`/leads/${uuidv7()}`, { as: cookie, form: note })).status).toBe(404);
  });

  it('sends nobody to the sign-in page first', async () => {
    expect((await open('/leads/not-an-id')).status).toBe(302);
  });
});

it('a form that a page does not know is a 400 that speaks of the form, and of nothing else', async () => {
  for (const path of ['/tasks', '/inbox', `/leads/${uuidv7()}`]) {
    const { status, html } = await open(path, { as: cookie, form: { intent: 'conjure' } });
    expect([path, status]).toEqual([path, 400]);
    expect(html).toMatch(/<h[12][^>]*>That form could not be read<\/h[12]>/);
    expect(html).toContain('Open the page again');
    expect(html).not.toContain('address');
  }
});
