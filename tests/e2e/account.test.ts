// What guards an account, in a real browser: sessions, the password asked for again, a new password, the second factor.
import type { Page } from 'playwright';
import { beforeAll, describe, expect, it } from 'vitest';
import { freshCode } from '../support/authenticator.ts';
import { keptMails } from '../../server/auth/mail-outbox.ts';
import { createCaller } from '../../server/trpc/caller.ts';
import { createReply } from '../../server/trpc/context.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { exhaustAddress, forgetAddress } from '../support/failed-address.ts';
import { makePerson, makeTenant, type TestPerson, type TestTenant } from '../support/factories.ts';
import { givePassword, openSite, PASSWORD, type Site } from '../support/site.ts';
import { faultsOf } from '../support/looks.ts';

let site: Site;
let database: TestDatabase;
let tenant: TestTenant;

beforeAll(async () => {
  database = await createTestDatabase();
  site = await openSite(database);
  tenant = await makeTenant();
}, 180_000);

const letSudoPass = (person: TestPerson) =>
  database.admin`update auth.sessions set sudo_until = null where account_id = ${person.accountId}`;

const codeOf = (key: string, { accountId }: TestPerson) => freshCode(database.admin, key, accountId);

/** The address in the mail that an admin's invitation sends. */
async function inviteTo(email: string): Promise<string> {
  const caller = createCaller({
    edge: { requestId: 'test-invite', ip: '127.0.0.1', userAgent: 'test', door: 'page' },
    principal: {
      kind: 'session',
      accountId: tenant.admin.accountId,
      sid: tenant.admin.sid,
      epoch: 1,
      tenantId: tenant.tenantId,
      userId: tenant.admin.userId,
    },
    reply: createReply(),
    dryRun: false,
  });
  await caller.invites.create({ email });
  const mail = (await keptMails()).find(({ to, purpose }) => to === email && purpose === 'invite');
  return new URL(/https?:\S+/.exec(mail?.text ?? '')![0]).pathname;
}

