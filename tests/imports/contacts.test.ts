// Contacts from files: who is matched with whom, and which organization a row finds or makes.
import { and, asc, eq, isNull } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contacts, externalIds, organizations, rolePermissions } from '../../db/schema/index.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { arrange, makePerson, makeTenant, type TestTenant } from '../support/factories.ts';
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
  importFile(tenant, tenant.admin, bytes, { noun: 'contact', ...options });

/** Who is there, with what their organization is called. */
const people = () =>
  arrange(tenant, (tx) =>
    tx
      .select({
        name: contacts.name,
        email: contacts.email,
        apart: contacts.emailApart,
        title: contacts.title,
        organization: organizations.name,
      })
      .from(contacts)
      .leftJoin(organizations, eq(organizations.id, contacts.organizationId))
      .where(and(eq(contacts.tenantId, tenant.tenantId), isNull(contacts.deletedAt)))
      .orderBy(asc(contacts.id)),
  );

const companies = async (): Promise<string[]> => {
  const rows = await arrange(tenant, (tx) =>
    tx
      .select({ name: organizations.name })
      .from(organizations)
      .where(eq(organizations.tenantId, tenant.tenantId))
      .orderBy(asc(organizations.id)),
  );
  return rows.map(({ name }) => name);
};

const givenOrganization = (values: { name: string; domain?: string; nameApart?: boolean }, id?: string) =>
  arrange(tenant, async (tx) => {
    const [made] = await tx
      .insert(organizations)
      .values({ tenantId: tenant.tenantId, ...values })
      .returning({ id: organizations.id });
    if (id && made)
      await tx.insert(externalIds).values({
        tenantId: tenant.tenantId,
        noun: 'organization',
        source: 'crm',
        externalId: id,
        recordId: made.id,
      });
  });

describe('the organization of a contact', () => {
  it('is found by id, by domain and by name, whatever its case and legal form', async () => {
    await givenOrganization({ name: 'Acme Robotics, Inc.' }, 'A-1');
    await givenOrganization({ name: 'Beta', domain: 'beta.example' });
    await givenOrganization({ name: 'Núñez Hermanos' });
    const result = await bring(
      'Name,Email,Account ID,Company Domain,Company\n' +
        'Ann Lee,ann@acme.example,A-1,,\n' +
        'Bob Ray,bob@beta.example,,https://www.beta.example/team,Another Name\n' +
        'Cy Fox,cy@nunez.example,,,NUNEZ HERMANOS\n' +
        'Di Orr,di@acme.example,,,acme robotics\n',
    );
    expect(result).toMatchObject({ status: 'done', counts: { rows: 4, created: 4, warned: 0 } });
    expect((await people()).map(({ organization }) => organization)).toEqual([
      'Acme Robotics, Inc.',
      'Beta',
      'Núñez Hermanos',
      'Acme Robotics, Inc.',
    ]);
    expect(await companies()).toHaveLength(3);
  });

  it.each([1, 2, 100])('is made once where it is not there yet, %i rows at a time', async (chunkRows) => {
    const result = await bring(
      'Name,Email,Company,Company Domain\n' +
        'Ann Lee,ann@acme.example,Acme Inc.,acme.example\n' +
        'Bob Ray,bob@acme.example,ACME,\n' +
        'Cy Fox,cy@acme.example,,acme.example\n' +
        'Di Orr,di@mail.example,,gmail.com\n',
      { chunkRows },
    );
    expect(result.counts).toMatchObject({ rows: 4, created: 4, warned: 1 });
    expect((await people()).map(({ organization }) => organization)).toEqual([
      'Acme Inc.',
      'Acme Inc.',
      'Acme Inc.',
      null,
    ]);
    expect(result.notes).toContainEqual(expect.stringContaining('1 new organization was made'));
    expect(result.notes).toContainEqual(expect.stringContaining('Not found as organization: gmail.com (1)'));
    const tokens = await database.admin`
      select token from crm.search_tokens
       where tenant_id = ${tenant.tenantId} and noun = 'organization' and token in ('acme', 'acme.example')`;
    expect(tokens).toHaveLength(2);
  });

  it('is told, and the row goes without, where it cannot be known or may not be made', async () => {
    await givenOrganization({ name: 'Twin', domain: 'one.example' });
    await givenOrganization({ name: 'Twin', domain: 'two.example', nameApart: true });
    const ambiguous = await bring('Name,Company,Company ID\nAnn Lee,Twin,\nBob Ray,,X-9\n');
    expect(ambiguous.counts).toMatchObject({ created: 2, warned: 2 });
    expect((await rowsOf(tenant, ambiguous.id)).map(({ issues }) => issues)).toMatchObject([
      [{ code: 'organization_not_found', reason: 'The organization "Twin" could be one of several.' }],
      [{ code: 'organization_not_found', reason: 'The organization "X-9" is not here.' }],
    ]);
    expect(ambiguous.notes).toEqual([
      'Not found as organization: Twin (1), X-9 (1). Those contacts have no organization yet; bring it in and import this file again.',
    ]);
    const person = await makePerson(tenant, 'user');
    await arrange(tenant, (tx) =>
      tx
        .delete(rolePermissions)
        .where(
          and(
            eq(rolePermissions.tenantId, tenant.tenantId),
            eq(rolePermissions.permission, 'organization:create'),
          ),
        ),
    );
    const given = { noun: 'contact' } as const;
    const without = await importFile(
      tenant,
      person,
      'Name,Email,Company\nCy Fox,cy@new.example,New Works\n',
      given,
    );
    expect(without.counts).toMatchObject({ created: 1, warned: 1 });
    expect(await companies()).toEqual(['Twin', 'Twin']);
    await givenOrganization({ name: 'New Works' });
    const again = await importFile(
      tenant,
      person,
      'Name,Email,Company\nCy Fox,cy@new.example,New Works\n',
      given,
    );
    expect(again.counts).toMatchObject({ created: 0, updated: 1 });
    expect((await people()).at(-1)).toMatchObject({ name: 'Cy Fox', organization: 'New Works' });
  });
});

