// A deal's life in a real browser: made from its customer's page, moved through stages, lost with a reason, taken back.
import type { Page } from 'playwright';
import { beforeAll, describe, expect, it } from 'vitest';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase } from '../support/database.ts';
import { makeCustomer, makeDeal, makeDeals, salesOf, type SalesPipeline } from '../support/deals.ts';
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
  acme = await makeTenant();
  sales = await salesOf(acme);
}, 180_000);

interface Deal {
  id: string;
  version: number;
  title: string;
  organization: { id: string } | null;
  contact: { id: string } | null;
  amount: { minor: number; currency: string } | null;
  closeDate: string | null;
  lostReason: string | null;
  stage: { key: string };
}

const read = async (id: string): Promise<Deal> =>
  (await api.rest(acme.admin)<Deal>('GET', `/opportunities/${id}`)).body;

const make = async (noun: string, values: Record<string, unknown>): Promise<string> =>
  (await api.rest(acme.admin)<{ id: string }>('POST', `/${noun}`, values)).body.id;

const without = { javaScriptEnabled: false };

/** Names a record of the form as people do: from the list where there is one, else by typing its name. */
async function choose(page: Page, label: string, name: string, javaScriptEnabled: boolean): Promise<void> {
  const field = page.getByRole('combobox', { name: label, exact: true });
  if (javaScriptEnabled) await page.locator('input[role=combobox]').first().waitFor();
  await field.fill(name);
  if (javaScriptEnabled) await page.getByRole('option', { name }).click();
}

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('%s', (how, javaScriptEnabled) => {
  it('one is added to an organization, moved, lost with a reason, changed, deleted and taken back', async () => {
    const [company, person] = [`Harbor ${how}`, `Ines ${how}`];
    const organizationId = await make('organizations', { name: company });
    await make('contacts', { firstName: person });
    const { page, complaints, close } = await site.visitAs(acme.admin, { javaScriptEnabled });
    await page.goto(`/organizations/${organizationId}`);
    await page.getByRole('link', { name: 'Add opportunity' }).click();
    await page.waitForURL(`**/opportunities/new?organization=${organizationId}`);
    expect(await page.getByRole('combobox', { name: 'Organization' }).inputValue()).toBe(company);
    await page.getByLabel('Title').fill(`Cranes ${how}`);
    await choose(page, 'Contact', person, javaScriptEnabled);
    await page.getByLabel('Amount').fill('12,500.50');
    await page.getByLabel('Close date').fill('2031-05-17');
    await page.getByRole('button', { name: 'Create opportunity' }).click();
    await page.waitForURL(/\/opportunities\/[0-9a-f-]{36}$/);
    const address = new URL(page.url()).pathname;
    const id = address.slice('/opportunities/'.length);
    expect(await read(id)).toMatchObject({
      organization: { id: organizationId },
      amount: { minor: 1_250_050, currency: 'USD' },
      closeDate: '2031-05-17',
    });

    const stepper = page.getByRole('region', { name: 'Stage' });
    await stepper.getByRole('button', { name: 'Proposal' }).click();
    await page.getByText('Moved.').first().waitFor();
    expect(await stepper.locator('[aria-current=step]').innerText()).toBe('Proposal');
    await stepper.getByRole('button', { name: 'Lost' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Why it was lost').waitFor();
    await page.keyboard.type('They bought boats.');
    await dialog.getByRole('button', { name: 'Lost' }).click();
    await page.getByText('They bought boats.').first().waitFor();
    expect(await read(id)).toMatchObject({ stage: { key: 'lost' }, lostReason: 'They bought boats.' });

    await page.getByRole('link', { name: 'Edit' }).first().click();
    await page.waitForURL(`**${address}/edit`);
    expect(await page.getByLabel('Amount').inputValue()).toBe('12500.50');
    await page.getByLabel('Amount').fill('');
    await page.getByLabel('Why it was lost').fill('Too dear.');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.waitForURL(`**${address}`);
    expect(await read(id)).toMatchObject({
      amount: null,
      lostReason: 'Too dear.',
      organization: { id: organizationId },
    });

    await page.getByRole('button', { name: 'Delete' }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.waitForURL('**/opportunities');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Opportunity restored.').first().waitFor();
    await page.goto(`/organizations/${organizationId}`);
    await page.getByRole('link', { name: `Cranes ${how}` }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });
});

it('without a reason it is not lost, and the dialog that asks stands open', async () => {
  const id = await makeDeal(acme);
  const { context, close } = await site.visitAs(acme.admin, without);
  const answer = await context.request.post(`/opportunities/${id}`, {
    form: { intent: 'move', version: '1', stageId: sales.stage('lost'), lostReason: ' ' },
    headers: { Origin: site.url },
  });
  expect(answer.status()).toBe(422);
  const text = await answer.text();
  expect(text).toContain('Say why it was lost.');
  expect(text).toMatch(/<dialog[^>]* open=""/);
  expect((await read(id)).stage.key).toBe('qualification');
  await close();
});

it('somebody else’s move is said instead of being undone', async () => {
  const id = await makeDeal(acme);
  const { page, close } = await site.visitAs(acme.admin);
  await page.goto(`/opportunities/${id}`);
  await api.rest(acme.admin)('PATCH', `/opportunities/${id}`, { version: 1, stageId: sales.stage('won') });
  await page.keyboard.press('2');
  await page.getByRole('alert').getByText('Someone else changed this opportunity').waitFor();
  expect((await read(id)).stage.key).toBe('won');
  await page.getByRole('link', { name: 'Look at it as it is now' }).click();
  await page
    .getByRole('region', { name: 'Stage' })
    .getByText('Won')
    .and(page.locator('[aria-current]'))
    .waitFor();
  await close();
});

it('an amount that is none, and words that name nobody, are refused at their fields and stay there', async () => {
  const { page, close } = await site.visitAs(acme.admin, without);
  await page.goto('/opportunities/new');
  const refused = async (label: string, typed: string, said: string): Promise<void> => {
    await page.getByLabel('Title').fill('Refused');
    await page.getByLabel(label, { exact: true }).fill(typed);
    await page.getByRole('button', { name: 'Create opportunity' }).click();
    await page.getByText(said).first().waitFor();
    expect(await page.getByLabel(label, { exact: true }).inputValue()).toBe(typed);
    await page.getByLabel(label, { exact: true }).fill('');
  };
  await refused('Amount', '1.250,50', 'Write an amount such as 1250 or 1,250.50.');
  await refused('Amount', '1.255', 'USD has at most 2 decimals.');
  await refused('Currency', 'ABC', 'There is no such currency.');
  await page.getByLabel('Currency').fill('JPY');
  await refused('Amount', '12.5', 'JPY has no decimals.');
  await page.getByLabel('Currency').fill('USD');
  await refused('Contact', 'Nobody Here', 'No contact is called “Nobody Here”');
  await close();
});

it('the list adds up by currency, and is narrowed by stage, customer and the days it closes in', async () => {
  const globex = await makeTenant();
  const { organizationId, contactId } = await makeCustomer(globex);
  const own = { organizationId, contactId, closeDate: '2031-05-17' };
  await makeDeals(globex, [
    { title: 'In May', amountMinor: 150_000, currency: 'USD', stage: 'proposal', ...own },
    { title: 'In June', amountMinor: 50_000, currency: 'USD', closeDate: '2031-06-01' },
    { title: 'In euros', amountMinor: 700, currency: 'EUR' },
  ]);
  const { page, close } = await site.visitAs(globex.admin, without);
  const titles = async (query: string): Promise<string[]> => {
    expect((await page.goto(`/opportunities?sort=title&${query}`))?.status(), query).toBe(200);
    return page.locator('a.row-link').allInnerTexts();
  };
  expect(await titles('')).toEqual(['In euros', 'In June', 'In May']);
  const foot = await page.locator('.table-foot').innerText();
  expect(foot).toContain('Sum $2,000');
  expect(foot).toContain('Sum €7');
  const may = 'close_date.after=2031-05-01&close_date.before=2031-06-01';
  for (const query of ['stage=proposal', `organization=${organizationId}`, `contact=${contactId}`, may])
    expect(await titles(query), query).toEqual(['In May']);
  expect(await titles('close_date.on=2031-06-01')).toEqual(['In June']);
  expect((await page.goto('/opportunities?close_date.on=someday'))?.status()).toBe(400);
  await close();
});

it('who reads no organizations is offered none, and saving leaves the deal with its customer', async () => {
  const { organizationId, contactId } = await makeCustomer(acme);
  const id = await makeDeal(acme, { organizationId, contactId });
  const permissions = ['opportunity:read', 'opportunity:update', 'activity:read'];
  const { key } = await insertRole(acme, { permissions, visibility: { opportunity: 'all' } });
  const clerk = await makePerson(acme, 'user');
  await api.rest(acme.admin)('PUT', `/users/${clerk.userId}/role`, { role: key });
  const { page, context, close } = await site.visitAs(clerk, without);
  await page.goto(`/opportunities/${id}/edit`);
  expect(await page.getByRole('combobox', { name: 'Organization' }).count()).toBe(0);
  await page.getByLabel('Title').fill('Renamed');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.waitForURL(`**/opportunities/${id}`);
  expect(await read(id)).toMatchObject({
    title: 'Renamed',
    organization: { id: organizationId },
    contact: { id: contactId },
  });
  expect(await (await context.request.get('/options/contacts?q=ada')).json()).toEqual({ options: [] });
  await close();
});

it('a customer out of sight is not named, and saving leaves the deal with it', async () => {
  const organizationId = await make('organizations', { name: 'Confidential Ltd' });
  const id = await makeDeal(acme, { organizationId });
  const permissions = ['opportunity:read', 'opportunity:update', 'organization:read', 'activity:read'];
  const visibility = { opportunity: 'all', organization: 'own' } as const;
  const { key } = await insertRole(acme, { permissions, visibility });
  const clerk = await makePerson(acme, 'user');
  await api.rest(acme.admin)('PUT', `/users/${clerk.userId}/role`, { role: key });
  const { page, close } = await site.visitAs(clerk, { javaScriptEnabled: true });
  await page.goto(`/opportunities/${id}/edit`);
  await page.locator('input[role=combobox]').first().waitFor();
  await page.getByLabel('Title').fill('Renamed');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.waitForURL(`**/opportunities/${id}`);
  await page.getByText('One that you may not see').waitFor();
  expect(await page.content()).not.toContain('Confidential Ltd');
  await page.getByLabel('Change organization').waitFor();
  expect(await page.getByLabel('Change contact').count()).toBe(0); // contacts are not read: there is nothing to choose from
  expect(await read(id)).toMatchObject({ title: 'Renamed', organization: { id: organizationId } });
  await close();
});

it('another tenant’s opportunity is nothing here, and its customer prefills nothing', async () => {
  const globex = await makeTenant();
  const id = await makeDeal(acme);
  const { organizationId, contactId } = await makeCustomer(acme);
  const { page, close } = await site.visitAs(globex.admin, without);
  for (const path of ['', '/edit'])
    expect((await page.goto(`/opportunities/${id}${path}`))?.status()).toBe(404);
  await page.goto(`/opportunities/new?organization=${organizationId}&contact=${contactId}`);
  expect(await page.getByRole('combobox', { name: 'Organization' }).inputValue()).toBe('');
  expect(await page.getByRole('combobox', { name: 'Contact' }).inputValue()).toBe('');
  await close();
});

it('no page has an axe violation or scrolls sideways', async () => {
  const customer = await makeCustomer(acme);
  const money = { amountMinor: 1_250_000, currency: 'USD', closeDate: '2031-05-17' };
  const id = await makeDeal(acme, { title: `Accessible`, ...customer, ...money });
  const { page, complaints, close } = await site.visitAs(acme.admin);
  const own = ['', '/new', `/${id}`, `/${id}/edit`].map((path) => `/opportunities${path}`);
  for (const path of [...own, `/contacts/${customer.contactId}`]) {
    await page.goto(path);
    expect(await faultsOf(page, path)).toEqual([]);
  }
  expect(complaints).toEqual([]);
  await close();
});
