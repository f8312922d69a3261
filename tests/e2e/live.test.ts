// Two people at one board, each in a browser: what one does the other sees, without being disturbed.
import { eq } from 'drizzle-orm';
import type { Page } from 'playwright';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { sessions } from '../../db/schema/index.ts';
import { withAuth } from '../../db/system.ts';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase } from '../support/database.ts';
import { makeDeals, salesOf, type SalesPipeline } from '../support/deals.ts';
import { makeTenant, type TestTenant } from '../support/factories.ts';
import { openSite, type Site } from '../support/site.ts';

let site: Site;
let api: Api;
let acme: TestTenant;
let sales: SalesPipeline;

beforeAll(async () => {
  const database = await createTestDatabase();
  site = await openSite(database);
  api = await startApi();
}, 180_000);

beforeEach(async () => {
  acme = await makeTenant();
  sales = await salesOf(acme);
});

const lane = (page: Page, name: string) =>
  page.locator('.lane', { has: page.getByRole('heading', { name }) });
const cardIn = (page: Page, name: string, title: string) =>
  lane(page, name).locator('.deal-title', { hasText: title });

/** Somebody else moves it; nothing of that is on this page yet. */
async function moved(id: string, stage: string): Promise<void> {
  const as = api.rest(acme.manager);
  const { body } = await as<{ version: number }>('GET', `/opportunities/${id}`);
  const { status } = await as('POST', `/opportunities/${id}/move`, {
    version: body.version,
    stageId: sales.stage(stage),
  });
  expect(status).toBe(200);
}

/** Resolves when the tab has been told of a change. */
const told = (page: Page): Promise<unknown> =>
  page.evaluate(
    (person) =>
      new Promise((resolve) => {
        new BroadcastChannel(`live ${person}`).onmessage = ({ data }) => resolve(data);
      }),
    acme.admin.userId,
  );

it('what one moves the other sees: in every tab over one connection, with the focus where it was', async () => {
  await makeDeals(acme, [{ title: 'Contested' }, { title: 'Other' }]);
  const one = await site.visitAs(acme.manager);
  const other = await site.visitAs(acme.admin);
  const streams: string[] = [];
  other.context.on('request', (request) => {
    if (request.url().endsWith('/api/live')) streams.push(request.url());
  });
  const tab = await other.context.newPage();
  for (const page of [one.page, other.page, tab]) await page.goto('/pipeline/sales');
  await other.page.getByRole('link', { name: 'Contested', exact: true }).focus();
  await one.page.locator('.deal-card', { hasText: 'Contested' }).dragTo(lane(one.page, 'Proposal'));
  await one.page.getByText('“Contested” moved to Proposal').waitFor();
  await cardIn(other.page, 'Proposal', 'Contested').waitFor();
  await cardIn(tab, 'Proposal', 'Contested').waitFor();
  expect(await other.page.evaluate(() => document.activeElement?.textContent)).toBe('Contested');
  expect(streams).toHaveLength(1);
  // the tab that had the connection goes, and the one that is left takes it over
  await tab.close();
  await other.page.getByRole('link', { name: 'Other', exact: true }).focus();
  await other.page.keyboard.press('Shift+ArrowRight');
  await cardIn(one.page, 'Proposal', 'Other').waitFor();
  expect(one.complaints).toEqual([]);
  await one.close();
  await other.close();
});

it('a board stays as it is while a card is dragged; whoever was signed out is sent to sign in', async () => {
  const [, other = ''] = await makeDeals(acme, [{ title: 'In the hand' }, { title: 'Elsewhere' }]);
  const { page, close } = await site.visitAs(acme.admin);
  await page.goto('/pipeline/sales');
  await moved(other, 'proposal');
  await cardIn(page, 'Proposal', 'Elsewhere').waitFor();
  await page.locator('.deal-card', { hasText: 'In the hand' }).hover();
  await page.mouse.down();
  await lane(page, 'Proposal').hover();
  await page.locator('.board-dragging').waitFor();
  const reads: string[] = [];
  page.on('request', (request) => reads.push(request.url()));
  const change = told(page);
  await moved(other, 'negotiation');
  await change;
  // what it would read again it would ask for in the next frames
  await page.evaluate(() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))));
  expect(reads).toEqual([]);
  expect(await cardIn(page, 'Proposal', 'Elsewhere').count()).toBe(1);
  await lane(page, 'Proposal').hover();
  await page.mouse.up();
  await page.getByText('“In the hand” moved to Proposal').waitFor();
  await cardIn(page, 'Negotiation', 'Elsewhere').waitFor();

  const revokedAt = new Date().toISOString();
  await withAuth((tx) =>
    tx.update(sessions).set({ revokedAt }).where(eq(sessions.accountId, acme.admin.accountId)),
  );
  await moved(other, 'proposal');
  await page.waitForURL('**/login?**');
  await close();
});

it('says so while it cannot follow, and catches up on what it missed', async () => {
  const [id = ''] = await makeDeals(acme, [{ title: 'Missed' }]);
  const { page, close } = await site.visitAs(acme.admin);
  await page.route('**/api/live', (route) => route.abort());
  await page.goto('/pipeline/sales');
  await page.getByRole('status').filter({ hasText: 'Live updates paused, retrying' }).waitFor();
  await moved(id, 'proposal');
  await page.unroute('**/api/live');
  await cardIn(page, 'Proposal', 'Missed').waitFor();
  await page.getByText('Live updates paused').waitFor({ state: 'detached' });
  await close();
});
