// One deed to many records: what is changed, what is refused and why, how it is undone, and all that a list has as a job.
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MAX_TAGS } from '../../app/contracts/tags.ts';
import type { Api, Rest } from '../support/api.ts';
import { makeContact, makeOrganization } from '../support/customers.ts';
import type { TestDatabase } from '../support/database.ts';
import { makeDeal, salesOf } from '../support/deals.ts';
import { makeLead, makeLeads, makePerson, makeTenant, type TestTenant } from '../support/factories.ts';
import { runJobs } from '../support/jobs.ts';
import { holdRole, insertRole } from '../support/records.ts';
import { bulk, countOf, NOBODYS, openBulk, undo } from './world.ts';

let database: TestDatabase;
let api: Api;
let acme: TestTenant;
let asManager: Rest;

beforeAll(async () => {
  ({ database, api } = await openBulk());
});

beforeEach(async () => {
  acme = await makeTenant();
  asManager = api.rest(acme.manager);
});

const count = (query: string): Promise<number> => countOf(asManager, query);

interface LeadOptions {
  stages: { id: string; key: string }[];
  sources: { id: string; key: string }[];
}

/** Stage and source of another key than the first. */
async function placesOf(): Promise<{ stage: string; source: string }> {
  const { stages, sources } = (await api.client(acme.manager).leads.options.query()) as LeadOptions;
  return { stage: stages[1]?.id ?? '', source: sources[0]?.id ?? '' };
}

