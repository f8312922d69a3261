// Every control whose name is promised is on its page, has that name for everybody and their tools, and does its work.
import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../support/database.ts';
import { makeLead, makeTenant } from '../support/factories.ts';
import type { Visit } from '../support/browser.ts';
import { givePassword, openSite, type Site } from '../support/site.ts';
import { gateLabels } from './labels/gate-labels.ts';
import { controlOf, type Label, type World } from './labels/label.ts';
import { laterLabels, workLabels } from './labels/work-labels.ts';

let site: Site;
let world: World;
const visits = new Map<string, Visit>();

beforeAll(async () => {
  const database = await createTestDatabase();
  site = await openSite(database);
  world = { database, acme: await makeTenant() };
  await givePassword(world.acme.user);
}, 180_000);

/** One visit for each person; nobody is a new one each time. */
async function visitOf(who: NonNullable<Label['who']>): Promise<Visit> {
  if (who === 'nobody') return site.visit();
  const known = visits.get(who) ?? (await site.visitAs(world.acme[who]));
  visits.set(who, known);
  return known;
}

test.each([...gateLabels, ...workLabels])('“$name”, $role', async ({ who = 'admin', ...label }) => {
  const { page, complaints, close } = await visitOf(who);
  await page.goto(await label.at(world));
  await label.before?.(page, world);
  const control = controlOf(page, label);
  if (label.typed) await control.fill(label.typed(world));
  else if (label.link) await control.getByRole('link', { name: label.link }).first().click();
  else await control.click();
  await label.does(page, world);
  expect(complaints.splice(0).filter((line) => !line.includes('status of 4'))).toEqual([]);
  if (who === 'nobody') await close();
});

test('“Assign” is for those who may', async () => {
  const id = await makeLead(world.acme, { ownerId: world.acme.user.userId });
  const { page } = await visitOf('user');
  await page.goto(`/leads/${id}`);
  await page.getByRole('link', { name: 'Edit', exact: true }).waitFor();
  expect(await page.getByRole('button', { name: 'Assign', exact: true }).count()).toBe(0);
});

test.each(laterLabels)('“$name” is on no page before $demand is built', async ({ name, at, demand }) => {
  const row = readFileSync('docs/requirements.md', 'utf8')
    .split('\n')
    .find((line) => line.startsWith(`| ${demand} |`));
  expect(row, `${demand} is a row of docs/requirements.md`).toMatch(/\| (later|part) \|/);
  const { page } = await visitOf(name === 'Data region' ? 'nobody' : 'admin');
  await page.goto(await at(world));
  await page.getByRole('heading', { level: 1 }).waitFor();
  const exact = { name, exact: true };
  const there = page
    .getByRole('button', exact)
    .or(page.getByRole('link', exact))
    .or(page.getByRole('searchbox', exact));
  expect(
    await there.or(page.getByLabel(name, { exact: true })).count(),
    'it is built: move it into the list',
  ).toBe(0);
});
