// Reminders of tasks, fired by the worker's own functions: once, at the time that stands in the task, to whose it is.
// The queue's clock is moved, never waited for.
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keptMails } from '../../server/auth/mail-outbox.ts';
import { inboxOf, reader } from '../notifications/world.ts';
import { startApi, type Api, type Rest } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeTenant, type TestTenant } from '../support/factories.ts';
import { runJobs } from '../support/jobs.ts';

let database: TestDatabase;
let api: Api;
let acme: TestTenant;
let asUser: Rest;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi();
});
beforeEach(async () => {
  acme = await makeTenant();
  asUser = api.rest(acme.user);
  await database.admin`delete from graphile_worker._private_jobs`;
});

const HOUR = 3_600_000;
const inHours = (hours: number): string => new Date(Date.now() + hours * HOUR).toISOString();

const create = async (values: Record<string, unknown> = {}): Promise<string> => {
  const task = { title: 'Call Ada', reminderAt: inHours(1), ...values };
  const made = await asUser<{ id: string }>('POST', '/tasks', task);
  expect(made.status).toBe(201);
  return made.body.id;
};
const patch = (id: string, values: Record<string, unknown>) =>
  asUser('PATCH', `/tasks/${id}`, { version: 1, ...values });

/** What waits until then is due now. */
const at = async (hours: number): Promise<void> => {
  await database.admin`
    update graphile_worker._private_jobs set run_at = now() where run_at <= ${inHours(hours)}::timestamptz`;
  await runJobs(database);
};
const remindersOf = async (person = acme.user) =>
  (await inboxOf(api, person)).items.filter(({ kind }) => kind === 'due');
const mailsTo = async ({ email }: { email: string }) =>
  (await keptMails(200)).filter(({ to, purpose }) => to === email && purpose === 'task_reminder');

describe('a reminder', () => {
  it('stands in the inbox and is mailed, once, at its time and not before', async () => {
    const id = await create({ title: 'Call\nAda', dueAt: '2030-05-01T15:00:00Z' });
    await at(0.9);
    expect(await remindersOf()).toEqual([]);
    await at(1.1);
    expect(await remindersOf()).toMatchObject([{ by: null, record: { noun: 'task', id }, isRead: false }]);
    const [mail, ...more] = await mailsTo(acme.user);
    expect(more).toEqual([]);
    expect(mail?.subject).toBe('Reminder: Call Ada');
    expect(mail?.text).toContain('May 1, 2030');
    expect(mail?.text).toContain(`/tasks/${id}`);
  });

  it('goes to whose the task is by then', async () => {
    const id = await create();
    await api.rest(acme.manager)('POST', `/tasks/${id}/assign`, { assigneeId: acme.admin.userId });
    await at(2);
    expect(await remindersOf()).toEqual([]);
    expect(await remindersOf(acme.admin)).toHaveLength(1);
  });

  it('that is moved fires at the new time alone', async () => {
    const id = await create();
    await patch(id, { reminderAt: inHours(5) });
    await at(2);
    expect(await remindersOf()).toEqual([]);
    await at(6);
    expect(await remindersOf()).toHaveLength(1);
  });

  it('stays as it is where a form sends it back to the minute', async () => {
    const id = await create({ reminderAt: '2030-05-01T15:00:30.500Z' });
    await patch(id, { title: 'Call Grace', reminderAt: '2030-05-01T15:00:00Z' });
    expect((await asUser<{ reminderAt: string }>('GET', `/tasks/${id}`)).body.reminderAt).toBe(
      '2030-05-01T15:00:30.500Z',
    );
  });

  it('is not set at a time that has passed; one that has passed since stays', async () => {
    const refused = {
      status: 422,
      body: {
        slug: 'task.reminder_passed',
        details: { reminderAt: [expect.stringContaining('has passed')] },
      },
    };
    const passed = { title: 'Call Ada', reminderAt: inHours(-1) };
    expect(await asUser('POST', '/tasks', passed)).toMatchObject(refused);
    const id = await create();
    expect(await patch(id, passed)).toMatchObject(refused);
    await database.admin`update crm.tasks set reminder_at = ${passed.reminderAt} where id = ${id}`;
    expect((await patch(id, { ...passed, version: 2 })).status).toBe(200);
  });

  it.each<[string, (id: string) => Promise<unknown>]>([
    ['is removed', (id) => patch(id, { reminderAt: null })],
    ['is of a task that is done', (id) => asUser('POST', `/tasks/${id}/done`, { version: 1 })],
    ['is of a deleted task', (id) => asUser('DELETE', `/tasks/${id}?version=1`)],
    [
      'is of nobody’s task',
      (id) => api.rest(acme.manager)('POST', `/tasks/${id}/assign`, { assigneeId: null }),
    ],
    [
      'is of somebody who has left',
      () => database.admin`update crm.users set status = 'disabled' where id = ${acme.user.userId}`,
    ],
  ])('that %s is not fired', async (_, change) => {
    const id = await create();
    await change(id);
    await at(2);
    expect(
      await database.admin`select 1 from crm.notifications where record_id = ${id} and kind = 'due'`,
    ).toEqual([]);
    expect(await mailsTo(acme.user)).toEqual([]);
  });

  it('fires where the task was done and opened again, or deleted and taken back, before', async () => {
    const id = await create();
    await asUser('POST', `/tasks/${id}/done`, { version: 1 });
    await asUser('POST', `/tasks/${id}/done`, { version: 2, done: false });
    await asUser('DELETE', `/tasks/${id}?version=3`);
    await asUser('POST', `/tasks/${id}/restore`);
    await at(2);
    expect(await remindersOf()).toHaveLength(1);
  });

  it('is not told to who may not read tasks', async () => {
    const person = await reader(acme, 'all');
    const id = await create();
    await database.admin`update crm.tasks set owner_id = ${person.userId} where id = ${id}`;
    await at(2);
    expect(await mailsTo(person)).toEqual([]);
  });
});

