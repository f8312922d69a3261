// Every figure of the dashboard equals the records behind its link, for people with every sight, whatever happened to the
// records: they are counted where they are, so what is compared is a recount each time. TEST_BUDGET=full does it 60 times.
import fc from 'fast-check';
import { eq } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { users } from '../../db/schema/index.ts';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase } from '../support/database.ts';
import { makeDeals, salesOf } from '../support/deals.ts';
import { arrange, makeLead, makeTenant } from '../support/factories.ts';
import { insertEntries } from '../support/records.ts';
import { setFieldRule } from '../opportunities/ruled.ts';
import { inSight, lookers, makeWorld, type World } from '../visibility/world.ts';
import { comparedDeals, comparedHours, got } from './drill-down.ts';

const RUNS = process.env.TEST_BUDGET === 'full' ? 60 : 4;
const DAY = 86_400_000;

let api: Api;
let world: World;

beforeAll(async () => {
  await createTestDatabase();
  api = await startApi();
  world = await makeWorld();
});

const stages = ['qualification', 'proposal', 'negotiation', 'won', 'lost'] as const;
const owners = ['olga', 'tim', 'mara', 'alma', 'mia', 'ned', 'sid', null] as const;
const days = (from: number, to: number) => fc.integer({ min: from * 24, max: to * 24 });
const dayOf = (hours: number): string => new Date(Date.now() + (hours * DAY) / 24).toISOString().slice(0, 10);
const at = (hours: number): string => new Date(Date.now() + (hours * DAY) / 24).toISOString();

const deal = fc.record({
  owner: fc.constantFrom(...owners),
  stage: fc.constantFrom(...stages),
  made: days(-400, 0),
  closed: days(-400, 0),
  close: fc.option(days(-100, 400)),
  minor: fc.option(fc.integer({ min: 0, max: 10_000_000 })),
  currency: fc.constantFrom('USD', 'USD', 'EUR', 'JPY'),
  state: fc.constantFrom('live', 'live', 'live', 'archived', 'trashed'),
});

const change = fc.record({
  what: fc.constantFrom('assign', 'move', 'delete', 'restore', 'archive', 'team'),
  which: fc.nat(),
  owner: fc.constantFrom('sid', 'tim', 'ned', 'olga'),
  stage: fc.constantFrom('proposal', 'won'),
});

const entry = fc.record({
  owner: fc.constantFrom(...owners),
  author: fc.constantFrom('olga', 'tim', 'sid', null),
  kind: fc.constantFrom('note', 'call', 'email', 'meeting', 'stage_change', 'system'),
  when: days(-120, 5),
});

const asked = fc.record(
  {
    period: fc.constantFrom('this-week', 'this-month', 'this-quarter', 'this-year'),
    owner: fc.constantFrom('me', 'team', 'tim', 'sid'),
  },
  { requiredKeys: [] },
);

type One<A> = A extends fc.Arbitrary<infer T> ? T : never;

const sightOf = (owner: (typeof owners)[number]) => {
  const one = world.records.find((record) => record.noun === 'opportunity' && record.owner === owner);
  return {
    ownerId: owner && world.people[owner].userId,
    teamId: one?.team ? world.teamIds[one.team] : null,
  };
};

const keepDeals = (deals: readonly One<typeof deal>[]): Promise<string[]> =>
  makeDeals(
    world.tenant,
    deals.map(({ owner, stage, made, closed, close, minor, currency, state }) => ({
      ...sightOf(owner),
      stage,
      createdAt: at(made),
      closedAt: stage === 'won' || stage === 'lost' ? at(closed) : null,
      closeDate: close === null ? null : dayOf(close),
      amountMinor: minor,
      currency: minor === null ? null : currency,
      ...(state === 'archived' && { archivedAt: at(0) }),
      ...(state === 'trashed' && { deletedAt: at(0) }),
    })),
  );

const keepEntries = (entries: readonly One<typeof entry>[]): Promise<unknown> =>
  insertEntries(
    world.tenant,
    entries.map(({ owner, author, kind, when }) => {
      const lead = world.records.find((one) => one.noun === 'lead' && one.owner === owner);
      if (!lead) throw new Error('Everybody has a lead');
      return {
        ...sightOf(owner),
        leadId: lead.id,
        authorId: author && world.people[author].userId,
        kind,
        occurredAt: at(when),
      };
    }),
  );

