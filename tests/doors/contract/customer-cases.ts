// How the operations on organizations and contacts are brought to each of their codes.
import { makeOrganization } from '../../support/customers.ts';
import type { TestTenant } from '../../support/factories.ts';
import { changed, reads, type Case } from './case.ts';
import type { Call } from './world.ts';

/** A call about one organization of the tenant. */
const onOrganization = (rest: Partial<Call> | ((tenant: TestTenant) => Partial<Call>) = {}): Case['good'] => {
  return async (_world, tenant) => ({
    as: tenant.admin,
    path: { id: await makeOrganization(tenant, { ownerId: tenant.admin.userId }) },
    ...(typeof rest === 'function' ? rest(tenant) : rest),
  });
};

const createOrganization: Case['good'] = (world, tenant) => ({
  as: tenant.admin,
  body: {
    name: `Engines of ${world.email()}`,
    domain: 'engines.example',
    industry: 'Engines',
    ownerId: tenant.user.userId,
    address: { city: 'London' },
  },
});
const STALE = { version: 7, name: 'Analytical Engines' };
const replaceOrganization = onOrganization({ body: { version: 1, name: 'Difference Engines' } });
const patchOrganization = onOrganization({ body: { version: 1, size: '240' } });
const archiveOrganization = onOrganization({ body: { version: 1 } });
const deleteOrganization = onOrganization({ query: { version: '1' } });

export const customerCases: Record<string, Case> = {
  'organizations.list': reads({ q: 'acme', f: 'industry.starts.Farm', sort: '-name', limit: '10' }),
  'organizations.get': { good: onOrganization() },
  'organizations.create': {
    good: createOrganization,
    others: {
      409: async (world) => {
        const call = await createOrganization(world, world.here);
        await makeOrganization(world.here, { name: (call.body as { name: string }).name });
        return call;
      },
    },
  },
  'organizations.replace': {
    good: replaceOrganization,
    others: { 409: changed(replaceOrganization, { body: STALE }) },
  },
  'organizations.update': {
    good: patchOrganization,
    others: { 409: changed(patchOrganization, { body: STALE }) },
  },
  'organizations.delete': {
    good: deleteOrganization,
    others: { 409: changed(deleteOrganization, { query: { version: '7' } }) },
  },
  'organizations.assign': { good: onOrganization(({ user }) => ({ body: { ownerId: user.userId } })) },
  'organizations.archive': {
    good: archiveOrganization,
    others: { 409: changed(archiveOrganization, { body: { version: 7 } }) },
  },
  'organizations.restore': {
    good: onOrganization(),
    others: {
      409: async (world) => {
        const name = `Twice ${world.email()}`;
        const id = await makeOrganization(world.here, { name, deletedAt: new Date().toISOString() });
        await makeOrganization(world.here, { name });
        return { as: world.here.admin, path: { id } };
      },
    },
  },
};
