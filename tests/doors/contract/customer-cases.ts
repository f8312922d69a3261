// How the operations on organizations and contacts are brought to each of their codes.
import { makeOrganization } from '../../support/customers.ts';
import type { TestTenant } from '../../support/factories.ts';
import { reads, type Case } from './case.ts';
import type { Call } from './world.ts';

/** A call about one organization of the tenant. */
const onOrganization = (rest: Partial<Call> | ((tenant: TestTenant) => Partial<Call>) = {}): Case['good'] => {
  return async (_world, tenant) => ({
    as: tenant.admin,
    path: { id: await makeOrganization(tenant, { ownerId: tenant.admin.userId }) },
    ...(typeof rest === 'function' ? rest(tenant) : rest),
  });
};

export const customerCases: Record<string, Case> = {
  'organizations.list': reads({ q: 'acme', f: 'industry.starts.Farm', sort: '-name', limit: '10' }),
  'organizations.get': { good: onOrganization() },
};
