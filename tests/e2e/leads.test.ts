// A lead's life in a real browser: created, found, edited by two people at once, assigned, noted on, archived, brought back.
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeLead, makeLeads, makeTenant, type TestTenant } from '../support/factories.ts';
import { givePassword, openSite, PASSWORD, type Site } from '../support/site.ts';
import { faultsOf } from '../support/looks.ts';

let site: Site;
let acme: TestTenant;
let globex: TestTenant;
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  site = await openSite(database);
  [acme, globex] = [await makeTenant(), await makeTenant()];
}, 180_000);

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('%s', (_how, javaScriptEnabled) => {
  const options = { javaScriptEnabled };

  it('a sales person signs in, makes a lead, writes a note, and signs out', async () => {
    await givePassword(acme.user);
    const { page, complaints, close } = await site.visit(options);
    await page.goto('/leads');
    await page.getByLabel('Email').fill(acme.user.email);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL('**/leads');
    await page.getByRole('link', { name: 'New Lead' }).first().click();
    await page.waitForURL('**/leads/new');
    await page.getByLabel('Name').fill(`Nora ${javaScriptEnabled ? 'Script' : 'Plain'}`);
    await page.getByLabel('Company').fill('Lovelace & Co');
    const chosen = page.getByLabel('Source').locator('option:checked');
    expect(await chosen.innerText()).toBe('Website'); // what it is saved with is what one sees
    await page.getByRole('button', { name: 'Create lead' }).click();
    await page.waitForURL(/\/leads\/[0-9a-f-]{36}$/);
    await expectText(page, 'was created');

    await page.getByLabel('Note').fill('Wants a demo <b>next</b> week.');
    await page.getByRole('button', { name: 'Add note' }).click();
    await expectText(page, 'Wants a demo <b>next</b> week.');
    await page.getByRole('link', { name: 'Call', exact: true }).click();
    await page.waitForURL('**compose=call');
    if (javaScriptEnabled) await page.keyboard.type('Edges matter.');
    else await page.getByLabel('What was said').fill('Edges matter.');
    await page.getByRole('button', { name: 'Log call' }).click();
    await expectText(page, 'Edges matter.');

    const address = new URL(page.url()).pathname;
    await page.goto(`${address}/edit`);
    await page.getByLabel('Title').fill('Countess');
    await page.getByRole('button', { name: 'Save' }).click();
    await expectText(page, 'Countess');
    await page.goto(`${address}/edit`);
    await page.getByLabel('Title').fill('');
    await page.getByRole('button', { name: 'Save' }).click();
    await expectText(page, 'Saved.');
    expect(await page.getByText('Countess').count()).toBe(0);

    await page.goto('/leads?q=lovelace');
    await expectText(page, `Nora ${javaScriptEnabled ? 'Script' : 'Plain'}`);
    await page.locator('.sidebar').getByRole('button', { name: acme.user.name }).click();
    await page.getByRole('button', { name: 'Sign out' }).and(page.locator(':visible')).click();
    await page.waitForURL('**/login');
    await page.goto('/leads');
    await page.waitForURL('**/login?next=*');
    expect(complaints).toEqual([]);
    await close();
  });

  it('a file is attached, fetched and deleted; one that lies about its kind is refused', async () => {
    const lead = await makeLead(acme, { ownerId: acme.user.userId });
    const { page, close } = await site.visitAs(acme.user, options);
    await page.goto(`/leads/${lead}`);
    const files = page.getByRole('region', { name: 'Attachments' });
    const attach = async (name: string): Promise<void> => {
      const file = { name, mimeType: 'application/pdf', buffer: Buffer.from('We offer an engine.') };
      await files.getByLabel('File to attach').setInputFiles(file);
      await files.getByRole('button', { name: 'Attach', exact: true }).click();
    };
    await attach('offer.pdf');
    await files.getByRole('alert').getByText('offer.pdf is named as a PDF').waitFor();
    await attach('offer.txt');
    const link = files.getByRole('link', { name: 'offer.txt' });
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toBe('offer.txt');
    await files.getByRole('button', { name: 'Delete offer.txt' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await expectText(page, 'File deleted.');
    expect(await link.count()).toBe(0);
    await close();
  });

  it('a refused form keeps what was typed, says why at the field, and answers 422', async () => {
    const { page, close } = await site.visitAs(acme.user, options);
    await page.goto('/leads/new');
    await page.getByLabel('Name').fill('Typo');
    await page.getByLabel('Company').fill('Kept Ltd');
    await page.getByLabel('Email').fill('not-an-address@');
    await page.getByRole('button', { name: 'Create lead' }).click();
    await expectText(page, 'This is not an e-mail address');
    expect(await page.getByLabel('Company').inputValue()).toBe('Kept Ltd');
    await close();
  });

  it('a taken e-mail offers the existing lead, and creates anyway when told so', async () => {
    const email = `taken-${javaScriptEnabled}@example.test`;
    const id = await makeLead(acme, { name: 'First Holder', email, ownerId: acme.user.userId });
    const { page, close } = await site.visitAs(acme.user, options);
    await page.goto('/leads/new');
    await page.getByLabel('Name').fill('Second Holder');
    await page.getByLabel('Email').fill(email);
    if (javaScriptEnabled) await expectText(page.getByRole('status'), 'First Holder');
    await page.getByRole('button', { name: 'Create lead' }).click();
    const existing = page.getByRole('link', { name: 'View existing lead' });
    expect(await existing.getAttribute('href')).toBe(`/leads/${id}`);
    await page.getByRole('button', { name: 'Create anyway' }).click();
    await page.waitForURL(/\/leads\/[0-9a-f-]{36}$/);
    await expectText(page, 'First Holder');
    await close();
  });

  it('an e-mail held out of sight names whom to ask, links to nothing, and can be created anyway', async () => {
    const narrow = await makeTenant();
    await database.admin`update crm.role_visibility set scope = 'own' where role_id = ${narrow.roleIds.get('user') ?? ''}`;
    const email = `hidden-${javaScriptEnabled}@example.test`;
    await makeLead(narrow, { name: 'Out Of Sight', email, ownerId: narrow.admin.userId });
    const { page, close } = await site.visitAs(narrow.user, options);
    await page.goto('/leads/new');
    await page.getByLabel('Name').fill('In Sight');
    await page.getByLabel('Email').fill(email);
    if (javaScriptEnabled) await expectText(page.getByRole('status'), `Ask ${narrow.admin.name}`);
    await page.getByRole('button', { name: 'Create lead' }).click();
    const notice = page.getByRole('alert');
    await expectText(notice, `Ask ${narrow.admin.name}`);
    expect(await notice.getByRole('link').count()).toBe(0);
    await page.getByRole('button', { name: 'Create anyway' }).click();
    await page.waitForURL(/\/leads\/[0-9a-f-]{36}$/);
    await close();
  });

  it('two people edit at once: the second sees both values and decides', async () => {
    const id = await makeLead(acme, { name: 'Contested', company: 'Old', ownerId: acme.user.userId });
    const [mine, theirs] = [
      await site.visitAs(acme.user, options),
      await site.visitAs(acme.manager, options),
    ];
    await mine.page.goto(`/leads/${id}/edit`);
    await theirs.page.goto(`/leads/${id}/edit`);
    await theirs.page.getByLabel('Company').fill('Theirs');
    await theirs.page.getByRole('button', { name: 'Save' }).click();
    await theirs.page.waitForURL(`**/leads/${id}`);
    await mine.page.getByLabel('Company').fill('Mine');
    await mine.page.getByRole('button', { name: 'Save' }).click();
    await expectText(mine.page, 'Someone else changed this lead');
    const conflict = mine.page.getByRole('alert');
    await expectText(conflict, 'Theirs');
    await mine.page.getByRole('button', { name: 'Save' }).click();
    await mine.page.waitForURL(`**/leads/${id}`);
    await expectText(mine.page, 'Mine');
    await mine.close();
    await theirs.close();
  });

  it('a manager assigns a lead, archives it, and undoes that from the toast', async () => {
    const id = await makeLead(acme, { name: 'Handed over', ownerId: acme.user.userId });
    const { page, close } = await site.visitAs(acme.manager, options);
    await page.goto(`/leads/${id}`);
    await page.getByRole('button', { name: 'Assign' }).first().click();
    await page.getByRole('dialog').getByLabel('Owner').selectOption({ label: acme.manager.name });
    await page.getByRole('dialog').getByRole('button', { name: 'Assign' }).click();
    await expectText(page, 'Assigned.');
    const archive = async (): Promise<void> => {
      await page.getByRole('button', { name: 'Archive' }).first().click();
      await page.getByRole('dialog').getByRole('button', { name: 'Archive' }).click();
      await page.waitForURL('**/leads');
    };
    await archive();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expectText(page, 'Lead restored.');
    // what somebody has decided since stands
    await page.goto(`/leads/${id}`);
    await archive();
    await page.locator('.toast', { hasText: 'Lead archived.' }).hover();
    await database.admin`update crm.leads set deleted_at = now() where id = ${id}`;
    await page.getByRole('button', { name: 'Undo' }).click();
    await expectText(page, 'Not undone. Someone has changed this lead since, so it stays as it is.');
    await close();
  });

  it('further filters and columns are chosen on the page, and the address says them', async () => {
    await makeLeads(acme, [
      { name: 'Further High', score: 77 },
      { name: 'Further Low', score: 7 },
    ]);
    const { page, context, complaints } = await site.visitAs(acme.admin, options);
    await page.goto('/leads');
    await page.getByRole('button', { name: 'More filters' }).click();
    await page.getByLabel('Score at least').fill('50');
    await page.locator('#filter-more').getByRole('button', { name: 'Apply' }).click();
    await page.waitForURL(/score\.gte=50/);
    await expectText(page, 'Further High');
    await page.getByText('Further Low').waitFor({ state: 'detached' });

    await page.getByRole('button', { name: /^Columns/ }).click();
    await page.getByLabel('Phone').check();
    await page.getByLabel('Company').uncheck();
    await page.locator('#columns').getByRole('button', { name: 'Apply' }).click();
    await page.waitForURL(/cols=phone/);
    await page.getByRole('columnheader', { name: 'Phone' }).waitFor();
    expect(await page.getByRole('columnheader', { name: 'Company' }).count()).toBe(0);
    expect(page.url()).toMatch(/score\.gte=50/);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('another tenant’s lead is nothing here, with a way out and a 404', async () => {
    const id = await makeLead(globex, { name: 'Secret of Globex' });
    const { page, close } = await site.visitAs(acme.admin, options);
    const response = await page.goto(`/leads/${id}`);
    expect(response?.status()).toBe(404);
    await expectText(page, 'Nothing here');
    expect(await page.content()).not.toContain('Globex');
    await close();
  });
});

it('a wrong password and an unknown address read the same', async () => {
  const { page, close } = await site.visit();
  const said: (string | null)[] = [];
  for (const email of [acme.user.email, 'nobody@example.test']) {
    await page.goto('/login');
    await page.getByLabel('Email').fill(email);
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    said.push(await page.getByRole('alert').textContent());
    expect(await page.content()).not.toContain('not the password');
  }
  expect(said[0]).toBeTruthy();
  expect(said[0]).toBe(said[1]);
  await close();
});

it('an unknown filter is a 400 page that names it', async () => {
  const { page, close } = await site.visitAs(acme.user);
  const response = await page.goto('/leads?colour=red');
  expect(response?.status()).toBe(400);
  await expectText(page, 'Unknown parameter "colour"');
  await close();
});

it('the list pages by keyset, sorts by link, and keeps its filters', async () => {
  const rows = Array.from({ length: 60 }, (_, at) => ({
    name: `Paged ${String(at).padStart(2, '0')}`,
    score: at,
    ownerId: acme.admin.userId,
  }));
  await makeLeads(acme, rows);
  const { page, complaints, close } = await site.visitAs(acme.admin);
  await page.goto('/leads?owner=me&sort=name');
  await expectText(page, '60 leads');
  expect(await page.locator('tbody tr').count()).toBe(50);
  await page.getByRole('link', { name: 'Load more' }).click();
  await page.getByText('Paged 59').waitFor();
  expect(page.url()).toContain('owner=me');
  expect(complaints).toEqual([]);
  await close();
});

it('no page has an axe violation or scrolls sideways', async () => {
  const id = await makeLead(acme, {
    name: 'Accessible',
    email: `axe@example.test`,
    ownerId: acme.admin.userId,
  });
  const { page, complaints, close } = await site.visitAs(acme.admin);
  for (const path of ['/dashboard', '/leads', '/leads/new', `/leads/${id}`, `/leads/${id}/edit`]) {
    await page.goto(path);
    expect(await faultsOf(page, path)).toEqual([]);
  }
  expect(complaints).toEqual([]);
  await close();
});

async function expectText(
  where: { getByText(text: string): { first(): { waitFor(): Promise<void> } } },
  text: string,
): Promise<void> {
  await where.getByText(text).first().waitFor();
}
