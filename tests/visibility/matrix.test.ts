// Who sees which records: every person of the world × noun × action × door, and raw SQL beside them. Nothing is listed by
// hand: sight is computed from the rule, and what a door answers is compared with it.
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { withTenant } from '../../db/tenant.ts';
import { recordTables } from '../../server/records/tables.ts';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase } from '../support/database.ts';
import { ACTIONS, isOffered, restDoor, trpcDoor, type Asked, type Door } from './doors.ts';
import {
  inSight,
  keep,
  kept,
  lookers,
  makeWorld,
  NOUNS,
  type Kept,
  type Looker,
  type Noun,
  type World,
} from './world.ts';

let api: Api;
let world: World;

beforeAll(async () => {
  await createTestDatabase();
  api = await startApi();
  world = await makeWorld();
});

const doorsOf = (looker: Looker): Door[] => [
  restDoor(api, world.people[looker]),
  trpcDoor(api, world.people[looker]),
];

/** One door and the other in turn: behind both are the same procedures. */
function byTurns(looker: Looker): Door['act'] {
  const doors = doorsOf(looker);
  return (...call) => {
    const door = doors[(turn += 1) % 2];
    if (!door) throw new Error('There are two doors');
    return door.act(...call);
  };
}
let turn = 0;

const idsOf = (records: readonly { id: string }[]): string[] => records.map(({ id }) => id).sort();

const seenBy = (looker: Looker, noun: Noun, ...states: Kept['state'][]): Kept[] =>
  world.records.filter(
    (record) => record.noun === noun && states.includes(record.state) && inSight(looker, record),
  );

const people = lookers.flatMap((looker) => NOUNS.map((noun) => ({ looker, noun })));

describe.each(people)('$looker and every $noun', ({ looker, noun }) => {
  it('that is in sight is in the list, counted, and nothing else', async () => {
    const live = seenBy(looker, noun, 'live');
    for (const door of doorsOf(looker)) {
      const { items, count, counts } = await door.list(noun, { limit: 100 });
      expect(idsOf(items)).toEqual(idsOf(live));
      expect(count ?? counts?.['overdue']).toBe(live.length);
    }
  });

  it('that is in sight is in the trash where it was put there, and nothing else', async () => {
    for (const door of doorsOf(looker))
      expect(idsOf((await door.trash(noun)).items)).toEqual(idsOf(seenBy(looker, noun, 'trashed')));
  });

  it('that is in sight is found by its words, archived ones when they are asked for', async () => {
    if (noun === 'task') return;
    const [door = null] = doorsOf(looker);
    const words = await door?.list(noun, { q: 'common', limit: 100 });
    expect(idsOf(words?.items ?? [])).toEqual(idsOf(seenBy(looker, noun, 'live')));
    const all = await door?.list(noun, { q: 'common', f: ['archived.is.any'], limit: 100 });
    expect(idsOf(all?.items ?? [])).toEqual(idsOf(seenBy(looker, noun, 'live', 'archived')));
  });

  it('is read where it is in sight, with what hangs on it, and is not there otherwise', async () => {
    const of = world.records.filter((record) => record.noun === noun && record.state === 'live');
    const seen = idsOf(seenBy(looker, noun, 'live'));
    const act = byTurns(looker);
    for (const action of ['get', 'timeline', 'files'] as const) {
      if (!isOffered(noun, action)) continue;
      const found: string[] = [];
      for (const record of of) {
        const status = await act(noun, action, asked(looker, record));
        expect([200, 404]).toContain(status);
        if (status === 200) found.push(record.id);
      }
      expect(found.sort()).toEqual(seen);
    }
  });

  it('is the same to raw SQL, with tags, external ids, files, entries, words and history', async () => {
    const seen = idsOf(seenBy(looker, noun, 'live', 'archived', 'trashed'));
    for (const [what, ids] of Object.entries(await raw(looker, noun)))
      expect([what, ids]).toEqual([what, noun === 'task' && TOLD.includes(what) ? [] : seen]);
  });
});

it.each(lookers)(
  '%s changes by SQL that names no record what is in sight, and nothing else',
  async (looker) => {
    const states = ['live', 'archived', 'trashed'] as const;
    for (const noun of NOUNS)
      expect([noun, await blindly(looker, noun)]).toEqual([noun, seenBy(looker, noun, ...states).length]);
  },
);

/** How many records a statement meets that reads nothing, so that no policy for reading is asked; undone. */
async function blindly(looker: Looker, noun: Noun): Promise<number> {
  const undone = new Error('undone');
  let met = -1;
  const options = { permission: null, label: 'test' };
  await withTenant(world.people[looker].context, options, async (tx) => {
    const { table } = recordTables[noun];
    met = (await tx.execute(sql`update ${table} set updated_at = now()`)).count;
    throw undone;
  }).catch((error: unknown) => {
    if (error !== undone) throw error;
  });
  return met;
}

