// The same records seen from every side: lists, counts, sums, words, boards, dashboards, files, history and jobs agree with
// one another and with the set that plain TypeScript makes of the rule, for people with every sight.
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { withTenant } from '../../db/tenant.ts';
import { insertImport, insertRole, holdRole } from '../support/records.ts';
import { startApi, type Api, type Rest } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makePerson } from '../support/factories.ts';
import { setFieldRule } from '../opportunities/ruled.ts';
import { runJobs } from '../support/jobs.ts';
import { restDoor, type Listed } from './doors.ts';
import {
  inSight,
  keep,
  kept,
  lookers,
  makeWorld,
  type Kept,
  type Looker,
  type Noun,
  type World,
} from './world.ts';

let database: TestDatabase;
let api: Api;
let world: World;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi();
  world = await makeWorld();
});

const ids = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id).sort();
const liveOf = (looker: Looker, noun: Noun): Kept[] =>
  world.records.filter((one) => one.noun === noun && one.state === 'live' && inSight(looker, one));
const total = (records: readonly Kept[]): number => records.reduce((sum, { minor }) => sum + minor, 0);

async function got<T>(rest: Rest, path: string): Promise<T> {
  const { status, body } = await rest<T>('GET', path);
  if (status !== 200) throw new Error(`${path} answered ${status}`);
  return body;
}

interface Board {
  lanes: { count: number; worth: { minor: number }[]; cards: { id: string }[] }[];
}
interface Widget {
  pipeline: { stages: { count: number; sum: number; weighted: number }[] };
}

describe.each(lookers)('what %s is shown', (looker) => {
  let rest: Rest;
  beforeAll(() => {
    rest = api.rest(world.people[looker]);
  });

  it('of opportunities: list, count, sums, words, board and dashboard are of the same records', async () => {
    const expected = liveOf(looker, 'opportunity');
    const list = await got<Listed>(rest, '/opportunities');
    const found = await got<Listed>(rest, '/opportunities?q=common+oppo');
    for (const each of [list, found])
      expect([ids(each.items), each.count, each.sums]).toEqual([
        ids(expected),
        expected.length,
        [{ currency: 'USD', minor: total(expected) }],
      ]);
    const [lane] = (await got<Board>(rest, '/pipelines/sales/board')).lanes;
    expect([ids(lane?.cards ?? []), lane?.count, lane?.worth[0]?.minor]).toEqual([
      ids(expected),
      expected.length,
      total(expected),
    ]);
    const [stage] = (await got<Widget>(rest, '/dashboard/pipeline')).pipeline.stages;
    expect([stage?.count, stage?.sum]).toEqual([expected.length, total(expected)]);
  });

  it('as a file: the rows of the list', async () => {
    for (const [noun, many] of [
      ['lead', 'leads'],
      ['contact', 'contacts'],
      ['organization', 'organizations'],
    ] as const) {
      const { body } = await rest<string>('GET', `/${many}.csv`);
      const rows = body.trimEnd().split('\r\n').slice(1);
      expect(rows.map((row) => row.slice(0, 36)).sort()).toEqual(ids(liveOf(looker, noun)));
    }
  });

  it('of many at once: what is in sight is there to be changed, and nothing else', async () => {
    for (const [noun, many] of [
      ['lead', 'leads'],
      ['contact', 'contacts'],
      ['organization', 'organizations'],
      ['opportunity', 'opportunities'],
    ] as const) {
      const every = world.records.filter((one) => one.noun === noun && one.state === 'live');
      const { body } = await rest<{ refused: { id: string; reason: string }[] }>('POST', `/${many}/bulk`, {
        ids: ids(every),
        do: 'restore',
      });
      const there = body.refused.filter(({ reason }) => reason === 'unchanged');
      expect([many, ids(there), body.refused.length]).toEqual([
        many,
        ids(liveOf(looker, noun)),
        every.length,
      ]);
    }
  });

  it('on the dashboard and in groups of tasks: no more than they own, or see', async () => {
    const mine = (noun: Noun): Kept[] => liveOf(looker, noun).filter(({ owner }) => owner === looker);
    const leads = await got<Listed>(rest, '/dashboard/my-leads');
    expect([ids(leads.items), leads.count]).toEqual([ids(mine('lead')), mine('lead').length]);
    const due = await got<{ items: { id: string }[]; overdue: number }>(rest, '/dashboard/tasks-due');
    expect([ids(due.items), due.overdue]).toEqual([ids(mine('task')), mine('task').length]);
    const theirs = await got<Listed>(rest, '/tasks?bucket=overdue');
    expect([ids(theirs.items), theirs.counts?.['overdue']]).toEqual([
      ids(liveOf(looker, 'task')),
      liveOf(looker, 'task').length,
    ]);
  });

  it('of a filter by owner: those in sight, whoever is asked for', async () => {
    const of = (owner: string) => liveOf(looker, 'lead').filter((one) => one.owner === owner);
    for (const owner of ['sid', 'ned', 'tim'] as const) {
      const list = await got<Listed>(rest, `/leads?owner=${world.people[owner].userId}`);
      expect([ids(list.items), list.count]).toEqual([ids(of(owner)), of(owner).length]);
    }
  });

  it('of a record’s past: as much as of the record', async () => {
    const options = { permission: null, readOnly: true, label: 'test' };
    const noun = 'contact';
    const rows = await withTenant(world.people[looker].context, options, (tx) =>
      tx.execute<{ seen: number; all: number }>(sql`
        select (select count(distinct r.id) from crm.contacts r, audit.history(${noun}, r.id))::int as seen,
               (select count(*) from crm.contacts)::int as all`),
    );
    const every = world.records.filter((one) => one.noun === noun && inSight(looker, one)).length;
    expect(rows[0]).toEqual({ seen: every, all: every });
  });
});

