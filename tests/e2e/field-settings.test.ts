// An admin shapes the fields of a noun in a real browser, with JavaScript off.
import { beforeAll, expect, it } from 'vitest';
import type { CustomField } from '../../app/contracts/custom-fields.ts';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase } from '../support/database.ts';
import { makeTenant } from '../support/factories.ts';
import { faultsOf } from '../support/looks.ts';
import { openSite, type Site } from '../support/site.ts';

/** Browsers note each refusal of a form as one that did not load. */
const isOther = (line: string): boolean => !line.includes('422');

let site: Site;
let api: Api;

beforeAll(async () => {
  const database = await createTestDatabase();
  site = await openSite(database);
  api = await startApi();
}, 180_000);

it('fields are added, put in order, changed and put away, and what is refused is said in the form', async () => {
  const acme = await makeTenant();
  const fields = async (): Promise<CustomField[]> =>
    (await api.rest(acme.admin)<{ items: CustomField[] }>('GET', '/fields?noun=lead')).body.items;
  const { page, complaints, close } = await site.visitAs(acme.admin, { javaScriptEnabled: false });
  await page.goto('/settings/fields');
  await page.getByText('There are no custom fields yet.').waitFor();
  const add = async (name: string, type: string, choices = ''): Promise<void> => {
    await page.getByLabel('Name').fill(name);
    await page.getByLabel('Type').selectOption({ label: type });
    await page.getByLabel('Choices').fill(choices);
    await page.getByRole('button', { name: 'Add field' }).click();
  };
  await add('Renewal', 'Date');
  await page.getByText('Renewal was added.').first().waitFor();
  await add('Tier', 'One choice');
  await page.getByText('Give at least one choice.').waitFor();
  expect(await page.getByLabel('Name').inputValue()).toBe('Tier');
  await page.getByLabel('Required').check();
  await page.getByLabel('Choices').fill('Gold\n\nSilver\r\n');
  await page.getByRole('button', { name: 'Add field' }).click();
  await page.getByText('Tier was added.').first().waitFor();
  await page.getByRole('button', { name: 'Move Tier up' }).click();
  await page.getByText('Order saved.').first().waitFor();
  expect((await fields()).map(({ key }) => key)).toEqual(['tier', 'renewal']);

  await page.getByRole('link', { name: 'Tier' }).click();
  await page.getByLabel('Choice 1').fill('Or');
  await page.getByLabel('Choice 2').fill('');
  await page.getByLabel('More choices').fill('Bronze');
  await page.getByLabel('Required').uncheck();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').first().waitFor();
  expect((await fields())[0]).toMatchObject({
    required: false,
    choices: [
      { key: 'gold', label: 'Or' },
      { key: 'bronze', label: 'Bronze' },
    ],
  });
  await page.getByLabel('More choices').fill('or');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Two choices are called “or”.').waitFor();
  await page.getByRole('button', { name: 'Put away' }).click();
  await page.getByText('The field is put away.').first().waitFor();
  await page.getByRole('button', { name: 'Use it again' }).waitFor();
  expect((await fields()).map(({ key, archived }) => [key, archived])).toEqual([
    ['renewal', false],
    ['tier', true],
  ]);
  expect(complaints.filter(isOther)).toEqual([]);
  await close();

  const scripted = await site.visitAs(acme.admin);
  await scripted.page.goto('/settings/fields');
  expect(await faultsOf(scripted.page, 'custom-fields')).toEqual([]);
  await scripted.page.getByRole('link', { name: 'Tier' }).click();
  await scripted.page.getByLabel('More choices').fill('or');
  await scripted.page.getByRole('button', { name: 'Save' }).click();
  await scripted.page.getByText('Two choices are called “or”.').waitFor();
  expect(await faultsOf(scripted.page, 'custom-field')).toEqual([]);
  expect(scripted.complaints.filter(isOther)).toEqual([]);
  await scripted.close();
});
