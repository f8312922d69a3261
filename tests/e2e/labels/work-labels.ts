// The controls of the dashboard, the lists, the records and the board.
import { makeContact, makeOrganization } from '../../support/customers.ts';
import { makeDeal } from '../../support/deals.ts';
import { makeLead, type TestTenant } from '../../support/factories.ts';
import { mark } from '../../support/mark.ts';
import { insertTasks } from '../../support/records.ts';
import { confirms, opens, says, type Label, type LaterLabel } from './label.ts';

const EMAIL = 'held@example.test';

interface Noun {
  one: string;
  many: string;
  /** a record of it, and its address */
  make: (acme: TestTenant, name: string) => Promise<string>;
}

const lead: Noun = { one: 'Lead', many: 'leads', make: (acme, name) => makeLead(acme, { name }) };
const kept: readonly Noun[] = [
  lead,
  { one: 'Organization', many: 'organizations', make: (acme, name) => makeOrganization(acme, { name }) },
  { one: 'Contact', many: 'contacts', make: (acme, name) => makeContact(acme, { name }) },
  { one: 'Opportunity', many: 'opportunities', make: (acme, title) => makeDeal(acme, { title }) },
];
const task: Noun = {
  one: 'Task',
  many: 'tasks',
  make: async (acme) => (await insertTasks(acme, [await makeLead(acme)]))[0] ?? '',
};

const recordOf =
  ({ many, make }: Noun, name = `Record ${mark()}`): Label['at'] =>
  async ({ acme }) =>
    `/${many}/${await make(acme, name)}`;

const dashboardLabels: readonly Label[] = [
  {
    role: 'region',
    name: 'My Leads',
    link: 'Untouched Lead',
    at: withWork,
    does: (page) => page.waitForURL(/\/leads\/[0-9a-f-]{36}$/),
  },
  { role: 'region', name: 'Tasks Due', link: 'View tasks', at: withWork, does: opens('/tasks') },
  { role: 'region', name: 'Pipeline', link: 'Open the board', at: withWork, does: opens('/pipeline/sales') },
  { role: 'link', name: 'New Lead', at: () => '/dashboard', does: opens('/leads/new') },
  { role: 'link', name: 'Import CSV', at: () => '/dashboard', does: opens('/import') },
  {
    role: 'button',
    name: 'Retry',
    at: async ({ database }) => {
      await database.admin.unsafe('alter table crm.activities rename to activities_away');
      return '/dashboard';
    },
    before: async (page, { database }) => {
      await says(page, 'Activity could not be loaded');
      await database.admin.unsafe('alter table crm.activities_away rename to activities');
    },
    does: (page) => page.getByText('could not be loaded').first().waitFor({ state: 'detached' }),
  },
];

async function withWork({ acme }: { acme: TestTenant }): Promise<string> {
  await makeLead(acme, { name: 'Untouched Lead', ownerId: acme.admin.userId });
  return '/dashboard';
}

/** A filter opens, and its choice is in the address. */
const chip = (name: string, choice: string, says: RegExp): Label => ({
  role: 'button',
  name,
  at: () => '/leads',
  does: async (page) => {
    await page.getByRole('checkbox', { name: choice, exact: true }).check();
    await page.waitForURL(says);
  },
});

const listLabels = ({ one, many }: Noun): Label[] => [
  { role: 'link', name: `New ${one}`, at: () => `/${many}`, does: opens(`/${many}/new`) },
  {
    role: 'searchbox',
    name: `Search ${many}`,
    at: () => `/${many}`,
    typed: () => 'nowhere',
    does: (page) => says(page, `No ${many} match`),
  },
];

const recordLabels = (noun: Noun): Label[] => [
  { role: 'link', name: 'Edit', at: recordOf(noun), does: (page) => page.waitForURL(/\/edit$/) },
  assign(noun),
  {
    role: 'button',
    name: 'Archive',
    at: recordOf(noun),
    does: async (page) => {
      await confirms(page, 'Archive');
      await says(page, `${noun.one} archived.`);
    },
  },
  {
    role: 'button',
    name: 'Add note',
    at: recordOf(noun),
    before: (page) => page.getByLabel('Note', { exact: true }).fill('Called twice.'),
    does: (page) =>
      page.getByRole('main').getByText('Called twice.').and(page.locator(':not(textarea)')).first().waitFor(),
  },
];

const assign = (noun: Noun): Label => ({
  role: 'button',
  name: 'Assign',
  who: 'manager',
  at: recordOf(noun),
  does: async (page, { acme }) => {
    await page.getByRole('dialog').getByRole('combobox').selectOption({ label: acme.user.name });
    await confirms(page, 'Assign');
    await says(page, 'Assigned.');
  },
});

/** A lead whose e-mail is held already was sent. */
const refused: Pick<Label, 'at' | 'before'> = {
  at: async ({ acme }) => {
    await makeLead(acme, { name: 'Holder', email: EMAIL, emailApart: true });
    return '/leads/new';
  },
  before: async (page) => {
    await page.getByLabel('Name', { exact: true }).fill('Second Holder');
    await page.getByLabel('Email', { exact: true }).fill(EMAIL);
    await page.getByRole('button', { name: 'Create lead' }).click();
  },
};

export const workLabels: readonly Label[] = [
  ...dashboardLabels,
  ...kept.flatMap(listLabels),
  { role: 'link', name: 'New Task', at: () => '/tasks', does: opens('/tasks/new') },
  { role: 'link', name: 'Import CSV', at: () => '/leads', does: opens('/import') },
  { role: 'link', name: 'Import CSV', at: () => '/contacts', does: opens('/import') },
  { role: 'link', name: 'Import CSV', at: () => '/organizations', does: opens('/import') },
  { role: 'link', name: 'Import CSV', at: () => '/opportunities', does: opens('/import') },
  chip('Owner', 'Nobody', /owner=none/),
  chip('Stage', 'New', /stage=new/),
  chip('Source', 'Website', /source=website/),
  ...kept.flatMap(recordLabels),
  assign(task),
  { role: 'link', name: 'Convert', at: recordOf(lead), does: (page) => page.waitForURL(/\/convert$/) },
  {
    role: 'link',
    name: 'View existing lead',
    ...refused,
    does: (page) => page.waitForURL(/\/leads\/[0-9a-f-]{36}$/),
  },
  {
    role: 'button',
    name: 'Create anyway',
    ...refused,
    does: (page) => says(page, 'Second Holder was created.'),
  },
  {
    role: 'button',
    name: 'Undo',
    at: recordOf(lead),
    before: async (page) => {
      await page.getByRole('button', { name: 'Delete', exact: true }).click();
      await confirms(page, 'Delete');
      await page.waitForURL('**/leads');
    },
    does: (page) => says(page, 'Lead restored.'),
  },
  {
    role: 'link',
    name: 'Move to… Card to move',
    at: async ({ acme }) => {
      await makeDeal(acme, { title: 'Card to move' });
      return '/pipeline/sales';
    },
    does: async (page) => {
      await confirms(page, 'Proposal');
      await says(page, '“Card to move” moved to Proposal');
    },
  },
];

export const laterLabels: readonly LaterLabel[] = [
  { name: 'Summarize timeline', at: recordOf(lead), demand: 'P10.1' },
  { name: 'Next best action', at: recordOf(lead), demand: 'P10.1' },
  { name: 'Data region', at: () => '/register', demand: 'P3.4' },
  { name: 'Search tasks', at: () => '/tasks', demand: 'P3.12' },
  { name: 'Archive', at: recordOf(task), demand: 'P3.12' },
  { name: 'Add note', at: recordOf(task), demand: 'P3.12' },
];
