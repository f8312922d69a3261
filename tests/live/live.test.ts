// What those who watch are told: that something in their sight has changed, soon, and nothing of what is not.
import { createHash } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sessions, stages, users } from '../../db/schema/index.ts';
import { withAuth } from '../../db/system.ts';
import { withTenant } from '../../db/tenant.ts';
import { doors } from '../../server/doors.ts';
import { createWebServer } from '../../server/http/server.ts';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeDeal } from '../support/deals.ts';
import {
  arrange,
  makeLead,
  makePerson,
  makeTenant,
  type TestPerson,
  type TestTenant,
} from '../support/factories.ts';
import { hear, type Hearing } from '../support/hearing.ts';
import { insertEntries, insertRole } from '../support/records.ts';

let database: TestDatabase;
let api: Api;
let acme: TestTenant;
const hearings: Hearing[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi();
});

beforeEach(async () => {
  acme = await makeTenant();
});

afterEach(async () => {
  for (const each of hearings.splice(0)) await each.leave();
});

const ALL = {
  event: 'message',
  nouns: ['lead', 'contact', 'organization', 'opportunity', 'task', 'pipeline', 'notification', 'activity'],
};
const heard = (...nouns: string[]) => ({ event: 'message', nouns });

/** Listens, and has been told to look at everything once. */
async function watching(person: TestPerson): Promise<Hearing> {
  const hearing = await hear(api, person);
  hearings.push(hearing);
  const first = await hearing.next();
  expect(first?.nouns).toContain('opportunity');
  return hearing;
}

const rename = async (as: TestPerson, id: string, title: string): Promise<void> => {
  const { body } = await api.rest(as)<{ version: number }>('GET', `/opportunities/${id}`);
  const { status } = await api.rest(as)('PATCH', `/opportunities/${id}`, { version: body.version, title });
  expect(status).toBe(200);
};

/** Sees the own opportunities, or the team's, but every lead. */
async function narrow(opportunity: 'own' | 'team', teamId?: string): Promise<TestPerson> {
  const permissions = ['opportunity:read', 'opportunity:update', 'lead:read', 'activity:read'];
  const { key } = await insertRole(acme, { permissions, visibility: { opportunity, lead: 'all' } });
  const person = await makePerson(acme, 'user', { ...(teamId && { teamId }) });
  const { status } = await api.rest(acme.admin)('PUT', `/users/${person.userId}/role`, { role: key });
  expect(status).toBe(200);
  return person;
}

it('tells at once that everything may have changed, then of each change whose it is, through any door', async () => {
  const hearing = await hear(api, acme.user);
  hearings.push(hearing);
  expect(await hearing.next()).toEqual(ALL);
  const id = await makeDeal(acme);
  expect(await hearing.next()).toEqual(heard('opportunity'));
  await rename(acme.manager, id, 'Renamed');
  expect(await hearing.next()).toEqual(heard('opportunity'));
  await database.admin`delete from crm.opportunities where id = ${id}`;
  expect(await hearing.next()).toEqual(heard('opportunity'));
});

it('tells of timelines whoever sees the record, and of pipelines everybody in the tenant', async () => {
  const person = await narrow('own');
  const theirs = await makeDeal(acme, { ownerId: acme.manager.userId });
  const own = await makeDeal(acme, { ownerId: person.userId });
  const hearing = await watching(person);
  await insertEntries(acme, [{ opportunityId: theirs, ownerId: acme.manager.userId }]);
  await arrange(acme, (tx) => tx.update(stages).set({ name: 'Renamed' }).where(eq(stages.id, acme.stageId)));
  // the role reads no pipelines, and neither of them was for it
  await insertEntries(acme, [{ opportunityId: own, ownerId: person.userId }]);
  expect(await hearing.next()).toEqual(heard('activity'));
  const everybody = await watching(acme.user);
  await arrange(acme, (tx) => tx.update(stages).set({ name: 'Again' }).where(eq(stages.id, acme.stageId)));
  expect(await everybody.next()).toEqual(heard('pipeline'));
});

it('tells another tenant nothing', async () => {
  const beta = await makeTenant();
  const there = await watching(beta.admin);
  const here = await watching(acme.admin);
  await makeDeal(acme);
  expect(await here.next()).toEqual(heard('opportunity'));
  // announcements arrive in order: had there been one of the deal, it would have come first
  await makeLead(beta);
  expect(await there.next()).toEqual(heard('lead'));
});

describe('whoever sees their own opportunities alone', () => {
  it('hears nothing of those of others, all of the own and of nobody’s', async () => {
    const person = await narrow('own');
    const [theirs, own, nobodys] = [
      await makeDeal(acme, { ownerId: acme.manager.userId }),
      await makeDeal(acme, { ownerId: person.userId }),
      await makeDeal(acme),
    ];
    const hearing = await watching(person);
    await rename(acme.manager, theirs, 'Not for you');
    await makeLead(acme);
    expect(await hearing.next()).toEqual(heard('lead'));
    await rename(acme.admin, own, 'For you');
    expect(await hearing.next()).toEqual(heard('opportunity'));
    await rename(acme.admin, nobodys, 'For everybody');
    expect(await hearing.next()).toEqual(heard('opportunity'));
  });

  it('hears when one is given to them, and when one is taken away', async () => {
    const person = await narrow('own');
    const id = await makeDeal(acme, { ownerId: acme.manager.userId });
    const hearing = await watching(person);
    const give = async (ownerId: string): Promise<void> => {
      const { status } = await api.rest(acme.admin)('POST', `/opportunities/${id}/assign`, { ownerId });
      expect(status).toBe(200);
    };
    await give(person.userId);
    expect(await hearing.next()).toEqual(heard('opportunity', 'notification'));
    await give(acme.user.userId);
    expect(await hearing.next()).toEqual(heard('opportunity'));
  });
});

