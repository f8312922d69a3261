// The board in a real browser: cards moved by mouse, by key and by form; two people at one card; a stage that is gone.
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApi, type Api } from '../support/api.ts';
import { card, cardIn, drop, grab, lane, openBoard } from '../support/board.ts';
import { createTestDatabase } from '../support/database.ts';
import { makeDeal, makeDeals, salesOf, type SalesPipeline } from '../support/deals.ts';
import { makePerson, makeTenant, type TestTenant } from '../support/factories.ts';
import { faultsOf } from '../support/looks.ts';
import { insertRole } from '../support/records.ts';
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

interface Deal {
  version: number;
  stage: { key: string };
  lostReason: string | null;
}

const read = async (id: string): Promise<Deal> =>
  (await api.rest(acme.admin)<Deal>('GET', `/opportunities/${id}`)).body;

interface Stage {
  key: string;
}

/** The stages of the pipeline, changed over the API while boards show them. */
async function restage(change: (stages: Stage[]) => object[]): Promise<void> {
  const as = api.rest(acme.admin);
  const path = `/pipelines/${sales.id}`;
  const { body } = await as<{ version: number; stages: (Stage & { id: string; records: number })[] }>(
    'GET',
    path,
  );
  const stages = change(body.stages.map(({ id: _, records: __, ...stage }) => stage));
  expect((await as('PUT', `${path}/stages`, { version: body.version, stages })).status).toBe(200);
}

const CHANGES: Readonly<Record<string, object>> = {
  proposal: { wipLimit: 20 },
  qualification: { rotDays: 14 },
};

const without = { javaScriptEnabled: false };
const MONEY = { amountMinor: 100_000, currency: 'USD' };

it('a card is dragged into another lane, whose figures change, and taken back from the message', async () => {
  const id = await makeDeal(acme, { title: 'Acme renewal', ...MONEY });
  await makeDeals(acme, [{ title: 'Other', stage: 'proposal', ...MONEY }]);
  const { page, complaints, close } = await site.visitAs(acme.admin);
  await page.goto('/pipeline');
  await page.waitForURL('**/pipeline/sales');
  await page.getByRole('link', { name: 'Show weighted' }).click();
  await page.waitForURL('**weighted=1');
  await page.locator('.open-worth', { hasText: '· weighted' }).waitFor();
  expect(await lane(page, 'Proposal').locator('.lane-sums').innerText()).toContain('$1K · weighted $500');
  await grab(page, 'Acme renewal');
  await drop(page, lane(page, 'Proposal'));
  // under the pointer a message stays
  await page.locator('.toast', { hasText: '“Acme renewal” moved to Proposal, 1 of 2.' }).hover();
  await cardIn(page, 'Proposal', 'Acme renewal').waitFor();
  expect(await lane(page, 'Proposal').locator('.lane-sums').innerText()).toContain('$2K · weighted $1K');
  expect((await read(id)).stage.key).toBe('proposal');
  await page.getByRole('button', { name: 'Undo' }).click();
  await cardIn(page, 'Qualification', 'Acme renewal').waitFor();
  expect((await read(id)).stage.key).toBe('qualification');
  expect(complaints).toEqual([]);
  await close();
});

it('keys move a card and keep the focus on it; into a lost stage only with a reason', async () => {
  const id = await makeDeal(acme, { title: 'By key', stage: 'proposal' });
  const { page, complaints, close } = await site.visitAs(acme.admin);
  await page.goto('/pipeline/sales');
  await page.keyboard.press('j');
  await page.keyboard.press('Shift+ArrowRight');
  await page.getByText('“By key” moved to Negotiation').waitFor();
  await cardIn(page, 'Negotiation', 'By key').waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('By key');
  await page.keyboard.press('m');
  await page.getByRole('dialog').getByRole('link', { name: 'Lost…' }).click();
  await page.getByLabel('Why it was lost').fill('No budget.');
  await page.getByRole('dialog').getByRole('button', { name: 'Lost', exact: true }).click();
  await page.getByText('“By key” moved to Lost.').waitFor();
  expect(await read(id)).toMatchObject({ stage: { key: 'lost' }, lostReason: 'No budget.' });
  expect(complaints).toEqual([]);
  await close();
});

it('a card dropped on the bar of Lost asks for its reason before anything is written', async () => {
  const id = await makeDeal(acme, { title: 'Dropped' });
  const { page, close } = await site.visitAs(acme.admin);
  await openBoard(page);
  await grab(page, 'Dropped');
  await drop(page, page.locator('.closing-lost'));
  await page.getByLabel('Why it was lost').waitFor();
  expect((await read(id)).stage.key).toBe('qualification');
  await page.getByLabel('Why it was lost').fill('Went quiet.');
  await page.getByRole('dialog').getByRole('button', { name: 'Lost', exact: true }).click();
  await page.getByText('“Dropped” moved to Lost.').waitFor();
  expect(await read(id)).toMatchObject({ stage: { key: 'lost' }, lostReason: 'Went quiet.' });
  await close();
});

