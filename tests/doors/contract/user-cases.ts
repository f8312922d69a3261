// The cases of the people of a tenant: reading them, letting them in and out.
import { makePerson, type TestTenant } from '../../support/factories.ts';
import { insertInvited } from '../../support/records.ts';
import { changed, reads, type Case, type Recipe } from './case.ts';
import type { Call, World } from './world.ts';

/** A call of an admin about somebody of the tenant. */
const onPerson =
  (rest: Partial<Call> = {}): Case['good'] =>
  async (_world, tenant) => ({
    as: tenant.admin,
    path: { id: (await makePerson(tenant, 'user')).userId },
    ...rest,
  });

const onInvited: Recipe = async ({ here }) => ({ as: here.admin, path: { id: await insertInvited(here) } });

/** The same, by an admin who has just said who they are. */
const proven: Case['good'] = async (world: World, tenant: TestTenant) => {
  const as = await makePerson(tenant, 'admin');
  await world.database.admin`
    update auth.sessions set sudo_until = now() + interval '10 minutes' where id = ${as.sid}`;
  return { ...(await onPerson()(world, tenant)), as };
};

const rename = onPerson({ body: { version: 1, name: 'Augusta King' } });

export const userCases: Readonly<Record<string, Case>> = {
  'users.list': reads({ q: 'ada', f: 'status.in.active,disabled', sort: '-last_login_at', limit: '10' }),
  'users.get': { good: onPerson() },
  'users.update': {
    good: rename,
    others: { 409: changed(rename, { body: { version: 7, name: 'Augusta King' } }) },
  },
  'users.disable': { good: onPerson(), others: { 409: onInvited } },
  'users.enable': { good: onPerson(), others: { 409: onInvited } },
  'users.endSessions': { good: proven },
};
