// What may happen to an opportunity: amounts, stages, and two people at one card.
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApi, type Api, type Rest } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeCustomer, makeDeal, makeDeals, salesOf, type SalesPipeline } from '../support/deals.ts';
import { makeTenant, type TestTenant } from '../support/factories.ts';
import { setFieldRule } from './ruled.ts';

interface Deal {
  id: string;
  version: number;
  title: string;
  amount: { minor: number; currency: string } | null;
  stage: { key: string; kind: string };
  closedAt: string | null;
  stageEnteredAt: string;
  lostReason: string | null;
}
interface Page {
  items: Deal[];
  count: number;
  sums: { currency: string; minor: number }[];
}

let database: TestDatabase;
let api: Api;
let acme: TestTenant;
let sales: SalesPipeline;
let asUser: Rest;
let asAdmin: Rest;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi();
});

beforeEach(async () => {
  acme = await makeTenant();
  sales = await salesOf(acme);
  [asUser, asAdmin] = [api.rest(acme.user), api.rest(acme.admin)];
});

const read = async (id: string): Promise<Deal> => (await asAdmin<Deal>('GET', `/opportunities/${id}`)).body;
const list = async (query: string): Promise<Page> =>
  (await asUser<Page>('GET', `/opportunities?${query}`)).body;
const titles = async (query: string): Promise<string[]> =>
  (await list(query)).items.map(({ title }) => title).sort();
const move = (id: string, stage: string, more: Record<string, unknown> = {}) =>
  asUser('POST', `/opportunities/${id}/move`, { version: 1, stageId: sales.stage(stage), ...more });

describe('an opportunity', () => {
  it('made with everything is read with everything, and found by its title and its organization', async () => {
    const { organizationId, contactId } = await makeCustomer(acme);
    const made = await asUser<{ id: string }>('POST', '/opportunities', {
      title: 'Crane renewal',
      organizationId,
      contactId,
      stageId: sales.stage('proposal'),
      amount: { minor: 1_250_050, currency: 'eur' },
      closeDate: '2027-01-31',
      externalId: 'D-1',
    });
    expect(made.status).toBe(201);
    expect(await read(made.body.id)).toMatchObject({
      title: 'Crane renewal',
      organization: { id: organizationId },
      contact: { id: contactId, name: 'Ada' },
      pipeline: { slug: 'sales' },
      stage: { key: 'proposal', kind: 'open', probability: 50 },
      amount: { minor: 1_250_050, currency: 'EUR' },
      closeDate: '2027-01-31',
      owner: { id: acme.user.userId },
      closedAt: null,
      externalIds: [{ source: 'api', id: 'D-1' }],
    });
    expect(await titles('q=crane')).toEqual(['Crane renewal']);
    expect(await titles('q=customer')).toEqual(['Crane renewal']);
  });

  it('without a stage stands in the first open one, and an amount without a currency is in the tenant’s', async () => {
    const { body } = await asUser<{ id: string }>('POST', '/opportunities', {
      title: 'A',
      amount: { minor: 5 },
    });
    expect(await read(body.id)).toMatchObject({
      stage: { key: 'qualification' },
      amount: { minor: 5, currency: 'USD' },
    });
  });

  it.each([
    [{ amount: { minor: 12.5 } }, 'amount.minor'],
    [{ amount: { minor: -1 } }, 'amount.minor'],
    [{ amount: { minor: 10 ** 15 } }, 'amount.minor'],
    [{ amount: { minor: 1, currency: 'EURO' } }, 'amount.currency'],
    [{ amount: { minor: 1, currency: 'XQQ' } }, 'amount.currency'],
    [{ closeDate: '2027-02-30' }, 'closeDate'],
    [{ closeDate: 'soon' }, 'closeDate'],
    [{ title: ' ' }, 'title'],
  ])('with %j is refused, naming the field', async (wrong, field) => {
    const answer = await asUser('POST', '/opportunities', { title: 'A', ...wrong });
    expect(answer.status).toBe(422);
    expect(Object.keys((answer.body as { details: object }).details)).toEqual([field]);
  });

  it('of an organization, contact or stage of nobody or of leads is a 404 that names the field', async () => {
    const nobody = acme.tenantId;
    for (const field of ['organizationId', 'contactId', 'stageId']) {
      const answer = await asUser('POST', '/opportunities', { title: 'A', [field]: nobody });
      expect(answer).toMatchObject({ status: 404, body: { details: { [field]: [expect.any(String)] } } });
    }
    expect((await asUser('POST', '/opportunities', { title: 'A', stageId: acme.stageId })).status).toBe(404);
  });

  it('keeps an organization its writer may not see, and gives nothing of it away', async () => {
    const { organizationId } = await makeCustomer(acme);
    await database.admin`update crm.organizations set owner_id = ${acme.admin.userId} where id = ${organizationId}`;
    await database.admin`update crm.role_visibility set scope = 'own'
      where role_id = ${acme.roleIds.get('user') ?? ''} and noun = 'organization'`;
    const id = await makeDeal(acme, { organizationId, ownerId: acme.user.userId });
    const mine = await asUser('GET', `/opportunities/${id}`);
    expect(mine.body).toMatchObject({ organization: { id: organizationId, name: null } });
    const body = { version: 1, title: 'Renamed', organizationId };
    expect((await asUser('PUT', `/opportunities/${id}`, body)).status).toBe(200);
    expect(await read(id)).toMatchObject({ title: 'Renamed', organization: { id: organizationId } });
  });

  it('is emptied by a put of what it does not send', async () => {
    const id = await makeDeal(acme, { amountMinor: 5, currency: 'USD', closeDate: '2027-01-01' });
    await asUser('PUT', `/opportunities/${id}`, { version: 1, title: 'Bare' });
    expect(await read(id)).toMatchObject({ title: 'Bare', amount: null, closeDate: null });
  });
});