describe('a worker that dies', () => {
  const again = async (id: string): Promise<void> => {
    const [task] = await database.admin<{ at: string }[]>`
      select to_char(reminder_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at from crm.tasks where id = ${id}`;
    await database.admin`
      select graphile_worker.add_job('task.remind', json_build_object('id', ${id}::text, 'at', ${task?.at ?? ''}::text,
        'tenantId', ${acme.tenantId}::text, 'userId', ${acme.user.userId}::text))`;
    await runJobs(database);
  };

  it('behind the work leaves one notification and one mail when the job runs again', async () => {
    const id = await create();
    await at(2);
    await again(id);
    expect(await remindersOf()).toHaveLength(1);
    expect(await mailsTo(acme.user)).toHaveLength(1);
  });

  it('between inbox and mail still mails, once', async () => {
    const id = await create();
    await at(2);
    await database.admin`delete from auth.mail_outbox where to_email = ${acme.user.email}`;
    await again(id);
    await again(id);
    expect(await remindersOf()).toHaveLength(1);
    expect(await mailsTo(acme.user)).toHaveLength(1);
  });
});

describe('reminders by mail', () => {
  it('are switched off for oneself, and stand in the inbox all the same', async () => {
    const settings = async (as = asUser) =>
      (await as<{ reminderMails: boolean }>('GET', '/notifications/settings')).body.reminderMails;
    expect(await settings()).toBe(true);
    expect((await asUser('PATCH', '/notifications/settings', { reminderMails: false })).status).toBe(200);
    expect([await settings(), await settings(api.rest(acme.admin))]).toEqual([false, true]);
    await create();
    await at(2);
    expect(await remindersOf()).toHaveLength(1);
    expect(await mailsTo(acme.user)).toEqual([]);
    expect((await asUser('PATCH', '/notifications/settings', { reminderMails: 'no' })).status).toBe(422);
  });

  it('go to nobody who has not shown that the address is theirs', async () => {
    const { accountId } = acme.user;
    await database.admin`update auth.accounts set email_verified_at = null where id = ${accountId}`;
    await create();
    await at(2);
    expect(await remindersOf()).toHaveLength(1);
    expect(await mailsTo(acme.user)).toEqual([]);
  });
});
