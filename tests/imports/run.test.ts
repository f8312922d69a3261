import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { insertField } from '../support/custom-fields.ts';
import { makeLead, makeTenant, type TestTenant } from '../support/factories.ts';
import { fixture } from './files.ts';
import { externalIdsOf, importFile, leadsOf, previews, givenImport, rowsOf } from './importing.ts';

let database: TestDatabase;
let tenant: TestTenant;

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  tenant = await makeTenant();
});

const HEADER = 'Lead ID,Name,Company,Email,Phone,Lead Source,Lead Status,Owner\n';

describe('an import of leads', () => {
  it('makes leads of rows, with their ids, sources, words to find them by and one audit event', async () => {
    const result = await importFile(
      tenant,
      tenant.admin,
      `${HEADER}L1,Ann Lee,Acme,ann@example.com,+49 30 901820,Trade Fair,New,\nL2,Bob Ray,,bob@example.com,,trade fair,,\n`,
    );
    expect(result).toMatchObject({
      status: 'done',
      counts: { rows: 2, created: 2, updated: 0, skipped: 0, failed: 0 },
      notes: ['1 new lead source was made.'],
    });
    const [ann, bob] = await leadsOf(tenant);
    expect(ann).toMatchObject({
      name: 'Ann Lee',
      company: 'Acme',
      email: 'ann@example.com',
      phoneE164: '+4930901820',
      ownerId: tenant.admin.userId,
      createdBy: tenant.admin.userId,
      stageId: tenant.stageId,
    });
    expect(bob?.sourceId).toBe(ann?.sourceId);
    expect((await externalIdsOf(tenant)).map(({ externalId }) => externalId).sort()).toEqual(['L1', 'L2']);
    const tokens = await database.admin`
      select token from crm.search_tokens where tenant_id = ${tenant.tenantId} and token in ('lee', 'acme', 'ray')`;
    expect(tokens).toHaveLength(3);
    const events = await database.admin`
      select count, source, user_id from audit.event where tenant_id = ${tenant.tenantId} and noun = 'lead' and action = 'created'`;
    expect(events).toEqual([{ count: 2, source: 'import', user_id: tenant.admin.userId }]);
  });

  it('asks rows for no field that the tenant requires of people: files have no column for it', async () => {
    const field = await insertField(tenant);
    await database.admin`update crm.custom_fields set required = true where id = ${field}`;
    const made = await importFile(tenant, tenant.admin, `${HEADER}L1,Ann Lee,Acme,,,,,\n`);
    const changed = await importFile(tenant, tenant.admin, `${HEADER}L1,Ann Lee,Beta,,,,,\n`);
    expect([made.counts, changed.counts]).toMatchObject([
      { created: 1, failed: 0 },
      { updated: 1, failed: 0 },
    ]);
  });

  it('changes nothing when the same file comes again', async () => {
    const bytes = fixture('crm-vendor-exports/hubspot-crm-exports-all-contacts-2026-11-22.csv');
    const first = await importFile(tenant, tenant.admin, bytes);
    const before = await leadsOf(tenant);
    const again = await importFile(tenant, tenant.admin, bytes);
    expect(first.counts).toMatchObject({ created: 14 });
    expect(again.counts).toMatchObject({ rows: 14, created: 0, updated: 0, skipped: 14, failed: 0 });
    expect(await leadsOf(tenant)).toEqual(before);
    const rows = await rowsOf(tenant, again.id);
    expect(
      rows.every(({ outcome, issues }) => outcome === 'skip' && JSON.stringify(issues).includes('unchanged')),
    ).toBe(true);
  });

  it('brings in what is new in a changed file, and empties nothing', async () => {
    await importFile(tenant, tenant.admin, `${HEADER}L1,Ann Lee,Acme,ann@example.com,,,,\n`);
    const { counts } = await importFile(tenant, tenant.admin, `${HEADER}L1,Ann Lee,Beta,,+49 30 901820,,,\n`);
    expect(counts).toMatchObject({ updated: 1, created: 0 });
    expect(await leadsOf(tenant)).toMatchObject([
      { company: 'Beta', email: 'ann@example.com', phoneE164: '+4930901820', version: 2 },
    ]);
  });

  it('lets the first row of a file decide where rows repeat each other', async () => {
    const { counts } = await importFile(tenant, tenant.admin, fixture('crm-torture/dup_within_file.csv'));
    expect(counts).toMatchObject({ rows: 4, created: 2, updated: 1, skipped: 1 });
    expect(await leadsOf(tenant)).toMatchObject([
      { name: 'Ann Lee', company: 'Acme', email: 'ann@example.com', phone: '555-0100' },
      { name: 'Bob Ray', company: 'Beta', email: null },
    ]);
  });

  it('takes decomposed and composed letters of one person as one', async () => {
    const { counts } = await importFile(tenant, tenant.admin, fixture('crm-torture/nfc_vs_nfd.csv'));
    expect(counts).toMatchObject({ created: 1, skipped: 1 });
  });

  it('keeps people of one mailbox apart and marks them', async () => {
    const text = 'Name,Email\nAnn Lee,home@example.com\nTom Lee,home@example.com\n';
    const { counts, id } = await importFile(tenant, tenant.admin, text);
    expect(counts).toMatchObject({ created: 2, warned: 1 });
    expect((await leadsOf(tenant)).map(({ emailApart }) => emailApart)).toEqual([false, true]);
    expect((await rowsOf(tenant, id))[1]?.issues).toMatchObject([{ code: 'kept_apart', column: 'Email' }]);
    expect((await importFile(tenant, tenant.admin, text)).counts).toMatchObject({ created: 0, skipped: 2 });
  });

  it.each([
    ['skip', { created: 0, updated: 0, skipped: 1 }],
    ['create', { created: 1, updated: 0, skipped: 0 }],
    ['update', { created: 0, updated: 1, skipped: 0 }],
  ] as const)('told to %s duplicates does so', async (duplicates, want) => {
    await makeLead(tenant, { name: 'Ann Lee', email: 'ANN@example.com' });
    const { counts } = await importFile(
      tenant,
      tenant.admin,
      'Name,Email,Company\nAnn Lee,ann@example.com,Acme\n',
      { settings: { duplicates } },
    );
    expect(counts).toMatchObject(want);
  });

  it('gives leads to the people the file names, and says whom it did not find', async () => {
    const text = `${HEADER}L1,Ann,,,,,,${tenant.user.name}\nL2,Bob,,,,,,Nobody Known\nL3,Cy,,,,,,${tenant.manager.name} (${tenant.manager.email})\n`;
    const { notes } = await importFile(tenant, tenant.admin, text);
    const owners = (await leadsOf(tenant)).map(({ ownerId }) => ownerId);
    expect(owners).toEqual([tenant.user.userId, tenant.admin.userId, tenant.manager.userId]);
    expect(notes).toEqual(['Not found as owner: Nobody Known (1). Those leads get the owner of the import.']);
  });

  it('puts leads in the stage the file names, and says which it did not find', async () => {
    const { notes } = await importFile(
      tenant,
      tenant.admin,
      `${HEADER}L1,Ann,,,,,Contacted,\nL2,Bob,,,,,Junk Lead,\n`,
    );
    expect(notes.some((note) => note.includes('Junk Lead (1)'))).toBe(true);
    expect((await leadsOf(tenant))[1]?.stageId).toBe(tenant.stageId);
  });

  it('names leads without a name by company or id and says how many', async () => {
    const { notes } = await importFile(tenant, tenant.admin, `${HEADER}L1,,Acme,,,,,\nL2,,,,,,,\n`);
    expect((await leadsOf(tenant)).map(({ name }) => name)).toEqual(['Acme', 'L2']);
    expect(notes).toEqual([
      '1 row has no name; its lead is called by company.',
      '1 row has no name; its lead is called by external id.',
    ]);
  });

  it('keeps failing rows with their cells and reasons, and imports the others', async () => {
    const { counts, id } = await importFile(
      tenant,
      tenant.admin,
      'Name,Email\nAnn,not an address\nBob,bob@example.com\n',
    );
    expect(counts).toMatchObject({ rows: 2, created: 1, failed: 1 });
    expect((await rowsOf(tenant, id))[0]).toMatchObject({
      lineNo: 2,
      outcome: 'fail',
      cells: ['Ann', 'not an address'],
      issues: [{ code: 'email', column: 'Email' }],
    });
  });

  it('gives an id whose lead is in the trash to a new lead', async () => {
    await importFile(tenant, tenant.admin, `${HEADER}L1,Ann,,,,,,\n`);
    await database.admin`update crm.leads set deleted_at = now() where tenant_id = ${tenant.tenantId}`;
    const { counts } = await importFile(tenant, tenant.admin, `${HEADER}L1,Ann,,,,,,\n`);
    expect(counts).toMatchObject({ created: 1 });
    expect(await externalIdsOf(tenant)).toHaveLength(1);
  });
});

