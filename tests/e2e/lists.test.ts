// What lists and records of every noun can do beside their own: tags, the way from record to record, density, the trash.
import { beforeAll, describe, expect, it } from 'vitest';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase } from '../support/database.ts';
import { makeTenant, type TestTenant } from '../support/factories.ts';
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

const make = async (noun: string, values: Record<string, unknown>): Promise<string> =>
  (await api.rest(acme.admin)<{ id: string }>('POST', `/${noun}`, values)).body.id;

const deleteIt = (noun: string, id: string) => api.rest(acme.admin)('DELETE', `/${noun}/${id}?version=1`);

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('%s', (how, javaScriptEnabled) => {
  it('a record is tagged, found by its tag, and untagged with undo', async () => {
    const name = `Tagged ${how}`;
    const id = await make('leads', { name });
    const { page, complaints, close } = await site.visitAs(acme.admin, { javaScriptEnabled });
    await page.goto(`/leads/${id}`);
    await page.getByLabel('New tag').fill(`Hot ${how}`);
    await page.getByRole('button', { name: 'Add tag' }).click();
    const chip = page.getByRole('region', { name: 'Tags' }).getByRole('link', { name: `Hot ${how}` });
    await chip.click();
    await page.waitForURL('**/leads?tag=*');
    await page.getByRole('row', { name }).getByText(`Hot ${how}`).waitFor();
    expect(await page.locator('tbody tr').count()).toBe(1);
    await page.getByRole('link', { name }).click();
    await page.waitForURL(`**/leads/${id}?list=*`);
    await page.getByRole('button', { name: `Take Hot ${how} off` }).click();
    // under the pointer a message stays
    await page.locator('.toast', { hasText: `Tag Hot ${how} taken off.` }).hover();
    expect(await chip.count()).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await chip.waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('one goes from record to record in the list one came from, and back to it', async () => {
    for (const at of ['1', '2', '3']) await make('contacts', { firstName: `Walk${at}`, title: how });
    const { page, close } = await site.visitAs(acme.admin, { javaScriptEnabled });
    await page.goto(`/contacts?title.is=${encodeURIComponent(how)}&sort=name`);
    await page.getByRole('link', { name: 'Walk2' }).click();
    await page.getByRole('link', { name: 'Next' }).click();
    await page.getByRole('heading', { level: 2, name: 'Walk3' }).waitFor();
    expect(await page.getByRole('link', { name: 'Next' }).count()).toBe(0);
    if (javaScriptEnabled) await page.keyboard.press('Alt+ArrowUp');
    else await page.getByRole('link', { name: 'Previous' }).click();
    await page.getByRole('heading', { level: 2, name: 'Walk2' }).waitFor();
    // what is done to the timeline leaves the list as it is
    const here = page.getByRole('navigation', { name: 'In the list' });
    await page.getByRole('textbox', { name: 'Note' }).fill('Walked by.');
    await page.getByRole('button', { name: 'Add note' }).click();
    await page.getByText('Note added.').first().waitFor();
    await page.getByRole('link', { name: 'Notes', exact: true }).click();
    await page.waitForURL(/type=note/);
    await page.getByRole('article').getByRole('link', { name: 'Edit' }).click();
    await page.waitForURL('**/activities/*/edit?list=*');
    await page.getByRole('textbox', { name: 'Note' }).fill('');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('A note needs some text. Delete it instead.').first().waitFor();
    await page.getByRole('textbox', { name: 'Note' }).fill('Walked by twice.');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').first().waitFor();
    await page.getByRole('article').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Entry deleted.').first().waitFor();
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await page.getByText('Entry is back.').first().waitFor();
    await here.getByRole('link', { name: 'Next' }).waitFor();
    await page.setViewportSize({ width: 360, height: 740 });
    await page.getByRole('navigation', { name: 'In the list' }).locator('svg').first().waitFor();
    await page.getByRole('link', { name: 'Log', exact: true }).click();
    await expect
      .poll(() => page.evaluate(() => document.querySelector('#write')?.getBoundingClientRect().top))
      .toBeLessThan(200);
    await page.setViewportSize({ width: 1280, height: 720 });
    await page.getByRole('link', { name: 'Edit', exact: true }).first().click();
    await page.waitForURL('**/contacts/*/edit?list=*');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.waitForURL(/contacts\/[^/]*[?]list=/);
    await page.getByRole('link', { name: 'Contacts', exact: true }).last().click();
    await page.waitForURL(/contacts\?title\.is=.*sort=name$/);
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    if (javaScriptEnabled) await expect.poll(focused).toBe('Walk2');
    await page.goto(page.url().replace(/\?.*/, `/${await make('contacts', { firstName: 'Alone' })}`));
    expect(await page.getByRole('navigation', { name: 'In the list' }).count()).toBe(0);
    await close();
  });

  it('what was deleted is in the trash by its noun, and taken back from there', async () => {
    const name = `Deleted ${how}`;
    const id = await make('organizations', { name });
    await deleteIt('organizations', id);
    const { page, close } = await site.visitAs(acme.admin, { javaScriptEnabled });
    await page.goto('/settings/profile');
    await page.getByRole('link', { name: 'Trash' }).click();
    await page.waitForURL('**/settings/trash');
    const kinds = page.getByRole('navigation', { name: 'What was deleted' });
    await kinds.getByRole('link', { name: 'Organizations' }).click();
    await page.getByText(`by ${acme.admin.name}`).first().waitFor();
    await page.getByRole('button', { name: `Restore ${name}` }).click();
    await page.getByText(`${name} is back.`).first().waitFor();
    await page.getByRole('link', { name: 'Open' }).click();
    await page.waitForURL(`**/organizations/${id}`);
    await close();
  });

  it('rows stand as close as one chose, on every list from then on', async () => {
    await make('leads', { name: `Row ${how}` });
    const { page, close } = await site.visitAs(acme.admin, { javaScriptEnabled });
    const height = (): Promise<number> =>
      page
        .locator('tbody tr')
        .first()
        .evaluate((row) => row.getBoundingClientRect().height);
    await page.goto('/leads');
    const regular = await height();
    await page.getByRole('button', { name: 'Density' }).click();
    await page.getByRole('button', { name: 'Compact' }).click();
    await page.locator('html[data-density=compact]').waitFor();
    expect(await height()).toBeLessThan(regular);
    await page.goto('/leads?sort=name');
    expect(await height()).toBeLessThan(regular);
    await close();
  });

  it('a list is kept as a view, changed, reset, renamed, shared, begun with and deleted', async () => {
    const word = javaScriptEnabled ? 'Scripted' : 'Plain';
    await make('leads', { name: `${word} Ann`, score: 80 });
    await make('leads', { name: `${word} Bob`, score: 60 });
    const { page, complaints, close } = await site.visitAs(acme.admin, { javaScriptEnabled });
    const views = page.getByRole('navigation', { name: 'Views of leads' });
    const inMenu = async (name: string): Promise<void> => {
      await page.getByRole('button', { name: 'More for this list' }).click();
      await page.getByRole('button', { name }).click();
    };
    const rows = (count: number) => expect.poll(() => page.locator('tbody tr').count()).toBe(count);

    await page.goto(`/leads?q=${word}&score.gte=50&sort=-score`);
    await inMenu('Save view…');
    await page.getByLabel('Name', { exact: true }).fill(`${word} leads`);
    await page.getByRole('button', { name: 'Save view', exact: true }).click();
    await page.waitForURL(`**/leads?view=${word.toLowerCase()}-leads&*`);
    await page.getByText(`View “${word} leads” saved.`).first().waitFor();
    await views.locator('[aria-current=page]', { hasText: `${word} leads` }).waitFor();
    await rows(2);

    // edited, and as it was again; what is shown is what a file of it has
    await page.getByLabel('Search leads').fill(`${word} Ann`);
    await page.getByLabel('Search leads').press('Enter');
    await views.getByText('edited').waitFor();
    await rows(1);
    const file = page.getByRole('link', { name: 'Export CSV', includeHidden: true });
    expect(await file.getAttribute('href')).toContain(
      `/api/leads.csv?sort=-score&q=${word}+Ann&f=score.gte.50`,
    );
    await views.getByRole('link', { name: 'Reset' }).click();
    await views.getByText('edited').waitFor({ state: 'detached' });
    await rows(2);
    await page.getByRole('columnheader', { name: 'Name' }).getByRole('link').click();
    await page.waitForURL(/[?&]sort=name/);
    await views.getByRole('button', { name: 'Save', exact: true }).click();
    await views.getByText('edited').waitFor({ state: 'detached' });

    // a name that is taken is said where it was typed, and stays there
    await inMenu('Save view…');
    const name = page.getByRole('textbox', { name: 'Name', exact: true });
    await name.fill(`${word} leads`);
    await page.getByRole('button', { name: 'Save view', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Save view' });
    await dialog.locator('[aria-invalid]').waitFor();
    expect(await name.inputValue()).toBe(`${word} leads`);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'hidden' });
    if (javaScriptEnabled) {
      await page.keyboard.press('Shift+V');
      await page.getByRole('button', { name: 'Rename…' }).waitFor();
      await page.keyboard.press('Escape');
    }
    await inMenu('Rename…');
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill(`${word} best`);
    await page.getByRole('button', { name: 'Rename', exact: true }).click();
    await views.locator('[aria-current=page]', { hasText: `${word} best` }).waitFor();
    await inMenu('Share with everybody');
    await page.getByText(`Everybody has “${word} best” now.`).first().waitFor();
    await inMenu('Begin with this view');
    await page.getByText(`Leads begin with “${word} best” now.`).first().waitFor();

    await page.goto('/leads');
    expect(page.url()).toContain(`view=${word.toLowerCase()}`);
    await rows(2);
    await views.getByRole('link', { name: 'All leads' }).click();
    await page.waitForURL('**/leads?view=all');
    await views.getByRole('link', { name: `${word} best` }).click();
    await page.waitForURL(`**/leads?view=${word.toLowerCase()}*`);
    await inMenu('Delete view…');
    await page.getByRole('button', { name: 'Delete view', exact: true }).click();
    await page.waitForURL('**/leads?view=all');
    await views.waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
    await close();
  });
});

it('one that cannot come back because its place is taken shows who has it', async () => {
  const id = await make('organizations', { name: 'Twice' });
  await deleteIt('organizations', id);
  const other = await make('organizations', { name: 'Twice' });
  const { page, close } = await site.visitAs(acme.admin, { javaScriptEnabled: false });
  await page.goto('/settings/trash?noun=organization');
  await page.getByRole('button', { name: 'Restore Twice' }).click();
  const notice = page.getByRole('alert');
  expect(await notice.getByRole('link', { name: 'View Twice' }).getAttribute('href')).toBe(
    `/organizations/${other}`,
  );
  await close();
});

it('a hundred letters of a tag, and a list that there is not, are refused on the page', async () => {
  const id = await make('leads', { name: 'Refused' });
  const { page, context, close } = await site.visitAs(acme.admin, { javaScriptEnabled: false });
  const answer = await context.request.post(`/leads/${id}`, {
    form: { intent: 'tag', name: 'x'.repeat(100) },
    headers: { Origin: site.url },
  });
  expect(answer.status()).toBe(422);
  const list = `q=${'x'.repeat(5_000)}`;
  const kept = await context.request.post('/views/lead', {
    form: { do: 'create', name: 'Too long', list, back: `/leads?${list}` },
    headers: { Origin: site.url },
  });
  expect([kept.status(), new URL(kept.url()).pathname]).toEqual([200, '/leads']);
  expect(await kept.text()).toMatch(/The list [^<]*4.?000/);
  expect((await page.goto(`/leads/${id}?list=colour%3Dred`))?.status()).toBe(400);
  expect(await page.content()).toContain('colour');
  await close();
});

it('a printed record has neither buttons nor fields, and fits the width of the paper', async () => {
  const id = await make('leads', { name: 'Printed', company: 'Paper Mill' });
  await api.rest(acme.admin)('POST', `/leads/${id}/notes`, { body: 'Wants it on paper.' });
  const { page, close } = await site.visitAs(acme.admin, { viewport: { width: 718, height: 1000 } });
  for (const path of [`/leads/${id}?list=`, '/leads']) {
    await page.goto(path);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('button:visible, input:visible').count()).toBe(0);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    ).toBeLessThanOrEqual(0);
    await page.emulateMedia({ media: 'screen' });
  }
  await close();
});

it('none of it has an axe violation or scrolls sideways', async () => {
  const name = `Accessible`;
  const id = await make('leads', { name });
  await api.rest(acme.admin)('PUT', `/leads/${id}/tags`, {
    tags: ['Hot', 'Trade fair', 'A rather long tag that goes on to the limit of fifty', 'Fourth'].map((tag) =>
      tag.slice(0, 50),
    ),
  });
  await deleteIt('leads', await make('leads', { name: `Deleted ${name}` }));
  const { page, complaints, close } = await site.visitAs(acme.admin);
  for (const path of [`/leads?f=tag.is.Hot`, `/leads/${id}?list=`, '/settings/trash']) {
    await page.goto(path);
    expect(await faultsOf(page, path)).toEqual([]);
  }
  expect(complaints).toEqual([]);
  await close();
});