const says = (page: Page, text: string) => page.getByText(text).first().waitFor();

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('%s', (_how, javaScriptEnabled) => {
  const options = { javaScriptEnabled };

  it('one ends a session one does not know, after saying again who one is', async () => {
    const person = await makePerson(tenant, 'user');
    const there = await site.visitAs(person, options);
    const { page, complaints, close } = await site.visitAs(person, options);
    await letSudoPass(person);
    await page.goto('/settings/security');
    expect(await page.getByText('This session').count()).toBe(1);
    await page.getByRole('button', { name: 'End all other sessions' }).click();
    await page.waitForURL('**/sudo?next=*');
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Confirm' }).click();
    await says(page, 'This is not your password.');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.waitForURL('**/settings/security');
    await page.getByRole('button', { name: 'End all other sessions' }).click();
    await says(page, 'other sessions have ended.');
    await there.page.goto('/dashboard');
    await there.page.waitForURL('**/login?next=*');
    expect(complaints.filter((text) => !text.includes('422'))).toEqual([]);
    await there.close();
    await close();
  });

  it('one asks for the link of an address again after a pause, and opens it in another browser', async () => {
    const { email, accountId } = await makePerson(tenant, 'user');
    await database.admin`update auth.accounts set email_verified_at = null where id = ${accountId}`;
    const { page, context, complaints } = await site.visit(options);
    const again = page.getByRole('button', { name: 'Send it again' });
    await page.goto('/verify/pending');
    await page.getByLabel('Email').fill(email);
    await page.getByRole('button', { name: 'Send link' }).click();
    await says(page, 'You can send it again in');
    if (javaScriptEnabled) await page.locator('button:disabled', { hasText: 'Send it again' }).waitFor();
    else {
      await again.click();
      await says(page, 'The last mail was just sent.');
    }
    const [cookie] = (await context.cookies(`${site.url}/verify/pending`)).filter(
      ({ name }) => name === 'pending',
    );
    await context.addCookies([{ ...cookie!, value: encodeURIComponent(`${Date.now() - 60_000} ${email}`) }]);
    await page.goto('/verify/pending');
    await again.click();
    await says(page, 'another mail is on its way');
    const sent = (await keptMails()).filter(({ to, purpose }) => to === email && purpose === 'email_change');
    expect(sent).toHaveLength(2);
    const other = await site.visit(options);
    await other.page.goto(/https?:\S+\/verify\/\S+/.exec(sent[0]!.text)![0].replace(/^https?:\/\/[^/]+/, ''));
    await other.page.getByRole('button', { name: 'Confirm' }).click();
    await says(other.page, `${email} is confirmed.`);
    expect(complaints.filter((text) => !text.includes('429'))).toEqual([]);
    await other.context.close();
    await context.close();
  });

  it('one gets in although too many sign-ins of the network have failed', async () => {
    const person = await makePerson(tenant, 'user');
    await givePassword(person);
    const here = ['127.0.0.1', '::1'];
    for (const ip of here) await exhaustAddress(database.admin, ip);
    const { page, complaints, close } = await site.visit(options);
    await page.goto('/login');
    await page.getByLabel('Email').fill(person.email);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    if (!javaScriptEnabled) {
      await says(page, 'have a code sent to your e-mail address');
      await page.getByRole('button', { name: 'Send me a code' }).click();
      await says(page, 'a code is on its way');
      const enter = async (code: string) => {
        await page.getByLabel('Code from the mail').fill(code);
        await page.getByLabel('Password').fill(PASSWORD);
        await page.getByRole('button', { name: 'Sign in' }).click();
      };
      await enter('12');
      await says(page, 'This code is wrong.');
      const mail = (await keptMails()).find(
        ({ to, purpose }) => to === person.email && purpose === 'sign_in_code',
      );
      await enter(/\b\d{8}\b/.exec(mail?.text ?? '')![0]);
    }
    await page.waitForURL('**/dashboard');
    for (const ip of here) await forgetAddress(database.admin, ip);
    expect(complaints.filter((text) => !text.includes('429'))).toEqual([]);
    await close();
  });

  it('the second factor is set up, asked for at the next sign-in, and turned off', async () => {
    const person = await makePerson(tenant, 'user');
    const { page, close } = await site.visitAs(person, options);
    await page.goto('/settings/security');
    await page.getByRole('button', { name: 'Set up' }).click();
    await page.waitForURL('**/settings/security/code');
    const key = (await page.locator('p code').textContent()) ?? '';
    await page.getByLabel('Code', { exact: true }).fill('000000');
    await page.getByRole('button', { name: 'Turn on' }).click();
    await says(page, 'This code is wrong');
    await page.getByLabel('Code', { exact: true }).fill(await codeOf(key, person));
    await page.getByRole('button', { name: 'Turn on' }).click();
    await says(page, 'they are not shown again');
    expect(await page.locator('.recovery-codes li').count()).toBe(10);
    await close();

    const again = await site.visit(options);
    await again.page.goto('/login?next=/settings/security');
    await again.page.getByLabel('Email').fill(person.email);
    await again.page.getByLabel('Password').fill(PASSWORD);
    await again.page.getByRole('button', { name: 'Sign in' }).click();
    await says(again.page, 'Your password is right.');
    await again.page.getByLabel('Code').fill('000000');
    await again.page.getByRole('button', { name: 'Sign in' }).click();
    await says(again.page, 'This code is wrong');
    await again.page.getByLabel('Code').fill(await codeOf(key, person));
    await again.page.getByRole('button', { name: 'Sign in' }).click();
    await again.page.waitForURL('**/settings/security');
    await again.page.getByRole('button', { name: 'Turn off' }).click();
    await says(again.page, 'your password alone again');
    await again.close();
  });

  it('name, formats and password are changed', async () => {
    const person = await makePerson(tenant, 'user');
    const { page, complaints, close } = await site.visitAs(person, options);
    await page.goto('/settings/profile');
    await page.getByLabel('Name').fill('Augusta King');
    await page.getByLabel('Time zone').selectOption('Europe/Berlin');
    await page.getByRole('button', { name: 'Save' }).click();
    await says(page, 'Your profile is saved.');
    expect(await page.getByLabel('Name').inputValue()).toBe('Augusta King');
    await page.goto('/settings/security');
    await page.getByLabel('New password').fill('eight yellow lanterns');
    await page.getByLabel('Confirm').fill('eight yellow lanterns');
    await page.getByRole('button', { name: 'Change password' }).click();
    await says(page, 'Your password is changed');
    await page.goto('/dashboard');
    expect(page.url()).toContain('/dashboard');
    expect(complaints).toEqual([]);
    await close();
  });
});

