// The inbox in a real browser: what comes is seen at once, opened, marked, put away and taken back; with keys, and
// without JavaScript.
import { beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '../../db/ids.ts';
import { notifications } from '../../db/schema/index.ts';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase } from '../support/database.ts';
import { arrange, makeLead, makeLeads, makeTenant, type TestTenant } from '../support/factories.ts';
import { faultsOf } from '../support/looks.ts';
import { openSite, type Site } from '../support/site.ts';

let site: Site;
let api: Api;
let acme: TestTenant;

beforeAll(async () => {
  const database = await createTestDatabase();
  site = await openSite(database);
  api = await startApi();
}, 180_000);

const give = async (name: string): Promise<void> => {
  const id = await makeLead(acme, { name });
  await api.rest(acme.manager)('POST', `/leads/${id}/assign`, { ownerId: acme.user.userId });
};

describe('the inbox', () => {
  it('shows what comes while one looks, and is worked through by keys', async () => {
    acme = await makeTenant();
    await give('Ada Lovelace');
    const { page, complaints, close } = await site.visitAs(acme.user);
    await page.goto('/inbox');
    await page.getByText('gave it to you').waitFor();
    expect(await page.title()).toBe('(1) Inbox · StreamFlow');
    const inNav = page
      .getByRole('navigation', { name: 'Main', exact: true })
      .getByRole('link', { name: /^Inbox/ });
    await give('Grace Hopper');
    const grace = page.getByRole('link', { name: 'Unread: Grace Hopper' });
    await grace.waitFor();
    await expect.poll(() => inNav.textContent()).toContain('2 unread');

    await grace.focus();
    await page.keyboard.press('u');
    await page.getByRole('link', { name: 'Grace Hopper', exact: true }).waitFor();
    await expect.poll(() => page.title()).toBe('(1) Inbox · StreamFlow');
    await page.getByRole('link', { name: 'Grace Hopper', exact: true }).focus();
    await page.keyboard.press('e');
    // under the pointer a message stays
    await page.locator('.toast', { hasText: 'Archived.' }).hover();
    expect(await page.getByRole('link', { name: 'Grace Hopper' }).count()).toBe(0);
    const ada = page.getByRole('link', { name: 'Unread: Ada Lovelace' });
    await expect.poll(() => ada.evaluate((link) => link === document.activeElement)).toBe(true);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('link', { name: 'Grace Hopper', exact: true }).waitFor();

    const [aside] = await Promise.all([
      page.context().waitForEvent('page'),
      ada.click({ modifiers: ['Control'] }),
    ]);
    await page.getByRole('link', { name: 'Ada Lovelace', exact: true }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/inbox');
    await aside.close();
    await page.getByRole('button', { name: 'Mark as unread: Ada Lovelace' }).click();

    await page.getByRole('link', { name: 'Unread: Ada Lovelace' }).click();
    await page.waitForURL(/\/leads\/[0-9a-f-]{36}/);
    await expect.poll(() => inNav.textContent()).toBe('Inbox');
    expect(complaints).toEqual([]);
    await close();
  });

  it('keeps the rows that were loaded on where one of them is marked', async () => {
    acme = await makeTenant();
    const names = Array.from({ length: 55 }, (_, at) => `Lead number ${at}`);
    const ids = await makeLeads(
      acme,
      names.map((name) => ({ name })),
    );
    const told = {
      tenantId: acme.tenantId,
      userId: acme.user.userId,
      kind: 'assignment',
      noun: 'lead',
    } as const;
    for (const recordId of ids)
      await arrange(acme, (tx) => tx.insert(notifications).values({ ...told, id: uuidv7(), recordId }));
    const { page, close } = await site.visitAs(acme.user);
    await page.goto('/inbox');
    await page.getByRole('link', { name: 'Load more' }).click();
    // the oldest of all
    await page.getByRole('button', { name: 'Mark as read: Lead number 0', exact: true }).click();
    await page.getByRole('button', { name: 'Mark as unread: Lead number 0', exact: true }).waitFor();
    expect(await page.getByRole('link', { name: /Lead number/ }).count()).toBe(55);
    await give('Came meanwhile');
    await page.getByRole('link', { name: 'Unread: Came meanwhile' }).waitFor();
    await expect.poll(() => page.getByRole('link', { name: /Lead number/ }).count()).toBe(55);
    await close();
  });

  it('works without JavaScript, in both themes, on a phone', async () => {
    acme = await makeTenant();
    await give('Ada Lovelace');
    const seen = await site.visitAs(acme.user);
    await seen.page.goto('/inbox');
    await seen.page.getByText('gave it to you').waitFor();
    expect(await faultsOf(seen.page, '/inbox')).toEqual([]);
    await seen.close();
    const { page, close } = await site.visitAs(acme.user, { javaScriptEnabled: false });
    await page.goto('/inbox');
    await page.getByRole('button', { name: 'Mark as read: Ada Lovelace' }).click();
    await page.getByRole('button', { name: 'Mark as unread: Ada Lovelace' }).waitFor();
    expect(await page.title()).toBe('Inbox · StreamFlow');
    await page.getByRole('button', { name: 'Archive all' }).click();
    await page.getByRole('heading', { name: 'Nothing new' }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('link', { name: 'Ada Lovelace' }).waitFor();
    await close();
  });
});
