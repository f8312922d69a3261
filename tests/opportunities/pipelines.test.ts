// Pipelines and their stages: what an editor can do, and where the records of a deleted stage go.
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { startApi, type Api, type Rest } from '../support/api.ts';
import { behind } from '../support/behind.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeDeal, makeDeals, salesOf, type SalesPipeline } from '../support/deals.ts';
import { holdRole, insertRole } from '../support/records.ts';
import { makeLead, makePerson, makeTenant, type TestTenant } from '../support/factories.ts';

interface Stage {
  id?: string;
  key?: string;
  name: string;
  kind: string;
  probability: number;
  rotDays: number | null;
  wipLimit: number | null;
}
interface Pipeline {
  id: string;
  version: number;
  isDefault: boolean;
  archived: boolean;
  stages: (Stage & { records: number })[];
}

let database: TestDatabase;
let api: Api;
let acme: TestTenant;
let sales: SalesPipeline;
let asAdmin: Rest;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi();
});

beforeEach(async () => {
  acme = await makeTenant();
  sales = await salesOf(acme);
  asAdmin = api.rest(acme.admin);
});

const read = async (id = sales.id): Promise<Pipeline> =>
  (await asAdmin<Pipeline>('GET', `/pipelines/${id}`)).body;

/** The stages as they would be sent back. */
const code = async (): Promise<Stage[]> =>
  (await read()).stages.map(({ id: _id, records: _records, ...stage }) => stage);

const save = (stages: unknown, rest: Record<string, unknown> = {}, path = 'stages', method = 'PUT') =>
  asAdmin(method, `/pipelines/${sales.id}/${path}`, { version: 1, stages, ...rest });

const preview = (stages: unknown, rest: Record<string, unknown> = {}) =>
  save(stages, rest, 'stages/preview', 'POST');

it('stages are added, renamed, turned round and limited; a key is kept', async () => {
  const [first, second, ...rest] = await code();
  const stages = [
    { ...second, name: 'Offer', wipLimit: 4 },
    first,
    { name: 'Legal check', probability: 60 },
    ...rest,
  ];
  expect(await preview(stages)).toMatchObject({
    status: 200,
    body: {
      isReordered: true,
      changes: [
        {
          what: 'changed',
          key: 'proposal',
          fields: [
            { field: 'name', before: 'Proposal', after: 'Offer' },
            { field: 'wipLimit', before: '', after: '4' },
          ],
        },
        { what: 'added', key: 'legal-check', name: 'Legal check' },
      ],
    },
  });
  expect((await read()).version).toBe(1);
  expect(await save(stages)).toMatchObject({ status: 200, body: { version: 2 } });
  expect((await read()).stages.map(({ key, name }) => [key, name])).toEqual([
    ['proposal', 'Offer'],
    ['qualification', 'Qualification'],
    ['legal-check', 'Legal check'],
    ['negotiation', 'Negotiation'],
    ['won', 'Won'],
    ['lost', 'Lost'],
  ]);
});

it.each([
  ['no open stage', [{ name: 'Won', kind: 'won' }], 'kind open'],
  ['nothing', [], 'at least one stage'],
  ['two of a name', [{ name: 'A' }, { name: 'a' }], 'Two stages have the name'],
  [
    'two of a key',
    [
      { key: 'a', name: 'A' },
      { key: 'a', name: 'B' },
    ],
    'Two stages have the key',
  ],
  ['a probability beyond 100', [{ name: 'A', probability: 101 }], '0 to 100'],
  ['an unknown kind', [{ name: 'A', kind: 'maybe' }], 'open, won, lost'],
  ['a word too many', [{ name: 'A', colour: 'red' }], 'colour'],
])('%s is refused in words', async (_what, stages, words) => {
  const answer = await save(stages);
  expect([answer.status, JSON.stringify(answer.body)]).toEqual([422, expect.stringContaining(words)]);
});

it('a deleted stage asks where its records go, and moves them with a line in their timelines', async () => {
  const [open, archived] = await makeDeals(acme, [
    { stage: 'proposal' },
    { stage: 'proposal', archivedAt: '2026-01-01T00:00:00Z' },
  ]);
  const stages = (await code()).filter(({ key }) => key !== 'proposal');
  expect(await save(stages)).toMatchObject({
    status: 422,
    body: { slug: 'pipeline.stage_in_use', details: { moves: [expect.stringContaining('“Proposal”')] } },
  });
  expect((await save(stages, { moves: [{ from: 'proposal', to: 'nowhere' }] })).status).toBe(422);
  expect((await save(stages, { moves: [{ from: 'proposal', to: 'lost' }] })).status).toBe(422);
  const moves = [{ from: 'proposal', to: 'won' }];
  expect((await preview(stages, { moves })).body).toMatchObject({
    changes: [{ what: 'deleted', key: 'proposal', movesTo: 'Won' }],
  });
  expect((await save(stages, { moves })).status).toBe(200);
  for (const id of [open, archived]) {
    const { body } = await asAdmin('GET', `/opportunities/${id ?? ''}`);
    expect(body).toMatchObject({ stage: { key: 'won' }, closedAt: expect.any(String), version: 2 });
  }
  const timeline = await asAdmin('GET', `/opportunities/${open ?? ''}/activities`);
  expect(timeline.body).toMatchObject({ items: [{ subject: 'Proposal → Won' }] });
  // the same key again is a stage again, and it is empty
  await save([...stages, { key: 'proposal', name: 'Proposal' }], { version: 2 });
  expect((await read()).stages.find(({ key }) => key === 'proposal')).toMatchObject({ records: 0 });
});

