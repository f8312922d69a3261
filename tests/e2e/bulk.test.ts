// Many rows of a list changed at once: by keys and buttons, without scripts, and all that match as a job; each taken back.
import type { Page } from 'playwright';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { arrange, makeLeads, makePerson, makeTenant, type TestTenant } from '../support/factories.ts';
import { runJobs } from '../support/jobs.ts';
import { faultsOf } from '../support/looks.ts';
import { insertRole } from '../support/records.ts';
import { whileSending } from '../support/sending.ts';
import { openSite, type Site } from '../support/site.ts';
import { leads } from '../../db/schema/index.ts';
import { eq } from 'drizzle-orm';

let database: TestDatabase;
let site: Site;
let api: Api;
let acme: TestTenant;

beforeAll(async () => {
  database = await createTestDatabase();
  site = await openSite(database);
  api = await startApi();
}, 180_000);

beforeEach(async () => {
  acme = await makeTenant();
});

const rowsOf = (page: Page, word: string) => page.getByRole('row', { name: word });
const said = (page: Page, text: string | RegExp) => page.locator('.toast').getByText(text).last().waitFor();

it('rows are ticked by keys, given away, taken back, and one that changed meanwhile is left', async () => {
  const ids = await makeLeads(
    acme,
    ['A', 'B', 'C'].map((at) => ({ name: `Keys ${at}` })),
  );
  const { page, complaints, close } = await site.visitAs(acme.manager);
  await page.goto('/leads?sort=name');
  const counted = page.getByRole('status').filter({ hasText: '3 leads selected' });
  await expect
    .poll(async () => {
      await page.keyboard.press('j');
      return page.evaluate(() => document.activeElement?.textContent);
    })
    .toContain('Keys');
  await page.locator('a.row-link', { hasText: 'Keys A' }).focus();
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Shift+X');
  await counted.waitFor();
  expect(await faultsOf(page, 'bulk')).toEqual([]);
  const bar = page.locator('.bulk-bar');
  await page.keyboard.press('a');
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('bulk-owner-is');
  await bar.getByLabel('Owner').selectOption({ label: acme.user.name });
  // the list follows what others change: only what changes while the form is on its way has not been seen
  await whileSending(page, '**/bulk/*', () =>
    arrange(acme, (tx) =>
      tx
        .update(leads)
        .set({ company: 'Theirs' })
        .where(eq(leads.id, ids[1] ?? '')),
    ),
  );
  await bar.getByRole('button', { name: 'Assign' }).last().click();
  await said(page, '2 leads assigned. 1 left as it is: 1 changed by someone else since.');
  await page.locator('.toast').last().hover(); // under the pointer a message stays
  await rowsOf(page, acme.user.name).nth(1).waitFor();
  expect(await rowsOf(page, acme.user.name).count()).toBe(2);
  expect(await page.locator('input.row-box:checked').count()).toBe(0);
  await page.locator('.toast').getByRole('button', { name: 'Undo' }).click();
  await said(page, '2 leads as before.');
  await expect.poll(() => rowsOf(page, acme.user.name).count()).toBe(0);
  expect(complaints).toEqual([]);
  await close();
});

it('without scripts: Enter does nothing, a tag is put on, rows are deleted and taken back', async () => {
  await makeLeads(
    acme,
    ['A', 'B'].map((at) => ({ name: `Plain ${at}` })),
  );
  const { page, close } = await site.visitAs(acme.admin, { javaScriptEnabled: false });
  await page.goto('/leads?sort=name');
  const bar = page.locator('.bulk-bar');
  const tick = async (): Promise<void> => {
    for (const name of ['Plain A', 'Plain B']) await page.getByLabel(`Select ${name}`).check();
  };
  await tick();
  await bar.getByRole('button', { name: 'Tag', exact: true }).click();
  await bar.getByLabel('Tag', { exact: true }).press('Enter');
  await said(page, 'Choose what to do with them.');
  expect(await rowsOf(page, 'Plain').count()).toBe(2);
  await tick();
  await bar.getByRole('button', { name: 'Tag', exact: true }).click();
  await bar.getByLabel('Tag', { exact: true }).fill('Fair');
  await bar.getByRole('button', { name: 'Add tag' }).click();
  await said(page, '2 leads tagged Fair.');
  expect(await rowsOf(page, 'Fair').count()).toBe(2);
  await tick();
  await bar.getByRole('button', { name: 'Delete' }).click();
  await page.getByText('No leads yet').waitFor();
  await said(page, '2 leads deleted.');
  await page.locator('.toast').getByRole('button', { name: 'Undo' }).click();
  await said(page, '2 leads as before.');
  expect(await rowsOf(page, 'Plain').count()).toBe(2);
  expect(new URL(page.url()).search).toBe('?sort=name');
  await close();
});

