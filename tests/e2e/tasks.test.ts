// Tasks in a real browser: typed in words, looked at before they are saved, ticked off, put off, changed, thrown away.
import { beforeAll, describe, expect, it } from 'vitest';
import { visit } from '../app/browser.ts';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase } from '../support/database.ts';
import { makeLead, makePerson, makeTenant, type TestTenant } from '../support/factories.ts';
import { faultsOf } from '../support/looks.ts';
import { insertRole } from '../support/records.ts';
import { whileSending } from '../support/sending.ts';
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

const make = async (values: Record<string, unknown>): Promise<string> =>
  (await api.rest(acme.admin)<{ id: string }>('POST', '/tasks', values)).body.id;

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('%s', (how, javaScriptEnabled) => {
  it('one is typed, seen as it was understood, changed before it is saved, done, and open again', async () => {
    const { page, complaints, close } = await site.visitAs(acme.admin, { javaScriptEnabled });
    await page.goto('/tasks');
    await page.getByLabel('New task in words').fill('Call Ada in 3 days !high');
    await page.getByRole('button', { name: 'Add task' }).click();
    const chips = page.getByRole('list', { name: 'What was understood' });
    await chips.getByText('High priority').waitFor();
    expect(await chips.getByText('5:00 PM').count()).toBe(1);
    await page.getByText('“in 3 days”, “!high”').waitFor();

    await page.getByRole('link', { name: 'Change' }).click();
    const title = page.getByLabel('Title');
    expect(await title.inputValue()).toBe('Call Ada');
    expect(await page.getByLabel('Priority').inputValue()).toBe('high');
    await title.fill(`Call Grace ${how}`);
    await page.getByRole('button', { name: 'Save task' }).click();
    await page.waitForURL('**/tasks');
    await page.getByRole('link', { name: `Call Grace ${how}` }).waitFor();

    await page.getByRole('button', { name: `Done: Call Grace ${how}` }).click();
    await page.getByText('Task done.').first().waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('The task is open again.').first().waitFor();
    await page.getByRole('link', { name: `Call Grace ${how}` }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('one is saved as understood, put off from its row, changed, deleted and taken back', async () => {
    const name = `Write to Linus ${how}`;
    const { page, complaints, close } = await site.visitAs(acme.admin, { javaScriptEnabled });
    await page.goto(`/tasks/new?text=${encodeURIComponent(name)}`);
    await page.getByText('No day, time or priority was found in it.').waitFor();
    await page.getByRole('button', { name: 'Save task' }).click();
    await page.waitForURL('**/tasks');

    await page.getByRole('button', { name: `Snooze: ${name}` }).click();
    await page.getByRole('button', { name: 'In 3 hours' }).click();
    await page.getByText('Put off: in 3 hours.').first().waitFor();
    await page.getByRole('link', { name, exact: true }).click();
    await page.waitForURL(/\/tasks\/[0-9a-f-]{36}$/);
    expect(await page.getByLabel('Due', { exact: true }).inputValue()).toMatch(
      /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/,
    );
    await page.getByLabel('Due', { exact: true }).fill('');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('No due time').first().waitFor();

    await page.getByRole('button', { name: 'Delete' }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.waitForURL('**/tasks');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Task restored.').first().waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('one is added on the page of a lead, and leads back there', async () => {
    const lead = await makeLead(acme, { name: 'Ada Lovelace' });
    const { page, complaints, close } = await site.visitAs(acme.admin, { javaScriptEnabled });
    await page.goto(`/leads/${lead}`);
    await page.getByLabel('New task in words').fill('Send the offer tomorrow');
    await page.getByRole('button', { name: 'Add task' }).click();
    await page.getByRole('list', { name: 'What was understood' }).getByText('Ada Lovelace').waitFor();
    await page.getByRole('button', { name: 'Save task' }).click();
    await page.waitForURL(`**/leads/${lead}`);
    const tasks = page.getByRole('region', { name: 'Tasks' });
    await tasks.getByRole('link', { name: 'Send the offer' }).waitFor();
    await tasks.getByRole('button', { name: 'Done: Send the offer' }).click();
    await tasks.getByRole('button', { name: 'Open again: Send the offer' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/leads/${lead}`);
    expect(complaints).toEqual([]);
    await close();
  });

  it('a group of somebody’s is kept as a view, is edited and reset, and can be what one begins with', async () => {
    const word = javaScriptEnabled ? 'Scripted' : 'Plain';
    const { page, complaints, close } = await site.visitAs(acme.admin, { javaScriptEnabled });
    const views = page.getByRole('navigation', { name: 'Views of tasks' });
    const groups = page.getByRole('navigation', { name: 'Groups of tasks' });
    const inMenu = async (name: string): Promise<void> => {
      await page.getByRole('button', { name: 'More for this list' }).click();
      await page.getByRole('button', { name }).click();
    };
    await page.goto('/tasks?bucket=later&assignee=all');
    await inMenu('Save view…');
    await page.getByLabel('Name', { exact: true }).fill(`${word} later`);
    await page.getByRole('button', { name: 'Save view', exact: true }).click();
    await page.waitForURL(`**/tasks?view=${word.toLowerCase()}-later&bucket=later&assignee=all`);
    await views.locator('[aria-current=page]', { hasText: `${word} later` }).waitFor();
    await groups.getByRole('link', { name: 'Open' }).click();
    await views.getByText('edited').waitFor();
    await page.getByRole('navigation', { name: 'Whose tasks' }).getByText('Mine').click();
    await page.waitForURL(/view=.*assignee=me/);
    await views.getByRole('link', { name: 'Reset' }).click();
    await views.getByText('edited').waitFor({ state: 'detached' });
    await inMenu('Begin with this view');
    await page.getByText(`Tasks begin with “${word} later” now.`).first().waitFor();
    await page.goto('/tasks');
    expect(new URL(page.url()).searchParams.get('bucket')).toBe('later');
    await views.getByRole('link', { name: 'My open tasks' }).click();
    await page.waitForURL('**/tasks?view=all');
    await groups.getByRole('link', { name: 'Later' }).click();
    await page.waitForURL('**/tasks?view=all&bucket=later&assignee=me');
    await views.getByRole('link', { name: `${word} later` }).click();
    await page.waitForURL('**&bucket=later&assignee=all');
    await inMenu('Delete view…');
    await page.getByRole('button', { name: 'Delete view', exact: true }).click();
    await page.waitForURL('**/tasks?view=all');
    await views.waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
    await close();
  });

  it('what somebody else changed meanwhile is shown, and saving again writes over it', async () => {
    const id = await make({ title: `Plan ${how}` });
    const { page, close } = await site.visitAs(acme.admin, { javaScriptEnabled });
    await page.goto(`/tasks/${id}`);
    await page.getByLabel('Title').fill('Mine');
    await api.rest(acme.manager)('PATCH', `/tasks/${id}`, {
      version: 1,
      title: 'Theirs',
      priority: 'high',
      dueAt: '2027-03-01T12:00:00Z',
    });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Someone else changed this task since you opened it.').waitFor();
    const cells = page.getByRole('alert').locator('tbody :is(th, td)');
    expect(await cells.allTextContents()).toEqual(
      [
        ['Title', 'Theirs', 'Mine'],
        ['Due', 'Mar 1, 2027, 12:00 PM', 'empty'],
        ['Priority', 'High', 'Normal'],
      ].flat(),
    );
    expect(await page.getByLabel('Title').inputValue()).toBe('Mine');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Mine' }).waitFor();
    await close();
  });

  it('a task that was changed meanwhile is not ticked off, and says why', async () => {
    const title = `Raced ${how}`;
    const id = await make({ title });
    const { page, close } = await site.visitAs(acme.admin, { javaScriptEnabled });
    await page.goto('/tasks');
    // the list follows what others change: only what changes while the form is on its way has not been seen
    await whileSending(page, '**/tasks*', () =>
      api.rest(acme.manager)('PATCH', `/tasks/${id}`, { version: 1, priority: 'high' }),
    );
    await page.getByRole('button', { name: `Done: ${title}` }).click();
    await page.getByRole('alert').getByText('Someone else changed this task').waitFor();
    // what is clicked again is the task as it is now
    await page.getByRole('listitem').filter({ hasText: title }).getByText('High').waitFor();
    await page.getByRole('button', { name: `Done: ${title}` }).click();
    await page.getByText('Task done.').first().waitFor();
    await close();
  });

  it('words that say no time put nothing off, and are answered with an example', async () => {
    const title = `Some day ${how}`;
    await make({ title });
    const { page, close } = await site.visitAs(acme.admin, { javaScriptEnabled });
    await page.goto('/tasks');
    await page.getByRole('button', { name: `Snooze: ${title}` }).click();
    const menu = page.locator(':popover-open');
    await menu.getByLabel('Until').fill('whenever');
    await menu.getByRole('button', { name: 'Snooze', exact: true }).click();
    await page.getByRole('alert').getByText('Say it like').waitFor();
    await close();
  });
});

it('in the rows e is done, s puts off and d leads to when it is due', async () => {
  const globex = await makeTenant();
  const rest = api.rest(globex.admin);
  const contactId = (await rest<{ id: string }>('POST', '/contacts', { firstName: 'Ines' })).body.id;
  const { status } = await rest('POST', '/tasks', { title: 'By key', contactId });
  expect(status).toBe(201);
  const { page, close } = await site.visitAs(globex.admin);
  await visit(page, '/tasks');
  const about = page.getByRole('link', { name: 'Ines' });
  expect(await about.getAttribute('href')).toBe(`/contacts/${contactId}`);
  await page.keyboard.press('j');
  await page.keyboard.press('s');
  await page.getByRole('button', { name: 'Next week' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'By key', exact: true }).focus();
  await page.keyboard.press('d');
  await page.waitForURL(/#task-dueAt$/);
  await visit(page, '/tasks');
  await page.keyboard.press('j');
  await page.keyboard.press('e');
  await page.getByText('Task done.').first().waitFor();
  for (const title of ['First', 'Second', 'Third']) await rest('POST', '/tasks', { title });
  await visit(page, '/tasks');
  const [, second = '', third = ''] = await page.locator('a.row-link').allInnerTexts();
  for (const key of ['j', 'j', 'e']) await page.keyboard.press(key);
  await page.getByRole('link', { name: second, exact: true }).waitFor({ state: 'detached' });
  await page.keyboard.press('j');
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe(third);
  await page.goto('/tasks?bucket=done');
  await page.getByRole('button', { name: 'Open again: By key' }).waitFor();
  await close();
});

it('a lead’s page has no tasks for a role that reads none, and another tenant’s task is nothing here', async () => {
  const lead = await makeLead(acme);
  await make({ title: 'Not for everybody', leadId: lead });
  const { key } = await insertRole(acme, {
    permissions: ['lead:read', 'activity:read'],
    visibility: { lead: 'all' },
  });
  const reader = await makePerson(acme, 'user');
  const given = await api.rest(acme.admin)('PUT', `/users/${reader.userId}/role`, { role: key });
  expect(given.status).toBe(200);
  const seen = await site.visitAs(reader);
  expect((await seen.page.goto(`/leads/${lead}`))?.status()).toBe(200);
  expect(await seen.page.getByRole('region', { name: 'Tasks' }).count()).toBe(0);
  await seen.close();

  const globex = await makeTenant();
  const id = await make({ title: 'Ours' });
  const other = await site.visitAs(globex.admin);
  expect((await other.page.goto(`/tasks/${id}`))?.status()).toBe(404);
  expect((await other.page.goto(`/tasks/new?about=lead:${lead}`))?.status()).toBe(404);
  await other.close();
});

it('no page has an axe violation or scrolls sideways', async () => {
  const lead = await makeLead(acme, { name: 'Somebody with a fairly long name' });
  const past = new Date(Date.now() - 86_400_000).toISOString();
  const id = await make({
    title: `Late`,
    leadId: lead,
    dueAt: past,
    priority: 'high',
  });
  const { page, complaints, close } = await site.visitAs(acme.admin);
  const text = encodeURIComponent('Call Ada fri 3pm !high');
  const pages = ['?assignee=all', '?bucket=week&assignee=me', '/new', `/new?text=${text}`, `/${id}`];
  for (const path of pages) {
    await page.goto(`/tasks${path}`);
    expect(await faultsOf(page, path)).toEqual([]);
  }
  await page.goto(`/leads/${lead}`);
  expect(await faultsOf(page, 'a lead with tasks')).toEqual([]);
  expect(complaints).toEqual([]);
  await close();
});
