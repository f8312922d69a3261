// Tasks through the API: groups by the days of the person, given, ticked off, put off, thrown away.
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApi, type Api, type Rest } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeLead, makeTenant, type TestTenant } from '../support/factories.ts';

interface Task {
  id: string;
  title: string;
  bucket: string;
  dueAt: string | null;
  version: number;
  assignee: { id: string } | null;
  record: { noun: string; id: string; name: string } | null;
}
interface Page {
  items: Task[];
  next: string | null;
  counts: Record<string, number>;
}

const DAY = 86_400_000;
let database: TestDatabase;
let api: Api;
let acme: TestTenant;
let asUser: Rest;
let asManager: Rest;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi();
});
beforeEach(async () => {
  acme = await makeTenant();
  asUser = api.rest(acme.user);
  asManager = api.rest(acme.manager);
});

const create = async (values: Record<string, unknown> = {}, as = asUser): Promise<string> => {
  const made = await as<{ id: string }>('POST', '/tasks', { title: 'Call back', ...values });
  expect(made.status).toBe(201);
  return made.body.id;
};
const read = async (id: string): Promise<Task> => (await asManager<Task>('GET', `/tasks/${id}`)).body;
const list = async (query = ''): Promise<Page> => (await asUser<Page>('GET', `/tasks${query}`)).body;
const away = (days: number): string => new Date(Date.now() + days * DAY).toISOString();

describe('the list', () => {
  it('groups open tasks by when they are due, counts the groups, and leaves out what is done', async () => {
    await create({ title: 'late', dueAt: away(-1) });
    await create({ title: 'far', dueAt: away(40) });
    await create({ title: 'some day' });
    const done = await create({ title: 'done', dueAt: away(-2) });
    await asUser('POST', `/tasks/${done}/done`, { version: 1 });
    const { items, counts } = await list('?assignee=me');
    expect(items.map(({ title, bucket }) => [title, bucket])).toEqual([
      ['late', 'overdue'],
      ['far', 'later'],
      ['some day', 'later'],
    ]);
    expect(counts).toEqual({ overdue: 1, today: 0, week: 0, later: 2 });
    expect((await list('?bucket=later')).items.map(({ title }) => title)).toEqual(['far', 'some day']);
    expect((await list('?bucket=done')).items.map(({ title }) => title)).toEqual(['done']);
  });

  it.each(['', '&bucket=done'])('is walked to its end, every task once (%j)', async (bucket) => {
    const at = away(2);
    for (const dueAt of [at, at, at, null, null, away(3)]) {
      const id = await create({ dueAt });
      if (bucket) await asUser('POST', `/tasks/${id}/done`, { version: 1 });
    }
    const seen: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const page: Page = await list(`?limit=2${bucket}${next && `&after=${next}`}`);
      seen.push(...page.items.map(({ id }) => id));
      next = page.next;
    }
    expect(new Set(seen).size).toBe(6);
    expect(seen).toHaveLength(6);
  });

  it.each(['bucket=soon', 'assignee=nobody', 'limit=0', 'after=nowhere', 'f=x'])(
    'refuses %s and says why',
    async (query) => {
      const answer = await asUser('GET', `/tasks?${query}`);
      expect(answer).toMatchObject({ status: 400, body: { message: expect.stringMatching(/\w/) } });
    },
  );

  it('has nobody else’s where one sees one’s own alone, and neither has an address', async () => {
    await database.admin`update crm.role_visibility set scope = 'own' where role_id = ${acme.roleIds.get('user') ?? ''}`;
    const theirs = await create({}, asManager);
    await create({ title: 'mine' });
    expect((await list()).items.map(({ title }) => title)).toEqual(['mine']);
    expect((await asUser('GET', `/tasks/${theirs}`)).status).toBe(404);
    expect((await asUser('POST', `/tasks/${theirs}/done`, { version: 1 })).status).toBe(404);
  });
});

describe('a task', () => {
  it('is about a record in sight, whose page has it', async () => {
    const leadId = await makeLead(acme, { name: 'Ada', ownerId: acme.user.userId });
    const id = await create({ leadId });
    expect((await read(id)).record).toEqual({ noun: 'lead', id: leadId, name: 'Ada' });
    expect((await asUser<Page>('GET', `/leads/${leadId}/tasks`)).body.items.map((task) => task.id)).toEqual([
      id,
    ]);
    const elsewhere = await makeLead(await makeTenant());
    expect((await asUser('POST', '/tasks', { title: 'x', leadId: elsewhere })).status).toBe(404);
    expect((await asUser('PATCH', `/tasks/${id}`, { version: 1, leadId: elsewhere })).status).toBe(404);
  });

  it('is changed by version, and shown as it is to who came late', async () => {
    const id = await create();
    const patch = { version: 1, title: 'Call again', priority: 'high', dueAt: '2030-01-01T09:00:00+01:00' };
    expect(await asUser('PATCH', `/tasks/${id}`, patch)).toMatchObject({ status: 200, body: { version: 2 } });
    expect(await read(id)).toMatchObject({ title: 'Call again', dueAt: '2030-01-01T08:00:00.000Z' });
    expect(await asUser('POST', `/tasks/${id}/done`, { version: 1 })).toMatchObject({
      status: 409,
      body: { slug: 'task.stale', data: { current: { title: 'Call again' } } },
    });
  });

  it('is given to colleagues by those who may', async () => {
    const { user, manager } = acme;
    expect((await asUser('POST', '/tasks', { title: 'x', assigneeId: manager.userId })).status).toBe(403);
    const id = await create({ assigneeId: user.userId }, asManager);
    expect((await read(id)).assignee?.id).toBe(user.userId);
    expect((await asUser('POST', `/tasks/${id}/assign`, { assigneeId: manager.userId })).status).toBe(403);
    expect((await asManager('POST', `/tasks/${id}/assign`, { assigneeId: manager.userId })).status).toBe(200);
    expect((await read(id)).assignee?.id).toBe(manager.userId);
    const stranger = (await makeTenant()).user.userId;
    expect((await asManager('POST', `/tasks/${id}/assign`, { assigneeId: stranger })).status).toBe(404);
  });

  it('is put off in words, and words that say no time are refused', async () => {
    const id = await create({ dueAt: away(-1) });
    expect((await asUser('POST', `/tasks/${id}/snooze`, { version: 1, until: 'in 3 days' })).status).toBe(
      200,
    );
    expect((await read(id)).bucket).not.toBe('overdue');
    const refused = await asUser('POST', `/tasks/${id}/snooze`, { version: 2, until: 'whenever' });
    expect(refused).toMatchObject({ status: 422, body: { details: { until: [expect.any(String)] } } });
  });

  it('is thrown away by whose it is, by others only if they may, and comes back', async () => {
    const mine = await create();
    expect((await asUser('DELETE', `/tasks/${mine}?version=1`)).status).toBe(204);
    expect((await asUser('GET', `/tasks/${mine}`)).status).toBe(404);
    expect((await asUser('POST', `/tasks/${mine}/restore`, {})).status).toBe(200);
    expect((await asUser('GET', `/tasks/${mine}`)).status).toBe(200);
    const theirs = await create({}, asManager);
    expect((await asUser('DELETE', `/tasks/${theirs}?version=1`)).status).toBe(403);
  });

  it('typed in words is understood before it is saved', async () => {
    const typed = await asUser('GET', `/tasks/typed?text=${encodeURIComponent('call Ada fri 3pm !high')}`);
    expect(typed.body).toMatchObject({
      title: 'call Ada',
      priority: 'high',
      understood: ['fri 3pm', '!high'],
    });
  });
});
