// A lead is converted on its page: what is offered, what is chosen, and the way back.
import { beforeAll, describe, expect, it } from 'vitest';
import { startApi, type Api } from '../support/api.ts';
import { makeContact, makeOrganization } from '../support/customers.ts';
import { createTestDatabase } from '../support/database.ts';
import { makeLead, makeTenant, type TestTenant } from '../support/factories.ts';
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

interface Lead {
  archived: boolean;
  converted: {
    contact: { id: string; name: string };
    organization: { id: string } | null;
    opportunity: { id: string } | null;
  } | null;
}

const read = async (id: string): Promise<Lead> =>
  (await api.rest(acme.admin)<Lead>('GET', `/leads/${id}`)).body;

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('%s', (how, javaScriptEnabled) => {
  it('new records are made, named as one wants them, and taken back from the page', async () => {
    const company = `Engines ${how}`;
    const id = await makeLead(acme, { name: 'Ada Lovelace', company, ownerId: acme.user.userId });
    const { page, complaints, close } = await site.visitAs(acme.user, { javaScriptEnabled });
    await page.goto(`/leads/${id}`);
    await page.getByRole('link', { name: 'Convert' }).click();
    await page.waitForURL('**/convert');
    await page.getByLabel('First name').fill('Augusta Ada');
    expect(await page.getByLabel('Name of the organization').inputValue()).toBe(company);
    await page.getByLabel('Amount in USD').fill('much');
    await page.getByRole('button', { name: 'Convert' }).click();
    await page.getByText('Write an amount such as').first().waitFor();
    await page.getByLabel('Amount in USD').fill('12,500');
    await page.getByRole('button', { name: 'Convert' }).click();
    await page.waitForURL(`**/leads/${id}`);
    const deal = (await read(id)).converted?.opportunity?.id ?? '';
    expect((await api.rest(acme.admin)('GET', `/opportunities/${deal}`)).body).toMatchObject({
      amount: { minor: 1_250_000, currency: 'USD' },
    });
    const became = page.getByRole('region', { name: 'Converted' });
    await became.getByRole('link', { name: 'Augusta Ada Lovelace' }).waitFor();
    expect(await became.getByRole('listitem').count()).toBe(3);
    expect(await page.getByRole('link', { name: 'Convert' }).count()).toBe(0);

    await became.getByRole('button', { name: 'Take back' }).click();
    await page.getByText('The conversion was taken back.').waitFor();
    expect(await read(id)).toMatchObject({ archived: false, converted: null });
    expect(complaints.filter((each) => !each.includes('422'))).toEqual([]);
    await close();
  });

  it('the contact of the same address and the organization of the same name are chosen already', async () => {
    const [email, company] = [`twin-${javaScriptEnabled}@example.test`, `Twins ${how}`];
    const contactId = await makeContact(acme, { name: 'Ada Byron', email });
    const organizationId = await makeOrganization(acme, { name: company });
    const id = await makeLead(acme, { name: 'A. Lovelace', email, company, ownerId: acme.user.userId });
    const { page, complaints, close } = await site.visitAs(acme.user, { javaScriptEnabled });
    await page.goto(`/leads/${id}/convert`);
    expect(await page.getByRole('radio', { name: /Ada Byron/ }).isChecked()).toBe(true);
    await page.getByText('same e-mail').waitFor();
    expect(await page.getByLabel('First name').isVisible()).toBe(false);
    await page.getByRole('radio', { name: 'Not yet' }).check();
    await page.getByRole('button', { name: 'Convert' }).click();
    await page.waitForURL(`**/leads/${id}`);
    expect((await read(id)).converted).toMatchObject({
      contact: { id: contactId },
      organization: { id: organizationId },
      opportunity: null,
    });
    expect(complaints).toEqual([]);
    await close();
  });
});

it('a name that is taken is said with the way to who has it, and what was typed stays', async () => {
  const id = await makeLead(acme, { name: 'Late Comer', company: 'Free', ownerId: acme.user.userId });
  await makeOrganization(acme, { name: 'Taken' });
  const { page, close } = await site.visitAs(acme.user);
  await page.goto(`/leads/${id}`);
  await page.keyboard.press('v');
  await page.getByLabel('Name of the organization').fill('taken');
  await page.getByLabel('Title').fill('Kept');
  await page.getByRole('button', { name: 'Convert' }).click();
  await page.getByRole('link', { name: 'View Taken' }).waitFor();
  expect(await page.getByLabel('Title').inputValue()).toBe('Kept');
  expect(await read(id)).toMatchObject({ archived: false, converted: null });
  await close();
});

it('another tenant’s lead cannot be converted', async () => {
  const id = await makeLead(await makeTenant(), { name: 'Theirs' });
  const { page, close } = await site.visitAs(acme.admin);
  expect((await page.goto(`/leads/${id}/convert`))?.status()).toBe(404);
  await close();
});

it('no axe violation, nothing sideways', async () => {
  const company = 'A company with a name that is rather long for a phone';
  const email = 'accessible@example.test';
  await makeContact(acme, { name: 'Accessible Person', email });
  const lead = { name: 'Accessible Person', company, email };
  const id = await makeLead(acme, { ...lead, ownerId: acme.user.userId });
  const visit = await site.visitAs(acme.user);
  await visit.page.goto(`/leads/${id}/convert`);
  expect(await faultsOf(visit.page, 'convert')).toEqual([]);
  await visit.page.getByLabel('Name of the organization').fill(company);
  await visit.page.getByRole('button', { name: 'Convert' }).click();
  await visit.page.getByRole('region', { name: 'Converted' }).waitFor();
  expect(await faultsOf(visit.page, 'converted')).toEqual([]);
  expect(visit.complaints).toEqual([]);
  await visit.close();
});
