// Roles in a real browser: made as a copy, changed after a second look, explained, and what guards them said on the page.
import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { roles } from '../../db/schema/index.ts';
import { createTestDatabase } from '../support/database.ts';
import { arrange, makeLead, makeTenant, type TestTenant } from '../support/factories.ts';
import { faultsOf } from '../support/looks.ts';
import { holdRole, insertRole } from '../support/records.ts';
import { openSite, type Site } from '../support/site.ts';

let site: Site;
let tenant: TestTenant;

beforeAll(async () => {
  const database = await createTestDatabase();
  site = await openSite(database);
  tenant = await makeTenant();
}, 180_000);

const ONE_ROLE = /\/settings\/roles\/[0-9a-f-]{36}$/;

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('%s', (_how, javaScriptEnabled) => {
  it('a role is copied, changed after a look at the difference, and deleted', async () => {
    const { page, complaints, close } = await site.visitAs(tenant.admin, { javaScriptEnabled });
    const leads = page.getByRole('group', { name: 'Leads' });
    await page.goto('/settings/roles');
    await page.getByLabel('Name').fill('Desk');
    await page.getByLabel('Begin with').selectOption('user');
    await page.getByRole('button', { name: 'Add role' }).click();
    await page.waitForURL(ONE_ROLE);
    expect(await leads.getByLabel('create').isChecked()).toBe(true);

    await leads.getByLabel('delete').check();
    await leads.getByLabel('archive').uncheck();
    await page.getByLabel('Contacts: whose are seen').selectOption('own');
    await page.getByRole('button', { name: 'Review changes' }).click();
    await page.getByRole('heading', { name: 'Save these changes?' }).waitFor();
    const lines = await page.locator('.role-changes li').allInnerTexts();
    expect(lines.map((line) => line.replace(/\s+/g, ' '))).toEqual([
      'Adds lead:delete',
      'Removes lead:archive',
      'Shows Contacts: all → own',
    ]);
    await page.getByRole('button', { name: 'Back to editing' }).click();
    await leads.waitFor();
    expect(await leads.getByLabel('archive').isChecked()).toBe(false);
    await leads.getByLabel('archive').check();
    await page.getByRole('button', { name: 'Review changes' }).click();
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByText('The role is saved.').waitFor();
    expect(await leads.getByLabel('delete').isChecked()).toBe(true);
    expect(await page.getByLabel('Contacts: whose are seen').inputValue()).toBe('own');

    await page.getByText('Delete this role…').click();
    await page.getByRole('button', { name: 'Yes, delete it' }).click();
    await page.getByText('The role is deleted.').waitFor();
    expect(complaints).toEqual([]);
    await close();
  });
});

it('a manager looks and cannot change, and reads why somebody may not', async () => {
  const { page, complaints, close } = await site.visitAs(tenant.manager, { javaScriptEnabled: false });
  await page.goto('/settings/roles');
  expect(await page.getByRole('button', { name: 'Add role' }).count()).toBe(0);
  await page.getByRole('link', { name: 'User', exact: true }).click();
  await page.waitForURL(ONE_ROLE);
  expect(await page.getByRole('button', { name: 'Review changes' }).count()).toBe(0);
  expect(await page.getByRole('group', { name: 'Leads' }).getByLabel('create').isDisabled()).toBe(true);
  expect(await page.getByRole('button', { name: 'Review field changes' }).count()).toBe(0);
  expect(await page.getByLabel('Leads: Phone').isDisabled()).toBe(true);
  await page.getByRole('link', { name: `What can this person see and do? ${tenant.user.name}` }).click();
  await page.getByRole('heading', { name: tenant.user.name }).waitFor();
  const refused = page.getByRole('row', { name: /^Leads: delete/ });
  expect((await refused.innerText()).replace(/\s+/g, ' ')).toBe('Leads: delete No No role gives lead:delete');
  await page.getByLabel('View as').selectOption(tenant.manager.userId);
  await page.getByRole('button', { name: 'Show' }).click();
  await page.getByRole('heading', { name: tenant.manager.name }).waitFor();
  const allowed = page.getByRole('row', { name: /^Leads: delete/ });
  expect((await allowed.innerText()).replace(/\s+/g, ' ')).toBe('Leads: delete Yes Manager');
  expect(complaints).toEqual([]);
  await close();
});

