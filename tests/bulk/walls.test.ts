// Bulk edits against the walls: other tenants, records out of sight, lower roles, locked and hidden fields, edits of others.
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { sql } from 'drizzle-orm';
import { leads, roleFields } from '../../db/schema/index.ts';
import { withTenant } from '../../db/tenant.ts';
import type { Api, Rest } from '../support/api.ts';
import type { TestDatabase } from '../support/database.ts';
import {
  arrange,
  makeLead,
  makeLeads,
  makePerson,
  makeTenant,
  type TestTenant,
} from '../support/factories.ts';
import { runJobs } from '../support/jobs.ts';
import { insertRole, holdRole } from '../support/records.ts';
import { bulk, countOf, openBulk, undo } from './world.ts';

let database: TestDatabase;
let api: Api;
let acme: TestTenant;
let globex: TestTenant;
let asManager: Rest;
let asUser: Rest;

beforeAll(async () => {
  ({ database, api } = await openBulk());
  globex = await makeTenant();
});

beforeEach(async () => {
  acme = await makeTenant();
  [asManager, asUser] = [api.rest(acme.manager), api.rest(acme.user)];
});

const seenAs = (scope: 'own' | 'team'): Promise<unknown> =>
  database.admin`update crm.role_visibility set scope = ${scope} where role_id = ${acme.roleIds.get('user') ?? ''}`;

it('another tenant’s records, owners and stages are not there', async () => {
  const theirs = await makeLead(globex);
  const ours = await makeLead(acme);
  for (const sent of [
    { do: 'delete' },
    { do: 'archive' },
    { do: 'tag', tag: 'Hot' },
    { do: 'assign', to: acme.user.userId },
  ]) {
    const { status, body } = await bulk(asManager, { ids: [theirs], ...sent });
    expect([status, body.changed, body.refused]).toEqual([200, 0, [{ id: theirs, reason: 'not_found' }]]);
  }
  for (const [what, to] of [
    ['assign', globex.user.userId],
    ['stage', globex.stageId],
    ['source', globex.user.userId],
  ])
    expect((await bulk(asManager, { ids: [ours], do: what, to })).status).toBe(404);
  const [row] = await database.admin<
    { version: number; deleted_at: string | null; owner_id: string | null }[]
  >`
    select version, deleted_at, owner_id from crm.leads where id = ${theirs}`;
  expect(row).toEqual({ version: 1, deleted_at: null, owner_id: null });
});

it('records out of sight are not there, in a selection and in a list', async () => {
  await seenAs('own');
  const [mine = '', other = ''] = await makeLeads(acme, [
    { ownerId: acme.user.userId },
    { ownerId: acme.manager.userId },
  ]);
  const { body } = await bulk(asUser, { ids: [mine, other], do: 'tag', tag: 'Hot' });
  expect([body.changed, body.refused]).toEqual([1, [{ id: other, reason: 'not_found' }]]);
  const named = await asUser<{ refused: unknown[] }>('GET', `/bulk/${body.id}`);
  expect(named.body.refused).toEqual([{ id: other, name: null, reason: 'not_found' }]);
  const all = await asUser<{ jobId: string }>('POST', '/leads/bulk/all', {
    do: 'tag',
    tag: 'Cold',
    list: '',
  });
  await runJobs(database);
  expect((await asUser('GET', `/jobs/${all.body.jobId}`)).body).toMatchObject({
    counts: { asked: 1, changed: 1 },
  });
  expect(await countOf(asManager, 'f=tag.is.Cold')).toBe(1);
});

it('a role does no more to many than to one', async () => {
  const id = await makeLead(acme, { ownerId: acme.user.userId });
  const onlooker = await makePerson(
    {
      ...acme,
      roleIds: new Map([
        ['user', (await insertRole(acme, { permissions: ['lead:read'], visibility: { lead: 'all' } })).id],
      ]),
    },
    'user',
  );
  const asOnlooker = api.rest(onlooker);
  for (const [what, verb] of [
    ['assign', 'assign'],
    ['stage', 'update'],
    ['source', 'update'],
    ['tag', 'update'],
    ['untag', 'update'],
    ['archive', 'archive'],
    ['restore', 'archive'],
    ['delete', 'delete'],
  ] as const) {
    const sent = { do: what, to: acme.stageId, tag: 'Hot' };
    for (const [path, body] of [
      ['/leads/bulk', { ids: [id], ...sent }],
      ['/leads/bulk/all', { list: '', ...sent }],
    ] as const) {
      const refused = await asOnlooker('POST', path, body);
      expect([what, refused.status, refused.body['data']]).toEqual([
        what,
        403,
        { permission: `lead:${verb}` },
      ]);
    }
  }
  expect(await countOf(asManager, '')).toBe(1);
});