/** Through the doors, as somebody who may; what is refused, as of one in the trash, changes nothing. */
async function make(
  { what, which, owner, stage }: One<typeof change>,
  ids: readonly string[],
): Promise<void> {
  const rest = api.rest(world.tenant.admin);
  const id = ids[which % ids.length] ?? '';
  const path = `/opportunities/${id}`;
  const { body } = await rest<{ version?: number }>('GET', path);
  const version = body.version ?? 1;
  const stageId = (await salesOf(world.tenant)).stage(stage);
  if (what === 'assign') await rest('POST', `${path}/assign`, { ownerId: world.people[owner].userId });
  if (what === 'move') await rest('POST', `${path}/move`, { version, stageId });
  if (what === 'delete') await rest('DELETE', `${path}?version=${version}`);
  if (what === 'restore') await rest('POST', `${path}/restore`);
  if (what === 'archive') await rest('POST', `${path}/archive`, { version });
  if (what === 'team')
    await arrange(world.tenant, (tx) =>
      tx
        .update(users)
        .set({ teamId: world.teamIds[stage === 'won' ? 'south' : 'north'] })
        .where(eq(users.id, world.people.ned.userId)),
    );
}

it('of one who sees little is of what they see', async () => {
  const open = world.records.filter((one) => one.noun === 'opportunity' && one.state === 'live');
  for (const looker of lookers) {
    const { figures } = await got<{ figures: { open: { count: number } } }>(
      api.rest(world.people[looker]),
      '/dashboard/figures',
    );
    expect([looker, figures.open.count]).toEqual([looker, open.filter((one) => inSight(looker, one)).length]);
  }
});

it('equals the records behind its link, whoever looks and whatever was done', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(deal, { minLength: 8, maxLength: 14 }),
      fc.array(entry, { minLength: 4, maxLength: 10 }),
      fc.array(change, { minLength: 2, maxLength: 5 }),
      fc.constantFrom(...lookers),
      asked,
      async (deals, entries, changes, looker, { owner, ...rest }) => {
        const ids = await keepDeals(deals);
        await keepEntries(entries);
        for (const each of changes) await make(each, ids);
        const as = api.rest(world.people[looker]);
        const whose = owner === 'tim' || owner === 'sid' ? world.people[owner].userId : owner;
        const query = { ...rest, ...(whose && { owner: whose }) };
        for (const { said, found } of [await comparedDeals(as, query), await comparedHours(as, query)])
          expect(said).toEqual(found);
      },
    ),
    { numRuns: RUNS, endOnFailure: true },
  );
}, 600_000);

it('the widgets of one’s own say what their lists have', async () => {
  for (const looker of lookers) {
    const as = api.rest(world.people[looker]);
    const due = await got<{ overdue: number; today: number }>(as, '/dashboard/tasks-due');
    const tasks = await got<{ counts: { overdue: number; today: number } }>(as, '/tasks?assignee=me');
    expect(due).toMatchObject({ overdue: tasks.counts.overdue, today: tasks.counts.today });
    const mine = await got<{ count: number }>(as, '/dashboard/my-leads');
    expect(mine.count).toBe((await got<{ count: number }>(as, '/leads?owner=me')).count);
  }
});

it('is nothing in an empty tenant, and a 404 for a pipeline there is not', async () => {
  const as = api.rest((await makeTenant()).user);
  const { said, found } = await comparedDeals(as, {});
  expect(said).toEqual(found);
  expect(said).toMatchObject({ open: [0, {}], won: [0, {}], rate: null, 'funnel Created': 0 });
  expect((await comparedHours(as, {})).said).toEqual({ all: 0 });
  expect((await as('GET', '/dashboard/figures?pipeline=none')).status).toBe(404);
  expect((await as('GET', '/dashboard/figures?period=ever')).status).toBe(400);
  expect((await as('GET', '/dashboard/activity?owner=somebody')).status).toBe(400);
});

it('keeps what a role hides: no amount is added up, and nothing is said by a close date', async () => {
  const tenant = await makeTenant();
  await makeDeals(tenant, [{ amountMinor: 100, currency: 'USD', closeDate: dayOf(0) }]);
  await setFieldRule(tenant, { amount: 'hidden', closeDate: 'hidden' });
  const { said, found } = await comparedDeals(api.rest(tenant.user), {});
  expect(said).toEqual(found);
  expect(said).toMatchObject({ open: [1, {}], 'stage Qualification': [1, {}] });
  expect(Object.keys(said).filter((name) => name.startsWith('expected'))).toEqual([]);
});

it('counts the latest entries of a busy period, and says since when', async () => {
  const tenant = await makeTenant();
  const leadId = await makeLead(tenant, { ownerId: tenant.user.userId });
  const now = Date.now();
  await insertEntries(
    tenant,
    Array.from({ length: 5_200 }, (_, n) => ({
      leadId,
      kind: 'note' as const,
      occurredAt: new Date(now - Math.floor(n / 3)).toISOString(),
    })),
  );
  const { said, found, hours } = await comparedHours(
    api.rest(tenant.user),
    { period: 'this-year' },
    'the whole alone',
  );
  expect(said).toEqual(found);
  expect(hours.isCut).toBe(true);
  expect(hours.count).toBeGreaterThanOrEqual(5_000);
  expect(hours.count).toBeLessThanOrEqual(5_003);
});