describe('an import of contacts', () => {
  it('keeps people of other names at one address apart, and fills who is there already', async () => {
    await bring('Name,Email,Title\nAnn Lee,office@acme.example,\n');
    const result = await bring(
      'Name,Email,Title,Contact Owner\nBob Ray,office@acme.example,CFO,nobody@acme.example\n' +
        `Lee Ann,OFFICE@acme.example,CEO,${tenant.user.email}\n,broken@,,\n`,
    );
    expect(result.counts).toEqual({ rows: 3, created: 1, updated: 1, skipped: 0, failed: 1, warned: 1 });
    expect(await people()).toMatchObject([
      { name: 'Ann Lee', title: 'CEO', apart: false },
      { name: 'Bob Ray', title: 'CFO', apart: true },
    ]);
    expect(result.notes).toContainEqual(
      expect.stringContaining('Not found as owner: nobody@acme.example (1)'),
    );
    expect((await rowsOf(tenant, result.id)).map(({ outcome, issues }) => [outcome, issues])).toMatchObject([
      ['create', [{ code: 'kept_apart', column: 'Email' }]],
      ['update', []],
      ['fail', [{ code: 'email' }]],
    ]);
  });

  it('keeps phone numbers of a likely length, and says so once for the file', async () => {
    const result = await bring(
      'Name,Phone\nAnn Lee,9264429205\nBob Ray,831.605.2433x72946\nCy Fox,call me\nDi Orr,+49 30 901820\nEd Poe,12345\n',
    );
    expect(result.counts).toMatchObject({ rows: 5, created: 5, warned: 2 });
    expect(result.notes).toEqual([
      '1 phone number is kept as typed: of a likely length, but of no form we know.',
    ]);
    expect((await rowsOf(tenant, result.id)).flatMap(({ issues }) => issues)).toMatchObject([
      { code: 'phone', reason: expect.stringContaining('call me') as string },
      { code: 'phone', reason: expect.stringContaining('12345') as string },
    ]);
  });

  it('says in the preview what the run then does, and changes nothing the second time', async () => {
    const text =
      'Contact ID,First Name,Last Name,Email,Company\n1,Ann,Lee,ann@acme.example,Acme\n2,Bob,Ray,,Acme\n2,Bob,Ray,,Beta\n';
    const fields = { 'Contact ID': 'externalId' } as const;
    const id = await givenImport(tenant, text, { noun: 'contact', fields });
    const preview = await previews(tenant, tenant.admin, id);
    expect(await people()).toEqual([]);
    expect(preview.notes).toEqual(['2 new organizations will be made, by the names in the file.']);
    const run = await bring(text, { fields });
    expect(run.counts).toEqual(preview.counts);
    expect((await externalIdsOf(tenant)).map(({ noun, externalId }) => [noun, externalId]).sort()).toEqual([
      ['contact', '1'],
      ['contact', '2'],
    ]);
    expect((await bring(text, { fields })).counts).toMatchObject({ created: 0, updated: 0, failed: 0 });
    const events = await database.admin`
      select count, source from audit.event where tenant_id = ${tenant.tenantId} and noun = 'contact' and action = 'created'`;
    expect(events).toEqual([{ count: 2, source: 'import' }]);
  });

  it('makes one population of the exports of many programs, in any order and twice', async () => {
    const files = [
      'linkedin_Connections.csv',
      'pipedrive-people.csv',
      'outlook_contacts_windows1252.csv',
      'hubspot-crm-exports-all-contacts-2026-11-22.csv',
      'google_contacts_old_layout_utf16.csv',
    ].map((name) => fixture(`crm-vendor-exports/${name}`));
    for (const bytes of files) await bring(bytes);
    for (const bytes of files.toReversed()) await bring(bytes);
    expect(await people()).toHaveLength(20);
    expect(await companies()).toHaveLength(8);
  });
});