const isDone = (status: number): boolean => status >= 200 && status < 300;

/** tasks have no timeline and no search words of their own */
const TOLD = ['activities', 'search_tokens'];

const asked = (looker: Looker, { id }: Pick<Kept, 'id'>): Asked => ({
  id,
  version: 1,
  ownerId: world.people[looker].userId,
});

/** What statements without any condition of ours find, in a transaction as every page has it. */
async function raw(looker: Looker, noun: Noun): Promise<Record<string, string[]>> {
  const hanging = (table: string) =>
    sql`select record_id as id from crm.${sql.identifier(table)} where noun = ${noun}`;
  const statements = {
    records: sql`select id from ${recordTables[noun].table}`,
    record_tags: hanging('record_tags'),
    external_ids: hanging('external_ids'),
    files: hanging('files'),
    search_tokens: hanging('search_tokens'),
    activities: sql`select coalesce(lead_id, contact_id, organization_id, opportunity_id) as id from crm.activities where noun = ${noun}`,
  };
  const every = world.records.filter((record) => record.noun === noun).map(({ id }) => id);
  const options = { permission: null, readOnly: true, label: 'test' };
  return withTenant(world.people[looker].context, options, async (tx) => {
    const found: Record<string, string[]> = {};
    for (const [what, statement] of Object.entries(statements))
      found[what] = [...new Set((await tx.execute<{ id: string }>(statement)).map(({ id }) => id))].sort();
    const histories = await tx.execute<{ id: string }>(
      sql`select id from unnest(${sql.param(every)}::uuid[]) id where exists (select from audit.history(${noun}, id))`,
    );
    return { ...found, histories: histories.map(({ id }) => id).sort() };
  });
}

/** The whole of a record and what hangs on it, whoever owns it. */
async function asItIs(noun: Noun, ids: readonly string[]): Promise<unknown> {
  const { table } = recordTables[noun];
  const options = { permission: null, readOnly: true, label: 'test' };
  return withTenant(world.tenant.system, options, async (tx) => [
    ...(await tx.execute(sql`
      select to_jsonb(r) as record, (select count(*) from crm.activities a where a.noun = ${noun}
               and r.id in (a.lead_id, a.contact_id, a.organization_id, a.opportunity_id)) as entries
        from ${table} r where r.id = any (${sql.param([...ids])}::uuid[]) order by r.id`)),
  ]);
}

describe.each(people)('$looker and a $noun', ({ looker, noun }) => {
  it('out of sight: whatever is asked, it is not there, and stays as it was', async () => {
    const hidden = ['live' as const, 'trashed' as const].map((state) =>
      world.records.find((one) => one.noun === noun && one.state === state && !inSight(looker, one)),
    );
    const ids = hidden.flatMap((record) => (record ? [record.id] : []));
    const before = await asItIs(noun, ids);
    const answers: number[] = [];
    const act = byTurns(looker);
    for (const action of ACTIONS.filter((each) => isOffered(noun, each)))
      for (const id of ids) answers.push(await act(noun, action, asked(looker, { id })));
    turn += 1; // the doors change places for the next noun
    expect([...new Set(answers)]).toEqual(ids.length > 0 ? [404] : []);
    expect(await asItIs(noun, ids)).toEqual(before);
  });

  it('in sight because of the scope: whatever is asked is done', async () => {
    const owners = ['sid', 'ned', 'tim', looker] as const;
    const widest = owners.map((owner) => kept(noun, owner, 'live')).find((record) => inSight(looker, record));
    const asks = ACTIONS.filter((each) => isOffered(noun, each)).map((action) => ({
      action,
      record: kept(noun, widest?.owner ?? null, 'live'),
    }));
    await keep(
      world,
      asks.map(({ record }) => record),
    );
    const act = byTurns(looker);
    for (const { action, record } of asks)
      expect([action, await act(noun, action, asked(looker, record))]).toEqual([
        action,
        expect.toSatisfy(isDone),
      ]);
    turn += 1;
  });
});

it('a record that somebody gives away is out of their sight, with all that hangs on it', async () => {
  for (const noun of NOUNS) {
    const record = kept(noun, 'olga', 'live');
    await keep(world, [record]);
    const [door] = doorsOf('olga');
    const given = { ...asked('olga', record), ownerId: world.people.sid.userId };
    expect(await door?.act(noun, 'assign', given)).toBe(200);
    expect(await door?.act(noun, 'get', given)).toBe(404);
    for (const ids of Object.values(await raw('olga', noun))) expect(ids).not.toContain(record.id);
  }
});
