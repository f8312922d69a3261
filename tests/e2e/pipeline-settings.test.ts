// An admin shapes a pipeline in a real browser: stages by form and as code, with JavaScript off.
import type { Page } from 'playwright';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase } from '../support/database.ts';
import { makeDeal, salesOf, type SalesPipeline } from '../support/deals.ts';
import { makeTenant, type TestTenant } from '../support/factories.ts';
import { faultsOf } from '../support/looks.ts';
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

interface Stage {
  key: string;
  name: string;
  rotDays: number | null;
  wipLimit: number | null;
  probability: number;
}

const stages = async (): Promise<Stage[]> =>
  (await api.rest(acme.admin)<{ stages: Stage[] }>('GET', `/pipelines/${sales.id}`)).body.stages;

const without = { javaScriptEnabled: false };
const row = (page: Page, name: string) => page.getByRole('group', { name, exact: true });

it('stages are changed, moved, added and deleted, and their opportunities say where they go', async () => {
  const id = await makeDeal(acme, { stage: 'proposal' });
  const { page, complaints, close } = await site.visitAs(acme.admin, without);
  await page.goto('/settings/pipelines');
  await page.getByRole('link', { name: 'Sales' }).click();
  await row(page, 'Qualification').getByLabel('Rot days').fill('21');
  await row(page, 'Qualification').getByLabel('WIP limit').fill('5');
  await page.getByLabel('One more stage').fill('Pilot');
  await page.getByRole('button', { name: 'Save stages' }).click();
  await page.getByText('Stages saved.').first().waitFor();
  expect((await stages()).find(({ key }) => key === 'qualification')).toMatchObject({
    rotDays: 21,
    wipLimit: 5,
  });
  const before = (await stages()).map(({ name }) => name);
  expect(before.slice(0, 4)).toEqual(['Qualification', 'Proposal', 'Negotiation', 'Pilot']);
  await page.getByRole('button', { name: 'Move Pilot up' }).click();
  await page.getByText('Stages saved.').first().waitFor();
  expect((await stages()).map(({ name }) => name).slice(2, 4)).toEqual(['Pilot', 'Negotiation']);

  await row(page, 'Proposal').getByRole('link', { name: 'Delete' }).click();
  await page.getByText('1 opportunities stand in it.').waitFor();
  await page.getByLabel('They go to').selectOption({ label: 'Pilot' });
  await page.getByRole('button', { name: 'Delete stage' }).click();
  await page.getByText('The stage is deleted.').first().waitFor();
  const deal = await api.rest(acme.admin)<{ stage: { name: string } }>('GET', `/opportunities/${id}`);
  expect(deal.body.stage.name).toBe('Pilot');
  expect(complaints).toEqual([]);
  await close();
});

it('code is checked before it is applied: what is wrong is named, what would change is said', async () => {
  const { page, close } = await site.visitAs(acme.admin, without);
  await page.goto(`/settings/pipelines/${sales.id}`);
  const shown = await page.getByRole('group', { name: 'These stages' }).locator('code').innerText();
  await page.getByText('Apply code').click();
  const code = page.getByLabel('Stages as JSON');
  const check = async (text: string, said: string): Promise<void> => {
    await code.fill(text);
    await page.getByRole('button', { name: 'Check' }).click();
    await page.getByText(said).first().waitFor();
    expect((await code.inputValue()).trim()).toBe(text);
  };
  await check('{"stages": [', 'This is not JSON');
  await check('[]', 'Give an object with "stages"');
  await check('{"stages": [{"name": ""}]}', 'Enter a name.');
  await check(shown.replace('"Proposal"', '"Offer"'), 'Changed: Offer (name: Proposal → Offer)');
  expect((await stages()).map(({ name }) => name)).toContain('Proposal');
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByText('Stages saved.').first().waitFor();
  expect((await stages()).map(({ name }) => name)).toContain('Offer');
  await close();
});

it('a change over somebody else’s is refused and keeps what was typed', async () => {
  const { page, close } = await site.visitAs(acme.admin, without);
  await page.goto(`/settings/pipelines/${sales.id}`);
  const changed = await api.rest(acme.admin)('PATCH', `/pipelines/${sales.id}`, {
    version: 1,
    name: 'Selling',
  });
  expect(changed.status).toBe(200);
  await row(page, 'Proposal').getByLabel('Name').fill('Offer');
  await page.getByRole('button', { name: 'Save stages' }).click();
  await page.getByText('Someone else changed this pipeline').waitFor();
  expect(await page.locator('input[value="Offer"]').count()).toBe(1);
  await close();
});

it('who may not change pipelines reads them, and another tenant’s is nothing here', async () => {
  const { page, close } = await site.visitAs(acme.user, without);
  await page.goto(`/settings/pipelines/${sales.id}`);
  expect(await page.getByRole('button', { name: 'Save stages' }).count()).toBe(0);
  await page.getByRole('group', { name: 'These stages' }).waitFor();
  await close();
  const globex = await makeTenant();
  const other = await site.visitAs(globex.admin, without);
  expect((await other.page.goto(`/settings/pipelines/${sales.id}`))?.status()).toBe(404);
  await other.close();
});

it('no page has an axe violation or scrolls sideways', async () => {
  const { page, complaints, close } = await site.visitAs(acme.admin);
  for (const path of ['', `/${sales.id}`, `/${sales.id}?delete=proposal`]) {
    await page.goto(`/settings/pipelines${path}`);
    expect(await faultsOf(page, path)).toEqual([]);
  }
  expect(complaints).toEqual([]);
  await close();
});