it('whoever sees those of their team hears of these, not of those of other teams', async () => {
  const as = api.rest(acme.admin);
  const team = async (name: string): Promise<string> =>
    (await as<{ id: string }>('POST', '/teams', { name })).body.id;
  const [north, south] = [await team('North'), await team('South')];
  const hearing = await watching(await narrow('team', north));
  const ownerId = acme.user.userId;
  await makeDeal(acme, { ownerId, teamId: south });
  await makeLead(acme);
  expect(await hearing.next()).toEqual(heard('lead'));
  await makeDeal(acme, { ownerId, teamId: north });
  expect(await hearing.next()).toEqual(heard('opportunity'));
});

describe('a stream ends', () => {
  it.each([
    [
      'who has signed out',
      ({ sid }: TestPerson) =>
        withAuth((tx) =>
          tx.update(sessions).set({ revokedAt: new Date().toISOString() }).where(eq(sessions.id, sid)),
        ),
    ],
    [
      'who was disabled',
      ({ userId }: TestPerson) =>
        arrange(acme, (tx) => tx.update(users).set({ status: 'disabled' }).where(eq(users.id, userId))),
    ],
  ])('for %s, before the next word', async (_name, shutOut) => {
    const hearing = await watching(acme.user);
    await shutOut(acme.user);
    await makeDeal(acme);
    expect(await hearing.next()).toMatchObject({ event: 'end' });
    expect(await hearing.next()).toBeNull();
  });

  it('when the server drains, without saying that it was the end', async () => {
    const server = createWebServer({
      origin: 'http://localhost:3000',
      routes: doors(),
      pages: () => Promise.resolve(new Response()),
    });
    const url = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}`;
    const hearing = await hear({ ...api, url }, acme.user);
    expect(await hearing.next()).toEqual(ALL);
    await server.drain();
    expect(await hearing.next()).toBeNull();
  });
});

/** Connections on which this process hears of changes. */
const connections = async (): Promise<number> =>
  (
    await database.admin`
      select from pg_stat_activity where datname = current_database() and application_name = 'streamflow_live'`
  ).length;

it('comes back when the database has cut the connection, and then everything counts as changed', async () => {
  const hearing = await watching(acme.user);
  // one that was closed a moment ago may still be on its way out
  await expect.poll(connections).toBe(1);
  const killed = await database.admin`
    select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name = 'streamflow_live'`;
  expect(killed).toHaveLength(1);
  // nobody hears of this one, unless the connection is back already
  await makeDeal(acme);
  expect(await hearing.next()).toMatchObject({ event: 'paused' });
  expect(await hearing.next()).toEqual(ALL);
  await makeLead(acme);
  const nouns = new Set<string>();
  while (!nouns.has('lead')) for (const noun of (await hearing.next())?.nouns ?? ['lead']) nouns.add(noun);
  expect([...nouns].filter((noun) => noun !== 'opportunity')).toEqual(['lead']);
});

it('a person may have eight streams; a ninth is told so until one is closed', async () => {
  const open = await Promise.all(Array.from({ length: 8 }, () => watching(acme.user)));
  const refused = await api.rest(acme.user)('GET', '/live', undefined, { Accept: 'text/event-stream' });
  expect(refused).toMatchObject({ status: 429, body: { slug: 'live.too_many' } });
  expect(refused.headers.get('retry-after')).toBe('30');
  await watching(acme.manager);
  await open[0]?.leave();
  await expect.poll(async () => (await hear(api, acme.user).then(kept)).status).toBe(200);
});

const kept = (hearing: Hearing): Hearing => {
  hearings.push(hearing);
  return hearing;
};

it('opens one connection to the database for all who watch, and closes it behind the last', async () => {
  await expect.poll(connections).toBe(0);
  const [one, other] = [await watching(acme.user), await watching(acme.manager)];
  expect(await connections()).toBe(1);
  await one.leave();
  await other.leave();
  await expect.poll(connections).toBe(0);
});

describe('an announcement', () => {
  const asApp = (query: ReturnType<typeof sql>) =>
    withTenant(acme.user.context, { permission: null, label: 'test' }, (tx) => tx.execute(query));

  it('is made with a key that the app neither reads nor uses for others', async () => {
    for (const query of [
      sql`select key from crm.live_keys`,
      sql`select crm.live_token(${acme.tenantId}, 'lead', 'all')`,
      sql`select crm.tell('lead', ${acme.tenantId}, null, null)`,
    ]) {
      await expect(asApp(query)).rejects.toThrow('permission denied');
    }
  });

  it('is none that ids alone give, and one of those the person is told to listen for', async () => {
    const heardBy = await asApp(sql`select token from crm.live_tokens('{lead}')`);
    const announced: string[] = [];
    const { unlisten } = await database.admin.listen('live', (token) => announced.push(token));
    await makeLead(acme);
    await expect.poll(() => announced.length).toBeGreaterThan(1);
    await unlisten();
    const guessed = createHash('sha256').update(`${acme.tenantId} lead all`).digest('hex').slice(0, 32);
    expect(announced).not.toContain(guessed);
    expect(announced).toEqual(expect.arrayContaining(heardBy.map(({ token }) => token)));
  });
});
