// A file of leads through a real browser: uploaded, looked at, mapped, checked, brought in, and what failed taken home.
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeLead, makeTenant, type TestTenant } from '../support/factories.ts';
import { runJobs } from '../support/jobs.ts';
import { openSite, type Site } from '../support/site.ts';
import { faultsOf } from '../support/looks.ts';

const HEADER = 'Full name;E-Mail;Firma;Telefon;Angelegt am;Notes to self';
const FILE = [
  HEADER,
  'Åsa Lindqvist;asa@lind.example;Lindqvist AB;+46 8 123 456 00;13.02.2025;x',
  'Bob Builder;bob@example.test;Build Ltd;;14.02.2025;y',
  'Nobody Home;nobody@@example;;;15.02.2025;z',
  'Dora Digit;dora@example.test;=cmd|calc;12;16.02.2025;',
].join('\r\n');

let database: TestDatabase;
let site: Site;
let acme: TestTenant;

beforeAll(async () => {
  database = await createTestDatabase();
  site = await openSite(database);
  acme = await makeTenant();
}, 180_000);

const upload = async (page: Page, text: string, name = 'messe.csv'): Promise<void> => {
  await page.goto('/import');
  await page.getByLabel('Choose a file, or drop it here').setInputFiles({
    name,
    mimeType: 'text/csv',
    buffer: Buffer.from(text, 'latin1'),
  });
  await page.getByRole('button', { name: 'Upload' }).click();
};

const figure = (page: Page, word: string) =>
  page.getByRole('navigation', { name: 'Rows by outcome' }).getByRole('link', { name: word });