describe('one population in five files', () => {
  const files = [
    'hubspot-crm-exports-all-contacts-2026-11-22.csv',
    'pipedrive-people.csv',
    'google_contacts_old_layout_utf16.csv',
    'outlook_contacts_windows1252.csv',
    'linkedin_Connections.csv',
  ];

  it.each([
    ['as listed', files],
    ['in another order', [...files.slice(1, 4).toReversed(), ...files.slice(4), ...files.slice(0, 1)]],
  ])('%s and then again is twenty leads', async (_order, order) => {
    for (const name of [...order, ...order]) {
      const { counts } = await importFile(tenant, tenant.admin, fixture(`crm-vendor-exports/${name}`));
      expect(counts.created + counts.updated + counts.skipped + counts.failed).toBe(counts.rows);
      expect(counts.failed).toBe(0);
    }
    expect(await leadsOf(tenant)).toHaveLength(20);
  });
});

describe('a preview', () => {
  it('counts what the run then does, and writes no lead', async () => {
    const bytes = Buffer.concat([
      fixture('crm-torture/dup_within_file.csv'),
      Buffer.from('Cy,,not an address,,,\n'),
    ]);
    const id = await givenImport(tenant, bytes);
    const preview = await previews(tenant, tenant.admin, id, { chunkRows: 2 });
    expect(preview.status).toBe('previewed');
    expect(await leadsOf(tenant)).toEqual([]);
    const run = await importFile(tenant, tenant.admin, bytes);
    expect(run.counts).toEqual(preview.counts);
  });

  it('keeps every failing row and the first of each kind', async () => {
    const lines = Array.from(
      { length: 60 },
      (_, at) => `P${at},${at % 2 === 0 ? `p${at}@example.com` : 'broken'}`,
    );
    const id = await givenImport(tenant, ['Name,Email', ...lines, ''].join('\n'));
    await previews(tenant, tenant.admin, id);
    const rows = await rowsOf(tenant, id, 'preview');
    expect(rows.filter(({ outcome }) => outcome === 'fail')).toHaveLength(30);
    expect(rows.filter(({ outcome }) => outcome === 'create')).toHaveLength(20);
  });

  it('starts anew when it is run again', async () => {
    const id = await givenImport(tenant, 'Name,Email\nAnn,broken\n');
    await previews(tenant, tenant.admin, id);
    const { counts } = await previews(tenant, tenant.admin, id);
    expect(counts).toMatchObject({ rows: 1, failed: 1 });
    expect(await rowsOf(tenant, id, 'preview')).toHaveLength(1);
  });
});
