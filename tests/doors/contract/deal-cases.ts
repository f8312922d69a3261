// How the operations of opportunities and pipelines are brought to their codes.
import { makeDeal, makeCustomer, salesOf } from '../../support/deals.ts';
import type { TestTenant } from '../../support/factories.ts';
import { changed, operationAt, reads, type Case } from './case.ts';
import { bulkCases } from './bulk-cases.ts';
import { fileCases } from './file-cases.ts';
import { taggingCases } from './tag-cases.ts';
import type { Call } from './world.ts';

const onDeal = (
  rest: Partial<Call> | ((tenant: TestTenant) => Partial<Call> | Promise<Partial<Call>>) = {},
) => {
  const good: Case['good'] = async (_world, tenant) => ({
    as: tenant.admin,
    path: { id: await makeDeal(tenant, { ownerId: tenant.admin.userId }) },
    ...(typeof rest === 'function' ? await rest(tenant) : rest),
  });
  return good;
};

const create: Case['good'] = async (_world, tenant) => ({
  as: tenant.admin,
  body: {
    title: 'Renewal',
    amount: { minor: 125_000, currency: 'EUR' },
    closeDate: '2027-01-31',
    stageId: (await salesOf(tenant)).stage('proposal'),
    ownerId: tenant.user.userId,
    ...(await makeCustomer(tenant)),
  },
});
const replace = onDeal({ body: { version: 1, title: 'Renewal' } });
const update = onDeal({ body: { version: 1, amount: { minor: 5 } } });
const move = onDeal(async (tenant) => ({
  body: { version: 1, stageId: (await salesOf(tenant)).stage('won') },
}));
const remove = onDeal({ query: { version: '1' } });
const archive = onDeal({ body: { version: 1 } });

const onSales = (body?: unknown): Case['good'] => {
  return async (_world, tenant) => ({
    as: tenant.admin,
    path: { id: (await salesOf(tenant)).id },
    ...(body !== undefined && { body }),
  });
};

const newPipeline = { noun: 'opportunity', name: 'Partners', slug: 'partners' };

/** A pipeline of its own for each call, so that no version is counted up by another case. */
const onOwn =
  (body: Record<string, unknown>): Case['good'] =>
  async (world, tenant) => {
    const made = await world.send(operationAt('POST', '/pipelines'), {
      as: tenant.admin,
      body: { name: 'Another' },
    });
    const { id } = JSON.parse(made.text) as { id: string };
    return { as: tenant.admin, path: { id }, body };
  };

const STAGES = [
  { key: 'qualification', name: 'First talk', probability: 10 },
  { name: 'Signed', kind: 'won' },
  { key: 'lost', name: 'Lost', kind: 'lost' },
];
const saveStages = onOwn({ version: 1, stages: STAGES });
const rename = onOwn({ version: 1, name: 'Renamed' });
const putAway = onOwn({ version: 1 });

export const dealCases: Readonly<Record<string, Case>> = {
  'opportunities.list': reads({ q: 'renewal', f: 'amount.gte.1', sort: '-close_date', limit: '10' }),
  'opportunities.board': {
    good: (_world, { admin }) => ({ as: admin, path: { slug: 'sales' }, query: { owner: 'me' } }),
    others: { 404: ({ here }) => ({ as: here.admin, path: { slug: 'nowhere' } }) },
  },
  'opportunities.months': {
    good: (_world, { admin }) => ({ as: admin, path: { slug: 'sales' }, query: { f: 'amount.gte.1' } }),
    others: { 404: ({ here }) => ({ as: here.admin, path: { slug: 'nowhere' } }) },
  },
  'opportunities.get': { good: onDeal() },
  'opportunities.create': {
    good: create,
    others: {
      409: async (world) => {
        const body = { title: 'Twice', externalId: world.email() };
        const call = { as: world.here.admin, body };
        await world.send(operationAt('POST', '/opportunities'), call);
        return call;
      },
    },
  },
  'opportunities.replace': {
    good: replace,
    others: { 409: changed(replace, { body: { version: 7, title: 'Late' } }) },
  },
  'opportunities.update': { good: update, others: { 409: changed(update, { body: { version: 7 } }) } },
  'opportunities.move': {
    good: move,
    others: {
      409: async (world) => {
        const call = await move(world, world.here);
        return { ...call, body: { ...(call.body as object), version: 7 } };
      },
    },
  },
  'opportunities.assign': { good: onDeal(({ user }) => ({ body: { ownerId: user.userId } })) },
  'opportunities.archive': { good: archive, others: { 409: changed(archive, { body: { version: 7 } }) } },
  'opportunities.restore': {
    good: onDeal(),
    others: { 409: changed(onDeal(), { body: { version: 7 } }) },
  },
  'opportunities.delete': {
    good: remove,
    others: { 409: changed(remove, { query: { version: '7' } }) },
  },
  'opportunities.addNote': { good: onDeal({ body: { body: 'They want a second offer.' } }) },
  'opportunities.activities': { good: onDeal() },
  'opportunities.neighbours': { good: onDeal({ query: { sort: 'title' } }) },
  ...taggingCases('opportunities', onDeal),
  ...bulkCases('opportunities'),
  ...fileCases('opportunities', onDeal),
  'opportunities.logActivity': {
    good: onDeal({ body: { kind: 'call', subject: 'Offer', occurredAt: '2026-05-01T15:00:00Z' } }),
  },
  'pipelines.list': reads({ noun: 'opportunity' }),
  'pipelines.get': { good: onSales() },
  'pipelines.create': {
    good: (_world, { admin }) => ({ as: admin, body: newPipeline }),
    others: { 409: ({ here }) => ({ as: here.admin, body: { name: 'Sales again', slug: 'sales' } }) },
  },
  'pipelines.update': { good: rename, others: { 409: changed(rename, { body: { version: 7 } }) } },
  'pipelines.archive': { good: putAway, others: { 409: changed(putAway, { body: { version: 7 } }) } },
  'pipelines.saveStages': {
    good: saveStages,
    others: { 409: changed(saveStages, { body: { version: 7, stages: STAGES } }) },
  },
  'pipelines.previewStages': {
    good: saveStages,
    others: { 409: changed(saveStages, { body: { version: 7, stages: STAGES } }) },
  },
};