it('without JavaScript every card has "Move to…": won at once, lost with its reason', async () => {
  const [won, lost] = await makeDeals(acme, [{ title: 'To be won' }, { title: 'To be lost' }]);
  const { page, close } = await site.visitAs(acme.admin, without);
  await page.goto('/pipeline/sales');
  await page.getByRole('link', { name: 'Move to… To be won' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Won' }).click();
  await page.getByText('“To be won” moved to Won.').waitFor();
  expect((await read(won ?? '')).stage.key).toBe('won');
  await page.getByRole('link', { name: 'Move to… To be lost' }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'Lost…' }).click();
  await page.getByLabel('Why it was lost').fill('  ');
  await page.getByRole('dialog').getByRole('button', { name: 'Lost', exact: true }).click();
  await page.getByText('Say why it was lost.').first().waitFor();
  await page.getByLabel('Why it was lost').fill('Price.');
  await page.getByRole('dialog').getByRole('button', { name: 'Lost', exact: true }).click();
  await page.getByText('“To be lost” moved to Lost.').waitFor();
  expect(await read(lost ?? '')).toMatchObject({ stage: { key: 'lost' }, lostReason: 'Price.' });
  await close();
});

describe('two people at one card', () => {
  it('the second is told where it is, and moves it again from the board as it is now', async () => {
    const id = await makeDeal(acme, { title: 'Contested' });
    const { page, close } = await site.visitAs(acme.admin);
    await openBoard(page);
    await grab(page, 'Contested');
    await api.rest(acme.user)('POST', `/opportunities/${id}/move`, {
      version: 1,
      stageId: sales.stage('negotiation'),
    });
    await drop(page, lane(page, 'Proposal'));
    await page.getByText('Someone else changed “Contested” meanwhile: it is in Negotiation.').waitFor();
    await cardIn(page, 'Negotiation', 'Contested').waitFor();
    expect((await read(id)).stage.key).toBe('negotiation');
    await grab(page, 'Contested');
    await drop(page, lane(page, 'Proposal'));
    await page.getByText('“Contested” moved to Proposal').waitFor();
    expect((await read(id)).stage.key).toBe('proposal');
    await close();
  });

  it('one that was deleted meanwhile is said to be, and leaves the board', async () => {
    const id = await makeDeal(acme, { title: 'Short-lived' });
    const { page, close } = await site.visitAs(acme.admin);
    await openBoard(page);
    await grab(page, 'Short-lived');
    await api.rest(acme.admin)('DELETE', `/opportunities/${id}?version=1`);
    await drop(page, lane(page, 'Proposal'));
    await page.getByText('It was not moved: it was deleted meanwhile').waitFor();
    await card(page, 'Short-lived').waitFor({ state: 'detached' });
    await close();
  });
});

it('a stage that is deleted while a card is dragged to it is named, and the card is where it was', async () => {
  const id = await makeDeal(acme, { title: 'On its way' });
  const { page, close } = await site.visitAs(acme.admin);
  await openBoard(page);
  await grab(page, 'On its way');
  await restage((stages) => stages.filter(({ key }) => key !== 'proposal'));
  await drop(page, lane(page, 'Proposal'));
  await page.getByText('The stage “Proposal” was deleted meanwhile.').waitFor();
  await cardIn(page, 'Qualification', 'On its way').waitFor();
  expect(await lane(page, 'Proposal').count()).toBe(0);
  expect((await read(id)).stage.key).toBe('qualification');
  await close();
});

it('a lane shows 25 cards and the way to the rest, its limit, and which cards rot', async () => {
  await makeDeals(
    acme,
    Array.from({ length: 28 }, (_, at) => ({ title: `Deal ${at}`, stage: 'proposal' })),
  );
  await makeDeal(acme, { title: 'Forgotten', stageEnteredAt: '2026-01-01T00:00:00Z' });
  await restage((stages) => stages.map((stage) => ({ ...stage, ...CHANGES[stage.key] })));
  const { page, close } = await site.visitAs(acme.admin, without);
  const answer = await page.goto('/pipeline/sales');
  expect((await answer?.body())?.length).toBeLessThan(120_000);
  const proposal = lane(page, 'Proposal');
  expect(await proposal.locator('.deal-card').count()).toBe(25);
  expect(await proposal.getByRole('heading').innerText()).toContain('28 of 20');
  await proposal.getByText('Over the limit').waitFor();
  await card(page, 'Forgotten').getByText('Rotting').waitFor();
  await proposal.getByRole('link', { name: 'Show 3 more' }).click();
  await page.waitForURL('**more=proposal');
  expect(await lane(page, 'Proposal').locator('.deal-card').count()).toBe(28);
  await close();
});

it('who may only read has no way to move, and another tenant’s board is nothing here', async () => {
  const id = await makeDeal(acme, { title: 'Look only' });
  const permissions = ['opportunity:read', 'activity:read'];
  const { key } = await insertRole(acme, { permissions, visibility: { opportunity: 'all' } });
  const reader = await makePerson(acme, 'user');
  await api.rest(acme.admin)('PUT', `/users/${reader.userId}/role`, { role: key });
  const { page, close } = await site.visitAs(reader);
  await page.goto('/pipeline/sales');
  await card(page, 'Look only').waitFor();
  expect(await page.locator('.deal-move').count()).toBe(0);
  expect(await card(page, 'Look only').getAttribute('draggable')).toBe('false');
  await page.goto(`/pipeline/sales?move=${id}`);
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect((await page.goto('/pipeline/nowhere'))?.status()).toBe(404);
  await close();
});

it('the board has no axe violation and does not scroll the page sideways', async () => {
  const id = await makeDeal(acme, { title: 'One', ...MONEY });
  await makeDeal(acme, { title: 'Two', stage: 'proposal' });
  const { page, complaints, close } = await site.visitAs(acme.admin);
  for (const path of [
    '?weighted=1',
    `?as=months&weighted=1&move=${id}`,
    `?move=${id}`,
    `?move=${id}&to=lost`,
  ]) {
    await page.goto(`/pipeline/sales${path}`);
    expect(await faultsOf(page, path)).toEqual([]);
  }
  expect(complaints).toEqual([]);
  await close();
});
