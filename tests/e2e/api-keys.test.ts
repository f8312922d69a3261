// Keys in a real browser: made, shown once, tried as the page says, replaced and ended.
import { symlinkSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { beforeAll, describe, expect, it } from 'vitest';
import { emptyProject, packed, type Project } from '../sdk/folder.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makePerson, makeTenant, type TestPerson, type TestTenant } from '../support/factories.ts';
import { faultsOf } from '../support/looks.ts';
import { openSite, PASSWORD, type Site } from '../support/site.ts';

let site: Site;
let database: TestDatabase;
let tenant: TestTenant;
let project: Project;

beforeAll(async () => {
  database = await createTestDatabase();
  site = await openSite(database);
  tenant = await makeTenant();
  project = emptyProject();
  mkdirSync(path.join(project.folder, 'node_modules'));
  symlinkSync(path.join(await packed(), 'sdk'), path.join(project.folder, 'node_modules/streamflow'));
}, 180_000);

const says = (page: Page, text: string) => page.getByText(text).first().waitFor();
const shown = (page: Page, label: string | RegExp) =>
  page.getByRole('group', { name: label }).locator('code').innerText();

async function make(page: Page, name: string): Promise<string> {
  await page.goto('/settings/api-keys');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('group', { name: 'Leads' }).getByLabel('read').check();
  await page.getByRole('button', { name: 'Make the key' }).click();
  await says(page, 'Your new key');
  return shown(page, 'The key');
}

const statusWith = async (key: string): Promise<number> =>
  (await fetch(`${site.url}/api/leads`, { headers: { Authorization: `Bearer ${key}` } })).status;

/** What a person sees who pastes the text into a terminal. */
const inTerminal = (text: string): Promise<string> => project.run('sh', ['-c', text]);

async function inAFile(text: string): Promise<string> {
  project.write('try.mjs', text);
  return project.run(process.execPath, ['--preserve-symlinks', 'try.mjs']);
}

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('%s', (_how, javaScriptEnabled) => {
  const options = { javaScriptEnabled };

  it('a key is shown once, works as the page says, is replaced, and ended after a question', async () => {
    const person = await makePerson(tenant, 'user');
    const { page, complaints, close } = await site.visitAs(person, options);
    const answers: Record<string, string>[] = [];
    page.on('response', (response) => {
      if (response.url().includes('/settings/api-keys')) answers.push(response.headers());
    });
    const key = await make(page, 'Nightly sync');
    expect(key).toMatch(/^sf_live_[0-9a-f]{16}_[\w-]{43}_[0-9a-f]{8}$/);
    expect(answers.every((headers) => headers['cache-control'] === 'no-store')).toBe(true);
    expect(JSON.stringify(answers)).not.toContain(key);
    expect(JSON.parse(await inTerminal(await shown(page, /curl/)))).toMatchObject({
      user: { email: person.email },
    });
    expect(await inAFile(await shown(page, /client/))).toContain(person.email);
    await page.reload();
    await says(page, 'Nightly sync');
    expect(await page.content()).not.toContain(key);
    expect(await page.getByText('Your new key').count()).toBe(0);

    await page.getByRole('button', { name: 'Rotate Nightly sync' }).click();
    await page.getByLabel('This key').selectOption('1');
    await page.getByRole('button', { name: 'Make the new key' }).click();
    await says(page, 'Your new key');
    const next = await shown(page, 'The key');
    expect([await statusWith(key), await statusWith(next)]).toEqual([200, 200]);
    expect(await page.getByRole('listitem').filter({ hasText: 'Replaced' }).innerText()).toContain(
      'expires in',
    );
    await page.getByRole('button', { name: 'Revoke Nightly sync' }).first().click();
    await says(page, 'This cannot be undone.');
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await says(page, 'The key is revoked.');
    expect(await statusWith(next)).toBe(401);
    expect(complaints).toEqual([]);
    await close();
  });
});

it('what is wrong is said at its field, and what was chosen stays, also without scripts', async () => {
  const { page, close } = await site.visitAs(await makePerson(tenant, 'user'), {
    javaScriptEnabled: false,
  });
  await page.goto('/settings/api-keys');
  await page.getByLabel('Name').fill('Half');
  await page.getByRole('button', { name: 'Make the key' }).click();
  await says(page, 'Choose what the key may do.');
  await page.getByRole('group', { name: 'Tasks' }).getByLabel('read').check();
  await page.getByLabel('From these addresses only').fill('10.1.2.3/8');
  await page.getByRole('button', { name: 'Make the key' }).click();
  await says(page, 'Did you mean 10.0.0.0/8?');
  expect(await page.getByLabel('Name').inputValue()).toBe('Half');
  expect(await page.getByRole('group', { name: 'Tasks' }).getByLabel('read').isChecked()).toBe(true);
  await close();
});

async function letSudoPass({ accountId }: TestPerson): Promise<void> {
  await database.admin`update auth.sessions set sudo_until = null where account_id = ${accountId}`;
}

it('the form is for who has just said who they are; a person is offered what they hold', async () => {
  const person = await makePerson(tenant, 'user');
  const { page, context, close } = await site.visitAs(person);
  await make(page, 'Before');
  expect(await page.getByRole('group', { name: 'Leads' }).getByLabel('delete').count()).toBe(0);
  expect(await page.getByLabel('Do everything I may do').count()).toBe(0);
  await letSudoPass(person);
  await page.goto('/settings/api-keys');
  expect(await page.getByRole('button', { name: 'Make the key' }).count()).toBe(0);
  await page.getByRole('link', { name: 'Confirm that it is you' }).click();
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.waitForURL('**/settings/api-keys');
  await page.getByRole('button', { name: 'Make the key' }).waitFor();
  // what somebody else was shown, or nobody
  await context.addCookies([{ name: 'once-settings-api-keys', value: 'AAAA', url: `${site.url}/settings` }]);
  await page.goto('/settings/api-keys');
  expect(await page.getByText('Your new key').count()).toBe(0);
  await close();
});

it('an admin may hand on everything, and does it by keyboard alone', async () => {
  const { page, close } = await site.visitAs(await makePerson(tenant, 'admin'));
  await page.goto('/settings/api-keys');
  await page.getByLabel('Name').focus();
  await page.keyboard.type('Everything');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  expect(await page.getByLabel('Do everything I may do').isChecked()).toBe(true);
  await page.getByLabel('Name').focus();
  await page.keyboard.press('Enter');
  await says(page, 'Your new key');
  expect(await page.getByText('Everything its owner may do').count()).toBe(1);
  await close();
});

it('no state of the page has an axe violation or scrolls sideways', async () => {
  const person = await makePerson(tenant, 'admin');
  const { page, close } = await site.visitAs(person);
  await make(page, 'Nightly sync of a name so long that no phone could ever have it on a single line');
  expect(await faultsOf(page, 'new')).toEqual([]);
  await page
    .getByRole('button', { name: /^Revoke/ })
    .first()
    .click();
  expect(await faultsOf(page, 'asked')).toEqual([]);
  await close();
});
