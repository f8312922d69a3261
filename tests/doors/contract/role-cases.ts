// The cases of roles, of giving them, and of what somebody may.
import { arrange, type TestTenant } from '../../support/factories.ts';
import { userRoles } from '../../../db/schema/index.ts';
import { holdRole, insertRole } from '../../support/records.ts';
import { changed, reads, type Case } from './case.ts';
import type { World } from './world.ts';

const onRole =
  (body?: Record<string, unknown>): Case['good'] =>
  async (_world, tenant) => ({
    as: tenant.admin,
    path: { id: (await insertRole(tenant)).id },
    ...(body && { body }),
  });

const SIGHT = { lead: 'team', contact: 'own', organization: 'own', opportunity: 'all', task: 'own' };
const WHOLE = { version: 1, name: 'Desk', permissions: ['lead:read'], visibility: SIGHT };
const replacing = onRole(WHOLE);
const patching = onRole({ version: 1, name: 'Desk' });

const named = (world: World) => ({
  name: 'Key accounts',
  key: `k-${world.email().slice(9, 21)}`,
  copyOf: 'user',
});
const creating: Case['good'] = (world, { admin }) => ({ as: admin, body: named(world) });

const aboutMember: Case['good'] = async (world, tenant) => ({
  as: tenant.admin,
  path: { id: (await world.member(tenant)).userId },
});

const giving: Case['good'] = async (world, tenant) => ({
  ...(await aboutMember(world, tenant)),
  body: { roles: ['manager', 'user'] },
});

/** The tenant's only admin. */
const alone = async ({ admin, tenantId, roleIds, system }: TestTenant) => {
  const others = await arrange({ system }, (tx) => tx.select().from(userRoles));
  const admins = others.filter((row) => row.tenantId === tenantId && row.roleId === roleIds.get('admin'));
  if (admins.length !== 1) throw new Error('The tenant has several admins.');
  return { as: admin, path: { id: admin.userId }, body: { role: 'user' } };
};

const closing = onRole({ version: 1, fields: { lead: { phone: 'hidden' } } });

export const roleCases: Readonly<Record<string, Case>> = {
  'roles.list': reads(),
  'roles.get': { good: onRole() },
  'roles.create': {
    good: creating,
    others: { 409: changed(creating, { body: { name: 'User', key: 'user' } }) },
  },
  'roles.replace': {
    good: replacing,
    others: { 409: changed(replacing, { body: { ...WHOLE, version: 7 } }) },
  },
  'roles.update': {
    good: patching,
    others: { 409: changed(patching, { body: { version: 7, name: 'Desk' } }) },
  },
  'roles.fields': { good: onRole() },
  'roles.setFields': {
    good: closing,
    others: { 409: changed(closing, { body: { version: 7, fields: {} } }) },
  },
  'roles.delete': {
    good: onRole(),
    others: {
      409: async (world) => {
        const { id } = await insertRole(world.here);
        await holdRole(world.here, world.here.user, id);
        return { as: world.here.admin, path: { id } };
      },
    },
  },
  'roles.assign': { good: giving, others: { 409: (world) => alone(world.here) } },
  'roles.access': { good: aboutMember },
};