describe('some records', () => {
  it.each([
    ['archive', 'f=archived.is.true', 2],
    ['assign', 'f=owner.filled', 2],
    ['stage', 'stage', 2],
    ['source', 'source', 2],
    ['tag', 'f=tag.is.hot', 2],
    ['delete', '', 0],
  ])('%s: each by what it is, and back again', async (what, listed, after) => {
    const [one = '', two = ''] = await makeLeads(acme, [{ name: 'A' }, { name: 'B' }]);
    const places = await placesOf();
    const to = { assign: acme.user.userId, stage: places.stage, source: places.source }[what];
    const query = what === 'stage' || what === 'source' ? `f=${what}.is.${String(to)}` : listed;
    const before = await count(query);
    const sent = {
      ids: [one, two, NOBODYS],
      do: what,
      ...(to && { to }),
      ...(what === 'tag' && { tag: 'Hot' }),
    };
    const { status, body } = await bulk(asManager, sent);
    expect([status, body.changed, body.refused]).toEqual([200, 2, [{ id: NOBODYS, reason: 'not_found' }]]);
    expect(await count(query)).toBe(after);
    const undone = await undo(asManager, body.id);
    expect([undone.status, undone.body.changed, undone.body.refused]).toEqual([200, 2, []]);
    expect(await count(query)).toBe(before);
    const again = await undo(asManager, body.id);
    expect([again.status, again.body.slug]).toEqual([409, 'bulk.undone']);
  });

  it.each([
    ['contacts', () => makeContact(acme)],
    ['organizations', () => makeOrganization(acme)],
    ['opportunities', () => makeDeal(acme)],
  ])('of %s too', async (many, make) => {
    const ids = [await make(), await make()];
    const { status, body } = await bulk(asManager, { ids, do: 'archive' }, many);
    expect([status, body.changed]).toEqual([200, 2]);
    expect((await asManager<{ count: number }>('GET', `/${many}`)).body.count).toBe(0);
    expect((await undo(asManager, body.id)).body.changed).toBe(2);
    expect((await asManager<{ count: number }>('GET', `/${many}`)).body.count).toBe(2);
  });

  it('a move is on the timeline, and a lost opportunity needs its own reason', async () => {
    const sales = await salesOf(acme);
    const deal = await makeDeal(acme);
    const ids = [deal];
    const moved = await bulk(asManager, { ids, do: 'stage', to: sales.stage('proposal') }, 'opportunities');
    expect(moved.body.changed).toBe(1);
    const { body } = await asManager<{ items: { kind: string }[] }>(
      'GET',
      `/opportunities/${deal}/activities`,
    );
    expect(body.items.map(({ kind }) => kind)).toContain('stage_change');
    const lost = await bulk(asManager, { ids, do: 'stage', to: sales.stage('lost') }, 'opportunities');
    expect([lost.status, lost.body.slug]).toEqual([422, 'opportunity.reason_missing']);
  });

  it('an opportunity that was won is so on the day it had been, once its move is undone', async () => {
    const sales = await salesOf(acme);
    const ids = [await makeDeal(acme, { stage: 'won', closedAt: '2024-05-06T07:08:09.000Z' })];
    const closed = async () =>
      (
        await database.admin<
          { at: Date }[]
        >`select closed_at as at from crm.opportunities where id = any (${ids})`
      )[0]?.at;
    const before = await closed();
    expect(before).not.toBeNull();
    const moved = await bulk(asManager, { ids, do: 'stage', to: sales.stage('proposal') }, 'opportunities');
    expect([moved.body.changed, await closed()]).toEqual([1, null]);
    expect((await undo(asManager, moved.body.id)).body.changed).toBe(1);
    expect(await closed()).toEqual(before);
  });

  it('what is so already, has no room or was changed since is left, and said', async () => {
    const [had = '', full = '', changed = '', free = ''] = await makeLeads(acme, [{}, {}, {}, {}]);
    await asManager('PUT', `/leads/${had}/tags`, { tags: ['Hot'] });
    const tags = Array.from({ length: MAX_TAGS }, (_, at) => `Tag ${at}`);
    await asManager('PUT', `/leads/${full}/tags`, { tags });
    await asManager('PATCH', `/leads/${changed}`, { version: 1, company: 'Theirs' });
    const ids = [had, full, changed, free];
    const { body } = await bulk(asManager, { ids, versions: [1, 1, 1, 1], do: 'tag', tag: 'hot' });
    expect([body.changed, body.refused]).toEqual([
      1,
      [
        { id: had, reason: 'unchanged' },
        { id: full, reason: 'too_many_tags' },
        { id: changed, reason: 'changed_since' },
      ],
    ]);
    expect(await count('f=tag.is.hot')).toBe(2);
    const { body: kept } = await asManager<{ refused: unknown[]; canBeUndone: boolean }>(
      'GET',
      `/bulk/${body.id}`,
    );
    expect([kept.refused.length, kept.canBeUndone]).toEqual([3, true]);
  });

  it('a deleted tag takes no room', async () => {
    const id = await makeLead(acme);
    const tags = Array.from({ length: MAX_TAGS }, (_, at) => `Tag ${at}`);
    const put = await asManager<{ items: { id: string }[] }>('PUT', `/leads/${id}/tags`, { tags });
    await api.rest(acme.admin)('DELETE', `/tags/${put.body.items[0]?.id ?? ''}?version=1`);
    expect((await bulk(asManager, { ids: [id], do: 'tag', tag: 'Hot' })).body.changed).toBe(1);
  });

  it('undoing leaves what somebody did since', async () => {
    const [moved = '', kept = '', restored = ''] = await makeLeads(acme, [{}, {}, {}]);
    const given = await bulk(asManager, { ids: [moved, kept], do: 'assign', to: acme.user.userId });
    await asManager('POST', `/leads/${moved}/assign`, { ownerId: acme.admin.userId });
    const back = await undo(asManager, given.body.id);
    expect([back.body.changed, back.body.refused]).toEqual([1, [{ id: moved, reason: 'changed_since' }]]);
    const gone = await bulk(asManager, { ids: [restored], do: 'delete' });
    await asManager('POST', `/leads/${restored}/restore`);
    const taken = await undo(asManager, gone.body.id);
    expect(taken.body.refused).toEqual([{ id: restored, reason: 'changed_since' }]);
  });

  it('a place taken meanwhile stays with who has it, and a former owner who left gets nothing back', async () => {
    const left = await makePerson(acme, 'user');
    const email = 'ada@example.test';
    const [one = ''] = await makeLeads(acme, [{ email, ownerId: left.userId }]);
    const given = await bulk(asManager, { ids: [one], do: 'assign', to: acme.user.userId });
    await database.admin`update crm.users set status = 'disabled' where id = ${left.userId}`;
    expect((await undo(asManager, given.body.id)).body.refused).toEqual([
      { id: one, reason: 'changed_since' },
    ]);
    const gone = await bulk(asManager, { ids: [one], do: 'delete' });
    await makeLead(acme, { email });
    expect((await undo(asManager, gone.body.id)).body.refused).toEqual([{ id: one, reason: 'taken' }]);
  });

  it('is undone for a day', async () => {
    const { body } = await bulk(asManager, { ids: [await makeLead(acme)], do: 'archive' });
    await database.admin`update crm.bulk_edits set created_at = now() - interval '25 hours' where id = ${body.id}`;
    const late = await undo(asManager, body.id);
    expect([late.status, late.body.slug]).toEqual([409, 'bulk.too_late']);
  });

  it.each([
    [{ do: 'assign' }, 'to'],
    [{ do: 'stage' }, 'to'],
    [{ do: 'tag' }, 'tag'],
    [{ do: 'paint' }, 'do'],
    [{ do: 'archive', ids: [] }, 'ids'],
    [{ do: 'archive', versions: [1, 2] }, 'versions'],
  ])('%j is refused by name', async (sent, field) => {
    const { status, body } = await bulk(asManager, { ids: [NOBODYS], ...sent });
    expect([status, Object.keys(body.details ?? {})]).toEqual([422, [field]]);
  });

  it('more than two hundred are refused with the way to do it', async () => {
    const { status, body } = await bulk(asManager, {
      ids: Array.from({ length: 201 }, () => NOBODYS),
      do: 'archive',
    });
    expect([status, body.details]).toEqual([422, { ids: [expect.stringContaining('/bulk/all')] }]);
  });

  it('a source is nothing a contact has', async () => {
    const { status } = await bulk(asManager, { ids: [NOBODYS], do: 'source', to: NOBODYS }, 'contacts');
    expect(status).toBe(422);
  });
});

