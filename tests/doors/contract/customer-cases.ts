// How the operations on organizations and contacts are brought to each of their codes.
import { makeContact, makeOrganization } from '../../support/customers.ts';
import type { TestTenant } from '../../support/factories.ts';
import { timelineCases } from './activity-cases.ts';
import { changed, operationAt, reads, type Case } from './case.ts';
import type { Call } from './world.ts';

type Rest = Partial<Call> | ((tenant: TestTenant) => Partial<Call>);

/** A call about one record of the tenant. */
const on =
  (make: typeof makeOrganization | typeof makeContact) =>
  (rest: Rest = {}): Case['good'] =>
  async (_world, tenant) => ({
    as: tenant.admin,
    path: { id: await make(tenant, { ownerId: tenant.admin.userId }) },
    ...(typeof rest === 'function' ? rest(tenant) : rest),
  });

const onOrganization = on(makeOrganization);
const onContact = on(makeContact);

/** What changes and puts away a record, the same for both nouns. */
function writes(
  plural: string,
  onOne: typeof onContact,
  named: Record<string, string>,
): Record<string, Case> {
  const replace = onOne({ body: { version: 1, ...named } });
  const patch = onOne({ body: { version: 1, description: 'Builds engines.' } });
  const archive = onOne({ body: { version: 1 } });
  const remove = onOne({ query: { version: '1' } });
  const stale = { body: { version: 7, ...named } };
  return {
    [`${plural}.get`]: { good: onOne() },
    [`${plural}.replace`]: { good: replace, others: { 409: changed(replace, stale) } },
    [`${plural}.update`]: { good: patch, others: { 409: changed(patch, stale) } },
    [`${plural}.delete`]: { good: remove, others: { 409: changed(remove, { query: { version: '7' } }) } },
    [`${plural}.assign`]: { good: onOne(({ user }) => ({ body: { ownerId: user.userId } })) },
    [`${plural}.archive`]: { good: archive, others: { 409: changed(archive, { body: { version: 7 } }) } },
    [`${plural}.restore`]: { good: onOne(), others: { 409: changed(onOne(), { body: { version: 7 } }) } },
    ...timelineCases(plural, onOne),
  };
}

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
const createContact: Case['good'] = async (world, tenant) => ({
  as: tenant.admin,
  body: {
    firstName: 'Ada',
    lastName: 'Lovelace',
    email: world.email(),
    organizationId: await makeOrganization(tenant),
    externalId: `c-${world.email()}`,
  },
});

export const customerCases: Record<string, Case> = {
  'organizations.list': reads({ q: 'acme', f: 'industry.starts.Farm', sort: '-name', limit: '10' }),
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
  ...writes('organizations', onOrganization, { name: 'Difference Engines' }),
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
  'contacts.list': reads({ q: 'ada', f: 'title.starts.Count', sort: 'name', limit: '10' }),
  'contacts.create': {
    good: createContact,
    others: {
      409: async (world) => {
        const call = await createContact(world, world.here);
        await world.send(operationAt('POST', '/contacts'), call);
        return call;
      },
    },
  },
  ...writes('contacts', onContact, { firstName: 'Ada' }),
};
