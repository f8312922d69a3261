// How each operation is brought to each of its codes: one good call per operation, from which most refusals follow, and
// the few that need an arrangement of their own.
import { makeLead, makePerson, type TestPerson, type TestTenant } from '../../support/factories.ts';
import { insertJob } from '../../support/records.ts';
import { accountCases } from './account-cases.ts';
import { customerCases } from './customer-cases.ts';
import { dealCases } from './deal-cases.ts';
import { roleCases } from './role-cases.ts';
import { keyCases } from './key-cases.ts';
import { inviteCases, securityCases } from './security-cases.ts';
import { fieldCases } from './field-cases.ts';
import { conversionCases } from './conversion-cases.ts';
import { editCases, taskBulkCases } from './bulk-cases.ts';
import { changed, operationAt, reads, type Case } from './case.ts';
import { activityCases, timelineCases } from './activity-cases.ts';
import { calendarCases } from './calendar-cases.ts';
import { notificationCases } from './notification-cases.ts';
import { tagCases } from './tag-cases.ts';
import { viewCases } from './view-cases.ts';
import { taskCases } from './task-cases.ts';
import { teamCases } from './team-cases.ts';
import { userCases } from './user-cases.ts';
import { form, type Call, type World } from './world.ts';

/** A call about one lead of the tenant. */
const onLead = (rest: Partial<Call> | ((tenant: TestTenant) => Partial<Call>) = {}): Case['good'] => {
  return async (_world, tenant) => ({
    as: tenant.admin,
    path: { id: await makeLead(tenant, { ownerId: tenant.admin.userId }) },
    ...(typeof rest === 'function' ? rest(tenant) : rest),
  });
};

const onImport =
  (body?: unknown): Case['good'] =>
  async (world, tenant) => ({
    as: tenant.admin,
    path: { id: await world.imported(tenant) },
    ...(body !== undefined && { body }),
  });

const started = async (
  world: World,
  tenant: TestTenant,
): Promise<{ as: TestPerson; path: { id: string } }> => {
  const call = { as: tenant.admin, path: { id: await world.imported(tenant) } };
  const { status } = await world.send(operationAt('POST', '/imports/{id}/run'), call);
  if (status !== 202) throw new Error(`The import was not started: ${status}`);
  return call;
};

const MAPPING = {
  columns: [
    { index: 0, field: 'name' },
    { index: 1, field: 'email' },
  ],
};

const newLead = (world: World, tenant: TestTenant) => ({
  name: 'Ada Lovelace',
  email: world.email(),
  company: 'Analytical Engines',
  score: 42,
  stageId: tenant.stageId,
  ownerId: tenant.user.userId,
  address: { city: 'London' },
});

/** Lists as files. */
const exports: Record<string, Case> = {
  'leads.export': reads({ f: 'score.gte.1' }),
  'organizations.export': reads(),
  'contacts.export': reads(),
};

const takesFiles: Case = {
  good: (_world, { admin }) => ({ as: admin, headers: form.headers, body: form.bytes() }),
  others: {
    400: ({ here }) => ({
      as: here.admin,
      headers: { 'Content-Type': 'multipart/form-data' },
      body: form.bytes(),
    }),
    413: (world) => {
      world.set('LIMIT_UPLOAD_BYTES', 10);
      return { as: world.here.admin, headers: form.headers, body: form.bytes() };
    },
    422: ({ here }) => ({
      as: here.admin,
      headers: form.headers,
      body: form.bytes([{ name: 'policy', value: 'skip' }]),
    }),
    429: async (world) => {
      await world.imported(world.here);
      world.set('LIMIT_FACTOR', 1);
      world.set('LIMIT_IMPORT_PER_HOUR', 1);
      return { as: world.here.admin, headers: form.headers, body: form.bytes() };
    },
  },
};

const imports: Record<string, Case> = {
  'imports.list': reads(),
  'imports.get': { good: onImport() },
  'imports.rows': {
    good: async (world, tenant) => ({
      ...(await onImport()(world, tenant)),
      query: { phase: 'preview', outcome: 'fail' },
    }),
  },
  'imports.errors': { good: onImport() },
  'imports.configure': {
    good: onImport({ delimiter: ',' }),
    others: { 409: async (world) => ({ ...(await started(world, world.here)), body: {} }) },
  },
  'imports.map': {
    good: onImport(MAPPING),
    others: { 409: async (world) => ({ ...(await started(world, world.here)), body: MAPPING }) },
  },
  'imports.preview': {
    good: onImport(),
    others: { 409: (world) => started(world, world.here), 429: (world) => crowded(world) },
  },
  'imports.run': {
    good: onImport(),
    others: { 409: (world) => started(world, world.here), 429: (world) => crowded(world) },
  },
  'imports.cancel': {
    good: started,
    others: { 409: (world) => onImport()(world, world.here) },
  },
  'leads.import': takesFiles,
  'contacts.import': takesFiles,
  'organizations.import': takesFiles,
  'opportunities.import': takesFiles,
};

