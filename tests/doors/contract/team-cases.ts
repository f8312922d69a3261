// The cases of teams and of putting people into them.
import { insertTeam } from '../../support/teams.ts';
import type { TestTenant } from '../../support/factories.ts';
import { changed, reads, type Case } from './case.ts';
import type { Call } from './world.ts';

const onTeam =
  (rest: Partial<Call> = {}): Case['good'] =>
  async (_world, tenant: TestTenant) => ({
    as: tenant.admin,
    path: { id: await insertTeam(tenant) },
    ...rest,
  });

const patch = onTeam({ body: { version: 1, name: 'Northwest' } });
const remove = onTeam({ query: { version: '1' } });

export const teamCases: Record<string, Case> = {
  'teams.list': reads(),
  'teams.get': { good: onTeam() },
  'teams.create': {
    good: async (_world, tenant) => ({
      as: tenant.admin,
      body: { name: 'South', parentId: await insertTeam(tenant), managerId: tenant.manager.userId },
    }),
  },
  'teams.update': { good: patch, others: { 409: changed(patch, { body: { version: 7 } }) } },
  'teams.delete': { good: remove, others: { 409: changed(remove, { query: { version: '7' } }) } },
  'teams.setMember': {
    good: async (_world, tenant) => ({
      as: tenant.admin,
      path: { id: tenant.user.userId },
      body: { teamId: await insertTeam(tenant) },
    }),
  },
};
