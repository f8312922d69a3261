// The board of a pipeline: what stands in each column, what it is worth, and for whom.
import { beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '../../db/ids.ts';
import { tasks } from '../../db/schema/index.ts';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeDeal, makeDeals } from '../support/deals.ts';
import { arrange, makeTenant, type TestPerson, type TestTenant } from '../support/factories.ts';
import { setFieldRule } from './ruled.ts';

interface Lane {
  stage: { key: string };
  count: number;
  worth: { currency: string; minor: number; weighted: number }[];
  cards: { id: string; title: string; nextDueAt: string | null }[];
}

let database: TestDatabase;
let api: Api;
let acme: TestTenant;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi();
});

const lane = async (person: TestPerson, key: string, query = ''): Promise<Lane | undefined> => {
  const { body } = await api.rest(person)<{ lanes: Lane[] }>('GET', `/pipelines/sales/board${query}`);
  return body.lanes.find(({ stage }) => stage.key === key);
};

it('counts and adds up whole lanes by currency, shows 25 cards, and 100 when asked', async () => {
  acme = await makeTenant();
  const rows = Array.from({ length: 30 }, () => ({ amountMinor: 100, currency: 'USD', stage: 'proposal' }));
  await makeDeals(acme, [
    ...rows,
    { amountMinor: 7, currency: 'EUR', stage: 'proposal' },
    { stage: 'proposal' },
    { stage: 'proposal', amountMinor: 9, currency: 'USD', archivedAt: '2026-01-01T00:00:00Z' },
  ]);
  const found = await lane(acme.user, 'proposal');
  expect(found).toMatchObject({
    count: 32,
    worth: [
      { currency: 'USD', minor: 3_000, weighted: 1_500 },
      { currency: 'EUR', minor: 7, weighted: 4 },
    ],
    cards: { length: 25 },
  });
  expect(await lane(acme.user, 'proposal', '?more=proposal')).toMatchObject({ cards: { length: 32 } });
});

it('has the last one moved first, with its next task; of won and lost ones the latest without cards', async () => {
  acme = await makeTenant();
  const [old, fresh] = await makeDeals(acme, [
    { title: 'Old', stageEnteredAt: '2026-01-01T00:00:00Z' },
    { title: 'Fresh', stageEnteredAt: '2026-02-01T00:00:00Z' },
  ]);
  const today = new Date().toISOString();
  await makeDeals(acme, [
    { stage: 'won', amountMinor: 5, currency: 'USD', closedAt: today },
    { stage: 'won', amountMinor: 900, currency: 'USD', closedAt: '2020-01-01T00:00:00Z' },
  ]);
  const { tenantId } = acme;
  const due = ['2026-05-02T00:00:00.000Z', '2026-05-01T00:00:00.000Z'];
  await arrange(acme, (tx) =>
    tx
      .insert(tasks)
      .values(due.map((dueAt) => ({ tenantId, id: uuidv7(), title: 'Call', dueAt, opportunityId: old }))),
  );
  expect((await lane(acme.user, 'qualification'))?.cards).toMatchObject([
    { id: fresh, nextDueAt: null },
    { id: old, nextDueAt: due[1] },
  ]);
  expect(await lane(acme.user, 'won')).toMatchObject({
    count: 1,
    worth: [{ minor: 5, weighted: 5 }],
    cards: [],
  });
});

it('counts nothing that is out of sight, adds up no hidden amount, and is narrowed by owner and words', async () => {
  acme = await makeTenant();
  const [mine, theirs] = [acme.user.userId, acme.admin.userId];
  await makeDeals(acme, [
    { title: 'Mine', ownerId: mine, amountMinor: 5, currency: 'USD' },
    { title: 'Theirs', ownerId: theirs, amountMinor: 700, currency: 'USD' },
  ]);
  expect(await lane(acme.user, 'qualification', '?owner=me')).toMatchObject({ count: 1 });
  expect(await lane(acme.user, 'qualification', '?q=nobody')).toMatchObject({ count: 0, cards: [] });
  await database.admin`update crm.role_visibility set scope = 'own'
    where role_id = ${acme.roleIds.get('user') ?? ''} and noun = 'opportunity'`;
  expect(await lane(acme.user, 'qualification')).toMatchObject({
    count: 1,
    worth: [{ minor: 5 }],
    cards: [{ title: 'Mine' }],
  });
  await setFieldRule(acme, { amount: 'hidden' });
  expect(await lane(acme.user, 'qualification')).toMatchObject({
    count: 1,
    worth: [],
    cards: [{ amount: null }],
  });
});

it('of another tenant or of leads is no board', async () => {
  acme = await makeTenant();
  await makeDeal(acme);
  const other = await api.rest(acme.user)('GET', '/pipelines/leads/board');
  expect(other.status).toBe(404);
  expect((await api.rest(acme.user)('GET', '/pipelines/sales/board?owner=somebody')).status).toBe(400);
});

describe('by close month', () => {
  interface Month {
    key: string;
    count: number;
    worth: { currency: string; minor: number; weighted: number }[];
    cards: { title: string }[];
  }
  const months = async (person: TestPerson, query = '') =>
    api.rest(person)<{ months: Month[]; slug?: string }>('GET', `/pipelines/sales/months${query}`);

  it('has six months, what is overdue, later, and without a day; sums of open ones by their stages’ probability', async () => {
    acme = await makeTenant();
    const now = new Date();
    const month = (by: number): string =>
      new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + by, 1)).toISOString().slice(0, 10);
    const usd = { amountMinor: 100, currency: 'USD' };
    await makeDeals(acme, [
      { title: 'Due', closeDate: month(0), ...usd, stage: 'proposal' },
      { title: 'Due, too', closeDate: month(0), ...usd, stage: 'negotiation' },
      { title: 'Last of six', closeDate: month(5) },
      { title: 'Beyond', closeDate: month(6) },
      { title: 'Missed', closeDate: month(-1) },
      { title: 'Some day' },
      { title: 'Done', closeDate: month(0), ...usd, stage: 'won', closedAt: now.toISOString() },
    ]);
    const { body } = await months(acme.user);
    const titles = Object.fromEntries(
      body.months.map(({ key, cards }) => [key, cards.map(({ title }) => title)]),
    );
    expect(titles).toEqual({
      past: ['Missed'],
      [month(0).slice(0, 7)]: ['Due', 'Due, too'],
      ...Object.fromEntries([1, 2, 3, 4].map((by) => [month(by).slice(0, 7), []])),
      [month(5).slice(0, 7)]: ['Last of six'],
      later: ['Beyond'],
      none: ['Some day'],
    });
    const present = body.months.find(({ key }) => key === month(0).slice(0, 7));
    expect(present).toMatchObject({ count: 2, worth: [{ currency: 'USD', minor: 200, weighted: 125 }] });
    const some = await months(acme.user, '?f=amount.gte.1');
    expect(some.body.months.reduce((sum, { count }) => sum + count, 0)).toBe(2);
  });

  it('is refused where a role hides the day, and names a filter that there is none of', async () => {
    acme = await makeTenant();
    await setFieldRule(acme, { closeDate: 'hidden' });
    expect((await months(acme.user)).status).toBe(400);
    const unknown = await api.rest(acme.admin)('GET', '/pipelines/sales/board?f=mood.is.good');
    expect(unknown).toMatchObject({ status: 400, body: { slug: 'list.grammar' } });
    expect(unknown.body['message']).toContain('Unknown filter field "mood"');
  });
});
