// Two people at one board, each in a browser: what one does the other sees, without being disturbed.
import { eq } from 'drizzle-orm';
import type { Page } from 'playwright';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sessions } from '../../db/schema/index.ts';
import { withAuth } from '../../db/system.ts';
import { startApi, type Api } from '../support/api.ts';
import { cardIn, drop, grab, lane, openBoard } from '../support/board.ts';
import { createTestDatabase } from '../support/database.ts';
import { makeDeals, salesOf, type SalesPipeline } from '../support/deals.ts';
import { makeOrganization } from '../support/customers.ts';
import { makeLead, makeLeads, makeTenant, type TestTenant } from '../support/factories.ts';
import { faultsOf } from '../support/looks.ts';
import { insertTasks } from '../support/records.ts';
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
const told = (page: Page, userId = acme.admin.userId): Promise<unknown> =>
  page.evaluate(
    (person) =>
      new Promise((resolve) => {
        new BroadcastChannel(`live ${person}`).onmessage = ({ data }) => resolve(data);
      }),
    userId,
  );

/** What a page would ask for now, it would ask for in the next frames. */
const frames = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))));

/** Opens the board in a tab, which others change after it was read and before its scripts run. */
async function missing(tab: Page, change: () => Promise<void>): Promise<void> {
  const read = Promise.withResolvers<void>();
  await tab.route('**/assets/*.js', async (route) => {
    await read.promise;
    await route.continue();
  });
  const opened = tab.goto('/pipeline/sales');
  await cardIn(tab, 'Qualification', 'Late').waitFor();
  await change();
  read.resolve();
  await opened;
}

