// How the states look: each as a picture in test-results/states, without a violation, and nothing to the side. With the
// small budget one page for each state; the full tier takes all of them in every theme and width.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { beforeAll, expect, test } from 'vitest';
import type { Visit } from '../support/browser.ts';
import { faultsOf } from '../support/looks.ts';
import { openSite, type Site } from '../support/site.ts';
import { pages, type PageStates } from './table.ts';
import { addressOf, makeWorld, NO_ID, type Who, type World } from './world.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../test-results/states');
const isFull = process.env['TEST_BUDGET'] === 'full';
const WIDE = { width: 1280, height: 800 };
const SIZES = [{ width: 360, height: 740 }, WIDE];

let world: World;
let site: Site;
const visits = new Map<Who, Visit>();

beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true });
  world = await makeWorld();
  site = await openSite(world.database);
}, 240_000);

async function visitOf(who: Who): Promise<Visit> {
  const visit = visits.get(who) ?? (await site.visitAs(world.people[who]));
  visits.set(who, visit);
  return visit;
}

/** Small pictures of what is on the screen, in all looks in which it was looked at. */
async function looked(page: Page, name: string): Promise<void> {
  expect(await faultsOf(page, name)).toEqual([]);
  for (const colorScheme of ['light', 'dark'] as const)
    for (const size of SIZES) {
      if (!isFull && (colorScheme === 'dark') !== (size.width === 360)) continue;
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(size);
      await page.screenshot({ path: path.join(FOLDER, `${name}-${colorScheme}-${size.width}.png`) });
    }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(WIDE);
}

const nameOf = ({ file }: PageStates, state: string): string =>
  `${file.replace('.tsx', '').replaceAll('$', '')}-${state}`;

/** With the small budget the first that is worth a look. */
function some(state: keyof PageStates, sample: string): PageStates[] {
  const all = pages.filter((page) => page[state] !== undefined && !page.isOutside);
  return isFull ? all : all.filter(({ file }) => file === sample);
}

test('nothing made yet, nothing that matches, denied, nothing here', async () => {
  const steps: readonly [keyof PageStates, string, Who, (page: PageStates) => string][] = [
    ['empty', 'pipeline.$slug.tsx', 'newcomer', ({ at }) => addressOf(world, at)],
    ['filtered', 'leads.tsx', 'admin', ({ at, filtered }) => addressOf(world, at) + (filtered?.[0] ?? '')],
    ['denied', 'leads.new.tsx', 'stranger', ({ at }) => addressOf(world, at)],
    ['missing', 'settings.roles.$id.tsx', 'admin', ({ at }) => at.replace(/:\w+/, NO_ID)],
    ['readOnly', 'organizations.$id.tsx', 'reader', ({ at }) => addressOf(world, at)],
  ];
  for (const [state, sample, who, addressIn] of steps) {
    const { page } = await visitOf(who);
    for (const each of some(state, sample)) {
      if (state === 'empty' && each.at.includes(':')) continue;
      await page.goto(addressIn(each));
      await looked(page, nameOf(each, state));
    }
  }
}, 600_000);

test('a page that cannot be read keeps its frame, and "Retry" brings it back', async () => {
  const { page } = await visitOf('admin');
  await world.database.admin.unsafe('alter view crm.leads_seen rename to leads_seen_away');
  await page.goto('/leads');
  await page.getByRole('heading', { name: 'Something went wrong' }).waitFor();
  await page.getByRole('navigation', { name: 'Main', exact: true }).waitFor({ state: 'attached' });
  await looked(page, 'leads-broken');
  await world.database.admin.unsafe('alter view crm.leads_seen_away rename to leads_seen');
  await page.getByRole('link', { name: 'Retry' }).click();
  await page.getByRole('heading', { name: 'Leads' }).waitFor();
});

test('a refused form is kept, with what is wrong at its field', async () => {
  const { page } = await visitOf('admin');
  await page.goto('/leads/new');
  await page.getByLabel('Email').fill('half@');
  await page.getByRole('button', { name: 'Create lead' }).click();
  await page.locator('[aria-invalid=true]').first().waitFor();
  expect(await page.getByLabel('Email').inputValue()).toBe('half@');
  await looked(page, 'leads.new-refused');
});

test('a record saved meanwhile shows both values', async () => {
  const { page } = await visitOf('admin');
  await page.goto(addressOf(world, '/organizations/:organization/edit'));
  await world.database
    .admin`update crm.organizations set industry = 'Theirs' where id = ${world.ids.organization}`;
  await page.getByLabel('Industry').fill('Mine');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('cell', { name: 'Theirs' }).waitFor();
  await looked(page, 'organizations.edit-conflict');
});

test('while a page is on its way the one that is left says that it is busy', async () => {
  const { page } = await visitOf('admin');
  await page.goto('/leads');
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/contacts.data*', async (route) => {
    await held;
    await route.continue();
  });
  await page.getByRole('link', { name: 'Contacts' }).and(page.locator(':visible')).first().click();
  await page.locator('main[aria-busy=true]').waitFor();
  await page.locator('.loading-bar-on').waitFor();
  await looked(page, 'contacts-loading');
  release();
  await page.getByRole('heading', { name: 'Contacts', level: 1 }).waitFor();
  expect(await page.locator('main[aria-busy]').count()).toBe(0);
  await page.unroute('**/contacts.data*');
});
