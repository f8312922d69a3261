// Pages with fields that a role hides or locks: what is hidden stands in no page and in no data of one.
import { beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeTenant, type TestTenant } from '../support/factories.ts';
import { cookieOf, startWeb, type Web } from '../support/site.ts';
import { HIDEABLE, makeSecretLead, SECRET, setRule, type World } from './ruled.ts';

let database: TestDatabase;
let web: Web;
let acme: TestTenant;
let world: World;
let cookie: string;

beforeAll(async () => {
  database = await createTestDatabase();
  acme = await makeTenant();
  world = await makeSecretLead(database, acme);
  web = await startWeb(database);
  cookie = await cookieOf(web, acme.user);
}, 240_000);

const open = async (path: string): Promise<string> => {
  const response = await fetch(web.url + path, { headers: { Cookie: cookie, Accept: 'text/html' } });
  expect([path, response.status]).toEqual([path, 200]);
  return response.text();
};

const post = (path: string, form: Record<string, string>): Promise<Response> =>
  fetch(web.url + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { Cookie: cookie, Origin: web.url, Accept: 'text/html' },
    body: new URLSearchParams(form),
  });

/** The pages a lead stands on, and their data as the browser fetches it when one goes from page to page. */
function pages(): string[] {
  const lead = `/leads/${world.leadId}`;
  const paths = [lead, `${lead}/edit`, '/leads', '/dashboard'];
  return paths.flatMap((path) => [path, `${path}.data`]);
}

/** A score is told by its name: other numbers are 37 too. A source may be chosen from a list, so its label tells. */
const tells: Readonly<Record<string, RegExp>> = {
  score: /"score",37|value="37"|>37</,
  source: /<dd>Partner<|"source","Partner"|selected=""[^>]*>Partner/,
};

it('the pages tell every field to whoever may see it', async () => {
  await setRule(acme, {});
  const page = await open(`/leads/${world.leadId}/edit`);
  const record = await open(`/leads/${world.leadId}`);
  for (const [field] of HIDEABLE) {
    const found = tells[field] ?? new RegExp((SECRET[field] ?? '').replace(/[+.]/g, '\\$&'));
    expect([field, found.test(page) || found.test(record)]).toEqual([field, true]);
  }
});

it.each(HIDEABLE.map(([field, { label }]) => ({ field, label })))(
  '$field, hidden, is on no page',
  async ({ field, label }) => {
    await setRule(acme, { [field]: 'hidden' });
    const found = tells[field] ?? new RegExp((SECRET[field] ?? '').replace(/[+.]/g, '\\$&'));
    for (const path of pages()) expect([path, found.test(await open(path))]).toEqual([path, false]);
    const record = await open(`/leads/${world.leadId}`);
    expect(record).toMatch(new RegExp(`${label}</dt><dd[^>]*><span[^>]*>Hidden by your role`));
  },
);

it('a read-only field is shown and cannot be filled in; a new lead is not asked for it', async () => {
  await setRule(acme, { phone: 'read_only', name: 'read_only' });
  const edit = await open(`/leads/${world.leadId}/edit`);
  expect(edit).toMatch(/<fieldset disabled=""[^>]*><legend[^>]*>Phone<\/legend>/);
  expect(edit).toContain(SECRET['phone']);
  expect(edit).toMatch(/<input[^>]*name="name"[^>]*readOnly=""/i);
  const made = await open('/leads/new');
  expect(made).not.toContain('name="phone"');
  expect(made).toContain('name="name"');
});

it('the form saves what is left, without scripts', async () => {
  await setRule(acme, { phone: 'read_only', email: 'hidden', name: 'read_only' });
  const edit = await open(`/leads/${world.leadId}/edit`);
  const version = /name="version" value="(\d+)"/.exec(edit)?.[1] ?? '';
  const key = /name="_key" value="([^"]+)"/.exec(edit)?.[1] ?? '';
  const form = { _key: key, version, name: SECRET['name']!, industry: 'Hawking', score: '37' };
  const saved = await post(`/leads/${world.leadId}/edit`, form);
  expect([saved.status, saved.headers.get('location')]).toEqual([302, `/leads/${world.leadId}`]);
  const [row] = await database.admin`
    select phone, email, industry from crm.leads where id = ${world.leadId}`;
  expect(row).toEqual({ phone: SECRET['phone'], email: SECRET['email'], industry: 'Hawking' });
});

it('a fact is opened by its address unless a rule forbids it, and the door forbids it too', async () => {
  const lead = `/leads/${world.leadId}`;
  await setRule(acme, { phone: 'read_only', email: 'hidden' });
  const record = await open(lead);
  expect(record).toContain('aria-label="Change website"');
  expect(record).toContain('aria-label="Change name"');
  expect(record).not.toMatch(/<h[1-6][^>]*>(?:(?!<\/h)[^])*aria-label="Change /); // headings are read without it
  expect(record).not.toMatch(/aria-label="Change (phone|email)"/);
  for (const field of ['phone', 'email', 'nothing'])
    expect([field, (await open(`${lead}?edit=${field}`)).includes('name="intent" value="edit-')]).toEqual([
      field,
      false,
    ]);
  const website = await open(`${lead}?edit=website`);
  expect(website).toContain('name="intent" value="edit-website"');
  const version =
    /value="edit-website"\/><input type="hidden" name="version" value="(\d+)"/.exec(website)?.[1] ?? '';
  const forbidden = await post(`${lead}?edit=phone`, { intent: 'edit-phone', version, phone: '+1 555 0100' });
  expect(forbidden.status).toBe(403);
  const saved = await post(`${lead}?edit=website`, { intent: 'edit-website', version, website: '' });
  expect([saved.status, saved.headers.get('location')]).toEqual([302, lead]);
  const [row] = await database.admin`select phone, website from crm.leads where id = ${world.leadId}`;
  expect(row).toEqual({ phone: SECRET['phone'], website: null });
  const late = await post(`${lead}?edit=website`, {
    intent: 'edit-website',
    version,
    website: 'late.example',
  });
  expect(late.status).toBe(409);
  const page = await late.text();
  expect(page).toContain('Someone else changed this lead');
  expect(page).toContain('value="late.example"');
});
