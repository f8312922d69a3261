// The dashboard in a real browser: figures that open their records, periods by link and key, with JavaScript and without;
// one widget that fails while the others stand.
import { beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeDeals } from '../support/deals.ts';
import { makeLead, makePerson, makeTenant, type TestTenant } from '../support/factories.ts';
import { faultsOf } from '../support/looks.ts';
import { insertEntries, insertRole } from '../support/records.ts';
import { cookieOf, openSite, type Site } from '../support/site.ts';

let database: TestDatabase;
let site: Site;
let acme: TestTenant;

const USD = { currency: 'USD' };

beforeAll(async () => {
  database = await createTestDatabase();
  site = await openSite(database);
  acme = await makeTenant();
  const now = new Date().toISOString();
  await makeDeals(acme, [
    { title: 'Open one', amountMinor: 100_000, ...USD, closeDate: now.slice(0, 10) },
    { title: 'Open two', amountMinor: 200_000, ...USD, stage: 'proposal', ownerId: acme.manager.userId },
    { title: 'Won one', amountMinor: 5_000_000, ...USD, stage: 'won', closedAt: now },
    { title: 'Lost one', amountMinor: 7_000, ...USD, stage: 'lost', closedAt: now },
    { title: 'In euros', amountMinor: 900_000, currency: 'EUR' },
  ]);
  const leadId = await makeLead(acme, { name: 'Called Lead', ownerId: acme.manager.userId });
  await insertEntries(acme, [
    { leadId, kind: 'call', subject: 'Offer', occurredAt: now, authorId: acme.manager.userId },
  ]);
}, 180_000);

it('figures open the records behind them; period and owner change by key and stay in the address', async () => {
  const { page, complaints, close } = await site.visitAs(acme.manager);
  await page.goto('/dashboard');
  await page.getByRole('link', { name: 'Won $50K' }).click();
  await page.waitForURL('**/opportunities?**');
  await page.getByRole('link', { name: 'Won one' }).waitFor();
  expect(await page.locator('tbody tr').count()).toBe(1);
  await page.goBack();
  await page.waitForURL('**/dashboard');
  await page.keyboard.press('4');
  await page.waitForURL('**/dashboard?period=this-year*');
  await page.getByRole('link', { name: 'Year', exact: true, includeHidden: false }).waitFor();
  await page.keyboard.press('o');
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('owner');
  await page.getByLabel('Whose figures').selectOption('me');
  await page.waitForURL('**/dashboard?period=this-year&owner=me');
  await page.getByRole('link', { name: 'Open $2K' }).waitFor();
  await page.getByRole('link', { name: 'Proposal', exact: true }).click();
  await page.waitForURL('**/opportunities?**');
  await page.getByRole('link', { name: 'Open two' }).waitFor();
  expect(await page.locator('tbody tr').count()).toBe(1);
  expect(complaints).toEqual([]);
  await close();
});

it('works without JavaScript: charts with their tables, a cell of the week opens its entries', async () => {
  const { page, close } = await site.visitAs(acme.manager, { javaScriptEnabled: false });
  await page.goto('/dashboard');
  await page.getByLabel('Whose figures').selectOption('team');
  await page.getByRole('button', { name: 'Show' }).click();
  await page.waitForURL('**/dashboard?period=this-quarter&owner=team');
  await page.goto('/dashboard?period=this-year');
  const activity = page.getByRole('region', { name: 'Activity', exact: true });
  expect(await activity.getByRole('img').count()).toBe(1);
  await activity.locator('summary').click();
  await activity.locator('tbody td a').click();
  await page.waitForURL('**/activities?**');
  await page.getByText('Only what happened').waitFor();
  await page.getByRole('link', { name: 'Called Lead' }).waitFor();
  await page.getByRole('link', { name: 'Show all times' }).click();
  await page.waitForURL(/\/activities\?type=[^&]*$/);
  await close();
});

it('a widget that fails says so, keeps the rest, and comes back by "Retry"', async () => {
  const { page, close } = await site.visitAs(acme.manager);
  await page.goto('/dashboard');
  await database.admin.unsafe('alter table crm.activities rename to activities_away');
  await page.reload();
  const activity = page.getByRole('region', { name: 'Activity', exact: true });
  await activity.getByText('Activity could not be loaded').waitFor();
  await page.getByRole('link', { name: 'Won $50K' }).waitFor();
  await database.admin.unsafe('alter table crm.activities_away rename to activities');
  await activity.getByRole('button', { name: 'Retry' }).click();
  await activity.getByRole('img').waitFor();
  await close();
});

it('has only what one may read', async () => {
  const role = await insertRole(acme, { permissions: ['dashboard:read', 'task:read'] });
  const clerk = await makePerson({ ...acme, roleIds: new Map([['user', role.id]]) }, 'user');
  const { page, complaints, close } = await site.visitAs(clerk);
  await page.goto('/dashboard');
  await page.getByRole('region', { name: 'Tasks Due' }).waitFor();
  expect(await page.getByRole('main').getByRole('region').count()).toBe(1);
  const answer = await page.goto('/dashboard?period=ever');
  expect(answer?.status()).toBe(422);
  expect((await page.goto('/dashboard?pipeline=none'))?.status()).toBe(404);
  expect(complaints.filter((line) => !line.includes('status of 4'))).toEqual([]);
  await close();
});

it('is accessible in both themes and on a phone, weighs at most 35 KB and asks the database six times', async () => {
  const { page, close } = await site.visitAs(acme.manager);
  for (const path of ['/dashboard', '/activities']) {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    for (const twin of await page.locator('.chart-twin > summary').all()) await twin.click();
    expect(await faultsOf(page, path)).toEqual([]);
  }
  await close();
  const cookie = await cookieOf(site, acme.manager);
  const reset =
    'select ext.pg_stat_statements_reset(0::oid, oid, 0) from pg_database where datname = current_database()';
  await database.admin.unsafe(reset);
  const answer = await fetch(`${site.url}/dashboard`, { headers: { cookie, 'Accept-Encoding': 'gzip' } });
  expect(Number(answer.headers.get('content-length'))).toBeLessThan(35_000);
  const asked = await database.admin<{ query: string }[]>`
    select query from ext.pg_stat_statements cross join generate_series(1, calls)
     where dbid = (select oid from pg_database where datname = current_database())
       and userid = 'streamflow_app'::regrole and query ~* '(select|with) ' and query !~ 'crm.enter'`;
  const texts = asked.map(({ query }) => query.trim().slice(0, 90));
  expect(texts, texts.join('\n')).toHaveLength(6);
});
