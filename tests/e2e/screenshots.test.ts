// The pictures of the README, taken from the demo. Every run takes all of them into test-results/, which CI keeps beside
// the change; `SCREENSHOTS=keep npm run test:e2e` also renews the ten in docs/screenshots.
import { copyFileSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedMissing } from '../../db/seed/index.ts';
import { DEMO_PASSWORD } from '../../db/seed/sign-ins.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import type { Visit } from '../support/browser.ts';
import { runJobs } from '../support/jobs.ts';
import { openSite, type Site } from '../support/site.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const FOLDER = path.join(ROOT, 'test-results/screenshots');
const README = path.join(ROOT, 'docs/screenshots');
const IN_README = [
  'dashboard-light',
  'pipeline-dark',
  'leads-dark',
  'lead-light',
  'contact-light',
  'tasks-dark',
  'inbox-light',
  'import-light',
  'roles-light',
  'phone-dark',
];
const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 360, height: 740 };
const MAX_BYTES = 400_000;

let site: Site;
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await seedMissing();
  site = await openSite(database);
  for (const folder of [FOLDER, README]) mkdirSync(folder, { recursive: true });
}, 240_000);

describe.each(['light', 'dark'] as const)('the demo in %s', (colorScheme) => {
  let visit: Visit;

  beforeAll(async () => {
    visit = await site.visit({ colorScheme, viewport: WIDE });
    await visit.page.goto('/login');
    await visit.page.getByLabel('Email').fill('admin@canary.test');
    await visit.page.getByLabel('Password').fill(DEMO_PASSWORD);
    await visit.page.getByRole('button', { name: 'Sign in' }).click();
    await visit.page.waitForURL('**/dashboard');
  });
  afterAll(() => visit.close());

  async function picture(subject: string): Promise<void> {
    const name = `${subject}-${colorScheme}`;
    const file = path.join(FOLDER, `${name}.png`);
    await visit.page.screenshot({ path: file });
    expect(statSync(file).size).toBeGreaterThan(10_000);
    expect(statSync(file).size).toBeLessThan(MAX_BYTES);
    expect(visit.complaints).toEqual([]);
    if (process.env.SCREENSHOTS === 'keep' && IN_README.includes(name))
      copyFileSync(file, path.join(README, `${name}.png`));
  }

  it('opens with a dashboard full of work', async () => {
    await visit.page.goto('/dashboard');
    await visit.page.getByRole('heading', { name: 'My Leads' }).waitFor();
    await picture('dashboard');
  });

  it('lists the leads that fit, and says by what', async () => {
    await visit.page.goto('/leads?stage=new&stage=working&sort=-score');
    await visit.page.getByRole('heading', { name: 'Leads' }).waitFor();
    expect(await visit.page.locator('tbody th a').count()).toBeGreaterThan(10);
    await picture('leads');
  });

  it.each([
    ['pipeline', '/pipeline/sales', '.deal-card'],
    ['tasks', '/tasks', 'main li'],
    ['roles', '/settings/roles', 'h2'],
  ])('shows its %s', async (subject, address, there) => {
    await visit.page.goto(address);
    await visit.page.locator(there).first().waitFor();
    await picture(subject);
  });

  it('shows a contact', async () => {
    await visit.page.goto('/contacts');
    await visit.page.locator('tbody th a').first().click();
    await visit.page.waitForURL(/\/contacts\/[0-9a-f-]{36}\b/);
    await visit.page.getByRole('button', { name: 'Add note' }).waitFor();
    await picture('contact');
  });

  it('shows a lead with its history', async () => {
    await visit.page.goto('/leads?sort=-score');
    await visit.page.locator('tbody th a').first().click();
    await visit.page.waitForURL(/\/leads\/[0-9a-f-]{36}\b/);
    await visit.page.getByRole('button', { name: 'Add note' }).waitFor();
    await picture('lead');
  });

  it('tells what became of an import', async () => {
    const { page } = visit;
    const lines = Array.from(
      { length: 24 },
      (_, at) => `Guest ${at + 1},guest-${at + 1}@${colorScheme}.example,Fair & Co`,
    );
    await page.goto('/import');
    const buffer = Buffer.from(
      ['Name,Email,Company', ...lines, 'No Address,nobody@@fair,Fair & Co'].join('\n'),
    );
    const file = { name: `fair-${colorScheme}.csv`, mimeType: 'text/csv', buffer };
    await page.getByLabel('Choose a file, or drop it here').setInputFiles(file);
    await page.getByRole('button', { name: 'Upload' }).click();
    await page.getByRole('button', { name: 'Check every row' }).last().click();
    await page.waitForURL('**/preview');
    await runJobs(database);
    await page.getByRole('button', { name: /^Import \d/ }).click();
    await page.waitForURL('**/run');
    await runJobs(database);
    await page.waitForURL('**/result');
    await page.getByText('25 rows').first().waitFor();
    await picture('import');
  });

  it('keeps in the inbox that the import is over', async () => {
    await visit.page.goto('/inbox');
    await visit.page.getByText(`fair-${colorScheme}.csv`).first().waitFor();
    await picture('inbox');
  });

  it('fits a phone', async () => {
    await visit.page.setViewportSize(PHONE);
    await visit.page.goto('/leads');
    await visit.page.locator('tbody th a').first().waitFor();
    await picture('phone');
    await visit.page.setViewportSize(WIDE);
  });
});
