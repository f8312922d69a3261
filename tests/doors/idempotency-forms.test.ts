// Forms that are sent twice: one record and the same answer, with scripts and without.
import { beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeLead, makeTenant, type TestTenant } from '../support/factories.ts';
import { openSite, type Site } from '../support/site.ts';

let database: TestDatabase;
let acme: TestTenant;
let site: Site;

beforeAll(async () => {
  database = await createTestDatabase();
  acme = await makeTenant();
  site = await openSite(database);
}, 120_000);

async function leadsCalled(name: string): Promise<string[]> {
  const rows = await database.admin<{ id: string }[]>`select id from crm.leads where name = ${name}`;
  return rows.map(({ id }) => id);
}

const keyOn = (page: Page): Promise<string> =>
  page.locator('form[method=post] input[name=_key]').first().inputValue();

it('sent twice without scripts makes one lead and leads to it both times', async () => {
  const { page, context } = await site.visitAs(acme.user, { javaScriptEnabled: false });
  await page.goto('/leads/new');
  const form = { _key: await keyOn(page), name: 'Ada Once' };
  const send = () =>
    context.request.post('/leads/new', { form, maxRedirects: 0, headers: { Origin: site.url } });
  const answers = [...(await Promise.all([send(), send(), send()])), await send()];
  const made = await leadsCalled('Ada Once');
  expect(made).toHaveLength(1);
  expect(answers.map((answer) => [answer.status(), answer.headers()['location']])).toEqual(
    answers.map(() => [302, `/leads/${made.join()}`]),
  );
  const changed = await context.request.post('/leads/new', {
    form: { ...form, name: 'Ada Twice' },
    maxRedirects: 0,
    headers: { Origin: site.url },
  });
  expect(changed.status()).toBe(302);
  expect(await leadsCalled('Ada Twice')).toHaveLength(1);
});

it('a double click makes one lead', async () => {
  const { page, complaints } = await site.visitAs(acme.user);
  await page.goto('/leads/new');
  await page.getByLabel('Name').fill('Grace Once');
  await page.getByRole('button', { name: 'Create lead' }).dblclick();
  await page.waitForURL(/\/leads\/[0-9a-f-]{36}$/);
  expect(await leadsCalled('Grace Once')).toHaveLength(1);
  expect(complaints).toEqual([]);
});

it('a refused form can be mended and sent again under the same key', async () => {
  const { page } = await site.visitAs(acme.user);
  await page.goto('/leads/new');
  await page.getByLabel('Name').fill('Mended');
  await page.getByLabel('Email').fill('not-an-address@');
  await page.getByRole('button', { name: 'Create lead' }).click();
  await page.getByText('This is not an e-mail address').first().waitFor();
  await page.getByLabel('Email').fill('mended@example.test');
  await page.getByRole('button', { name: 'Create lead' }).click();
  await page.waitForURL(/\/leads\/[0-9a-f-]{36}$/);
  expect(await leadsCalled('Mended')).toHaveLength(1);
});

it('the same note written twice on one page is two notes: every change brings a new key', async () => {
  const id = await makeLead(acme, { ownerId: acme.user.userId });
  const { page } = await site.visitAs(acme.user);
  await page.goto(`/leads/${id}`);
  const keys = [await keyOn(page)];
  for (const count of [1, 2]) {
    await page.getByRole('textbox', { name: 'Note' }).fill('No answer');
    await page.getByRole('button', { name: 'Add note' }).click();
    await expect.poll(() => page.getByText('No answer', { exact: true }).count()).toBe(count);
    await expect.poll(async () => keys.includes(await keyOn(page))).toBe(false);
    keys.push(await keyOn(page));
  }
});

it('a page that is left and come back to has a new key', async () => {
  const { page } = await site.visitAs(acme.user);
  await page.goto('/import');
  const before = await keyOn(page);
  await page.getByRole('link', { name: 'Leads', exact: true }).first().click();
  await page.waitForURL('**/leads');
  await page.goBack();
  await page.getByLabel('Choose a file, or drop it here').waitFor();
  await expect.poll(() => keyOn(page)).not.toBe(before);
});
