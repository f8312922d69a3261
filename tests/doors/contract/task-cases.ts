// How operations about tasks are called.
import { makeContact, makeOrganization } from '../../support/customers.ts';
import { makeLead, type TestTenant } from '../../support/factories.ts';
import { insertOpportunity } from '../../support/records.ts';
import { changed, reads, type Case } from './case.ts';
import { fileCases } from './file-cases.ts';
import type { Call } from './world.ts';

const onTask =
  (rest: Partial<Call> | ((tenant: TestTenant) => Partial<Call>) = {}): Case['good'] =>
  async (world, tenant) => ({
    as: tenant.admin,
    path: { id: await world.task(tenant) },
    ...(typeof rest === 'function' ? rest(tenant) : rest),
  });

const of =
  (make: (tenant: TestTenant) => Promise<string>): Case['good'] =>
  async (_world, tenant) => ({ as: tenant.admin, path: { id: await make(tenant) } });

const patch = onTask({
  body: { version: 1, title: 'Call her back', priority: 'high', dueAt: '2026-05-01T15:00' },
});
const done = onTask({ body: { version: 1, done: true } });
const snooze = onTask({ body: { version: 1, until: 'next fri 3pm' } });
const remove = onTask({ query: { version: '1' } });

export const taskCases: Record<string, Case> = {
  'tasks.list': reads({ bucket: 'overdue', assignee: 'me', limit: '10' }),
  'tasks.get': { good: onTask() },
  'tasks.typed': reads({ text: 'call Ada fri 3pm !high' }),
  'tasks.ofLead': { good: of((tenant) => makeLead(tenant)) },
  'tasks.ofContact': { good: of((tenant) => makeContact(tenant)) },
  'tasks.ofOrganization': { good: of((tenant) => makeOrganization(tenant)) },
  'tasks.ofOpportunity': { good: of((tenant) => insertOpportunity(tenant)) },
  'tasks.create': {
    good: async (_world, tenant) => ({
      as: tenant.admin,
      body: {
        title: 'Call back',
        dueAt: '2026-05-01T15:00:00Z',
        priority: 'high',
        leadId: await makeLead(tenant, { ownerId: tenant.admin.userId }),
      },
    }),
  },
  'tasks.update': { good: patch, others: { 409: changed(patch, { body: { version: 7 } }) } },
  'tasks.assign': { good: onTask(({ user }) => ({ body: { assigneeId: user.userId } })) },
  'tasks.setDone': { good: done, others: { 409: changed(done, { body: { version: 7 } }) } },
  'tasks.snooze': {
    good: snooze,
    others: { 409: changed(snooze, { body: { version: 7, until: 'tomorrow' } }) },
  },
  'tasks.delete': { good: remove, others: { 409: changed(remove, { query: { version: '7' } }) } },
  'tasks.restore': { good: onTask(), others: { 409: changed(onTask(), { body: { version: 7 } }) } },
  ...fileCases('tasks', onTask),
};