it('a field that a role may not change is not changed many times over, and no list goes by one that it does not see', async () => {
  const id = await makeLead(acme);
  const { tenantId } = acme;
  const roleId = acme.roleIds.get('user') ?? '';
  await arrange(acme, (tx) =>
    tx.insert(roleFields).values([
      { tenantId, roleId, noun: 'lead', field: 'source', access: 'read_only' },
      { tenantId, roleId, noun: 'lead', field: 'score', access: 'hidden' },
    ]),
  );
  const [source] = (await api.client(acme.manager).leads.options.query()).sources;
  const refused = await bulk(asUser, { ids: [id], do: 'source', to: source?.id });
  expect([refused.status, refused.body.slug]).toEqual([403, expect.any(String)]);
  const guess = await asUser<{ message: string }>('POST', '/leads/bulk/all', {
    do: 'tag',
    tag: 'Rich',
    list: 'f=score.gte.50',
  });
  expect([guess.status, guess.body.message]).toEqual([422, expect.stringContaining('score')]);
});

it('an edit is seen and undone by who made it, if they still may; by raw SQL too', async () => {
  const id = await makeLead(acme, { ownerId: acme.user.userId });
  const { body } = await bulk(asManager, { ids: [id], do: 'archive' });
  const onlookers = [asUser, api.rest(acme.admin), api.rest(globex.admin)];
  for (const rest of onlookers) {
    expect((await rest('GET', `/bulk/${body.id}`)).status).toBe(404);
    expect((await undo(rest, body.id)).status).toBe(404);
  }
  for (const [person, seen] of [
    [acme.manager, 1],
    [acme.admin, 0],
    [globex.admin, 0],
  ] as const) {
    const options = { permission: null, readOnly: true, label: 'test' };
    const [row] = await withTenant(person.context, options, (tx) =>
      tx.execute<{ edits: number; rows: number }>(
        sql`select (select count(*) from crm.bulk_edits)::int as edits, (select count(*) from crm.bulk_rows)::int as rows`,
      ),
    );
    expect(row).toEqual({ edits: seen, rows: seen });
  }
  await database.admin`
    delete from crm.role_permissions where role_id = ${acme.roleIds.get('manager') ?? ''} and permission = 'lead:archive'`;
  expect((await undo(asManager, body.id)).status).toBe(403);
  await holdRole(acme, acme.manager, (await insertRole(acme, { permissions: ['lead:archive'] })).id);
  expect((await undo(asManager, body.id)).body.changed).toBe(1);
});

it('what went out of sight meanwhile is not taken back', async () => {
  const id = await makeLead(acme, { ownerId: acme.user.userId });
  await seenAs('own');
  const { body } = await bulk(asUser, { ids: [id], do: 'tag', tag: 'Hot' });
  await asManager('POST', `/leads/${id}/assign`, { ownerId: acme.manager.userId });
  const back = await undo(asUser, body.id);
  expect(back.body.refused).toEqual([{ id, reason: 'not_found' }]);
  expect(await countOf(asManager, 'f=tag.is.hot')).toBe(1);
});

it('two at once: each record is changed by one of them, and the key makes one of a repetition', async () => {
  const ids = await makeLeads(
    acme,
    Array.from({ length: 20 }, () => ({})),
  );
  const answers = await Promise.all([
    bulk(asManager, { ids, do: 'archive' }),
    bulk(asManager, { ids: [...ids].reverse(), do: 'archive' }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(answers.map(({ body }) => body.changed).sort((a, b) => a - b)).toEqual([0, 20]);
  const rows = await arrange(acme, (tx) => tx.select({ version: leads.version }).from(leads));
  expect(new Set(rows.map(({ version }) => version))).toEqual(new Set([2]));
});
