// Many tasks at once: they have neither an archive nor tags, and are done instead.
import { beforeAll, expect, it } from 'vitest';
import type { Api, Rest } from '../support/api.ts';
import type { TestDatabase } from '../support/database.ts';
import { makePerson, makeTenant, type TestTenant } from '../support/factories.ts';
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