/** An import that may not begin, because another one takes the only place. */
async function crowded(world: World): Promise<Call> {
  await started(world, world.here);
  const call = await onImport()(world, world.here);
  world.set('LIMIT_IMPORT_AT_ONCE', 1);
  return call;
}

const jobOf: Case['good'] = async (_world, tenant) => ({
  as: tenant.admin,
  path: { id: await insertJob(tenant) },
});

const createLead: Case['good'] = (world, tenant) => ({ as: tenant.admin, body: newLead(world, tenant) });
const replaceLead = onLead({ body: { version: 1, name: 'Ada Byron' } });
const patchLead = onLead({ body: { version: 1, title: 'Countess' } });
const deleteLead = onLead({ query: { version: '1' } });
const archiveLead = onLead({ body: { version: 1 } });
const STALE = { version: 7, name: 'Ada Byron' };

const ofSales = reads({ period: 'this-year', owner: 'me', pipeline: 'sales' });
const ofPipeline: Case = {
  ...ofSales,
  others: { 404: changed(ofSales.good, { query: { pipeline: 'none' } }) },
};

const records: Record<string, Case> = {
  'dashboard.myLeads': reads(),
  'dashboard.tasksDue': reads(),
  'dashboard.figures': ofPipeline,
  'dashboard.pipeline': ofPipeline,
  'dashboard.funnel': ofPipeline,
  'dashboard.forecast': ofPipeline,
  'dashboard.activity': reads({ period: 'this-month', owner: 'team' }),
  'dashboard.recent': reads({ owner: 'me' }),
  'jobs.list': reads(),
  'jobs.get': {
    good: jobOf,
    others: {
      '200 text/event-stream': async (world) => {
        const call = await jobOf(world, world.here);
        await world.database.admin`update crm.jobs set status = 'done' where id = ${call.path?.id ?? ''}`;
        return { ...call, headers: { Accept: 'text/event-stream' } };
      },
    },
  },
  'live.get': {
    good: (_world, { admin }) => Promise.resolve({ as: admin }),
    others: {
      '200 text/event-stream': ({ here }) =>
        Promise.resolve({ as: here.admin, headers: { Accept: 'text/event-stream' } }),
      // any member may ask; whoever may read nothing hears nothing
      403: async ({ suspended }) => ({ as: await makePerson(suspended, 'user') }),
    },
  },
  'duplicates.find': reads({ noun: 'lead', name: 'Ada', email: 'ada@example.test', phone: '713 555 0117' }),
  'search.find': reads({ q: 'ada', noun: 'lead' }),
  'leads.list': reads({ q: 'ada', f: 'score.gte.1', sort: '-score', limit: '10' }),
  'leads.create': {
    good: createLead,
    others: {
      409: async (world) => {
        const body = newLead(world, world.here);
        await makeLead(world.here, { email: body.email });
        return { as: world.here.admin, body };
      },
    },
  },
  'leads.get': { good: onLead() },
  'leads.replace': { good: replaceLead, others: { 409: changed(replaceLead, { body: STALE }) } },
  'leads.update': { good: patchLead, others: { 409: changed(patchLead, { body: STALE }) } },
  'leads.delete': { good: deleteLead, others: { 409: changed(deleteLead, { query: { version: '7' } }) } },
  'leads.assign': { good: onLead(({ user }) => ({ body: { ownerId: user.userId } })) },
  'leads.archive': { good: archiveLead, others: { 409: changed(archiveLead, { body: { version: 7 } }) } },
  'leads.restore': {
    good: onLead(),
    others: {
      409: async (world) => {
        const email = world.email();
        const deletedAt = new Date().toISOString();
        const id = await makeLead(world.here, { email, deletedAt });
        await makeLead(world.here, { email });
        return { as: world.here.admin, path: { id } };
      },
    },
  },
  ...conversionCases(onLead),
  ...timelineCases('leads', onLead),
};

export const cases: Readonly<Record<string, Case>> = {
  ...accountCases,
  ...securityCases,
  ...userCases,
  ...inviteCases,
  ...roleCases,
  ...keyCases,
  ...activityCases,
  ...dealCases,
  ...calendarCases,
  ...notificationCases,
  ...tagCases,
  ...viewCases,
  'trash.list': reads({ noun: 'lead' }),
  ...taskCases,
  ...taskBulkCases,
  ...teamCases,
  ...fieldCases,
  ...editCases,
  ...exports,
  ...imports,
  ...records,
  ...customerCases,
};