describe('moving it', () => {
  it('sets when it came into the stage, and leaves a line in its timeline', async () => {
    const id = await makeDeal(acme, { stageEnteredAt: '2026-01-01T00:00:00Z' });
    expect(await move(id, 'proposal')).toMatchObject({ status: 200, body: { id, version: 2 } });
    const { stage, stageEnteredAt } = await read(id);
    expect([stage.key, stageEnteredAt > '2026-01-02']).toEqual(['proposal', true]);
    const timeline = await asUser<{ items: object[] }>('GET', `/opportunities/${id}/activities`);
    expect(timeline.body.items).toMatchObject([
      { kind: 'stage_change', subject: 'Qualification → Proposal', author: { id: acme.user.userId } },
    ]);
  });

  it('to won closes it, back to open opens it again', async () => {
    const id = await makeDeal(acme);
    await move(id, 'won');
    expect((await read(id)).closedAt).not.toBeNull();
    await move(id, 'proposal', { version: 2 });
    expect((await read(id)).closedAt).toBeNull();
  });

  it('to lost asks for the reason, keeps it, and forgets it when it is opened again', async () => {
    const id = await makeDeal(acme);
    expect(await move(id, 'lost')).toMatchObject({
      status: 422,
      body: { slug: 'opportunity.reason_missing', details: { lostReason: [expect.any(String)] } },
    });
    expect((await move(id, 'lost', { lostReason: 'Too dear' })).status).toBe(200);
    expect(await read(id)).toMatchObject({ lostReason: 'Too dear', stage: { kind: 'lost' } });
    const empty = await asUser('PATCH', `/opportunities/${id}`, { version: 2, lostReason: '' });
    expect(empty.status).toBe(422);
    await move(id, 'proposal', { version: 2 });
    expect((await read(id)).lostReason).toBeNull();
  });

  it('by two people at once is done once; the other gets the card as it is now', async () => {
    const id = await makeDeal(acme);
    const answers = await Promise.all([move(id, 'proposal'), move(id, 'negotiation')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { stage } = await read(id);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      slug: 'record.stale',
      data: { current: { stage: { key: stage.key }, version: 2 } },
    });
  });

  it('into a stage that was deleted meanwhile is a conflict in words, and nothing has changed', async () => {
    const id = await makeDeal(acme);
    await database.admin`update crm.stages set deleted_at = now() where id = ${sales.stage('proposal')}`;
    expect(await move(id, 'proposal')).toMatchObject({
      status: 409,
      body: { slug: 'opportunity.stage_gone', message: expect.stringContaining('Proposal') },
    });
    expect(await read(id)).toMatchObject({ version: 1, stage: { key: 'qualification' } });
  });
});

