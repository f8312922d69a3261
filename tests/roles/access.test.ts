// The explanation of what somebody may and sees, held against what the database and the router really do for them.
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Access, Role } from '../../app/contracts/roles.ts';
import { withTenant } from '../../db/tenant.ts';
import { PERMISSIONS } from '../../server/auth/permissions.ts';
import { toAppError } from '../../server/errors.ts';
import { createCaller } from '../../server/trpc/caller.ts';
import { createReply } from '../../server/trpc/context.ts';
import { procedures } from '../../server/trpc/operations.ts';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase } from '../support/database.ts';
import { arrange, makePerson, makeTenant, type TestPerson, type TestTenant } from '../support/factories.ts';
import { holdRole, insertRole } from '../support/records.ts';

let api: Api;
let acme: TestTenant;
const people = new Map<string, TestPerson>();

beforeAll(async () => {
  await createTestDatabase();
  api = await startApi();
  acme = await makeTenant();
  const { admin, manager, user } = acme;
  people.set('an admin', admin).set('a manager', manager).set('a user', user);
  const only = async (...ids: string[]): Promise<TestPerson> => {
    const person = await makePerson(acme, 'user');
    await arrange(acme, (tx) => tx.execute(sql`delete from crm.user_roles where user_id = ${person.userId}`));
    for (const id of ids) await holdRole(acme, person, id);
    return person;
  };
  const hooks = await insertRole(acme, {
    key: 'hooks',
    permissions: ['webhook:*', 'lead:read'],
    visibility: { lead: 'team' },
  });
  const desk = await insertRole(acme, { key: 'desk', permissions: ['contact:read', 'audit:read'] });
  people
    .set('somebody with two roles', await only(hooks.id, desk.id))
    .set('somebody without a role', await only());
});

const names = ['an admin', 'a manager', 'a user', 'somebody with two roles', 'somebody without a role'];
const explained = async ({ userId }: TestPerson): Promise<Access> =>
  (await api.rest(acme.admin)<Access>('GET', `/users/${userId}/access`)).body;

const isForbidden = (running: Promise<unknown>, permission: string): Promise<boolean> =>
  running.then(
    () => false,
    (error: unknown) => {
      const { slug, data } = toAppError(error);
      return (
        slug === 'auth.forbidden' && (data as { permission?: string } | undefined)?.permission === permission
      );
    },
  );

const call = (person: TestPerson, name: string): Promise<unknown> => {
  const { accountId, sid, tenantId, userId } = person;
  const caller = createCaller({
    edge: { requestId: 'access-test', ip: '127.0.0.1', userAgent: 'vitest', door: 'rest' },
    principal: { kind: 'session', accountId, sid, epoch: 1, tenantId, userId },
    reply: createReply(),
    dryRun: true,
  });
  const found = name
    .split('.')
    .reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], caller);
  return (found as (input: unknown) => Promise<unknown>)(undefined);
};

describe.each(names)('of %s', (name) => {
  const enter = (person: TestPerson, permission: string | null) =>
    withTenant(person.context, { permission, readOnly: true }, (tx) => tx.entered);

  test('every permission is explained as it is decided', async () => {
    const person = people.get(name)!;
    const { permissions } = await explained(person);
    const decided = [];
    for (const permission of PERMISSIONS)
      decided.push([permission, !(await isForbidden(enter(person, permission), permission))]);
    expect(permissions.map(({ permission, allowed }) => [permission, allowed])).toEqual(decided);
    expect(permissions.filter(({ allowed, roles }) => allowed !== roles.length > 0)).toEqual([]);
  });

  test('every procedure is forbidden or not, as explained', async () => {
    const person = people.get(name)!;
    const { permissions } = await explained(person);
    const allowed = new Map(permissions.map((line) => [line.permission, line.allowed]));
    const differing = [];
    for (const { name: procedure, meta } of procedures()) {
      const permission = meta.requires ?? '';
      if (!allowed.has(permission)) continue;
      const isRefused = await isForbidden(call(person, procedure), permission);
      if (isRefused === allowed.get(permission)) differing.push(procedure);
    }
    expect(differing).toEqual([]);
  });

  test('every noun is seen as far as explained', async () => {
    const person = people.get(name)!;
    const { visibility } = await explained(person);
    const { seesAll, seesTeam, permissions } = await enter(person, null);
    for (const { noun, scope } of visibility) {
      const mayRead = permissions.includes('admin:*') || permissions.includes(`${noun}:read`);
      const seen = seesAll.includes(noun) ? 'all' : seesTeam.includes(noun) ? 'team' : 'own';
      expect([noun, scope]).toEqual([noun, mayRead ? seen : 'none']);
    }
  });
});

test('each line names the roles that give it', async () => {
  const { permissions, visibility, roles } = await explained(people.get('somebody with two roles')!);
  const by = (permission: string) => permissions.find((line) => line.permission === permission)?.roles;
  expect(roles.sort()).toEqual(['desk', 'hooks']);
  expect([by('webhook:update'), by('audit:read'), by('lead:delete')]).toEqual([['hooks'], ['desk'], []]);
  expect(visibility.slice(0, 2)).toEqual([
    { noun: 'lead', scope: 'team', roles: ['hooks'] },
    { noun: 'contact', scope: 'own', roles: ['desk', 'hooks'] },
  ]);
});

test('a field that every role of a person closes is named with those roles, as it is for them', async () => {
  const person = people.get('somebody with two roles')!;
  const close = async (key: string, fields: Record<string, string>) => {
    const { items } = (await api.rest(acme.admin)<{ items: Role[] }>('GET', '/roles')).body;
    const { id, version } = items.find((role) => role.key === key)!;
    await api.rest(acme.admin)('PUT', `/roles/${id}/fields`, { version, fields: { lead: fields } });
  };
  await close('hooks', { phone: 'hidden', title: 'read_only', company: 'hidden' });
  await close('desk', { phone: 'read_only', company: 'hidden' });
  expect((await explained(person)).fields).toEqual([
    { noun: 'lead', field: 'company', access: 'hidden', roles: ['desk', 'hooks'] },
    { noun: 'lead', field: 'phone', access: 'read_only', roles: ['desk', 'hooks'] },
  ]);
  expect((await explained(acme.admin)).fields).toEqual([]);
});

test('whoever is disabled may and sees nothing, whatever their roles say', async () => {
  const person = await makePerson(acme, 'manager');
  await arrange(acme, (tx) =>
    tx.execute(sql`update crm.users set status = 'disabled' where id = ${person.userId}`),
  );
  const { isActive, permissions, visibility } = await explained(person);
  expect(isActive).toBe(false);
  expect(permissions.filter(({ allowed }) => allowed)).toEqual([]);
  expect(visibility.filter(({ scope }) => scope !== 'none')).toEqual([]);
});

test('is for those who read roles', async () => {
  expect((await api.rest(acme.user)('GET', `/users/${acme.user.userId}/access`)).status).toBe(403);
});