it('a role changed by somebody else meanwhile is not overwritten, and the page says so', async () => {
  const { id } = await insertRole(tenant);
  const { page, close } = await site.visitAs(tenant.admin);
  await page.goto(`/settings/roles/${id}`);
  await page.getByRole('group', { name: 'Leads' }).getByLabel('read').check();
  await page.getByRole('button', { name: 'Review changes' }).click();
  await page.getByRole('button', { name: 'Confirm' }).waitFor();
  await arrange(tenant, (tx) => tx.update(roles).set({ name: 'Theirs' }).where(eq(roles.id, id)));
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByText('Somebody else has changed this role').waitFor();
  await page.getByRole('heading', { name: 'Theirs' }).waitFor();
  await close();
});

it('a field hidden for a role is hidden for its people, and the explanation names the role', async () => {
  const leadId = await makeLead(tenant, { phone: '+12075550142', ownerId: tenant.user.userId });
  const [admin, user] = [
    await site.visitAs(tenant.admin, { javaScriptEnabled: false }),
    await site.visitAs(tenant.user, { javaScriptEnabled: false }),
  ];
  const { page } = admin;
  const phone = page.getByLabel('Leads: Phone');
  await page.goto(`/settings/roles/${tenant.roleIds.get('user') ?? ''}`);
  expect(await page.getByLabel('Leads: Name').locator('option').allInnerTexts()).toEqual([
    'Editable',
    'Read-only',
  ]);
  await phone.selectOption('Hidden');
  await page.getByRole('button', { name: 'Review field changes' }).click();
  const line = await page.locator('.role-changes').innerText();
  expect(line.replace(/\s+/g, ' ')).toBe('Hides Leads: Phone, Editable → Hidden');
  await page.getByRole('button', { name: 'Back to editing' }).click();
  expect(await phone.inputValue()).toBe('hidden');
  await page.getByRole('button', { name: 'Review field changes' }).click();
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByText('The fields are saved.').waitFor();
  expect(await phone.inputValue()).toBe('hidden');

  await user.page.goto(`/leads/${leadId}`);
  expect(await user.page.getByText('Hidden by your role').count()).toBe(1);
  await page.goto(`/settings/roles/explain?user=${tenant.user.userId}`);
  const explained = await page.getByRole('row', { name: /^Leads: Phone/ }).innerText();
  expect(explained.replace(/\s+/g, ' ')).toBe('Leads: Phone Hidden User');
  expect([...admin.complaints, ...user.complaints]).toEqual([]);
  await admin.close();
  await user.close();
});

describe('no page of roles has a fault', () => {
  let id: string;

  beforeAll(async () => {
    ({ id } = await insertRole(tenant, { permissions: ['lead:read'], visibility: { lead: 'team' } }));
    await holdRole(tenant, tenant.user, id);
  });

  it.each(['list', 'role', 'explanation', 'review'] as const)('%s', async (name) => {
    const { page, close } = await site.visitAs(tenant.admin);
    const paths = {
      list: '',
      role: `/${id}`,
      explanation: `/explain?user=${tenant.user.userId}`,
      review: `/${id}`,
    };
    await page.goto(`/settings/roles${paths[name]}`);
    if (name === 'review') {
      await page.getByRole('group', { name: 'Leads' }).getByLabel('delete').check();
      await page.getByRole('button', { name: 'Review changes' }).click();
      await page.getByRole('heading', { name: 'Save these changes?' }).waitFor();
    }
    expect(await faultsOf(page, name)).toEqual([]);
    await close();
  });
});
