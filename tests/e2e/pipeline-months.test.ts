// The board by close month in a real browser: cards that come to another month by mouse, by key and by form.
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { startApi, type Api } from '../support/api.ts';
import { card, cardIn, drop, grab, lane } from '../support/board.ts';
import { createTestDatabase } from '../support/database.ts';
import { makeDeal, makeDeals } from '../support/deals.ts';
import { makeTenant, type TestTenant } from '../support/factories.ts';
import { openSite, type Site } from '../support/site.ts';

let site: Site;
let api: Api;
let acme: TestTenant;

beforeAll(async () => {
  const database = await createTestDatabase();
  site = await openSite(database);
  api = await startApi();
}, 180_000);

beforeEach(async () => {
  acme = await makeTenant();
});

interface Deal {
  version: number;
  closeDate: string | null;
}

const read = async (id: string): Promise<Deal> =>
  (await api.rest(acme.admin)<Deal>('GET', `/opportunities/${id}`)).body;

const without = { javaScriptEnabled: false };
const MONEY = { amountMinor: 100_000, currency: 'USD' };

const now = new Date();
const month = now.toISOString().slice(0, 7);
const monthName = (by: number): string =>
  new Intl.DateTimeFormat('en-US', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + by),
  );
const nextMonth = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1)).toISOString().slice(0, 7);

it('a card that comes to another month by mouse or key closes there, unless another was quicker', async () => {
  const id = await makeDeal(acme, { title: 'Acme renewal', closeDate: `${month}-15`, ...MONEY });
  const { page, complaints, close } = await site.visitAs(acme.admin);
  await page.goto('/pipeline/sales?as=months');
  await grab(page, 'Acme renewal', monthName(0));
  await drop(page, lane(page, monthName(1)));
  await page.locator('.toast', { hasText: '“Acme renewal” moved to' }).hover();
  await cardIn(page, monthName(1), 'Acme renewal').waitFor();
  expect(await lane(page, monthName(1)).locator('.lane-sums').innerText()).toContain('$1K');
  expect((await read(id)).closeDate).toBe(`${nextMonth}-15`);
  await page.getByRole('button', { name: 'Undo' }).click();
  await cardIn(page, monthName(0), 'Acme renewal').waitFor();
  expect((await read(id)).closeDate).toBe(`${month}-15`);
  await page.getByRole('link', { name: 'Acme renewal', exact: true }).focus();
  await page.keyboard.press('Shift+ArrowRight');
  await cardIn(page, monthName(1), 'Acme renewal').waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Acme renewal');
  await expect.poll(async () => (await read(id)).closeDate).toBe(`${nextMonth}-15`);
  await grab(page, 'Acme renewal', monthName(1));
  const { version } = await read(id);
  await api.rest(acme.user)('PATCH', `/opportunities/${id}`, { version, title: 'Acme renewed' });
  await drop(page, lane(page, monthName(2)));
  await page.getByText('Someone else changed “Acme renewed” meanwhile').waitFor();
  await cardIn(page, monthName(1), 'Acme renewed').waitFor();
  expect((await read(id)).closeDate).toBe(`${nextMonth}-15`);
  expect(complaints).toEqual([]);
  await close();
});

it('the same by close month, filtered as the list is, and as that list; an unknown view is named', async () => {
  await makeDeals(acme, [
    { title: 'This month', closeDate: `${month}-15`, stage: 'proposal', ...MONEY },
    { title: 'Some day', amountMinor: 500, currency: 'USD' },
    { title: 'Too small', amountMinor: 5, currency: 'USD' },
  ]);
  const { page, close } = await site.visitAs(acme.admin, without);
  await page.goto('/pipeline/sales?f=amount.gte.100');
  await card(page, 'Some day').waitFor();
  expect(await card(page, 'Too small').count()).toBe(0);
  await page.getByRole('link', { name: 'By close month' }).click();
  await page.waitForURL('**as=months');
  const present = lane(page, monthName(0)).locator('.deal-card', { hasText: 'This month' });
  expect(await present.innerText()).toContain('Proposal');
  expect(await lane(page, 'No close date').locator('.deal-title').allInnerTexts()).toEqual(['Some day']);
  await page.getByRole('link', { name: 'Move to… This month' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'No close date' }).click();
  await page.getByText('“This month” has no close date now.').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await cardIn(page, monthName(0), 'This month').waitFor();
  await page.getByRole('link', { name: 'Move to… Some day' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: monthName(1) })
    .click();
  await cardIn(page, monthName(1), 'Some day').waitFor();
  await page.getByRole('link', { name: 'Move to… Some day' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Won' }).click();
  await page.getByText('“Some day” moved to Won.').waitFor();
  expect(page.url()).toContain('as=months');
  expect((await page.goto('/pipeline/sales?as=list&f=amount.gte.100'))?.url()).toContain(
    '/opportunities?f=amount.gte.100&pipeline=sales',
  );
  expect((await page.goto('/pipeline/sales?as=pie'))?.status()).toBe(400);
  await page.getByText('as is board, months, list').waitFor();
  await close();
});
