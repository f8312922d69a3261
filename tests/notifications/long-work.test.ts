// Who started an import or a bulk edit is told when it is over, once.
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { previewImport, runImport } from '../../server/features/imports/imports.jobs.ts';
import { givenImport, jobContext, start } from '../imports/importing.ts';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeLeads, makeTenant, type TestTenant } from '../support/factories.ts';
import { runJobs } from '../support/jobs.ts';
import { inboxOf } from './world.ts';

let database: TestDatabase;
let api: Api;
let acme: TestTenant;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi();
});
beforeEach(async () => {
  acme = await makeTenant();
});

describe('long work', () => {
  it('of an import is told to who started it when it is over', async () => {
    const importId = await givenImport(acme, 'Name,Email\nAnn Lee,ann@example.com\n');
    const jobId = await start(acme, importId, 'run');
    await database.admin`update crm.jobs set created_by = ${acme.admin.userId} where id = ${jobId}`;
    await runImport(jobContext(acme.admin), importId);
    const { items } = await inboxOf(api, acme.admin);
    expect(items).toMatchObject([{ kind: 'import', job: { status: 'done', counts: { created: 1 } } }]);
    expect(items[0]?.job?.importId).toBe(importId);
    expect((await inboxOf(api, acme.manager)).items).toEqual([]);
  });

  it('of an import is told when it fails, but not where it is only checked', async () => {
    const fail = async (phase: 'preview' | 'run'): Promise<void> => {
      const importId = await givenImport(acme, 'Name\nAnn Lee\n');
      const jobId = await start(acme, importId, phase);
      await database.admin`update crm.imports set file_path = '/nowhere/at/all' where id = ${importId}`;
      await database.admin`update crm.jobs set created_by = ${acme.admin.userId} where id = ${jobId}`;
      await (phase === 'run' ? runImport : previewImport)(jobContext(acme.admin), importId);
      expect(await database.admin`select status from crm.jobs where id = ${jobId}`).toMatchObject([
        { status: 'failed' },
      ]);
    };
    await fail('preview');
    expect((await inboxOf(api, acme.admin)).items).toEqual([]);
    await fail('run');
    expect((await inboxOf(api, acme.admin)).items).toMatchObject([
      { kind: 'import', job: { status: 'failed' } },
    ]);
  });

  it('in bulk is told once, however often the worker takes it up', async () => {
    await makeLeads(acme, [{ name: 'One' }, { name: 'Two' }]);
    const all = { list: '', do: 'archive' };
    const { body } = await api.rest(acme.manager)<{ jobId: string }>('POST', '/leads/bulk/all', all);
    await runJobs(database);
    await database.admin`update crm.jobs set status = 'running' where id = ${body.jobId}`;
    await database.admin`
      select graphile_worker.add_job('bulk.edit', json_build_object('editId', ${body.jobId}::text,
        'tenantId', ${acme.tenantId}::text, 'userId', ${acme.manager.userId}::text))`;
    await runJobs(database);
    expect((await inboxOf(api, acme.manager)).items).toMatchObject([
      { kind: 'bulk', job: { id: body.jobId, status: 'done', counts: { changed: 2 } } },
    ]);
  });
});
