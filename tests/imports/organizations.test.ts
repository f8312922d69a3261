// Organizations from files: which company a row is about, and which are kept apart.
import { and, asc, eq, isNull } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { organizations, users } from '../../db/schema/index.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { arrange, makeTenant, type TestTenant } from '../support/factories.ts';
import { fixture } from './files.ts';
import { externalIdsOf, givenImport, importFile, previews, rowsOf, type Given } from './importing.ts';
import type { WorkOptions } from '../../server/features/imports/imports.jobs.ts';

let database: TestDatabase;
let tenant: TestTenant;

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  tenant = await makeTenant();
});

const bring = (bytes: Uint8Array | string, options: Given & WorkOptions = {}) =>
  importFile(tenant, tenant.admin, bytes, { noun: 'organization', ...options });

const companies = () =>
  arrange(tenant, (tx) =>
    tx
      .select({
        name: organizations.name,
        apart: organizations.nameApart,
        domain: organizations.domain,
        website: organizations.website,
        phone: organizations.phone,
        size: organizations.size,
        industry: organizations.industry,
        address: organizations.address,
        owner: users.name,
      })
      .from(organizations)
      .leftJoin(users, eq(users.id, organizations.ownerId))
      .where(and(eq(organizations.tenantId, tenant.tenantId), isNull(organizations.deletedAt)))
      .orderBy(asc(organizations.id)),
  );

const IDS = { 'Company ID': 'externalId' } as const;

describe('an import of organizations', () => {
  it('fills every field a file can have, and finds the owner by name or address', async () => {
    const result = await bring(
      'Account ID,Account Name,Website,Company Domain,Phone,Employees,Industry,Account Owner,Billing Street,Billing City,Billing Country,Parent Account\n' +
        `A-1,Acme Inc.,https://www.acme.example/about,WWW.Acme.example,+49 30 901820,240,Robotics,${tenant.user.email},1 Main St,Berlin,Germany,Globex\n` +
        `A-2,Beta,,not a domain,,1-10,,${tenant.manager.name},,,,\n`,
    );
    expect(result.counts).toEqual({ rows: 2, created: 2, updated: 0, skipped: 0, failed: 0, warned: 1 });
    expect(await companies()).toEqual([
      {
        name: 'Acme Inc.',
        apart: false,
        domain: 'acme.example',
        website: 'https://www.acme.example/about',
        phone: '+49 30 901820',
        size: '240',
        industry: 'Robotics',
        address: { street: '1 Main St', city: 'Berlin', country: 'Germany' },
        owner: tenant.user.name,
      },
      expect.objectContaining({ name: 'Beta', domain: null, size: '1-10', owner: tenant.manager.name }),
    ]);
    expect((await externalIdsOf(tenant)).map(({ noun, externalId }) => [noun, externalId])).toEqual([
      ['organization', 'A-1'],
      ['organization', 'A-2'],
    ]);
    const tokens = await database.admin`
      select 1 from crm.search_tokens
       where tenant_id = ${tenant.tenantId} and noun = 'organization' and token in ('acme', 'acme.example')`;
    expect(tokens).toHaveLength(2);
  });

  it('knows a company by its domain, or by its name where no website speaks against it', async () => {
    await bring(
      'Name,Domain,Website\nAcme Inc.,acme.example,\nBeta,,https://beta.example\nGamma,gmail.com,\n',
    );
    const result = await bring(
      'Name,Domain,Website,Industry\nAcme Group,acme.example,,Robots\nBETA GmbH,,www.beta.example/en,Beds\n' +
        'beta,,https://other.example,Boats\nDelta,gmail.com,,Mail\n',
    );
    expect(result.counts).toMatchObject({ rows: 4, created: 2, updated: 2, failed: 0 });
    expect((await companies()).map(({ name, apart, industry }) => [name, apart, industry])).toEqual([
      ['Acme Inc.', false, 'Robots'],
      ['Beta', false, 'Beds'],
      ['Gamma', false, null],
      ['beta', true, 'Boats'],
      ['Delta', false, 'Mail'],
    ]);
    const told = (await rowsOf(tenant, result.id)).flatMap(({ issues }) => issues as { code: string }[]);
    expect(told).toMatchObject([{ code: 'kept_apart', column: 'Name' }]);
    const again = await bring('Name,Website,Industry\nbeta,https://other.example,Ships\n');
    expect(again.counts).toMatchObject({ created: 0, updated: 1 });
  });

  it('keeps two ids of one system two companies, and renames the one an id means', async () => {
    await bring('Company ID,Name\n1,Twin\n2,Twin\n', { fields: IDS });
    expect((await companies()).map(({ name, apart }) => [name, apart])).toEqual([
      ['Twin', false],
      ['Twin', true],
    ]);
    const renamed = await bring('Company ID,Name\n1,First Twin\n2,Twin\n', { fields: IDS });
    expect(renamed.counts).toMatchObject({ created: 0, updated: 1, skipped: 1 });
    expect((await companies()).map(({ name }) => name)).toEqual(['First Twin', 'Twin']);
  });

  it.each([1, 2, 100])(
    'comes to the same, %i rows at a time, and to nothing the second time',
    async (chunkRows) => {
      const text =
        'Name,Domain,Website,Phone,Country\nAcme & Sons Inc.,acme.example,,,\nACME & SONS INC.,,,+49 30 901820,Germany\n' +
        'Acme & Sons Inc.,other.example,,,\nBeta Ltd,,beta.example,,\nBeta,,,,Kenya\nBeta,,third.example,,\nBeta,,third.example,,Peru\n' +
        ',gamma.example,,,\nGamma Works,gamma.example,,,\n,,,+49 30 901820,\nBeta Inc.,,,,\n';
      const id = await givenImport(tenant, text, { noun: 'organization' });
      const preview = await previews(tenant, tenant.admin, id);
      expect(await companies()).toEqual([]);
      const run = await bring(text, { chunkRows });
      expect(run.counts).toEqual(preview.counts);
      expect(run.counts).toEqual({ rows: 11, created: 5, updated: 4, skipped: 1, failed: 1, warned: 1 });
      expect(
        (await companies()).map(({ name, apart, domain, address }) => [name, apart, domain, address]),
      ).toEqual([
        ['Acme & Sons Inc.', false, 'acme.example', { country: 'Germany' }],
        ['Acme & Sons Inc.', true, 'other.example', null],
        ['Beta Ltd', false, null, { country: 'Kenya' }],
        ['Beta', false, null, { country: 'Peru' }],
        ['Gamma Works', false, 'gamma.example', null],
      ]);
      const again = await bring(text, { chunkRows });
      expect(again.counts).toMatchObject({ rows: 11, created: 0, failed: 1 });
    },
  );

  it('is the same population as contacts make, in any order and twice', async () => {
    const list = fixture('crm-vendor-exports/companies_list.csv');
    const people = fixture('crm-vendor-exports/pipedrive-people.csv');
    await bring(people, { noun: 'contact' });
    await bring(list);
    expect(await companies()).toHaveLength(8);
    expect((await companies()).every(({ domain, size }) => domain !== null && size !== null)).toBe(true);
    await bring(people, { noun: 'contact' });
    const again = await bring(list);
    expect(again.counts).toMatchObject({ rows: 8, created: 0, updated: 0, skipped: 8, failed: 0 });
  });
});
