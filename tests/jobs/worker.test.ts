// The worker as it runs: what a killed one leaves is taken up, a job has the rights of now, and one bad job is one bad job.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { eq, sql } from 'drizzle-orm';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { userRoles, users } from '../../db/schema/index.ts';
import { withTenant } from '../../db/tenant.ts';
import { openPresence } from '../../db/worker-presence.ts';
import { keptMails } from '../../server/auth/mail-outbox.ts';
import { enqueue } from '../../server/jobs/enqueue.ts';
import { jobContext } from '../../server/jobs/run.ts';
import { atFileEnd } from '../support/cleanup.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { arrange, makeLead, makePerson, makeTenant, type TestTenant } from '../support/factories.ts';
import { runJobs } from '../support/jobs.ts';

let database: TestDatabase;
let acme: TestTenant;
let globex: TestTenant;

beforeAll(async () => {
  database = await createTestDatabase();
});

beforeEach(async () => {
  await database.admin`delete from graphile_worker._private_jobs`;
  [acme, globex] = [await makeTenant(), await makeTenant()];
});

/** Queues the mail to the new owner of a lead, as the manager who gave it. */
async function assign(tenant: TestTenant, name: string): Promise<void> {
  const leadId = await makeLead(tenant, { name, ownerId: tenant.user.userId });
  await withTenant(tenant.manager.context, { permission: 'lead:assign', label: 'test' }, (tx) =>
    enqueue(tx, 'record.assigned', { noun: 'lead', id: leadId, ownerId: tenant.user.userId }),
  );
}

const subjects = async (tenant: TestTenant): Promise<string[]> =>
  (await keptMails()).filter(({ to }) => to === tenant.user.email).map(({ subject }) => subject);

const queue = () =>
  database.admin<
    {
      payload: Record<string, unknown>;
      attempts: number;
      locked_by: string | null;
      last_error: string | null;
    }[]
  >`
    select payload, attempts, locked_by, last_error from graphile_worker._private_jobs order by id`;

/** A process that says it is alive, as a worker does, and dies without a word. */
const HOLDER = `
  import { openPresence } from ${JSON.stringify(new URL('../../db/worker-presence.ts', import.meta.url).href)};
  const presence = openPresence(process.env.JOBS_URL);
  await presence.hold('worker-that-dies');
  console.log('held');
  setInterval(() => undefined, 1000);`;

it('what a killed worker holds is freed by the next sweep and done once; what a living one holds is left alone', async () => {
  await assign(acme, 'Left behind');
  const child = spawn(process.execPath, ['--input-type=module', '-e', HOLDER], {
    env: { ...process.env, JOBS_URL: database.urls.jobs },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  atFileEnd(() => void child.kill('SIGKILL'));
  await once(createInterface({ input: child.stdout }), 'line');
  await database.admin`
    update graphile_worker._private_jobs set locked_by = 'worker-that-dies', locked_at = now(), attempts = 1`;
  const presence = openPresence(database.urls.jobs);
  atFileEnd(() => presence.close());

  expect(await presence.freeDead()).toEqual([]);
  await runJobs(database);
  expect(await subjects(acme)).toEqual([]);

  const [{ pid }] = (await database.admin`
    select l.pid from pg_locks l join pg_database d on d.oid = l.database and d.datname = current_database()
     where l.locktype = 'advisory'`) as unknown as [{ pid: number }];
  child.kill('SIGKILL');
  await once(child, 'exit');
  // the server notices the broken connection by itself; waiting for that here would be waiting for a clock
  await database.admin`select pg_terminate_backend(${pid}, 5000)`;

  expect(await presence.freeDead()).toEqual(['worker-that-dies']);
  await runJobs(database);
  await runJobs(database);
  expect(await subjects(acme)).toEqual(['Left behind is yours now']);
});

it('a worker does not free its own jobs', async () => {
  await assign(acme, 'In hand');
  const presence = openPresence(database.urls.jobs);
  atFileEnd(() => presence.close());
  await presence.hold('worker-that-lives');
  await database.admin`update graphile_worker._private_jobs set locked_by = 'worker-that-lives', locked_at = now()`;
  expect(await presence.freeDead()).toEqual([]);
});

it('a poison job is tried again later with its reason, and the jobs beside it are done', async () => {
  await arrange(acme, (tx) =>
    tx.execute(
      sql`select crm.enqueue('record.assigned', '{"noun": "lead", "id": "no id", "ownerId": 7}'::jsonb)`,
    ),
  );
  await assign(acme, 'Beside it');
  await runJobs(database);
  expect(await subjects(acme)).toEqual(['Beside it is yours now']);
  const [poison, ...others] = await queue();
  expect(others).toEqual([]);
  expect(poison).toMatchObject({
    attempts: 1,
    locked_by: null,
    last_error: expect.stringContaining('ownerId'),
  });
});

it('a tenant or person named by the payload is overwritten by who queued the job', async () => {
  await withTenant(acme.user.context, { permission: null, label: 'test' }, (tx) =>
    tx.execute(
      sql`select crm.enqueue('record.assigned', ${JSON.stringify({ tenantId: globex.tenantId, userId: globex.admin.userId })}::jsonb)`,
    ),
  );
  const [job] = await queue();
  expect(job?.payload).toMatchObject({ tenantId: acme.tenantId, userId: acme.user.userId });
});

it("another tenant's lead in a payload is not found, and nobody hears of it", async () => {
  const leadId = await makeLead(globex, { name: 'Secret', ownerId: globex.user.userId });
  await withTenant(acme.user.context, { permission: null, label: 'test' }, (tx) =>
    enqueue(tx, 'record.assigned', { noun: 'lead', id: leadId, ownerId: globex.user.userId }),
  );
  await runJobs(database);
  expect(await queue()).toEqual([]);
  expect([...(await subjects(acme)), ...(await subjects(globex))]).toEqual([]);
});

it('a job runs with the rights its person holds when it runs, not with those of when it was queued', async () => {
  const { tenantId, userId } = await makePerson(acme, 'manager');
  const context = jobContext({ id: '1' }, { tenantId, userId, requestId: 'queued-before' });
  const run = () => withTenant(context, { permission: 'lead:assign', label: 'test' }, (tx) => tx.entered);

  await expect(run()).resolves.toMatchObject({ userId });
  const user = acme.roleIds.get('user') ?? '';
  await arrange(acme, async (tx) => {
    await tx.delete(userRoles).where(eq(userRoles.userId, userId));
    await tx.insert(userRoles).values({ tenantId, userId, roleId: user });
  });
  await expect(run()).rejects.toMatchObject({ code: 'SF403' });
  await arrange(acme, (tx) => tx.update(users).set({ status: 'disabled' }).where(eq(users.id, userId)));
  await expect(run()).rejects.toMatchObject({ code: 'SF401' });
});

it('a transaction that is rolled back queues nothing', async () => {
  const failing = withTenant(acme.user.context, { permission: null, label: 'test' }, async (tx) => {
    await enqueue(tx, 'record.assigned', { noun: 'lead', id: acme.user.userId, ownerId: acme.user.userId });
    throw new Error('changed my mind');
  });
  await expect(failing).rejects.toThrow('changed my mind');
  expect(await queue()).toEqual([]);
});