describe('all that a list has', () => {
  const all = (body: Record<string, unknown>) =>
    asManager<{ jobId: string; message: string }>('POST', '/leads/bulk/all', { list: '', ...body });

  it('is a job that says how far it is and what it left, and is undone by another', async () => {
    const names = Array.from({ length: 250 }, (_, at) => ({ name: `Lead ${at}` }));
    await makeLeads(acme, [...names, { name: 'Given', ownerId: acme.user.userId }]);
    const { status, body } = await all({ do: 'assign', to: acme.user.userId });
    expect(status).toBe(202);
    expect((await undo(asManager, body.jobId)).body.slug).toBe('bulk.running');
    await runJobs(database);
    const job = await asManager('GET', `/jobs/${body.jobId}`);
    expect(job.body).toMatchObject({
      status: 'done',
      done: 251,
      counts: { asked: 251, changed: 250, refused: 1 },
    });
    const left = await asManager<{ refused: unknown[] }>('GET', `/bulk/${body.jobId}`);
    expect(left.body.refused).toEqual([expect.objectContaining({ name: 'Given', reason: 'unchanged' })]);
    expect(await count('owner=none')).toBe(0);
    const undone = await undo(asManager, body.jobId);
    expect(undone.body.jobId).not.toBeNull();
    await runJobs(database);
    expect(await count('owner=none')).toBe(250);
  });

  it('is what the list has and no more, and nothing that came later', async () => {
    await makeLeads(acme, [{ name: 'Ada' }, { name: 'Grace', score: 90 }]);
    const { body } = await all({ do: 'delete', list: 'f=score.gte.80' });
    await makeLead(acme, { name: 'Later', score: 90 });
    await runJobs(database);
    expect((await asManager('GET', `/jobs/${body.jobId}`)).body).toMatchObject({ counts: { changed: 1 } });
    expect(await count('')).toBe(2);
  });

  it('a list that cannot be asked for is refused at once', async () => {
    const { status, body } = await all({ do: 'delete', list: 'f=colour.is.red' });
    expect([status, body.message]).toEqual([422, expect.stringContaining('colour')]);
  });

  it('a search that looks at some of what it finds is refused, for not all would be changed', async () => {
    const [first = ''] = await makeLeads(acme, [{ name: 'Many' }]);
    await database.admin`
      insert into crm.search_tokens (tenant_id, token, kind, noun, record_id)
      select ${acme.tenantId}, 'many', 'name', 'lead', gen_random_uuid() from generate_series(1, 2000)`;
    const { status, body } = await all({ do: 'archive', list: 'q=many' });
    expect([status, body.message]).toEqual([422, expect.stringContaining('too many')]);
    expect((await asManager('GET', `/leads/${first}`)).body).toMatchObject({ archived: false });
  });

  it('an undoing that was refused on its way can be asked for once more', async () => {
    await makeLeads(
      acme,
      Array.from({ length: 201 }, () => ({})),
    );
    const { body } = await all({ do: 'assign', to: acme.user.userId });
    await runJobs(database);
    const { jobId } = (await undo(asManager, body.jobId)).body;
    const role = acme.roleIds.get('manager') ?? '';
    await database.admin`
      delete from crm.role_permissions where role_id = ${role} and permission = 'lead:assign'`;
    await runJobs(database);
    expect((await asManager('GET', `/jobs/${jobId ?? ''}`)).body).toMatchObject({ status: 'failed' });
    await holdRole(acme, acme.manager, (await insertRole(acme, { permissions: ['lead:assign'] })).id);
    expect((await asManager('GET', `/bulk/${body.jobId}`)).body).toMatchObject({ canBeUndone: true });
    expect((await undo(asManager, body.jobId)).status).toBe(200);
    await runJobs(database);
    expect(await count('owner=none')).toBe(201);
  });

  it('who may no longer do it when the job runs changes nothing, and the job says why', async () => {
    await makeLead(acme);
    const { body } = await all({ do: 'delete' });
    await database.admin`
      delete from crm.role_permissions where role_id = ${acme.roleIds.get('manager') ?? ''} and permission like 'lead:delete'`;
    await runJobs(database);
    const { body: job } = await asManager<{ status: string; error: string }>('GET', `/jobs/${body.jobId}`);
    expect([job.status, job.error]).toEqual(['failed', expect.stringContaining('lead:delete')]);
    expect(await count('')).toBe(1);
  });
});