describe('the list', () => {
  it('is filtered by stage, status, pipeline, amount and day, and sorted with those without last', async () => {
    await makeDeals(acme, [
      { title: 'Small', amountMinor: 100, currency: 'USD', closeDate: '2026-05-01' },
      { title: 'Large', amountMinor: 90_000, currency: 'USD', closeDate: '2026-06-01', stage: 'won' },
      { title: 'Open end', stage: 'lost' },
    ]);
    expect(await titles('f=status.is.open')).toEqual(['Small']);
    expect(await titles('f=status.in.won,lost')).toEqual(['Large', 'Open end']);
    expect(await titles('f=stage.is.won&f=pipeline.is.sales')).toEqual(['Large']);
    expect(await titles('f=pipeline.is.leads')).toEqual([]);
    expect(await titles('f=amount.gte.101')).toEqual(['Large']);
    expect(await titles('f=amount.empty')).toEqual(['Open end']);
    expect(await titles('f=close_date.before.2026-05-02')).toEqual(['Small']);
    const order = async (sort: string) => (await list(`sort=${sort}`)).items.map(({ title }) => title);
    expect(await order('amount')).toEqual(['Small', 'Large', 'Open end']);
    expect(await order('-close_date')).toEqual(['Open end', 'Large', 'Small']);
    expect((await asUser('GET', '/opportunities?f=status.is.maybe')).status).toBe(400);
  });

  it.each(['amount', '-amount', 'close_date', '-close_date', 'title'])(
    'walked by %s shows each once, also those without',
    async (sort) => {
      const rows = Array.from({ length: 7 }, (_, at) =>
        at % 2 ? {} : { amountMinor: 5, currency: 'USD', closeDate: '2026-05-01' },
      );
      const ids = await makeDeals(
        acme,
        rows.map((row) => ({ title: 'Same', ...row })),
      );
      const seen: string[] = [];
      for (let after = ''; ;) {
        const { items, next } = (
          await asUser<{ items: Deal[]; next: string | null }>(
            'GET',
            `/opportunities?sort=${sort}&limit=2${after}`,
          )
        ).body;
        seen.push(...items.map(({ id }) => id));
        if (!next) break;
        after = `&after=${next}`;
      }
      expect(seen.sort()).toEqual(ids.sort());
    },
  );

  it('says what its rows are worth by currency, the tenant’s first, beyond the page', async () => {
    await makeDeals(acme, [
      { amountMinor: 100, currency: 'EUR' },
      { amountMinor: 200, currency: 'USD' },
      { amountMinor: 300, currency: 'USD', stage: 'won' },
      {},
    ]);
    expect((await list('limit=1')).sums).toEqual([
      { currency: 'USD', minor: 500 },
      { currency: 'EUR', minor: 100 },
    ]);
    expect((await list('f=status.is.open&f=amount.filled')).sums).toEqual([
      { currency: 'USD', minor: 200 },
      { currency: 'EUR', minor: 100 },
    ]);
  });

  it('has no row, and adds up no amount, of what is out of sight', async () => {
    await makeDeals(acme, [
      { title: 'Theirs', amountMinor: 700, currency: 'USD', ownerId: acme.admin.userId },
      { title: 'Mine', amountMinor: 5, currency: 'USD', ownerId: acme.user.userId },
    ]);
    await database.admin`update crm.role_visibility set scope = 'own'
      where role_id = ${acme.roleIds.get('user') ?? ''} and noun = 'opportunity'`;
    expect(await list('')).toMatchObject({ count: 1, sums: [{ currency: 'USD', minor: 5 }] });
  });
});

it('a hidden amount is in no answer, no sum and no order', async () => {
  const id = await makeDeal(acme, {
    amountMinor: 77_077_770_777,
    currency: 'USD',
    ownerId: acme.user.userId,
  });
  await setFieldRule(acme, { amount: 'hidden', closeDate: 'hidden' });
  const one = await asUser('GET', `/opportunities/${id}`);
  expect(one.body).toMatchObject({ amount: null, hiddenFields: ['amount', 'closeDate'] });
  const page = await list('');
  expect([JSON.stringify([one.body, page]).includes('77077770777'), page.sums]).toEqual([false, []]);
  for (const query of ['sort=amount', 'f=amount.gte.1', 'sort=-close_date', 'f=close_date.before.today'])
    expect((await asUser('GET', `/opportunities?${query}`)).status, query).toBe(400);
  const change = { version: 1, amount: { minor: 1 } };
  expect((await asUser('PATCH', `/opportunities/${id}`, change)).status).toBe(403);
  expect((await asUser('PUT', `/opportunities/${id}`, { version: 1, title: 'Renamed' })).status).toBe(200);
  expect(await read(id)).toMatchObject({ title: 'Renamed', amount: { minor: 77_077_770_777 } });
});
