// Opportunities from files: which deal a row is about, and the organization, contact and stage that it finds.
import { and, asc, eq, isNull } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contacts, opportunities, organizations, stages } from '../../db/schema/index.ts';
import { createTestDatabase } from '../support/database.ts';
import { arrange, makeTenant, type TestTenant } from '../support/factories.ts';
import { fixture } from './files.ts';
import { givenImport, importFile, previews, rowsOf, type Given } from './importing.ts';
import type { WorkOptions } from '../../server/features/imports/imports.jobs.ts';

let tenant: TestTenant;

beforeAll(async () => {
  await createTestDatabase();
});
beforeEach(async () => {
  tenant = await makeTenant();
});

const bring = (bytes: Uint8Array | string, options: Given & WorkOptions = {}) =>
  importFile(tenant, tenant.admin, bytes, { noun: 'opportunity', ...options });

/** Deals with what they refer to, by name. */
const deals = () =>
  arrange(tenant, (tx) =>
    tx
      .select({
        title: opportunities.title,
        amount: opportunities.amountMinor,
        currency: opportunities.currency,
        closeDate: opportunities.closeDate,
        stage: stages.name,
        closedAt: opportunities.closedAt,
        lostReason: opportunities.lostReason,
        organization: organizations.name,
        contact: contacts.name,
      })
      .from(opportunities)
      .innerJoin(stages, eq(stages.id, opportunities.stageId))
      .leftJoin(organizations, eq(organizations.id, opportunities.organizationId))
      .leftJoin(contacts, eq(contacts.id, opportunities.contactId))
      .where(and(eq(opportunities.tenantId, tenant.tenantId), isNull(opportunities.deletedAt)))
      .orderBy(asc(opportunities.id)),
  );

const PEOPLE =
  'Contact ID,Name,Email,Company,Company Domain\n7,Ann Lee,ann@acme.example,Acme Inc.,acme.example\n8,Bob Ray,bob@beta.example,Beta,\n9,Bob Ray,,Gamma,\n';
const people = () =>
  bring(PEOPLE, {
    noun: 'contact',
    fields: { 'Contact ID': 'externalId' },
    settings: { externalSource: 'crm' },
  });

describe('what an opportunity refers to', () => {
  it('is found by id, e-mail, domain or name, and its amount, day and stage are read', async () => {
    await people();
    const result = await bring(
      'Deal Name,Amount,Currency,Close Date,Deal Stage,Company,Company Domain,Contact,Contact Email,Contact ID,Closed Lost Reason\n' +
        'One,"$22,700.50",,2020-04-16,Closed/Won,,acme.example,,ANN@acme.example,,\n' +
        'Two,"1,250",EUR,2020-05-01,closed lost,BETA,,Bob Ray,,,Price\n' +
        'Three,900,JPY,2099-01-31,Negotiation,New Works,,,,7,\n' +
        'Four,,,,Won,acme inc,,,,,\n',
    );
    expect(result.counts).toEqual({ rows: 4, created: 4, updated: 0, skipped: 0, failed: 0, warned: 0 });
    const none = { lostReason: null, closedAt: null };
    expect(await deals()).toEqual([
      {
        ...{ title: 'One', amount: 2_270_050, currency: 'USD', closeDate: '2020-04-16', stage: 'Won' },
        ...{ organization: 'Acme Inc.', contact: 'Ann Lee', ...none },
        closedAt: expect.stringContaining('2020-04-16') as string,
      },
      {
        ...{ title: 'Two', amount: 125_000, currency: 'EUR', closeDate: '2020-05-01', stage: 'Lost' },
        ...{ organization: 'Beta', contact: 'Bob Ray', lostReason: 'Price' },
        closedAt: expect.stringContaining('2020-05-01') as string,
      },
      {
        ...{ title: 'Three', amount: 900, currency: 'JPY', closeDate: '2099-01-31', stage: 'Negotiation' },
        ...{ organization: 'New Works', contact: 'Ann Lee', ...none },
      },
      {
        ...{ title: 'Four', amount: null, currency: null, closeDate: null, stage: 'Won' },
        ...{ organization: 'Acme Inc.', contact: null, lostReason: null },
        closedAt: expect.any(String) as string,
      },
    ]);
    expect(result.notes).toEqual(['1 new organization was made, by the names in the file.']);
  });

  it('is told where it is not there: the deal starts in the first stage, without the contact', async () => {
    const result = await bring(
      'Deal Name,Amount,Currency,Pipeline,Deal Stage,Contact Email\n' +
        'One,many,,Renewals,Contract Sent,no@acme.example\nTwo,-5,,,Contract Sent,\nThree,"1.234,5 €",,,,\nFour,7,XQQ,,,\n',
    );
    expect(result.counts).toMatchObject({ rows: 4, created: 4, failed: 0, warned: 2 });
    expect((await deals()).map(({ stage, amount, currency }) => [stage, amount, currency])).toEqual([
      ['Qualification', null, null],
      ['Qualification', null, null],
      ['Qualification', 123_450, 'EUR'],
      ['Qualification', 700, 'USD'],
    ]);
    expect(result.notes).toEqual([
      'Not found as pipeline: Renewals (1). Those opportunities start in the default pipeline.',
      'Not found as stage: Contract Sent (2). Those opportunities get the first stage.',
      'Not found as currency: XQQ (1). Those opportunities get the currency of your organization.',
      'Not found as contact: no@acme.example (1). Those opportunities have no contact yet; bring it in and import this file again.',
    ]);
    const told = (await rowsOf(tenant, result.id)).map(({ issues }) =>
      (issues as { code: string }[]).map(({ code }) => code),
    );
    expect(told).toEqual([['amount', 'contact_not_found'], ['amount'], [], []]);
  });
});