it('an import’s rows are seen by who made it and by those who see every lead, and by nobody else', async () => {
  const importId = await insertImport(world.tenant);
  await database.admin`update crm.imports set created_by = ${world.people.sid.userId} where id = ${importId}`;
  const may = { olga: false, tim: false, mara: false, mia: false, alma: true, sid: true };
  for (const [name, sees] of Object.entries(may)) {
    const rest = api.rest(world.people[name as keyof typeof may]);
    const list = await got<Listed>(rest, '/imports');
    expect([name, ids(list.items)]).toEqual([name, sees ? [importId] : []]);
    if (!sees)
      expect((await rest('GET', `/imports/${importId}/rows?phase=preview&outcome=create`)).status).toBe(404);
  }
});

it('an entry is read by those who may read the noun it hangs on, not by everybody who reads entries', async () => {
  const role = await insertRole(world.tenant, {
    permissions: ['activity:read', 'task:read'],
    visibility: { lead: 'all' },
  });
  const clerk = await makePerson({ ...world.tenant, roleIds: new Map([['user', role.id]]) }, 'user');
  const lead = world.records.find(({ noun, owner }) => noun === 'lead' && owner === null);
  const [entry] = await database.admin<
    { id: string }[]
  >`select id from crm.activities where lead_id = ${lead?.id ?? ''}`;
  const path = `/activities/${entry?.id ?? ''}`;
  expect((await api.rest(clerk)('GET', path)).status).toBe(403);
  const reader = await insertRole(world.tenant, { permissions: ['lead:read'] });
  await holdRole(world.tenant, clerk, reader.id);
  expect((await api.rest(clerk)('GET', path)).status).toBe(200);
});

it('the mail of a job says nothing of a record that was given on meanwhile', async () => {
  const record = kept('lead', 'olga', 'live');
  await keep(world, [record]);
  const door = restDoor(api, world.people.alma);
  for (const name of ['sid', 'ned'] as const)
    await door.act('lead', 'assign', { id: record.id, version: 1, ownerId: world.people[name].userId });
  await runJobs(database);
  const mails = await database.admin<{ to: string }[]>`
    select to_email as to from auth.mail_outbox where starts_with(subject, ${record.name})`;
  expect(mails.map(({ to }) => to)).toEqual([world.people.ned.email]);
});

it('a hidden amount is in no sum: list, board and dashboard add up nothing', async () => {
  await setFieldRule(world.tenant, { amount: 'hidden' });
  const rest = api.rest(world.tenant.user);
  expect((await got<Listed>(rest, '/opportunities')).sums).toEqual([]);
  const [lane] = (await got<Board>(rest, '/pipelines/sales/board')).lanes;
  expect([lane?.count, lane?.worth]).toEqual([expect.toSatisfy((count: number) => count > 0), []]);
  const { stages } = (await got<Widget>(rest, '/dashboard/pipeline')).pipeline;
  expect(stages.every(({ sum, weighted }) => sum === 0 && weighted === 0)).toBe(true);
});
