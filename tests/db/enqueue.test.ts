import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { uuidv7 } from '../../db/ids.ts';
import { withAuth } from '../../db/system.ts';
import type { TenantContext } from '../../db/tenant.ts';
import { withTenant } from '../../db/tenant.ts';
import type { TestDatabase } from '../support/database.ts';
import { createTestDatabase } from '../support/database.ts';
import type { TestTenant } from '../support/factories.ts';
import { makeTenant } from '../support/factories.ts';

let database: TestDatabase;
let tenant: TestTenant;

beforeAll(async () => {
  database = await createTestDatabase();
  tenant = await makeTenant();
});

interface Options {
  key?: string;
  queue?: string;
}

function enqueue(
  context: TenantContext,
  payload: unknown,
  { key, queue }: Options = {},
  dryRun = false,
): Promise<string> {
  return withTenant(context, { permission: null, dryRun, label: 'test' }, async (tx) => {
    const text = JSON.stringify(payload);
    const [row] = await tx.execute<{ id: unknown }>(
      sql`select crm.enqueue('test.task', ${text}::jsonb, ${key ?? null}, queue_name => ${queue ?? null}) as id`,
    );
    return String(row?.id);
  });
}

interface Job {
  payload: Record<string, unknown>;
  key: string | null;
  queue: string | null;
}

const job = async (id: string): Promise<Job | undefined> => {
  const [row] = await database.admin<Job[]>`
    select j.payload, j.key, q.queue_name as queue from graphile_worker._private_jobs j
      left join graphile_worker._private_job_queues q on q.id = j.job_queue_id where j.id = ${id}`;
  return row;
};

describe('crm.enqueue', () => {
  test('stamps tenant, user, actor and request from the context over whatever the payload says', async () => {
    const stranger = uuidv7();
    const forged = {
      tenantId: stranger,
      userId: stranger,
      actor: 'system',
      actorId: 'x',
      requestId: 'forged',
      onBehalfOf: 'y',
      leadId: 'l',
    };
    const added = await job(await enqueue(tenant.user.context, forged));
    expect(added?.payload).toEqual({
      leadId: 'l',
      tenantId: tenant.tenantId,
      userId: tenant.user.userId,
      actor: 'user',
      actorId: tenant.user.userId,
      onBehalfOf: null,
      requestId: tenant.user.context.requestId,
    });
  });

  test('work of the house itself carries no user', async () => {
    const added = await job(await enqueue(tenant.system, {}));
    expect(added?.payload).toMatchObject({ tenantId: tenant.tenantId, userId: null, actor: 'system' });
  });

  test('a key replaces the waiting job of one’s own tenant only, and queues are a tenant’s own', async () => {
    const other = await makeTenant();
    const first = await enqueue(tenant.user.context, { n: 1 }, { key: 'refresh', queue: 'slow' });
    const theirs = await enqueue(other.user.context, { n: 2 }, { key: 'refresh', queue: 'slow' });
    const second = await enqueue(tenant.user.context, { n: 3 }, { key: 'refresh', queue: 'slow' });
    expect(second).toBe(first);
    expect(await job(first)).toMatchObject({
      payload: { n: 3 },
      key: `${tenant.tenantId}:refresh`,
      queue: `${tenant.tenantId}:slow`,
    });
    expect(await job(theirs)).toMatchObject({ payload: { n: 2 }, key: `${other.tenantId}:refresh` });
  });

  test('a job is there only when the transaction that caused it is', async () => {
    const id = await enqueue(tenant.user.context, {}, {}, true);
    expect(await job(id)).toBeUndefined();
  });

  test('is refused without a tenant and with a payload that is no object', async () => {
    await expect(database.admin`select crm.enqueue('test.task')`).rejects.toMatchObject({
      code: 'SF401',
      detail: 'tenant',
    });
    for (const payload of [[1], 'text', null, 7]) {
      await expect(enqueue(tenant.user.context, payload), JSON.stringify(payload)).rejects.toMatchObject({
        code: '22023',
      });
    }
  });

  test('the app reaches the queue in no other way', async () => {
    for (const statement of [
      sql`select graphile_worker.add_job('test.task')`,
      sql`select * from graphile_worker.jobs`,
      sql`insert into graphile_worker._private_jobs (task_id) values (1)`,
      sql`select auth.enqueue('mail.send')`,
    ]) {
      const attempt = withTenant(tenant.admin.context, { permission: null, label: 'test' }, (tx) =>
        tx.execute(statement),
      );
      await expect(attempt).rejects.toMatchObject({ code: '42501' });
    }
  });
});

describe('auth.enqueue', () => {
  const authEnqueue = (task: string, payload: unknown): Promise<string> =>
    withAuth(async (tx) => {
      const [row] = await tx.execute<{ id: unknown }>(
        sql`select auth.enqueue(${task}, ${JSON.stringify(payload)}::jsonb) as id`,
      );
      return String(row?.id);
    });

  test('names no tenant to run in, whatever the payload says', async () => {
    const added = await job(
      await authEnqueue('mail.send', { tenantId: tenant.tenantId, userId: tenant.user.userId, mailId: 'm' }),
    );
    expect(added?.payload).toEqual({
      mailId: 'm',
      tenantId: null,
      userId: null,
      actor: 'system',
      actorId: 'auth',
    });
  });

  test('adds sign-in’s own tasks only', async () => {
    await expect(authEnqueue('lead.delete', {})).rejects.toMatchObject({ code: '22023' });
  });
});
