// What records say of the fields that a tenant added, filled in on their pages in a real browser, with and without scripts.
import { beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase } from '../support/database.ts';
import { makeTenant, type TestTenant } from '../support/factories.ts';
import { faultsOf } from '../support/looks.ts';
import { openSite, type Site } from '../support/site.ts';

let site: Site;
let api: Api;

beforeAll(async () => {
  const database = await createTestDatabase();
  site = await openSite(database);
  api = await startApi();
}, 180_000);

const CHOICES = [{ label: 'Gold' }, { label: 'Silver' }];
async function addField({ admin }: TestTenant, noun: string, label: string, type: string): Promise<void> {
  const field = { noun, label, type, ...(type.endsWith('select') && { choices: CHOICES }) };
  expect((await api.rest(admin)('POST', '/fields', field)).status).toBe(201);
}

const said = (page: Page, label: string) =>
  page
    .locator('.facts dl > div')
    .filter({ has: page.getByText(label, { exact: true }) })
    .locator('dd');

const addressOf = (page: Page): string => page.url().replace(/\?.*/, '');

it.each([true, false])(
  'a lead is made, changed and corrected with the fields of its tenant (scripts: %s)',
  async (javaScriptEnabled) => {
    const acme = await makeTenant();
    await addField(acme, 'lead', 'Colour', 'text');
    await addField(acme, 'lead', 'Renewal', 'date');
    await addField(acme, 'lead', 'Tier', 'select');
    await addField(acme, 'lead', 'Awards', 'multi-select');
    await addField(acme, 'lead', 'Advisor', 'user');
    await addField(acme, 'lead', 'Worth', 'money');
    const { page, close } = await site.visitAs(acme.admin, { javaScriptEnabled });
    await page.goto('/leads/new');
    await page.getByLabel('Name', { exact: true }).fill('Ada Byron');
    await page.getByLabel('Colour', { exact: true }).fill('Blue');
    await page.getByLabel('Renewal').fill('2026-05-01');
    await page.getByLabel('Tier').selectOption({ label: 'Gold' });
    await page.getByLabel('Silver').check();
    await page.getByLabel('Advisor').selectOption({ label: acme.user.name });
    await page.getByLabel('Worth', { exact: true }).fill('much');
    await page.getByRole('button', { name: 'Create lead' }).click();
    await page.getByText('Write an amount such as 1250.50 EUR.').waitFor();
    expect(await page.getByLabel('Silver').isChecked()).toBe(true);
    await page.getByLabel('Worth', { exact: true }).fill('1,250.50 EUR');
    await page.getByRole('button', { name: 'Create lead' }).click();
    await page.getByText('Ada Byron was created.').first().waitFor();
    expect(await said(page, 'Colour').innerText()).toContain('Blue');
    expect(await said(page, 'Renewal').innerText()).toContain('May 1');
    expect(await said(page, 'Tier').innerText()).toContain('Gold');
    expect(await said(page, 'Awards').innerText()).toContain('Silver');
    expect(await said(page, 'Advisor').innerText()).toContain(acme.user.name);
    expect(await said(page, 'Worth').innerText()).toContain('1,250.50');

    await page.getByRole('link', { name: 'Change awards' }).click();
    await page.getByLabel('Gold').check();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await said(page, 'Awards').getByText('Gold, Silver').waitFor();
    await page.getByRole('link', { name: 'Change worth' }).click();
    expect(await page.getByLabel('Worth', { exact: true }).inputValue()).toBe('1250.50 EUR');
    await page.getByLabel('Worth', { exact: true }).fill('');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await said(page, 'Worth').getByText('–').waitFor();
    await page.goto(`${addressOf(page)}/edit`);
    expect(await page.getByLabel('Colour', { exact: true }).inputValue()).toBe('Blue');
    await page.getByLabel('Colour', { exact: true }).fill('');
    await page.getByLabel('Silver').uncheck();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await said(page, 'Colour').getByText('–').waitFor();
    expect(await said(page, 'Awards').innerText()).not.toContain('Silver');
    expect(await said(page, 'Tier').innerText()).toContain('Gold');
    if (javaScriptEnabled) {
      await page.goto(`${addressOf(page)}?edit=custom.awards`);
      await page.getByLabel('Gold').waitFor();
      expect(await faultsOf(page, 'custom-fact')).toEqual([]);
      await page.goto('/leads/new');
      await page.getByLabel('Colour', { exact: true }).waitFor();
      expect(await faultsOf(page, 'custom-form')).toEqual([]);
    }
    await close();
  },
);

it.each([
  ['contact', '/contacts', 'First name'],
  ['organization', '/organizations', 'Name'],
  ['opportunity', '/opportunities', 'Title'],
])('a %s is filled in and changed too', async (noun, path, name) => {
  const acme = await makeTenant();
  await addField(acme, noun, 'Colour', 'text');
  const { page, close } = await site.visitAs(acme.admin, { javaScriptEnabled: false });
  await page.goto(`${path}/new`);
  await page.getByLabel(name, { exact: true }).fill('Difference');
  await page.getByLabel('Colour', { exact: true }).fill('Blue');
  await page.getByRole('button', { name: `Create ${noun}` }).click();
  await said(page, 'Colour').getByText('Blue').waitFor();
  await page.getByRole('link', { name: 'Change colour' }).click();
  await page.getByLabel('Colour', { exact: true }).fill('Red');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await said(page, 'Colour').getByText('Red').waitFor();
  await page.goto(`${addressOf(page)}/edit`);
  await page.getByLabel('Colour', { exact: true }).fill('');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await said(page, 'Colour').getByText('–').waitFor();
  await close();
});
