// The people of a tenant in a real browser: asked in, given roles, let in no more, signed out. With scripts and without.
import type { Page } from 'playwright';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makePerson, makeTenant, type TestPerson, type TestTenant } from '../support/factories.ts';
import { faultsOf } from '../support/looks.ts';
import { openSite, PASSWORD, type Site } from '../support/site.ts';

let site: Site;
let database: TestDatabase;
let tenant: TestTenant;

beforeAll(async () => {
  database = await createTestDatabase();
  site = await openSite(database);
  tenant = await makeTenant();
}, 180_000);

const says = (page: Page, text: string) => page.getByText(text).first().waitFor();

async function confirm(page: Page, { opens, box, then }: Record<'opens' | 'box' | 'then', string>) {
  await page.getByRole('button', { name: opens, exact: true }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(box).check();
  await dialog.getByRole('button', { name: then, exact: true }).click();
}

async function open(page: Page, { name, userId }: TestPerson): Promise<void> {
  await page.goto(`/settings/team?q=${encodeURIComponent(name)}`);
  await page.getByRole('link', { name }).click();
  await page.waitForURL(`**/settings/team/${userId}`);
  await page.getByRole('heading', { name, exact: true }).waitFor();
}

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('%s', (how, javaScriptEnabled) => {
  const options = { javaScriptEnabled };

  it('an admin invites many, sends one again and withdraws it', async () => {
    const { page, complaints, close } = await site.visitAs(tenant.admin, options);
    await page.goto('/settings/team');
    const email = `ida-${String(javaScriptEnabled)}@example.test`;
    await page.getByLabel('E-mail addresses').fill(`${email}\n\nnobody\n${tenant.user.email}, ${email}`);
    await page.getByLabel('Role').selectOption('Manager');
    await page.getByRole('button', { name: 'Send invitations' }).click();
    await says(page, 'Not an e-mail address');
    const answers = page.getByRole('status', { name: 'What became of each address' }).locator('li');
    expect((await answers.allTextContents()).map((text) => text.trim())).toEqual([
      `${email} Invited, the mail is on its way`,
      'nobody Not an e-mail address',
      `${tenant.user.email} Already a member`,
      `${email} Already invited`,
    ]);
    expect(await page.getByLabel('E-mail addresses').inputValue()).toBe('');
    await page.getByRole('button', { name: `Send again to ${email}` }).click();
    await says(page, 'on its way again');
    await page.getByRole('button', { name: `Withdraw the invitation to ${email}` }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Withdraw', exact: true }).click();
    await says(page, 'The invitation is withdrawn.');
    expect(await page.getByRole('button', { name: `Send again to ${email}` }).count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });

  it('an admin changes roles, disables and enables, each confirmed twice', async () => {
    const person = await makePerson(tenant, 'user', { name: `Grace ${how}` });
    const there = await site.visitAs(person, options);
    const { page, complaints, close } = await site.visitAs(tenant.admin, options);
    await open(page, person);
    await page.getByLabel('Manager', { exact: true }).check();
    await confirm(page, { opens: 'Save roles', box: 'Yes, change them', then: 'Change roles' });
    await says(page, 'The roles are changed.');
    expect(await page.getByLabel('Manager', { exact: true }).isChecked()).toBe(true);
    await confirm(page, { opens: 'Disable', box: 'is let in no more', then: 'Disable' });
    await says(page, 'They are disabled.');
    await there.page.goto('/dashboard');
    await there.page.waitForURL('**/login?next=*');
    await confirm(page, { opens: 'Enable', box: 'is let in again', then: 'Enable' });
    await says(page, 'They are let in again.');
    expect(complaints).toEqual([]);
    await there.close();
    await close();
  });

  it('an admin ends somebody’s sessions after saying again who they are', async () => {
    const person = await makePerson(tenant, 'user', { name: `Mary ${how}` });
    const { page, close } = await site.visitAs(tenant.admin, options);
    await database.admin`
      update auth.sessions set sudo_until = null where account_id = ${tenant.admin.accountId}`;
    await open(page, person);
    const deed = { opens: 'End all sessions', box: 'out everywhere', then: 'End all sessions' };
    await confirm(page, deed);
    await page.waitForURL('**/sudo?next=*');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.waitForURL(`**/settings/team/${person.userId}`);
    await confirm(page, deed);
    await says(page, 'One session has ended.');
    await says(page, 'Signed in nowhere.');
    await close();
  });
});

it('whoever may only read finds the members, and no control', async () => {
  const { page, complaints, close } = await site.visitAs(tenant.user);
  await open(page, tenant.manager);
  const main = page.getByRole('main');
  expect(await main.getByRole('button').count()).toBe(0);
  expect(await main.getByRole('textbox').count()).toBe(0);
  await page.goto('/settings/team');
  expect(await page.getByLabel('E-mail addresses').count()).toBe(0);
  expect(complaints).toEqual([]);
  await page.goto('/admin/users');
  await says(page, 'You may not see this');
  await close();
});

it('why one cannot disable oneself or change one’s roles is said', async () => {
  const { page, close } = await site.visitAs(tenant.admin);
  await open(page, tenant.admin);
  await says(page, 'You cannot disable yourself');
  await says(page, 'Nobody changes their own roles');
  expect(await page.getByRole('button', { name: 'Disable' }).count()).toBe(0);
  await close();
});

it('the last admin stays admin, and the page says why', async () => {
  const lonely = await makeTenant();
  await database.admin`
    insert into crm.role_permissions (tenant_id, role_id, permission)
    select tenant_id, ${lonely.roleIds.get('manager')!}, p
      from unnest(array['user:disable', 'user:update']) p, platform.tenants where tenant_id = ${lonely.tenantId}`;
  const { page, close } = await site.visitAs(lonely.manager);
  await open(page, lonely.admin);
  await says(page, 'is the last admin who can sign in');
  expect(await page.getByRole('button', { name: 'Disable' }).count()).toBe(0);
  await close();
});

it('no page has an axe violation or scrolls sideways', async () => {
  const { page, close } = await site.visitAs(tenant.admin);
  for (const path of [
    '/settings/team',
    `/settings/team/${tenant.user.userId}`,
    '/admin/users?sort=-last_login_at',
  ]) {
    await page.goto(path);
    expect(await faultsOf(page, path)).toEqual([]);
  }
  await close();
});
