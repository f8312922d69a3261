import { and, eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { imports, roleVisibility, userRoles } from '../../db/schema/index.ts';
import { runImport } from '../../server/features/imports/imports.jobs.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { arrange, makeLead, makeTenant, type TestTenant } from '../support/factories.ts';
import {
  externalIdsOf,
  givenImport,
  jobContext,
  leadsOf,
  resultOf,
  rowsOf,
  runs,
  start,
} from './importing.ts';

let database: TestDatabase;
let tenant: TestTenant;

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  tenant = await makeTenant();
});

/** Rows that repeat, contradict and complete each other, near and far, with some that fail. */
function tangledFile(rows: number): string {
  const lines = Array.from({ length: rows }, (_, at) => {
    const person = (at * 7) % 23;
    const id = at % 5 === 0 ? `L${at % 15}` : '';
    const email = at % 4 === 0 ? '' : at % 11 === 0 ? 'broken' : `P${person}@example.com`;
    const name = at % 9 === 0 ? `Other ${person}` : `Person ${person}`;
    const phone = at % 3 === 0 ? `+49 30 9018${String(20 + person)}` : '';
    return [
      id,
      name,
      email,
      at % 2 === 0 ? `Company ${person} GmbH` : `company ${person}`,
      phone,
      `Note ${at}`,
    ].join(',');
  });
  return ['Lead ID,Name,Email,Company,Phone,Notes', ...lines, ''].join('\n');
}

/** What an import leaves behind, without ids, times and versions. */
async function remains(of: TestTenant, importId: string) {
  const { counts, status } = await resultOf(of, importId);
  const leads = (await leadsOf(of)).map(
    ({ ownerId, stageId, sourceId, createdBy, updatedBy, version: _version, ...lead }) => ({
      ...lead,
      isOurs:
        ownerId === of.admin.userId && stageId === of.stageId && sourceId !== null && createdBy === updatedBy,
    }),
  );
  const rows = (await rowsOf(of, importId)).map(({ rowNo, lineNo, outcome, issues, cells, recordId }) => ({
    rowNo,
    lineNo,
    outcome,
    issues,
    cells,
    hasLead: recordId !== null,
  }));
  const ids = (await externalIdsOf(of)).map(({ externalId }) => externalId).sort();
  return { counts, status, leads, rows, ids };
}

async function unbroken(text: string, chunkRows: number) {
  const of = await makeTenant();
  const id = await givenImport(of, text);
  await runs(of, of.admin, id, { chunkRows });
  return remains(of, id);
}

describe('the outcome of an import', () => {
  it('is the same for chunks of any size', async () => {
    const text = tangledFile(60);
    const whole = await unbroken(text, 1000);
    expect(whole.status).toBe('done');
    const { created, updated, skipped, failed, rows } = whole.counts;
    expect(created + updated + skipped + failed).toBe(rows);
    expect(Math.min(created, updated, skipped, failed)).toBeGreaterThan(0);
    for (const chunkRows of [7, 25]) expect(await unbroken(text, chunkRows)).toEqual(whole);
  });

  it('is the same after a stop between any two chunks', async () => {
    const text = tangledFile(60);
    const whole = await unbroken(text, 1000);
    const id = await givenImport(tenant, text);
    await start(tenant, id, 'run');
    for (let tries = 1; (await resultOf(tenant, id)).status === 'running'; tries += 1) {
      let chunks = 0;
      const stopping = {
        get aborted() {
          chunks += 1;
          return chunks > 1 + (tries % 2);
        },
      } as AbortSignal;
      await runImport(jobContext(tenant.admin), id, stopping, { chunkRows: 9 }).catch(() => undefined);
    }
    expect(await remains(tenant, id)).toEqual(whole);
  });

  it('is the same when the database drops the connection again and again', async () => {
    const text = tangledFile(60);
    const whole = await unbroken(text, 1000);
    const id = await givenImport(tenant, text);
    await start(tenant, id, 'run');
    let dropped = 0;
    for (let tries = 0; tries < 50 && (await resultOf(tenant, id)).status === 'running'; tries += 1) {
      const running = runImport(jobContext(tenant.admin), id, undefined, { chunkRows: 5 }).then(
        () => true,
        () => false,
      );
      if (tries < 4) {
        const victims = await database.admin`
          select pg_terminate_backend(pid) from pg_stat_activity
           where datname = current_database() and application_name = 'streamflow_import'`;
        dropped += victims.length;
      }
      await running;
    }
    expect(dropped).toBeGreaterThan(0);
    expect(await remains(tenant, id)).toEqual(whole);
  });

  it('is the same when two workers have the same import', async () => {
    const text = tangledFile(60);
    const whole = await unbroken(text, 1000);
    const id = await givenImport(tenant, text);
    await start(tenant, id, 'run');
    const work = () => runImport(jobContext(tenant.admin), id, undefined, { chunkRows: 4 });
    await Promise.allSettled([work(), work()]);
    await work();
    expect(await remains(tenant, id)).toEqual(whole);
  });

  it('holds no lead twice when one file comes in as two imports at once', async () => {
    const text = [
      'Name,Email',
      ...Array.from({ length: 40 }, (_, at) => `Person ${at},p${at}@example.com`),
      '',
    ].join('\n');
    const ids = [await givenImport(tenant, text), await givenImport(tenant, text)];
    await Promise.all(ids.map((id) => start(tenant, id, 'run')));
    const context = jobContext(tenant.admin);
    await Promise.all(ids.map((id) => runImport(context, id, undefined, { chunkRows: 10 })));
    expect(await leadsOf(tenant)).toHaveLength(40);
    const created = await Promise.all(ids.map(async (id) => (await resultOf(tenant, id)).counts.created));
    expect(created[0]! + created[1]!).toBe(40);
  });
});

