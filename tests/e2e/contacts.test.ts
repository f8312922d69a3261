// A person's life in a real browser: made, found, changed, deleted and taken back; where they work, by choice or by name.
import type { Page } from 'playwright';
import { beforeAll, describe, expect, it } from 'vitest';
import { roleFields } from '../../db/schema/index.ts';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase } from '../support/database.ts';
import { arrange, makePerson, makeTenant, type TestPerson, type TestTenant } from '../support/factories.ts';
import { faultsOf } from '../support/looks.ts';
import { insertRole } from '../support/records.ts';
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

interface Made {
  id: string;
  version: number;
  organization: { id: string } | null;
}

const make = async (noun: string, values: Record<string, unknown>): Promise<string> =>
  (await api.rest(acme.admin)<Made>('POST', `/${noun}`, values)).body.id;

const read = async (id: string): Promise<Made> =>
  (await api.rest(acme.admin)<Made>('GET', `/contacts/${id}`)).body;

const without = { javaScriptEnabled: false };

/** Names the organization of the form as people do: from the list where there is one, else by typing its name. */
async function work(page: Page, name: string, javaScriptEnabled: boolean): Promise<void> {
  const field = page.getByRole('combobox', { name: 'Organization' });
  if (javaScriptEnabled) await page.locator('input[role=combobox]').waitFor();
  await field.fill(name);
  if (javaScriptEnabled) await page.getByRole('option', { name }).click();
}

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('%s', (how, javaScriptEnabled) => {
  it('one is added to an organization, noted on, moved to another, deleted, and taken back', async () => {
    const [harbor, fjord] = [`Harbor ${how}`, `Fjord ${how}`];
    const id = await make('organizations', { name: harbor });
    const other = await make('organizations', { name: fjord });
    const { page, complaints, close } = await site.visitAs(acme.admin, { javaScriptEnabled });
    await page.goto(`/organizations/${id}`);
    await page.getByRole('link', { name: 'Add contact' }).click();
    await page.waitForURL(`**/contacts/new?organization=${id}`);
    expect(await page.getByRole('combobox', { name: 'Organization' }).inputValue()).toBe(harbor);
    await page.getByLabel('First name').fill('Ines');
    await page.getByLabel('Last name').fill(`Okafor ${how}`);
    await page.getByRole('button', { name: 'Create contact' }).click();
    await page.waitForURL(/\/contacts\/[0-9a-f-]{36}$/);
    const address = new URL(page.url()).pathname;

    await page.getByLabel('Note').fill('Signs in spring.');
    await page.getByRole('button', { name: 'Add note' }).click();
    await page.getByText('Signs in spring.').first().waitFor();
    await page.getByRole('link', { name: harbor }).click();
    await page.waitForURL(`**/organizations/${id}`);
    await page.getByRole('link', { name: `Ines Okafor ${how}` }).click();
    await page.waitForURL(`**${address}`);
    await page.goto(`/contacts?q=okafor&organization=${id}`);
    await page.getByRole('link', { name: `Ines Okafor ${how}` }).waitFor();
    expect(
      await page.getByRole('link', { name: 'Export CSV', includeHidden: true }).getAttribute('href'),
    ).toBe(`/api/contacts.csv?q=okafor&f=organization.in.${id}`);

    await page.goto(`${address}/edit`);
    await work(page, fjord, javaScriptEnabled);
    await page.getByLabel('Title').fill('Head of Freight');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.waitForURL(`**${address}`);
    await page.getByText('Head of Freight').first().waitFor();
    await page.getByRole('link', { name: fjord }).waitFor();
    expect((await read(address.slice('/contacts/'.length))).organization?.id).toBe(other);

    await page.getByRole('button', { name: 'Delete' }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.waitForURL('**/contacts');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Contact restored.').first().waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('a newer version is shown beside one’s own, and saving again keeps one’s own', async () => {
    const id = await make('contacts', { firstName: 'Contested', title: 'Old' });
    const { page, close } = await site.visitAs(acme.admin, { javaScriptEnabled });
    await page.goto(`/contacts/${id}/edit`);
    await api.rest(acme.admin)('PATCH', `/contacts/${id}`, { version: 1, title: 'Captain' });
    await page.getByLabel('Title').fill('Bosun');
    await page.getByRole('button', { name: 'Save' }).click();
    const notice = page.getByRole('alert');
    await notice.getByText('Someone else changed this contact').waitFor();
    await notice.getByText('Captain').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.waitForURL(`**/contacts/${id}`);
    await page.getByText('Bosun').first().waitFor();
    await close();
  });
});

it('words that name no organization, or several, are refused at the field and stay there', async () => {
  await make('organizations', { name: 'Twin Peaks' });
  await make('organizations', { name: 'Twin Peaks', keepApart: true });
  const { page, close } = await site.visitAs(acme.admin, without);
  await page.goto('/contacts/new');
  const field = page.getByRole('combobox', { name: 'Organization' });
  for (const [words, said] of [
    ['Twin', 'No organization is called “Twin”'],
    ['twin peaks', 'Several organizations are called “twin peaks”'],
  ] as const) {
    await page.getByLabel('First name').fill('Dale');
    await field.fill(words);
    await page.getByRole('button', { name: 'Create contact' }).click();
    await page.getByText(said).waitFor();
    expect(await field.inputValue()).toBe(words);
  }
  await close();
});

it('a contact without any name is refused at the field', async () => {
  const { page, close } = await site.visitAs(acme.admin, without);
  await page.goto('/contacts/new');
  await page.getByRole('button', { name: 'Create contact' }).click();
  await page.getByText('Enter a first or a last name.').waitFor();
  await close();
});

it('emptied fields are empty, the organization too', async () => {
  const organizationId = await make('organizations', { name: 'Left behind' });
  const id = await make('contacts', { firstName: 'Leaver', title: 'Clerk', organizationId });
  const { page, close } = await site.visitAs(acme.admin, without);
  await page.goto(`/contacts/${id}/edit`);
  await page.getByRole('combobox', { name: 'Organization' }).fill('');
  await page.getByLabel('Title').fill('');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.waitForURL(`**/contacts/${id}`);
  expect(await read(id)).toMatchObject({ firstName: 'Leaver', title: null, organization: null });
  await close();
});

it('an organization that is deleted meanwhile is refused at the field', async () => {
  const organizationId = await make('organizations', { name: 'Short-lived' });
  const { context, close } = await site.visitAs(acme.admin, without);
  await api.rest(acme.admin)('DELETE', `/organizations/${organizationId}?version=1`);
  const answer = await context.request.post('/contacts/new', {
    form: { firstName: 'Late', organizationId },
    headers: { Origin: site.url },
  });
  expect(answer.status()).toBe(422);
  expect(await answer.text()).toContain('There is no such organization any more.');
  await close();
});

it('people with the same address are told of each other', async () => {
  const email = 'same@example.com';
  const other = await make('contacts', { firstName: 'Same', lastName: 'One', email });
  const id = await make('contacts', { firstName: 'Same', lastName: 'Two', email });
  const { page, close } = await site.visitAs(acme.admin, without);
  await page.goto(`/contacts/${id}`);
  const link = page.getByRole('link', { name: 'Same One' });
  expect(await link.getAttribute('href')).toBe(`/contacts/${other}`);
  await close();
});

/** Somebody whose role may do this much, and sees all contacts and organizations. */
async function personWith(permissions: readonly string[]): Promise<TestPerson & { roleId: string }> {
  const visibility = { contact: 'all', organization: 'all' } as const;
  const { id: roleId, key } = await insertRole(acme, { permissions: [...permissions], visibility });
  const person = await makePerson(acme, 'user');
  const given = await api.rest(acme.admin)('PUT', `/users/${person.userId}/role`, { role: key });
  expect(given.status).toBe(200);
  return { ...person, roleId };
}

it('who reads no organizations is offered none, and saving leaves the contact where it works', async () => {
  const organizationId = await make('organizations', { name: 'Kept in place' });
  const id = await make('contacts', { firstName: 'Kept', organizationId });
  const clerk = await personWith(['contact:read', 'contact:update', 'activity:read']);
  const { page, context, close } = await site.visitAs(clerk, without);
  await page.goto(`/contacts/${id}/edit`);
  expect(await page.getByRole('combobox', { name: 'Organization' }).count()).toBe(0);
  await page.getByLabel('Title').fill('Still here');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.waitForURL(`**/contacts/${id}`);
  expect((await read(id)).organization?.id).toBe(organizationId);
  expect(await (await context.request.get('/options/organizations?q=kept')).json()).toEqual({ options: [] });
  expect((await page.goto('/contacts'))?.status()).toBe(200);
  await close();
});

it('a role that does not show where people work has the organization’s page without its people', async () => {
  const organizationId = await make('organizations', { name: 'Discreet' });
  await make('contacts', { firstName: 'Unlisted', organizationId });
  const reader = await personWith(['organization:read', 'contact:read', 'activity:read']);
  const rule = { tenantId: acme.tenantId, roleId: reader.roleId, noun: 'contact', access: 'hidden' } as const;
  await arrange(acme, (tx) => tx.insert(roleFields).values({ ...rule, field: 'organization' }));
  const { page, close } = await site.visitAs(reader, without);
  expect((await page.goto(`/organizations/${organizationId}`))?.status()).toBe(200);
  expect(await page.getByText('Unlisted').count()).toBe(0);
  expect((await page.goto('/contacts'))?.status()).toBe(200);
  await close();
});

it('what a field offers is of one’s own tenant, and for those who are signed in', async () => {
  const value = await make('organizations', { name: 'Quayside Ltd', domain: 'quayside.example' });
  const offers = async (person: TestPerson): Promise<unknown> => {
    const { context, close } = await site.visitAs(person);
    const answer: unknown = await (await context.request.get('/options/organizations?q=quay')).json();
    await close();
    return answer;
  };
  expect(await offers(acme.admin)).toEqual({
    options: [{ value, label: 'Quayside Ltd', note: 'quayside.example' }],
  });
  expect(await offers((await makeTenant()).admin)).toEqual({ options: [] });
  const nobody = await fetch(`${site.url}/options/organizations?q=quay`, { redirect: 'manual' });
  expect(nobody.status).toBe(302);
});

it('another tenant’s contact is nothing here, and its organization prefills nothing', async () => {
  const globex = await makeTenant();
  const organizationId = await make('organizations', { name: 'Secret Ltd' });
  const id = await make('contacts', { firstName: 'Ours' });
  const { page, close } = await site.visitAs(globex.admin);
  for (const path of ['', '/edit']) {
    expect((await page.goto(`/contacts/${id}${path}`))?.status()).toBe(404);
  }
  expect((await page.goto(`/contacts/new?organization=${organizationId}`))?.status()).toBe(200);
  expect(await page.content()).not.toContain('Secret Ltd');
  await close();
});

it('no page has an axe violation or scrolls sideways', async () => {
  const name = `Accessible`;
  const organizationId = await make('organizations', { name });
  const id = await make('contacts', { firstName: 'Ada', lastName: name, organizationId });
  const { page, complaints, close } = await site.visitAs(acme.admin);
  const own = ['', '/new', `/${id}`, `/${id}/edit`].map((path) => `/contacts${path}`);
  for (const path of [...own, `/organizations/${organizationId}`]) {
    await page.goto(path);
    expect(await faultsOf(page, path)).toEqual([]);
  }
  expect(complaints).toEqual([]);
  await close();
});
