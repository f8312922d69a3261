// The page that searches everything: what is found, marked, by kind, and in every look.
import type { Locator, Page } from 'playwright';
import { beforeAll, describe, expect, it } from 'vitest';
import { startApi } from '../support/api.ts';
import { createTestDatabase } from '../support/database.ts';
import { makeTenant, type TestTenant } from '../support/factories.ts';
import { faultsOf } from '../support/looks.ts';
import { PATIENCE } from '../support/patience.ts';
import { openSite, type Site } from '../support/site.ts';

let site: Site;
let acme: TestTenant;

beforeAll(async () => {
  const database = await createTestDatabase();
  site = await openSite(database);
  const api = await startApi();
  acme = await makeTenant();
  const create = async (noun: string, fields: Record<string, unknown>) =>
    expect((await api.rest(acme.admin)('POST', `/${noun}`, fields)).status).toBe(201);
  await create('contacts', { firstName: 'Zoë', lastName: 'Brandt', email: 'zoe@werke.test' });
  await create('organizations', { name: 'Zoë’s Werke', domain: 'werke.test' });
  for (let at = 1; at <= 7; at += 1) await create('leads', { name: `Brandt ${at}`, company: 'Werke' });
}, 180_000);

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('%s', (_, javaScriptEnabled) => {
  it('finds by words, marks them, says why, and leads to more of a kind and to the record', async () => {
    const { page, complaints, close } = await site.visitAs(acme.admin, { javaScriptEnabled });
    await page.goto('/search');
    await page.getByRole('searchbox', { name: 'Search everything' }).fill('zoe');
    await page.getByRole('button', { name: 'Search' }).click();
    const contacts = page.getByRole('region', { name: 'Contacts' });
    await contacts.getByRole('link', { name: 'Zoë Brandt' }).waitFor();
    expect(await page.locator('mark').allInnerTexts()).toEqual(['Zoë', 'Zoë']);

    await page.goto('/search?q=werke');
    await page.getByRole('region', { name: 'Leads' }).getByText('company matches').first().waitFor();
    expect(await page.getByRole('region', { name: 'Leads' }).getByRole('listitem').count()).toBe(5);
    await page.getByRole('link', { name: 'More leads' }).click();
    await page.waitForURL('**/search?q=werke&type=lead');
    await page.getByRole('link', { name: 'Brandt 1' }).waitFor();
    expect(await page.getByRole('listitem').filter({ hasText: 'Brandt' }).count()).toBe(7);
    await page.getByRole('link', { name: 'Brandt 1' }).click();
    await page.waitForURL(/\/leads\/[0-9a-f-]{36}$/);
    expect(complaints).toEqual([]);
    await close();
  });

  it('says what to do where nothing is found', async () => {
    const { page, close } = await site.visitAs(acme.admin, { javaScriptEnabled });
    await page.goto('/leads?q=%3Cscript%3Ezzz'); // a list says where else one can look
    await page.getByRole('link', { name: 'Search everything for “<script>zzz”' }).click();
    await page.getByRole('heading', { name: 'Nothing found for “<script>zzz”' }).waitFor();
    await close();
  });
});

const paletteOf = (page: Page): Locator => page.getByRole('combobox', { name: 'Find, go, do' });

/** A key that is pressed before the page listens is nobody's. */
async function openPalette(page: Page): Promise<Locator> {
  const field = paletteOf(page);
  await expect
    .poll(
      async () => {
        await page.keyboard.press('Control+k');
        return field.count();
      },
      { timeout: PATIENCE },
    )
    .toBe(1);
  return field;
}

describe('the palette', () => {
  it('finds a record while one types, wherever one is, and goes there', async () => {
    const { page, complaints, close } = await site.visitAs(acme.admin);
    await page.goto('/leads/new');
    await page.getByLabel('Company').focus();
    const field = await openPalette(page);
    await field.fill('zoe brandt');
    await page.getByRole('option', { name: /Zoë Brandt.*Contact/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/contacts\/[0-9a-f-]{36}$/);
    expect(await field.count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });

  it('goes to pages, presses what is on the page, and Escape gives the focus back', async () => {
    const { page, complaints, close } = await site.visitAs(acme.admin);
    await page.goto('/leads');
    const field = await openPalette(page);
    await field.fill('task');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    expect(await page.getByRole('option', { selected: true }).innerText()).toContain('Tasks');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/tasks');

    await page.goto('/leads');
    await openPalette(page);
    await field.fill('> new');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/leads/new');
    await page.getByLabel('Company').focus();
    await openPalette(page);
    await field.fill('nothing of this kind');
    await page.getByRole('option', { name: 'Search everything for “nothing of this kind”' }).waitFor();
    await page.keyboard.press('Escape');
    await field.waitFor({ state: 'detached' });
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('name')))
      .toBe('company');
    expect(complaints).toEqual([]);
    await close();
  });

  it('is a link to the page of search without JavaScript, and on a phone', async () => {
    const plain = await site.visitAs(acme.admin, { javaScriptEnabled: false });
    await plain.page.goto('/leads');
    await plain.page.locator('.palette-door').click();
    await plain.page.waitForURL('**/search');
    await plain.close();
    const { page, close } = await site.visitAs(acme.admin, { viewport: { width: 360, height: 740 } });
    await page.goto('/leads');
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.locator('#more-menu').getByRole('link', { name: 'Search' }).click();
    await page.waitForURL('**/search');
    await close();
  });
});

it('no axe violation, nothing sideways', async () => {
  const visit = await site.visitAs(acme.admin);
  for (const path of ['/search', '/search?q=werke', '/search?q=nobody']) {
    await visit.page.goto(path);
    expect(await faultsOf(visit.page, path)).toEqual([]);
  }
  await (await openPalette(visit.page)).fill('brandt');
  await visit.page.getByRole('option', { name: /Zoë/ }).waitFor();
  expect(await faultsOf(visit.page, 'palette')).toEqual([]);
  expect(visit.complaints).toEqual([]);
  await visit.close();
});