/** The same for contacts: asked for by their list, mapped to their fields, and led back there. */
async function bringsContacts(page: Page): Promise<void> {
  await page.goto('/contacts');
  await page.getByRole('link', { name: 'Import CSV' }).first().click();
  await page.waitForURL('**/import?noun=contact');
  const chosen = page.getByRole('navigation', { name: 'What the file holds' }).locator('[aria-current]');
  expect(await chosen.textContent()).toBe('Contacts');
  await page.getByLabel('Choose a file, or drop it here').setInputFiles({
    name: 'people.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('Name,Email,Company\nCora Field,cora@example.test,Field Works\n'),
  });
  await page.getByRole('button', { name: 'Upload' }).click();
  await page.waitForURL('**/map');
  await page.getByRole('heading', { name: 'Contacts that are here already' }).waitFor();
  expect(await page.getByLabel('Company fills').inputValue()).toBe('organization');
  await page.getByRole('button', { name: 'Check every row' }).last().click();
  await page.waitForURL('**/preview');
  await runJobs(database);
  await page.getByRole('button', { name: 'Import 1 row' }).click();
  await page.waitForURL('**/run');
  await runJobs(database);
  await page.waitForURL('**/result');
  await page.getByRole('link', { name: 'Cora Field' }).click();
  await page.waitForURL(/\/contacts\/[0-9a-f-]{36}$/);
  await page.getByText('Field Works').first().waitFor();
}

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('%s', (_how, javaScriptEnabled) => {
  const options = { javaScriptEnabled };

  it('a file goes in, and what failed comes back', async () => {
    acme = await makeTenant();
    await makeLead(acme, { name: 'Bob Builder', email: 'bob@example.test', ownerId: acme.user.userId });
    const { page, complaints, close } = await site.visitAs(acme.user, options);
    await page.goto('/leads');
    await page.getByRole('link', { name: 'Import CSV' }).first().click();
    await page.waitForURL('**/import');
    await page.getByText('up to 2 GB').waitFor();
    await upload(page, FILE);

    await page.waitForURL('**/map');
    expect(await page.getByLabel('Encoding').locator('option:checked').textContent()).toContain('Latin-1');
    expect(await page.getByLabel('Delimiter').locator('option:checked').textContent()).toContain('Semicolon');
    expect(await page.getByLabel('E-Mail fills').inputValue()).toBe('email');
    expect(await page.getByLabel('Notes to self fills').inputValue()).toBe('');
    await page.getByLabel('Notes to self fills').selectOption('Description');
    await page.getByRole('radio', { name: 'Update them' }).check();
    await page.getByRole('button', { name: 'Check every row' }).last().click();

    await page.waitForURL('**/preview');
    await page.getByText('Every row is checked before any of them goes in').waitFor();
    await runJobs(database);
    await page.getByRole('button', { name: 'Import 3 rows' }).waitFor();
    expect(await figure(page, 'To create').textContent()).toContain('2');
    expect(await figure(page, 'To update').textContent()).toContain('1');
    await figure(page, 'Will fail').click();
    await page.getByText('is not an e-mail address').first().waitFor();

    await page.getByRole('button', { name: 'Import 3 rows' }).click();
    await page.waitForURL('**/run');
    await page.getByText('You may leave this page and come back').waitFor();
    await page.locator('.topbar-back').click();
    await page.waitForURL('**/import');
    await page.getByRole('link', { name: 'messe.csv' }).first().click();
    await page.waitForURL('**/run');
    await runJobs(database);

    await page.waitForURL('**/result');
    await page.getByText('4 rows').first().waitFor();
    await figure(page, 'Failed').click();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download error file' }).click();
    const file = readFileSync(await (await download).path(), 'utf8');
    expect(file).toContain('nobody@@example');
    await page.goto('/leads?q=lindqvist');
    await page.getByText('Åsa Lindqvist').first().waitFor();
    await bringsContacts(page);
    expect(complaints).toEqual([]);
    await close();
  });

  it('another reading changes what is seen, and the choice is kept', async () => {
    const { page, close } = await site.visitAs(acme.manager, options);
    await upload(page, 'Export of today\r\nName,City\r\nAda,London\r\n', 'odd.csv');
    await page.waitForURL('**/map');
    await page.getByLabel('Header line').selectOption('0');
    await page.getByRole('button', { name: 'Read again' }).click();
    await page.getByLabel('Column 1 fills').waitFor();
    expect(await page.getByLabel('Header line').inputValue()).toBe('0');
    await page.getByLabel('Header line').selectOption('2');
    await page.getByRole('button', { name: 'Read again' }).click();
    await page.getByLabel('City fills').waitFor();
    await close();
  });

  it('columns that cannot be used are said on the page, and what was chosen is kept', async () => {
    const { page, close } = await site.visitAs(acme.manager, options);
    await upload(page, 'Name,Mood\r\nAda,good\r\n', 'mood.csv');
    await page.waitForURL('**/map');
    await page.getByLabel('Mood fills').selectOption('City');
    await page.getByLabel('Name fills').selectOption('');
    await page.getByRole('button', { name: 'Check every row' }).last().click();
    await page.getByRole('alert').getByText('Choose a column for at least one of').waitFor();
    expect(await page.getByLabel('Mood fills').inputValue()).toBe('city');
    await close();
  });

  it('a file of another kind is refused on the page that asks for one', async () => {
    const { page, close } = await site.visitAs(acme.manager, options);
    await upload(page, '%PDF-1.7 not rows', 'report.csv');
    await page.getByRole('alert').getByText('This is a PDF, not CSV.').waitFor();
    await page.goto('/import');
    await page.getByRole('button', { name: 'Upload' }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    await close();
  });

  it('rows can be pasted, and a run stopped and taken up again', async () => {
    acme = await makeTenant();
    const { page, close } = await site.visitAs(acme.manager, options);
    await page.goto('/import');
    await page.getByText('Paste rows instead').click();
    await page.getByLabel('Rows, copied from').fill('Name\tEmail\nPasted Pat\tpat@example.test');
    await page.getByRole('button', { name: 'Use these rows' }).click();
    await page.waitForURL('**/map');
    await page.getByRole('button', { name: 'Check every row' }).first().click();
    await page.waitForURL('**/preview');
    await runJobs(database);
    await page.getByRole('button', { name: 'Import 1 row' }).click();
    await page.waitForURL('**/run');
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.waitForURL('**/result');
    await page.getByText('The import was stopped.').waitFor();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.waitForURL('**/run');
    await runJobs(database);
    await page.waitForURL('**/result');
    await figure(page, 'Created').click();
    await page.getByRole('link', { name: 'Pasted Pat' }).click();
    await page.waitForURL(/\/leads\/[0-9a-f-]{36}$/);
    await close();
  });
});

it('no page of an import has an axe violation or scrolls sideways', async () => {
  const tenant = await makeTenant();
  await makeLead(tenant, { name: 'Bob Builder', email: 'bob@example.test', ownerId: tenant.user.userId });
  const { page, complaints, close } = await site.visitAs(tenant.user);
  const findings: string[] = [];
  const look = async (name: string): Promise<void> => {
    findings.push(...(await faultsOf(page, name)));
  };
  await page.goto('/import');
  await look('upload');
  await upload(page, FILE);
  await page.waitForURL('**/map');
  await look('map');
  await page.getByRole('button', { name: 'Check every row' }).last().click();
  await page.waitForURL('**/preview');
  await page.getByRole('button', { name: 'Stop' }).waitFor();
  await look('checking');
  await runJobs(database);
  await page.getByRole('button', { name: 'Import 3 rows' }).waitFor();
  await look('preview');
  await figure(page, 'Will fail').click();
  await page.getByText('is not an e-mail address').first().waitFor();
  await look('preview-fail');
  await page.getByRole('button', { name: 'Import 3 rows' }).click();
  await page.waitForURL('**/run');
  await page.getByRole('button', { name: 'Stop' }).waitFor();
  await look('run');
  await runJobs(database);
  await page.waitForURL('**/result');
  await look('result');
  await page.goto('/import');
  await look('recent');
  await close();
  expect(findings).toEqual([]);
  expect(complaints).toEqual([]);
}, 90_000);
