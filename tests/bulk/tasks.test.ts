// Many tasks at once: they have neither an archive nor tags, and are done instead.
import { beforeAll, expect, it } from 'vitest';
import type { Api, Rest } from '../support/api.ts';
import type { TestDatabase } from '../support/database.ts';
import { makePerson, makeTenant, type TestTenant } from '../support/factories.ts';
import { runJobs } from '../support/jobs.ts';
import { insertRole } from '../support/records.ts';
import { bulk, NOBODYS, openBulk, undo } from './world.ts';

let database: TestDatabase;
let api: Api;
let acme: TestTenant;
let asManager: Rest;

beforeAll(async () => {
  ({ database, api } = await openBulk());
  acme = await makeTenant();
  asManager = api.rest(acme.manager);
});

it('are done, opened again, given and deleted, and back again as each was, by who may', async () => {
  const ids: string[] = [];
  for (const title of ['A', 'B', 'C'])
    ids.push((await asManager<{ id: string }>('POST', '/tasks', { title })).body.id);
  const titles = async (query: string): Promise<string[]> =>
    (await asManager<{ items: { title: string }[] }>('GET', `/tasks?${query}`)).body.items.map(
      ({ title }) => title,
    );
  const done = 'bucket=done&assignee=me';
  const ended = await bulk(asManager, { ids: [...ids.slice(0, 2), NOBODYS], do: 'done' }, 'tasks');
  expect([ended.status, ended.body.changed, ended.body.refused]).toEqual([
    200,
    2,
    [{ id: NOBODYS, reason: 'not_found' }],
  ]);
  expect((await titles(done)).toSorted()).toEqual(['A', 'B']);
  // what was done long ago is so again when its opening is undone
  await database.admin`update crm.tasks set done_at = '2020-02-03T04:05:06Z' where id = ${ids[1] ?? ''}`;
  const opened = await bulk(asManager, { ids, do: 'reopen' }, 'tasks');
  expect([opened.body.changed, opened.body.refused]).toEqual([2, [{ id: ids[2], reason: 'unchanged' }]]);
  expect((await undo(asManager, opened.body.id)).body.changed).toBe(2);
  expect(await titles(done)).toEqual(['A', 'B']);
  const [row] = await database.admin`select done_at from crm.tasks where id = ${ids[1] ?? ''}`;
  expect(row?.['done_at']).toBe('2020-02-03T04:05:06Z');
  for (const [sent, left] of [
    [{ do: 'assign', to: acme.user.userId }, 0],
    [{ do: 'delete' }, 0],
  ] as const) {
    const { status, body } = await bulk(asManager, { ids, ...sent }, 'tasks');
    expect([status, body.changed]).toEqual([200, 3]);
    expect(await titles(done)).toHaveLength(left);
    expect((await undo(asManager, body.id)).body.changed).toBe(3);
    expect(await titles(done)).toHaveLength(2);
  }
  for (const wrong of ['archive', 'tag', 'stage'])
    expect([wrong, (await bulk(asManager, { ids, do: wrong }, 'tasks')).status]).toEqual([wrong, 422]);
  expect((await bulk(asManager, { ids, do: 'done' })).status).toBe(422);
  const role = await insertRole(acme, { permissions: ['task:read'], visibility: { task: 'all' } });
  const reader = await makePerson({ ...acme, roleIds: new Map([['user', role.id]]) }, 'user');
  for (const refused of ['done', 'delete', 'assign'])
    expect((await bulk(api.rest(reader), { ids, do: refused, to: null }, 'tasks')).status).toBe(403);
});

it('all of a group are done by a job, of one person or everybody, in sight alone, and taken back', async () => {
  const globex = await makeTenant();
  const [as, theirs] = [api.rest(globex.manager), api.rest(globex.admin)];
  const yesterday = new Date(Date.now() - 86_400_000).toISOString();
  for (let at = 0; at < 3; at++) await as('POST', '/tasks', { title: `Late ${at}`, dueAt: yesterday });
  await as('POST', '/tasks', { title: 'Some day' });
  await theirs('POST', '/tasks', { title: 'Late and theirs', dueAt: yesterday });
  await asManager('POST', '/tasks', { title: 'Of another tenant', dueAt: yesterday });
  const overdue = async (rest: Rest): Promise<number> =>
    (await rest<{ counts: { overdue: number } }>('GET', '/tasks')).body.counts.overdue;
  const all = (rest: Rest, body: Record<string, unknown>) =>
    rest<{ jobId: string; details?: Record<string, string[]> }>('POST', '/tasks/bulk/all', body);

  const mine = await all(as, { list: 'bucket=overdue', do: 'done' });
  expect(mine.status).toBe(202);
  await runJobs(database);
  expect((await as('GET', `/jobs/${mine.body.jobId}`)).body).toMatchObject({
    status: 'done',
    counts: { asked: 3, changed: 3, refused: 0 },
  });
  expect(await overdue(theirs)).toBe(1);
  expect((await undo(as, mine.body.jobId)).body.changed).toBe(3);
  expect(await overdue(theirs)).toBe(4);
  await all(theirs, { list: 'bucket=overdue&assignee=all', do: 'delete' });
  await runJobs(database);
  expect(await overdue(theirs)).toBe(0);
  expect((await as<{ items: { title: string }[] }>('GET', '/tasks')).body.items).toMatchObject([
    { title: 'Some day' },
  ]);
  expect((await asManager<{ counts: object }>('GET', '/tasks?assignee=me')).body.counts).toMatchObject({
    overdue: 1,
  });
  const unknown = await all(as, { list: 'f=title.is.late', do: 'done' });
  expect([unknown.status, Object.keys(unknown.body.details ?? {})]).toEqual([422, ['list']]);
  expect((await all(as, { list: '', do: 'archive' })).status).toBe(422);
});
