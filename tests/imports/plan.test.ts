import { describe, expect, it } from 'vitest';
import type { ImportField } from '../../app/contracts/import-fields.ts';
import { lead } from '../../server/features/imports/kinds/lead.ts';
import { createPlanner } from '../../server/features/imports/plan.ts';
import { fixture, fixtureNames, planOf, rowsIn, toCsv } from './files.ts';

const HEADER = ['First Name', 'Last Name', 'Email', 'Company', 'Phone', 'Lead ID'];
const rowsOf = (...rows: string[][]): Buffer =>
  toCsv([HEADER, ['Ann', 'Lee', 'ann@example.com', 'Acme', '', 'L1'], ...rows]);

describe('rows', () => {
  it('of every file add up: a lead, a skip or a failure, none lost', async () => {
    const files = [
      ...fixtureNames('crm-vendor-exports').map((name) => `crm-vendor-exports/${name}`),
      ...fixtureNames('thunderbird').map((name) => `thunderbird/${name}`),
      'atomic-crm/contacts_export_500.csv',
      'react-admin/ra-customers.csv',
      'sf-dataloader/accountData.csv',
    ];
    for (const name of files) {
      const { planned, detected } = await planOf(fixture(name));
      expect(planned.map(({ rowNo }) => rowNo)).toEqual(planned.map((_, at) => at + 1));
      expect(planned).toHaveLength((await rowsIn(fixture(name), detected)).length);
    }
  });

  it.each([
    ['crm-vendor-exports/hubspot-crm-exports-all-contacts-2026-11-22.csv', 14],
    ['crm-vendor-exports/pipedrive-people.csv', 14],
    ['crm-vendor-exports/google_contacts_old_layout_utf16.csv', 10],
    ['crm-vendor-exports/outlook_contacts_windows1252.csv', 18],
    ['crm-vendor-exports/linkedin_Connections.csv', 20],
    ['atomic-crm/contacts_export_500.csv', 500],
    ['react-admin/ra-customers.csv', 10],
  ])('of %s are %i leads', async (name, count) => {
    expect((await planOf(fixture(name))).leads).toHaveLength(count);
  });

  it('of one population in five files name the same people', async () => {
    const expected = JSON.parse(fixture('crm-vendor-exports/expected.json').toString()) as {
      files: Record<string, { emails: string[]; entity?: string }>;
    };
    for (const [name, { emails, entity }] of Object.entries(expected.files)) {
      if (!name.endsWith('.csv') || entity || name.startsWith('companies')) continue;
      const { leads } = await planOf(fixture(`crm-vendor-exports/${name}`));
      const found = leads.map(({ email }) => email?.toLowerCase()).filter((email) => email !== undefined);
      expect(
        found.every((email) => emails.includes(email)),
        name,
      ).toBe(true);
    }
  });

  it('use the first filled of several e-mail columns, whichever that is', async () => {
    const { leads } = await planOf(fixture('atomic-crm/contacts_export_500.csv'));
    expect(new Set(leads.map(({ email }) => email)).size).toBe(500);
  });
});

