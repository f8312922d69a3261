// An admin shapes teams in a real browser: made, filled, moved, dissolved; and who may not, reads them.
import { beforeAll, describe, expect, it } from 'vitest';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase } from '../support/database.ts';
import { makePerson, makeTenant, type TestTenant } from '../support/factories.ts';
import { faultsOf } from '../support/looks.ts';
import { openSite, type Site } from '../support/site.ts';

let site: Site;
let api: Api;
let acme: TestTenant;

beforeAll(async () => {
  const database = await createTestDatabase();
  site = await openSite(database);
  api = await startApi();
  acme = await makeTenant();
}, 180_000);

const make = async (name: string): Promise<string> =>
  (await api.rest(acme.admin)<{ id: string }>('POST', '/teams', { name })).body.id;

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('%s', (how, javaScriptEnabled) => {
  it('a team is made, filled, renamed, emptied and dissolved', async () => {
    const person = await makePerson(acme, 'user', { name: `Grace ${how}` });
    const { page, complaints, close } = await site.visitAs(acme.admin, { javaScriptEnabled });
    await page.goto('/settings/profile');
    await page.getByRole('link', { name: 'Teams', exact: true }).click();
    // The profile has a field of that name too.
    await page.waitForURL('**/settings/teams');
    await page.getByLabel('Name', { exact: true }).fill(`North ${how}`);
    await page.getByLabel('Manager').selectOption(acme.manager.name);
    await page.getByRole('button', { name: 'Create team' }).click();
    await page.waitForURL(/\/settings\/teams\/[0-9a-f-]{36}$/);

    await page.getByLabel('Add').selectOption(person.name);
    await page.getByRole('button', { name: 'Add to team' }).click();
    await page.getByRole('button', { name: `Remove ${person.name}` }).waitFor();
    await page.getByLabel('Name', { exact: true }).fill(`South ${how}`);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: `South ${how}` }).waitFor();
    await page.getByRole('button', { name: `Remove ${person.name}` }).click();
    await page.getByText('Nobody is in this team.').waitFor();

    await page.getByRole('button', { name: 'Dissolve' }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Dissolve' }).click();
    await page.waitForURL('**/settings/teams');
    await page.getByText('The team was dissolved.').waitFor();
    expect(await page.getByRole('link', { name: `South ${how}` }).count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });
});

it('a circle and an empty name are refused at their fields, and what was typed stays', async () => {
  const above = await make('Above');
  const below = await make('Below');
  await api.rest(acme.admin)('PATCH', `/teams/${below}`, { version: 1, parentId: above });
  const { page, close } = await site.visitAs(acme.admin, { javaScriptEnabled: false });
  await page.goto(`/settings/teams/${above}`);
  await page.getByLabel('Below').selectOption('Below');
  await page.getByLabel('Name', { exact: true }).fill('Typed');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Choose a team that is not below this one.').waitFor();
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Typed');
  await close();
});

it('who may not change teams reads them, and another tenant’s is nothing here', async () => {
  const id = await make('Read');
  const { page, close } = await site.visitAs(acme.manager);
  await page.goto(`/settings/teams/${id}`);
  await page.getByRole('heading', { name: 'Read' }).waitFor();
  expect(
    await page
      .getByRole('button')
      .filter({ hasText: /Save|Dissolve|Add to team/ })
      .count(),
  ).toBe(0);
  await close();
  const other = await site.visitAs((await makeTenant()).admin);
  expect((await other.page.goto(`/settings/teams/${id}`))?.status()).toBe(404);
  await other.close();
});

it('no page has an axe violation or scrolls sideways', async () => {
  const id = await make(`A team with a name that is rather long`);
  await api.rest(acme.admin)('PUT', `/users/${acme.user.userId}/team`, { teamId: id });
  const { page, complaints, close } = await site.visitAs(acme.admin);
  for (const path of ['', `/${id}`]) {
    await page.goto(`/settings/teams${path}`);
    expect(await faultsOf(page, path)).toEqual([]);
  }
  expect(complaints).toEqual([]);
  await close();
});
