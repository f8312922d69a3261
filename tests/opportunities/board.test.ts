// The board of a pipeline: what stands in each column, what it is worth, and for whom.
import { beforeAll, expect, it } from 'vitest';
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
