// A worker that is busy is alive: nobody frees what it holds, however long that takes.
import { expect, it } from 'vitest';
import { openPresence } from '../../db/worker-presence.ts';
import { startWorker } from '../../server/jobs/worker.ts';
import { enqueue } from '../../server/jobs/enqueue.ts';
import { atFileEnd } from '../support/cleanup.ts';
import { createTestDatabase } from '../support/database.ts';
import { arrange, makeTenant } from '../support/factories.ts';
import { insertImport, insertJob } from '../support/records.ts';

it('a job that takes longer than a sweep is left to the worker that does it', async () => {
  const database = await createTestDatabase();
  const acme = await makeTenant();
  const [importId, jobId] = [await insertImport(acme), await insertJob(acme)];
  await arrange(acme, (tx) => enqueue(tx, 'import.preview', { importId, jobId }));
  const observer = openPresence(database.urls.jobs);
  atFileEnd(() => observer.close());

  await database.admin.begin(async (tx) => {
    // the job waits for this row
    await tx`select id from crm.imports where id = ${importId} for update`;
    const worker = await startWorker({ jobsUrl: database.urls.jobs });
    atFileEnd(() => worker.stop());
    const holders = async (): Promise<number> =>
      (await database.admin`select 1 from graphile_worker._private_jobs where locked_by is not null`).length;
    await expect.poll(holders, { timeout: 10_000 }).toBe(1);
    expect(await observer.freeDead()).toEqual([]);
  });
});