describe('an import', () => {
  it('skips rows whose lead is somebody else’s and not to be seen, and takes the others', async () => {
    const roleId = tenant.roleIds.get('user')!;
    await arrange(tenant, (tx) =>
      tx
        .insert(roleVisibility)
        .values({ tenantId: tenant.tenantId, roleId, noun: 'lead', scope: 'own' })
        .onConflictDoUpdate({
          target: [roleVisibility.tenantId, roleVisibility.roleId, roleVisibility.noun],
          set: { scope: 'own' },
        }),
    );
    await makeLead(tenant, { name: 'Ann Lee', email: 'ann@example.com', ownerId: tenant.admin.userId });
    const text = 'Name,Email\nBob,bob@example.com\nAnn Lee,ann@example.com\nCy,cy@example.com\n';
    const id = await givenImport(tenant, text);
    const { counts } = await runs(tenant, tenant.user, id);
    expect(counts).toMatchObject({ rows: 3, created: 2, skipped: 1 });
    expect((await rowsOf(tenant, id)).find(({ outcome }) => outcome === 'skip')).toMatchObject({
      lineNo: 3,
      recordId: null,
      issues: [{ code: 'owned_by_other' }],
    });
    expect(await leadsOf(tenant)).toHaveLength(3);
  });

  it('ends with the reason when its person may no longer import', async () => {
    const id = await givenImport(tenant, 'Name\nAnn Lee\n');
    await start(tenant, id, 'run');
    await arrange(tenant, (tx) =>
      tx
        .delete(userRoles)
        .where(and(eq(userRoles.tenantId, tenant.tenantId), eq(userRoles.userId, tenant.user.userId))),
    );
    await runImport(jobContext(tenant.user), id);
    expect(await resultOf(tenant, id)).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('may no longer import'),
    });
    expect(await leadsOf(tenant)).toEqual([]);
  });

  it('ends with the reason when its file is gone', async () => {
    const id = await givenImport(tenant, 'Name\nAnn Lee\n');
    await arrange(tenant, (tx) =>
      tx.update(imports).set({ filePath: '/nowhere/at/all' }).where(eq(imports.id, id)),
    );
    expect(await runs(tenant, tenant.admin, id)).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('gone'),
    });
  });

  it('stops where it is when it is cancelled', async () => {
    const id = await givenImport(tenant, tangledFile(20));
    await start(tenant, id, 'run');
    await arrange(tenant, (tx) => tx.update(imports).set({ status: 'cancelled' }).where(eq(imports.id, id)));
    await runImport(jobContext(tenant.admin), id);
    expect(await leadsOf(tenant)).toEqual([]);
  });

  it('does nothing to another tenant', async () => {
    const other = await makeTenant();
    await makeLead(other, { name: 'Ann Lee', email: 'ann@example.com' });
    const before = await leadsOf(other);
    const id = await givenImport(tenant, 'Name,Email,Company\nAnn Lee,ann@example.com,Acme\n');
    expect((await runs(tenant, tenant.admin, id)).counts).toMatchObject({ created: 1 });
    await runImport(jobContext(other.admin), id);
    expect(await leadsOf(other)).toEqual(before);
  });
});
