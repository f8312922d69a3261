// A company's life in a real browser: made, found, changed, deleted and taken back; and its page for those who see less.
import type { Locator } from 'playwright';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../support/database.ts';
import { makePerson, makeTenant, type TestTenant } from '../support/factories.ts';
import { faultsOf } from '../support/looks.ts';
import { insertRole } from '../support/records.ts';
import { openSite, type Site } from '../support/site.ts';
import { startApi, type Api } from '../support/api.ts';

let site: Site;
let api: Api;
let acme: TestTenant;

beforeAll(async () => {
  const database = await createTestDatabase();
  site = await openSite(database);
  api = await startApi();
  acme = await makeTenant();
}, 180_000);

const make = async (name: string): Promise<string> =>
  (await api.rest(acme.admin)<{ id: string }>('POST', '/organizations', { name })).body.id;

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('%s', (how, javaScriptEnabled) => {
  it('one is made, found, noted on, changed, deleted, and taken back from the toast', async () => {
    const name = `Harbor ${how}`;
    const { page, complaints, close } = await site.visitAs(acme.admin, { javaScriptEnabled });
    await page.goto('/organizations');
    await page.getByRole('link', { name: 'New Organization' }).first().click();
    await page.waitForURL('**/organizations/new');
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByLabel('Industry').fill('Shipping');
    await page.getByRole('button', { name: 'Create organization' }).click();
    await page.waitForURL(/\/organizations\/[0-9a-f-]{36}$/);
    const address = new URL(page.url()).pathname;

    await page.getByLabel('Note').fill('Signs in spring.');
    await page.getByRole('button', { name: 'Add note' }).click();
    await page.getByText('Signs in spring.').first().waitFor();
    await page.goto('/organizations?q=harbor&industry.is=Shipping');
    await page.getByRole('link', { name }).waitFor();
    expect(
      await page.getByRole('link', { name: 'Export CSV', includeHidden: true }).getAttribute('href'),
    ).toContain('/api/organizations.csv?q=harbor');

    await page.goto(`${address}/edit`);
    await page.getByLabel('Industry').fill('Logistics');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Logistics').first().waitFor();

    await page.getByRole('button', { name: 'Delete' }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.waitForURL('**/organizations');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Organization restored.').first().waitFor();
    expect(complaints).toEqual([]);
    await close();
  });
});

it('an emptied field is empty, and what is not on the form stays', async () => {
  const parentId = await make('Above');
  const values = { name: 'Below', industry: 'Shipping', parentId };
  const { id } = (await api.rest(acme.admin)<{ id: string }>('POST', '/organizations', values)).body;
  const { page, close } = await site.visitAs(acme.admin, { javaScriptEnabled: false });
  await page.goto(`/organizations/${id}/edit`);
  await page.getByLabel('Industry').fill('');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.waitForURL(`**/organizations/${id}`);
  const saved = (await api.rest(acme.admin)('GET', `/organizations/${id}`)).body;
  expect(saved).toMatchObject({ industry: null, parent: { id: parentId } });
  await close();
});

it('a role that reads no contacts has the page all the same, without them', async () => {
  const id = await make('Seen in part');
  await api.rest(acme.admin)('POST', '/contacts', {
    firstName: 'Hidden',
    lastName: 'Person',
    organizationId: id,
  });
  const permissions = ['organization:read', 'activity:read'];
  const { key } = await insertRole(acme, { permissions, visibility: { organization: 'all' } });
  const reader = await makePerson(acme, 'user');
  const given = await api.rest(acme.admin)('PUT', `/users/${reader.userId}/role`, { role: key });
  expect(given.status).toBe(200);
  const { page, close } = await site.visitAs(reader);
  const answer = await page.goto(`/organizations/${id}`);
  expect(answer?.status()).toBe(200);
  expect(await page.getByText('Hidden Person').count()).toBe(0);
  await close();
});

it('another tenant’s organization is nothing here', async () => {
  const globex = await makeTenant();
  const id = await make('Ours');
  const { page, close } = await site.visitAs(globex.admin);
  expect((await page.goto(`/organizations/${id}`))?.status()).toBe(404);
  await close();
});

it('a fact is changed where it stands: opened, put back, refused, saved, and decided when two write', async () => {
  const id = await make('In Place');
  const change = async (values: Record<string, string>): Promise<void> => {
    const { version } = (await api.rest(acme.admin)<{ version: number }>('GET', `/organizations/${id}`)).body;
    await api.rest(acme.admin)('PATCH', `/organizations/${id}`, { version, ...values });
  };
  await change({ domain: 'place.example' });
  const { page, complaints, close } = await site.visitAs(acme.admin);
  const closed = () => page.waitForURL((url) => url.search === '?list=sort%3Dname');
  const domain = page.getByLabel('Domain', { exact: true });
  const link = page.getByLabel('Change domain');
  await page.goto(`/organizations/${id}?list=sort%3Dname`);
  await link.press('Enter');
  await page.waitForURL(/edit=domain/);
  await expectFocus(domain);
  await domain.fill('nothing.example');
  await domain.press('Escape');
  await closed();
  await expectFocus(link);
  await page.getByText('place.example', { exact: true }).first().waitFor();

  await link.click();
  await page.waitForURL(/edit=domain/);
  await domain.fill('no domain');
  await domain.press('Enter');
  await page.getByText('This is not a domain').waitFor();
  expect(await domain.inputValue()).toBe('no domain');
  await domain.fill('placed.example');
  await domain.press('Enter');
  await closed();
  await page.getByText('Saved.').waitFor();
  await expectFocus(link);

  await page.getByLabel('Change industry').click();
  await page.waitForURL(/edit=industry/);
  await change({ industry: 'Ships' });
  // each time it is left and opened again, what was looked at is what stood there at first
  for (const typed of ['Train', 'Trains']) {
    await page.getByLabel('Industry', { exact: true }).fill(typed);
    await page.getByLabel('Change phone').click();
    await page.waitForURL(/edit=phone/);
    await page.getByLabel('Change industry').click();
    await page.waitForURL(/edit=industry/);
    expect(await page.getByLabel('Industry', { exact: true }).inputValue()).toBe(typed);
  }
  await page.getByRole('button', { name: 'Save' }).click();
  const notice = page.getByRole('alert').filter({ hasText: 'Someone else changed this organization' });
  await notice.getByText('Ships').waitFor();
  expect(await page.getByLabel('Industry', { exact: true }).inputValue()).toBe('Trains');
  await page.getByRole('button', { name: 'Save' }).click();
  await closed();
  await page.getByText('Trains').waitFor();
  await page.getByLabel('Change industry').click();
  await page.waitForURL(/edit=industry/);
  expect(await page.getByText('You typed this earlier').count()).toBe(0);
  expect(complaints.filter((line) => !/status of 4(09|22)/.test(line))).toEqual([]);
  await close();
});

const expectFocus = (on: Locator): Promise<void> =>
  expect.poll(() => on.evaluate((element) => element === document.activeElement)).toBe(true);

it('no page has an axe violation or scrolls sideways', async () => {
  const id = await make('Accessible');
  const { page, complaints, close } = await site.visitAs(acme.admin);
  for (const path of ['', '/new', `/${id}`, `/${id}/edit`]) {
    await page.goto(`/organizations${path}`);
    expect(await faultsOf(page, path)).toEqual([]);
  }
  expect(complaints).toEqual([]);
  await close();
});

it('a phone reaches organizations under "More", as the bottom bar holds four pages', async () => {
  const { page, complaints, close } = await site.visitAs(acme.admin, {
    viewport: { width: 360, height: 740 },
  });
  await page.goto('/leads');
  const bar = page.getByRole('navigation', { name: 'Main, bottom' });
  expect(await bar.locator('ul > li').allInnerTexts()).toEqual(['Dashboard', 'Leads', 'Contacts', 'Tasks']);
  await bar.getByRole('button', { name: 'More' }).click();
  await bar.getByRole('link', { name: 'Organizations' }).click();
  await page.getByRole('heading', { name: 'Organizations' }).waitFor();
  expect(complaints).toEqual([]);
  await close();
});