it('a card that is dragged into a stage while it is deleted is in the one or refused, never lost', async () => {
  const id = await makeDeal(acme);
  const stages = (await code()).filter(({ key }) => key !== 'proposal');
  const [moved, saved] = await Promise.all([
    asAdmin('POST', `/opportunities/${id}/move`, { version: 1, stageId: sales.stage('proposal') }),
    save(stages, { moves: [{ from: 'proposal', to: 'negotiation' }] }),
  ]);
  expect(saved.status).toBe(200);
  const { body } = await asAdmin<{ stage: { key: string } }>('GET', `/opportunities/${id}`);
  expect([200, 409]).toContain(moved.status);
  expect(body.stage.key).toBe(moved.status === 200 ? 'negotiation' : 'qualification');
});

it('leads have stages that are kept the same way', async () => {
  const leadId = await makeLead(acme);
  const { body } = await asAdmin<{ items: Pipeline[] }>('GET', '/pipelines?noun=lead');
  const [pipeline] = body.items;
  const stages = (pipeline?.stages ?? []).map(({ id: _id, ...stage }) => stage);
  const answer = await asAdmin('PUT', `/pipelines/${pipeline?.id ?? ''}/stages`, {
    version: 1,
    stages: stages.filter(({ key }) => key !== 'new'),
    moves: [{ from: 'new', to: 'working' }],
  });
  expect(answer.status).toBe(200);
  expect((await asAdmin('GET', `/leads/${leadId}`)).body).toMatchObject({ stage: { key: 'working' } });
});

it('the kind of a stage stays while something stands in it', async () => {
  await makeDeal(acme, { stage: 'proposal' });
  const turned = (await code()).map((stage) =>
    stage.key === 'proposal' ? { ...stage, kind: 'won' } : stage,
  );
  expect(await save(turned)).toMatchObject({
    status: 422,
    body: { details: { stages: [expect.any(String)] } },
  });
  await database.admin`delete from crm.opportunities where tenant_id = ${acme.tenantId}`;
  expect((await save(turned)).status).toBe(200);
  expect((await read()).stages.find(({ key }) => key === 'proposal')).toMatchObject({ probability: 100 });
});

it('who does not see every record deletes no stage, and who may not change pipelines changes nothing', async () => {
  const person = await makePerson(acme, 'user');
  const permissions = ['pipeline:read', 'pipeline:update'];
  const role = await insertRole(acme, { permissions, visibility: { opportunity: 'own' } });
  await database.admin`delete from crm.user_roles where user_id = ${person.userId}`;
  await holdRole(acme, person, role.id);
  const stages = (await code()).filter(({ key }) => key !== 'proposal');
  const body = { version: 1, stages };
  const answer = await api.rest(person)('PUT', `/pipelines/${sales.id}/stages`, body);
  expect(answer).toMatchObject({ status: 403, body: { slug: 'pipeline.out_of_sight' } });
  expect((await api.rest(acme.manager)('PUT', `/pipelines/${sales.id}/stages`, body)).status).toBe(403);
});

it('two editors: the second is shown what the first saved', async () => {
  const stages = await code();
  const answers = await Promise.all([save([...stages, { name: 'One' }]), save([...stages, { name: 'Two' }])]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
    slug: 'pipeline.stale',
    data: { current: { version: 2 } },
  });
});

it('one pipeline is the default; it is not put away, another is, and comes back', async () => {
  const made = await asAdmin<{ id: string }>('POST', '/pipelines', { name: 'Partner Deals' });
  const { id } = made.body;
  expect(await read(id)).toMatchObject({ slug: 'partner-deals', isDefault: false, stages: { length: 5 } });
  expect((await asAdmin('POST', `/pipelines/${sales.id}/archive`, { version: 1 })).status).toBe(409);
  expect((await asAdmin('POST', `/pipelines/${id}/archive`, { version: 1 })).status).toBe(200);
  expect((await asAdmin('PATCH', `/pipelines/${id}`, { version: 2, isDefault: true })).status).toBe(409);
  expect((await asAdmin('PATCH', `/pipelines/${id}`, { version: 2, archived: false })).status).toBe(200);
  expect((await asAdmin('PATCH', `/pipelines/${id}`, { version: 3, isDefault: true })).status).toBe(200);
  expect([(await read()).isDefault, (await read(id)).isDefault]).toEqual([false, true]);
  const taken = await asAdmin('PATCH', `/pipelines/${id}`, { version: 4, slug: 'sales' });
  expect(taken).toMatchObject({ status: 409, body: { details: { slug: [expect.any(String)] } } });
});

it('of two that are made the default at once the second hears of the first', async () => {
  const make = async (name: string): Promise<string> =>
    (await asAdmin<{ id: string }>('POST', '/pipelines', { noun: 'opportunity', name })).body.id;
  const [first, second] = [await make('First'), await make('Second')];
  const { status, body } = await behind(
    database,
    async (other) => {
      await other`update crm.pipelines set is_default = false where id = ${sales.id}`;
      await other`update crm.pipelines set is_default = true where id = ${first}`;
    },
    () => asAdmin('PATCH', `/pipelines/${second}`, { version: 1, isDefault: true }),
  );
  expect([status, body]).toMatchObject([409, { slug: 'pipeline.default_taken' }]);
  expect((await read(first)).isDefault).toBe(true);
});