describe('an import of opportunities', () => {
  it.each([1, 2, 100])(
    'comes to the same, %i rows at a time, and to nothing the second time',
    async (chunkRows) => {
      const text =
        'Deal Name,Amount,Close Date,Deal Stage,Company\n' +
        'Renewal,100,2026-01-31,Proposal,Acme\nRenewal,200,2027-01-31,Proposal,Acme\nRenewal,100,2026-01-31,Proposal,Beta\n' +
        'Renewal,,,,ACME\nLoose,5,,,\nLoose,6,,,\nLoose,5,,Won,\n,5,,,\n,,,,Gamma\n';
      const id = await givenImport(tenant, text, { noun: 'opportunity' });
      const preview = await previews(tenant, tenant.admin, id);
      expect(await deals()).toEqual([]);
      const run = await bring(text, { chunkRows });
      expect(run.counts).toEqual(preview.counts);
      expect(run.counts).toEqual({ rows: 9, created: 6, updated: 0, skipped: 2, failed: 1, warned: 0 });
      const there = await deals();
      expect(there.map(({ title, amount, organization }) => [title, amount, organization])).toEqual([
        ['Renewal', 10_000, 'Acme'],
        ['Renewal', 20_000, 'Acme'],
        ['Renewal', 10_000, 'Beta'],
        ['Loose', 500, null],
        ['Loose', 600, null],
        ['Gamma', null, 'Gamma'],
      ]);
      const again = await bring(text, { chunkRows });
      expect(again.counts).toMatchObject({ rows: 9, created: 0, failed: 1 });
    },
  );

  it('moves a deal by its id, closes it and opens it again', async () => {
    const row = (stage: string, amount: number): Promise<unknown> =>
      bring(`Deal ID,Deal Name,Deal Stage,Amount,Close Date\nD-1,Big one,${stage},${amount},2020-03-01\n`);
    await row('Proposal', 100);
    await row('Closed Won', 150);
    expect(await deals()).toMatchObject([
      { stage: 'Won', amount: 15_000, closedAt: expect.stringContaining('2020-03-01') as string },
    ]);
    await row('Negotiation', 150);
    expect(await deals()).toMatchObject([{ title: 'Big one', stage: 'Negotiation', closedAt: null }]);
  });

  it('links the deals of another program to its people and companies, and says nothing new twice', async () => {
    await bring(fixture('crm-vendor-exports/pipedrive-people.csv'), { noun: 'contact' });
    await bring(fixture('crm-vendor-exports/linkedin_Connections.csv'), { noun: 'contact' });
    const file = fixture('crm-vendor-exports/pipedrive-deals.csv');
    const result = await bring(file);
    expect(result.counts).toMatchObject({ rows: 8, created: 8, failed: 0 });
    const there = await deals();
    expect(there.map(({ currency, amount }) => [currency, amount].join(' ')).slice(0, 4)).toEqual([
      'EUR 4850000',
      'ISK 6200000',
      'USD 12900050',
      'JPY 15000000',
    ]);
    expect(there.filter(({ organization }) => organization === null)).toEqual([]);
    expect(there.filter(({ contact }) => contact === null)).toEqual([]);
    expect(there.filter(({ closedAt }) => closedAt !== null).map(({ stage }) => stage)).toEqual([
      'Won',
      'Lost',
    ]);
    expect((await bring(file)).counts).toMatchObject({ created: 0, updated: 0, skipped: 8 });
    expect(
      await arrange(tenant, (tx) => tx.$count(organizations, eq(organizations.tenantId, tenant.tenantId))),
    ).toBe(8);
  });
});