it('kept signed in, the session lasts for a week without use', async () => {
  const person = await makePerson(tenant, 'user');
  const first = await site.visitAs(person);
  await first.close();
  const { page, close } = await site.visit({ javaScriptEnabled: false });
  await page.goto('/login');
  await page.getByLabel('Email').fill(person.email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByLabel('Keep me signed in on this device').check();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/dashboard');
  const rows = await database.admin`
    select idle_seconds / 3600 as hours from auth.sessions where account_id = ${person.accountId} order by created_at desc limit 2`;
  expect(rows.map(({ hours }) => hours as number)).toEqual([7 * 24, 12]);
  await close();
});

it('somebody invited makes an account and arrives; the link then says that it is used', async () => {
  const email = `invited-${Date.now()}@example.test`;
  const link = await inviteTo(email);
  const { page, close } = await site.visit({ javaScriptEnabled: false });
  await page.goto(link);
  await says(page, 'Join Tenant');
  expect(await page.getByLabel('Email').inputValue()).toBe(email);
  await page.getByLabel('Name').fill('Ada Byron');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByLabel('Confirm').fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.waitForURL('**/dashboard');
  await page.goto(link);
  await says(page, 'This invitation no longer works');
  await close();
});

it('somebody with an account elsewhere signs in, comes back and joins, and goes from one tenant to the other', async () => {
  const person = await makePerson(await makeTenant({ name: 'Elsewhere Ltd' }), 'user');
  const link = await inviteTo(person.email);
  const { page, close } = await site.visitAs(person);
  await page.goto(link);
  await page.getByRole('button', { name: 'Join' }).click();
  await page.waitForURL('**/dashboard');
  await page.locator('.sidebar').getByRole('button', { name: person.name }).click();
  await page.getByRole('link', { name: 'Switch tenant' }).and(page.locator(':visible')).click();
  await says(page, 'You are here');
  expect(await page.locator('.tenant-list button').count()).toBe(2);
  await page.getByRole('button', { name: 'Elsewhere Ltd' }).click();
  await page.waitForURL('**/dashboard');
  await page.locator('.sidebar').getByText('Elsewhere Ltd').waitFor();
  await page.goto(await inviteTo(`other-${Date.now()}@example.test`));
  await says(page, 'you are signed in as somebody else');
  await close();
});

it.each(['https://evil.example/', '//evil.example', '/\\evil.example'])(
  'saying who one is never leads to another site: %s',
  async (next) => {
    const person = await makePerson(tenant, 'user');
    const { page, close } = await site.visitAs(person);
    await page.goto(`/sudo?next=${encodeURIComponent(next)}`);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.waitForURL(`${site.url}/settings/security`);
    await close();
  },
);

it('no page has an axe violation or scrolls sideways', async () => {
  const person = await makePerson(tenant, 'user');
  const other = await site.visitAs(person);
  const { page, close } = await site.visitAs(person);
  await page.goto('/settings/security');
  await page.getByRole('button', { name: 'Set up' }).click();
  await page.waitForURL('**/settings/security/code');
  for (const path of [
    '/settings/profile',
    '/settings/security',
    '/settings/security/code',
    '/sudo',
    '/login/code',
    '/verify/x',
    '/verify/pending',
    await inviteTo('axe@example.test'),
    '/invite/x',
  ]) {
    await page.goto(path);
    expect(await faultsOf(page, path)).toEqual([]);
  }
  await other.close();
  await close();
});