it.each([true, false])('tasks are ticked, done, and taken back (scripts: %s)', async (javaScriptEnabled) => {
  const word = javaScriptEnabled ? 'Scripted' : 'Plain';
  const asAdmin = api.rest(acme.admin);
  for (const at of ['A', 'B', 'C']) await asAdmin('POST', '/tasks', { title: `${word} ${at}` });
  const { page, complaints, close } = await site.visitAs(acme.admin, { javaScriptEnabled });
  await page.goto('/tasks');
  const tasks = page.locator('.task-group li', { hasText: word });
  if (javaScriptEnabled) {
    await page.locator('a.row-link', { hasText: `${word} A` }).focus();
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('Shift+X');
    await page.getByRole('status').filter({ hasText: '2 tasks selected' }).waitFor();
    expect(await faultsOf(page, 'tasks')).toEqual([]);
  } else {
    for (const at of ['A', 'B']) await page.getByLabel(`Select ${word} ${at}`).check();
  }
  await page.locator('.bulk-bar').getByRole('button', { name: 'Done' }).click();
  await said(page, '2 tasks done.');
  await expect.poll(() => tasks.count()).toBe(1);
  await page.locator('.toast').getByRole('button', { name: 'Undo' }).click();
  await said(page, '2 tasks as before.');
  await expect.poll(() => tasks.count()).toBe(3);
  for (const at of ['A', 'C']) await page.getByLabel(`Select ${word} ${at}`).check();
  const bar = page.locator('.bulk-bar');
  await bar.getByRole('button', { name: 'Assign' }).click();
  await bar.getByLabel('Owner').selectOption({ label: acme.user.name });
  await bar.getByRole('button', { name: 'Assign' }).last().click();
  await said(page, '2 tasks assigned.');
  await expect.poll(() => tasks.count()).toBe(1);
  expect(complaints).toEqual([]);
  await close();
});

it('all that match are a job with what it left, and taken back from its page', async () => {
  const names = Array.from({ length: 60 }, (_, at) => ({ name: `Many ${at}`, company: 'Crowd' }));
  await makeLeads(acme, names);
  const { page, close } = await site.visitAs(acme.admin);
  await page.goto('/leads');
  await page.getByLabel('Select all rows of this page').check();
  await page.getByRole('status').filter({ hasText: '50 leads selected' }).waitFor();
  await page.getByLabel('Select all 60 matching').check();
  await page.getByRole('status').filter({ hasText: '60 leads selected' }).waitFor();
  await page.locator('.bulk-bar').getByRole('button', { name: 'Archive' }).click();
  await page.waitForURL('**/jobs/*');
  await runJobs(database);
  await page.reload();
  await page.getByText('Done', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await said(page, '60 leads as before.');
  await page.goto('/leads');
  await page.getByText('60 leads', { exact: true }).first().waitFor();
  await close();
});

it('who may change nothing has no boxes', async () => {
  const role = await insertRole(acme, { permissions: ['lead:read'], visibility: { lead: 'all' } });
  const onlooker = await makePerson({ ...acme, roleIds: new Map([['user', role.id]]) }, 'user');
  await makeLeads(acme, [{}]);
  const { page, close } = await site.visitAs(onlooker, { javaScriptEnabled: false });
  await page.goto('/leads');
  await page.getByRole('region', { name: 'Leads' }).waitFor();
  expect(await page.locator('.row-box, .bulk-bar').count()).toBe(0);
  await close();
});