describe('a row', () => {
  it.each<[string, string[], Partial<Record<'name' | 'namedBy', string>>]>([
    ['its company', ['', '', '', 'Beta', '', 'L2'], { name: 'Beta', namedBy: 'company' }],
    ['its e-mail', ['', '', 'bob@example.com', '', '', 'L2'], { name: 'bob@example.com', namedBy: 'email' }],
    ['its phone', ['', '', '', '', '+49 30 901820', 'L2'], { name: '+49 30 901820', namedBy: 'phone' }],
    ['its id', ['', '', '', '', '', 'L2'], { name: 'L2', namedBy: 'externalId' }],
  ])('without a name is called by %s', async (_what, row, want) => {
    expect((await planOf(rowsOf(row))).leads[1]).toMatchObject(want);
  });

  it('with nothing to call it by fails and says what to fill', async () => {
    const bytes = toCsv([
      ['Name', 'Notes'],
      ['Ann', 'x'],
      ['', 'only a note'],
    ]);
    expect((await planOf(bytes)).planned[1]).toMatchObject({
      outcome: 'fail',
      lineNo: 3,
      issues: [{ code: 'nameless' }],
    });
  });

  it('with a broken e-mail fails with what it may have meant', async () => {
    const { planned } = await planOf(rowsOf(['Bob', 'Ray', 'bob@example,com', '', '', 'L2']));
    expect(planned[1]).toMatchObject({
      outcome: 'fail',
      issues: [{ code: 'email', column: 'Email', suggestion: 'Did you mean bob@example.com?' }],
    });
  });

  it('with a broken e-mail beside a good one keeps the good one', async () => {
    const bytes = toCsv([
      ['Name', 'Work Email', 'Home Email'],
      ['Ann', 'a@example.com', ''],
      ['Bob', 'oops', 'bob@example.com'],
    ]);
    const { leads, planned } = await planOf(bytes, { fields: { 'Work Email': 'email' } });
    expect(leads[1]?.email).toBe('bob@example.com');
    expect(planned[1]).toMatchObject({ outcome: 'record', warnings: [{ code: 'email_other' }] });
  });

  it('keeps a phone number it cannot read, and dials one it can by the country of the row', async () => {
    const bytes = toCsv([
      ['Name', 'Phone', 'Country'],
      ['Ann', '030 901820', 'Germany'],
      ['Bob', 'ask Bob', ''],
    ]);
    const { leads, planned } = await planOf(bytes);
    expect(leads.map(({ phone, phoneE164 }) => [phone, phoneE164])).toEqual([
      ['030 901820', '+4930901820'],
      ['ask Bob', null],
    ]);
    expect(planned[1]).toMatchObject({ warnings: [{ code: 'phone' }] });
  });

  it.each<[ImportField, number]>([
    ['name', 200],
    ['company', 200],
    ['title', 200],
    ['industry', 100],
    ['website', 300],
    ['postalCode', 20],
    ['description', 10_000],
  ])('with too long a %s fails with both lengths', async (field, most) => {
    const header = field === 'name' ? 'Name' : 'Value';
    const bytes = toCsv([
      ['Name', 'Value'].slice(0, field === 'name' ? 1 : 2),
      field === 'name' ? ['x'.repeat(most + 1)] : ['Ann', 'x'.repeat(most + 1)],
      ['Bob', 'y'],
    ]);
    const { planned } = await planOf(bytes, { fields: { [header]: field } });
    expect(planned[0]).toMatchObject({ outcome: 'fail', issues: [{ code: 'too_long', column: header }] });
  });

  it('that is blank, repeats the header or is a comment is skipped with that reason', async () => {
    const bytes = Buffer.from(
      'Name,Email\nAnn,ann@example.com\n,\nName,Email\n# a comment\nBob,bob@example.com\n',
    );
    const { planned } = await planOf(bytes);
    expect(planned.map((row) => (row.outcome === 'skip' ? row.reason.code : row.outcome))).toEqual([
      'record',
      'blank',
      'header',
      'comment',
      'record',
    ]);
  });

  it('with NUL fails, and the rows beside it do not', async () => {
    const bytes = Buffer.from('Name,Email\nAnn,ann@example.com\nB\0b,bob@example.com\nCy,cy@example.com\n');
    expect((await planOf(bytes)).planned.map(({ outcome }) => outcome)).toEqual(['record', 'fail', 'record']);
  });

  it('takes the cells a person corrected', async () => {
    const bytes = rowsOf(['Bob', 'Ray', 'bob@example,com', '', '', 'L2']);
    const { detected, mapping } = await planOf(bytes);
    const planner = createPlanner(lead, detected, mapping, { phoneCountry: 'US', zone: 'UTC' });
    const rows = await rowsIn(bytes, detected);
    expect(planner.plan(rows[1]!, { 2: 'bob@example.com' })).toMatchObject({
      outcome: 'record',
      draft: { email: 'bob@example.com' },
    });
  });

  it('leaves a date empty whose order is not known, and asks', async () => {
    const bytes = toCsv([
      ['Name', 'Created At'],
      ['Ann', '03/04/2026'],
      ['Bob', '05/05/2026'],
    ]);
    const { planned, leads } = await planOf(bytes);
    expect(leads.map(({ createdAt }) => createdAt)).toEqual([null, '2026-05-05T00:00:00.000Z']);
    expect(planned[0]).toMatchObject({ warnings: [{ code: 'date_order' }] });
  });
});