it('what one moves the other sees: in every tab over one connection, with the focus where it was', async () => {
  const [, , late = ''] = await makeDeals(acme, [
    { title: 'Contested' },
    { title: 'Other' },
    { title: 'Late' },
  ]);
  const one = await site.visitAs(acme.manager);
  const other = await site.visitAs(acme.admin);
  const streams: string[] = [];
  other.context.on('request', (request) => {
    if (request.url().endsWith('/api/live')) streams.push(request.url());
  });
  const tab = await other.context.newPage();
  await openBoard(one.page);
  await openBoard(other.page);
  await missing(tab, () => moved(late, 'proposal'));
  await cardIn(tab, 'Proposal', 'Late').waitFor();
  await other.page.getByRole('link', { name: 'Contested', exact: true }).focus();
  await grab(one.page, 'Contested');
  await drop(one.page, lane(one.page, 'Proposal'));
  await one.page.getByText('“Contested” moved to Proposal').waitFor();
  await cardIn(other.page, 'Proposal', 'Contested').waitFor();
  await cardIn(tab, 'Proposal', 'Contested').waitFor();
  await expect.poll(() => other.page.evaluate(() => document.activeElement?.textContent)).toBe('Contested');
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
  await openBoard(page);
  await moved(other, 'proposal');
  await cardIn(page, 'Proposal', 'Elsewhere').waitFor();
  await grab(page, 'In the hand');
  const reads: string[] = [];
  page.on('request', (request) => reads.push(request.url()));
  const change = told(page);
  await moved(other, 'negotiation');
  await change;
  await frames(page);
  expect(reads).toEqual([]);
  expect(await cardIn(page, 'Proposal', 'Elsewhere').count()).toBe(1);
  await lane(page, 'Proposal').hover();
  await page.mouse.up();
  await page.getByText('“In the hand” moved to Proposal').waitFor();
  await cardIn(page, 'Negotiation', 'Elsewhere').waitFor();

  // the end comes while a reading is under way that began before it
  const [asked, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  await page.route(
    '**/sales.data*',
    async (route) => {
      const response = await route.fetch();
      asked.resolve();
      await ended.promise;
      await route.fulfill({ response });
    },
    { times: 1 },
  );
  await moved(other, 'qualification');
  await asked.promise;
  const revokedAt = new Date().toISOString();
  await withAuth((tx) =>
    tx.update(sessions).set({ revokedAt }).where(eq(sessions.accountId, acme.admin.accountId)),
  );
  const end = told(page);
  await moved(other, 'proposal');
  await end;
  await frames(page);
  expect(reads.filter((url) => url.endsWith('/api/live'))).toEqual([]);
  ended.resolve();
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

describe('a list', () => {
  /** Somebody else writes what it is called. */
  const rename = async (plural: string, id: string, name: string): Promise<void> => {
    const as = api.rest(acme.manager);
    const { body } = await as<{ version: number }>('GET', `/${plural}/${id}`);
    const { status } = await as('PATCH', `/${plural}/${id}`, { version: body.version, name });
    expect(status).toBe(200);
  };
  const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true });
  const first = (page: Page) => page.locator('tbody th a, tbody td a').first().textContent();

  it('renews what stands there in its place, says what is new, and shows it when asked', async () => {
    await makeLeads(acme, [
      ...Array.from({ length: 51 }, (_, at) => ({ name: `Older ${at}`, createdAt: '2026-01-01T00:00:00Z' })),
      ...['Second', 'Top'].map((name, at) => ({ name, createdAt: `2026-02-0${at + 1}T00:00:00Z` })),
    ]);
    const id = await makeLead(acme, { name: 'Known', createdAt: '2026-02-03T00:00:00Z' });
    const { page, complaints, close } = await site.visitAs(acme.user);
    await page.goto('/leads?sort=-created_at');
    await page.getByRole('link', { name: 'Load more' }).click();
    await expect.poll(() => page.locator('tbody tr').count()).toBe(54);
    await rename('leads', id, 'Known by another name');
    await link(page, 'Known by another name').waitFor();
    await makeLead(acme, { name: 'Brand new', ownerId: acme.user.userId });
    const news = page.getByRole('button', { name: '1 new, show' });
    await news.waitFor();
    expect([await first(page), await page.locator('tbody tr').count()]).toEqual([
      'Known by another name',
      54,
    ]);
    expect(await faultsOf(page, '/leads')).toEqual([]);
    await news.click();
    await link(page, 'Brand new').waitFor();
    await news.waitFor({ state: 'detached' });
    // also the rows that were loaded on are still there
    await expect.poll(() => page.locator('tbody tr').count()).toBe(55);
    // the inbox is counted on every page
    const other = await makeLead(acme, { name: 'Given' });
    await api.rest(acme.manager)('POST', `/leads/${other}/assign`, { ownerId: acme.user.userId });
    const inNav = page.getByRole('navigation', { name: 'Main', exact: true });
    await inNav.getByRole('link', { name: /^Inbox.*1 unread/ }).waitFor();

    // what two write while a page comes up is not missed, whatever came last
    const [organization, [task]] = [
      await makeOrganization(acme, { name: 'Written' }),
      await insertTasks(acme, [id]),
    ];
    const [read, going] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    await page.route(
      '**/organizations.data*',
      async (route) => {
        const response = await route.fetch();
        read.resolve();
        await going.promise;
        await route.fulfill({ response });
      },
      { times: 1 },
    );
    await inNav.getByRole('link', { name: 'Organizations' }).click();
    await read.promise;
    for (const write of [
      () => rename('organizations', organization, 'Written meanwhile'),
      () => api.rest(acme.manager)('POST', `/tasks/${task!}/done`, { version: 1 }),
    ]) {
      const change = told(page, acme.user.userId);
      await write();
      await change;
    }
    going.resolve();
    await link(page, 'Written meanwhile').waitFor();

    const note = () => api.rest(acme.manager)('POST', `/leads/${id}/notes`, { body: 'Called.' });
    await note();
    await inNav.getByRole('link', { name: 'Activities' }).click();
    await page.waitForURL('**/activities');
    const entries = page.getByRole('main').getByRole('link', { name: 'Known by another name' });
    await entries.waitFor();
    await note();
    await page.getByRole('button', { name: '1 new, show' }).click();
    await expect.poll(() => entries.count()).toBe(2);
    expect(complaints).toEqual([]);
    await close();
  });

  it('of tasks stays in its groups too, says what is new, and is meant as a whole', async () => {
    const as = api.rest(acme.user);
    const made = await Promise.all(
      Array.from({ length: 52 }, (_, at) => as<{ id: string }>('POST', '/tasks', { title: `Task ${at}` })),
    );
    const { page, complaints, close } = await site.visitAs(acme.user);
    await page.goto('/tasks');
    const titles = page.locator('.task-group a.row-link');
    const [first = '', second = ''] = await titles.allInnerTexts();
    const id = made[Number(second.slice('Task '.length))]?.body.id ?? '';
    const dueAt = new Date(Date.now() - 3_600_000).toISOString();
    await api.rest(acme.manager)('PATCH', `/tasks/${id}`, { version: 1, title: 'Changed', dueAt });
    await link(page, 'Changed').waitFor();
    // it is overdue now and would stand first
    expect((await titles.allInnerTexts()).slice(0, 2)).toEqual([first, 'Changed']);
    await page.getByRole('button', { name: 'This list has changed, show' }).click();
    await expect.poll(async () => (await titles.allInnerTexts())[0]).toBe('Changed');
    await page.getByRole('region', { name: 'Overdue' }).waitFor();
    await page.getByLabel('Select Changed').check();
    await page.getByLabel('Select all 52 matching').check();
    await page.getByRole('status').filter({ hasText: '52 tasks selected' }).waitFor();
    expect(await faultsOf(page, '/tasks')).toEqual([]);
    await page.locator('.bulk-bar').getByRole('button', { name: 'Done' }).click();
    await page.waitForURL('**/jobs/*');
    expect(complaints).toEqual([]);
    await close();
  });
});
