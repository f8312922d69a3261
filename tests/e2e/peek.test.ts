// A record looked at beside its list: from row to row by key, as the server draws it, and when it is not there.
import type { Page } from 'playwright';
import { beforeAll, describe, expect, it } from 'vitest';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeTenant, type TestTenant } from '../support/factories.ts';
import { faultsOf } from '../support/looks.ts';
import { mark } from '../support/mark.ts';
import { cookieOf, openSite, type Site } from '../support/site.ts';

let database: TestDatabase;
let site: Site;
let api: Api;
let acme: TestTenant;
let globex: TestTenant;

beforeAll(async () => {
  database = await createTestDatabase();
  site = await openSite(database);
  api = await startApi();
  [acme, globex] = [await makeTenant(), await makeTenant()];
}, 180_000);

const make = async (noun: string, values: Record<string, unknown>, tenant = acme): Promise<string> =>
  (await api.rest(tenant.admin)<{ id: string }>('POST', `/${noun}`, values)).body.id;

const panelOf = (page: Page, name: string) => page.getByRole('complementary', { name });
const focusedText = (page: Page) => page.evaluate(() => document.activeElement?.textContent);

describe('Beside the list', () => {
  it('one goes from record to record by key and by link, without the list being read again', async () => {
    const word = mark();
    const [first = '', , third = ''] = await Promise.all(
      ['1', '2', '3'].map((at) => make('leads', { name: `${word} ${at}`, company: `Mill ${at}` })),
    );
    await api.rest(acme.admin)('POST', `/leads/${third}/notes`, { body: 'Rings **back** on Monday.' });
    const { page, complaints, close } = await site.visitAs(acme.admin);
    const asked: string[] = [];
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (/^\/(peek|leads)\b/.test(pathname)) asked.push(pathname);
    });
    const list = `/leads?q=${word}&sort=name`;
    await page.goto(list);
    asked.length = 0;
    await page.keyboard.press('j');
    await page.keyboard.press('ArrowDown');
    expect(await focusedText(page)).toBe(`${word} 1`);
    await page.keyboard.press('Space');
    await panelOf(page, `${word} 1`).getByText('Mill 1').waitFor();
    await page.keyboard.press('j');
    await panelOf(page, `${word} 2`).getByText('Mill 2').waitFor();
    expect(await page.locator('tr[aria-current]').innerText()).toContain(`${word} 2`);
    await page.keyboard.press('ArrowDown');
    const panel = panelOf(page, `${word} 3`);
    await panel.getByText('Rings back on Monday.').waitFor();
    expect(page.url()).toBe(`${site.url}${list}&peek=${third}`);
    expect(asked).toContain(`/peek/lead/${first}`);
    // once as it begins to hear what others change, not for each record
    expect(asked.filter((path) => !path.startsWith('/peek/')).length).toBeLessThan(3);
    // a space looks no longer, and again; the way back leads to the list at once
    await page.keyboard.press('Space');
    await panel.waitFor({ state: 'detached' });
    await page.keyboard.press('Space');
    await panel.getByRole('link', { name: 'Previous' }).click();
    await panelOf(page, `${word} 2`).getByText('Mill 2').waitFor();
    await page.keyboard.press('Escape');
    await panelOf(page, `${word} 2`).waitFor({ state: 'detached' });
    await expect.poll(() => focusedText(page)).toBe(`${word} 2`);
    await page.keyboard.press('Space');
    await panelOf(page, `${word} 2`).getByRole('link', { name: 'Open' }).click();
    await page.getByRole('navigation', { name: 'In the list' }).getByRole('link', { name: 'Next' }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('one looks with the mouse, and writes a note there', async () => {
    const word = mark();
    const ids = await Promise.all(['1', '2'].map((at) => make('contacts', { firstName: `${word} ${at}` })));
    const [first = '', second = ''] = ids;
    await api.rest(acme.admin)('POST', `/contacts/${first}/notes`, { body: 'Older.' });
    const { page, complaints, close } = await site.visitAs(acme.admin);
    const list = `${site.url}/contacts?q=${word}&sort=name`;
    await page.goto(list);
    const eye = (at: number) => page.getByRole('button', { name: `Peek at ${word} ${at}` });
    expect([await eye(1).count(), await eye(2).count()]).toEqual([0, 0]);
    await page.locator('tbody tr').first().hover();
    const box = await eye(1).boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(24);
    await eye(1).click();
    const panel = panelOf(page, `${word} 1`);
    const note = panel.getByRole('textbox');
    const wordy = 'ab '.repeat(20_000);
    await note.fill(wordy);
    await panel.getByRole('button', { name: 'Add note' }).click();
    await expect.poll(() => note.getAttribute('aria-invalid')).toBe('true');
    expect([await note.inputValue(), page.url()]).toEqual([wordy, `${list}&peek=${first}`]);
    await note.fill('Rings **back** on Monday.');
    await panel.getByRole('button', { name: 'Add note' }).click();
    await panel.getByText('Rings back on Monday.').waitFor();
    const told = await panel.locator('.entry').allInnerTexts();
    expect([told.length, told[0]?.includes('Rings'), told[1]?.includes('Older')]).toEqual([2, true, true]);
    await expect.poll(() => note.inputValue()).toBe('');
    expect(page.url()).toBe(`${list}&peek=${first}`);
    // to another row, and by Tab from a row; the way back leads to the list at once
    await page.locator('tbody tr').nth(1).hover();
    await eye(2).click();
    await panelOf(page, `${word} 2`).getByRole('textbox').waitFor();
    expect(page.url()).toBe(`${list}&peek=${second}`);
    await page.keyboard.press('Escape');
    await panelOf(page, `${word} 2`).waitFor({ state: 'detached' });
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest('tr')?.innerText))
      .toContain(`${word} 2`);
    await page.locator('a.row-link', { hasText: `${word} 1` }).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await panelOf(page, `${word} 1`).getByText('Rings back on Monday.').waitFor();
    await eye(1).click();
    await panelOf(page, `${word} 1`).waitFor({ state: 'detached' });
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await page.locator('.row-peek:visible').count()).toBe(0);
    expect(complaints.filter((each) => !each.includes('422'))).toEqual([]);
    await close();
  });

  it('what cannot be read is said there and tried again, and a session that ended is begun anew', async () => {
    const name = mark();
    await make('contacts', { firstName: name });
    const second = await make('contacts', { firstName: name, lastName: 'Zuse' });
    const { page, close } = await site.visitAs(acme.admin);
    // nothing is read by itself: that would be the first to find the session gone, and it knows of no panel
    await page.route('**/api/live', (route) => route.abort());
    await page.goto(`/contacts?q=${name}&sort=name`);
    await page.route('**/peek/**', (route) => route.abort());
    await page.keyboard.press('j');
    await page.keyboard.press('Space');
    const panel = panelOf(page, name);
    await panel.getByText('The contact could not be read').waitFor();
    await page.unroute('**/peek/**');
    await panel.getByRole('button', { name: 'Try again' }).click();
    await panel.getByRole('heading', { name: 'Work' }).waitFor();
    // whoever is signed out meanwhile signs in and comes back to the same row
    await page.context().clearCookies();
    await panel.getByRole('link', { name: 'Next' }).click();
    await page.waitForURL(`**/login?next=*peek%3D${second}`);
    await page.unrouteAll({ behavior: 'wait' });
    await close();
  });

  it.each([
    ['leads', 'lead', 'name', 'Status'],
    ['contacts', 'contact', 'firstName', 'Work'],
    ['organizations', 'organization', 'name', 'Company'],
    ['opportunities', 'opportunity', 'title', 'Deal'],
    ['tasks', 'task', 'title', 'Task'],
  ])(
    'of %s there is the same without scripts, for those alone who see the record',
    async (many, noun, field, heading) => {
      const [name, foreign] = [mark(), mark()];
      const id = await make(many, { [field]: name });
      const far = await make(many, { [field]: foreign }, globex);
      const { page, context, complaints, close } = await site.visitAs(acme.admin, {
        javaScriptEnabled: false,
      });
      await page.goto(`/${many}?peek=${id}`);
      expect(await page.locator('.row-peek:visible').count()).toBe(0);
      const panel = panelOf(page, name);
      await panel.getByRole('heading', { name: heading }).waitFor();
      expect(await panel.getByRole('link', { name: 'Open' }).getAttribute('href')).toContain(
        `/${many}/${id}`,
      );
      for (const gone of [far, 'nothing']) {
        await page.goto(`/${many}?peek=${gone}`);
        await panelOf(page, `No such ${noun}`).getByText(`This ${noun} is not there`).waitFor();
        expect(await page.locator('a.row-link', { hasText: name }).count()).toBe(1);
        const answer = await context.request.get(`/peek/${noun}/${gone}`);
        expect([answer.status(), await answer.json()]).toEqual([200, { id: gone, record: null }]);
        expect(await page.content()).not.toContain(foreign);
      }
      await page.getByRole('link', { name: 'Close', exact: true }).click();
      await page.waitForURL(`**/${many}`);
      expect(await page.getByRole('complementary', { name: `No such ${noun}` }).count()).toBe(0);
      expect(complaints).toEqual([]);
      await close();
    },
  );

  it('costs few statements more, has no axe violation and does not scroll sideways', async () => {
    const id = await make('leads', { name: mark(), company: 'A company with a rather long name'.repeat(3) });
    await api.rest(acme.admin)('POST', `/leads/${id}/notes`, { body: `Wrote ${'on'.repeat(80)}` });
    const task = await make('tasks', { title: mark() });
    const { page, close } = await site.visitAs(acme.admin);
    for (const path of [`/leads?peek=${id}`, `/tasks?peek=${task}`, '/leads?peek=nothing']) {
      await page.goto(path);
      expect(await faultsOf(page, path)).toEqual([]);
    }
    await close();
    const cookie = await cookieOf(site, acme.admin);
    const counted: number[] = [];
    for (const path of ['/leads', '/leads', `/leads?peek=${id}`]) {
      await database.admin`select ext.pg_stat_statements_reset(0::oid, oid, 0) from pg_database where datname = current_database()`;
      expect((await fetch(site.url + path, { headers: { cookie } })).status).toBe(200);
      const [row] = await database.admin<{ calls: number }[]>`
        select sum(calls)::int as calls from ext.pg_stat_statements
         where dbid = (select oid from pg_database where datname = current_database())
           and userid = 'streamflow_app'::regrole and toplevel and query ~* '^\s*(select|with) ' and query !~ 'crm.enter'`;
      counted.push(row?.calls ?? 0);
    }
    const [, list = 0, peek = 0] = counted;
    expect(list).toBeLessThanOrEqual(4);
    expect(peek - list).toBeLessThanOrEqual(5);
  });
});
