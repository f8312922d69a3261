import { beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '../../app/contracts/roles.ts';
import { withAuth } from '../../db/system.ts';
import { createApiKey } from '../../server/auth/api-keys.ts';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase } from '../support/database.ts';
import { makePerson, makeTenant, type TestPerson, type TestTenant } from '../support/factories.ts';
import { holdRole, insertRole } from '../support/records.ts';

let api: Api;
let acme: TestTenant;
let globex: TestTenant;

beforeAll(async () => {
  await createTestDatabase({ isPatient: true });
  api = await startApi();
  [acme, globex] = [await makeTenant(), await makeTenant()];
});

const admin = (tenant = acme) => api.rest(tenant.admin);
const created = async (values: Record<string, unknown>) =>
  (await admin()<Role>('POST', '/roles', values)).body;
const roleOf = async (id: string): Promise<Role> => (await admin()<Role>('GET', `/roles/${id}`)).body;
const assign = (person: TestPerson, body: Record<string, unknown>, by: TestPerson = acme.admin) =>
  api.rest(by)<{ slug?: string; roles?: string[] }>('PUT', `/users/${person.userId}/role`, body);

describe('the roles of a tenant', () => {
  test('are listed with what they allow, how far they show, and how many hold them', async () => {
    const { body } = await admin()<{ items: Role[] }>('GET', '/roles');
    const seeded = body.items.filter(({ isSeeded }) => isSeeded);
    expect(seeded.map(({ key, users }) => [key, users])).toEqual([
      ['admin', 1],
      ['manager', 1],
      ['user', 1],
    ]);
    expect(seeded[0]).toMatchObject({ permissions: ['admin:*'], visibility: { lead: 'all', task: 'all' } });
  });

  test('are read by whoever may, and changed by fewer', async () => {
    expect((await api.rest(acme.manager)('GET', '/roles')).status).toBe(200);
    expect((await api.rest(acme.user)('GET', '/roles')).status).toBe(403);
    expect((await api.rest(acme.manager)('POST', '/roles', { name: 'Mine' })).status).toBe(403);
  });

  test('grow by a role from nothing, or by a copy with changes', async () => {
    const bare = await created({ name: 'Desk' });
    expect(await roleOf(bare.id)).toMatchObject({ key: 'desk', permissions: [], isSeeded: false, users: 0 });
    const copy = await created({ name: 'Désk', copyOf: 'user', visibility: { lead: 'own' } });
    const { key, permissions, visibility } = await roleOf(copy.id);
    expect([key, visibility.lead, visibility.contact]).toEqual(['desk-2', 'own', 'all']);
    expect(permissions).toContain('lead:create');
  });

  test.each<[string, Record<string, unknown>, number, string]>([
    ['a key that is taken', { name: 'User', key: 'user' }, 409, 'key'],
    ['no key', { name: 'User', key: 'No Key' }, 422, 'key'],
    ['a permission there is not', { name: 'User', permissions: ['lead:fly'] }, 422, 'permissions.0'],
    ['a view there is not', { name: 'User', visibility: { lead: 'none' } }, 422, 'visibility.lead'],
    ['a copy of nothing', { name: 'User', copyOf: 'emperor' }, 422, 'copyOf'],
    ['no name', {}, 422, 'name'],
  ])('refuse %s by its field', async (_what, body, status, field) => {
    const answer = await admin()<{ details: Record<string, string[]> }>('POST', '/roles', body);
    expect([answer.status, Object.keys(answer.body.details)]).toEqual([status, [field]]);
  });
});

describe('a change of a role', () => {
  test('adds and removes what is different, once per version', async () => {
    const { id } = await created({ name: 'Desk', permissions: ['lead:read', 'lead:update'] });
    const { version, visibility } = await roleOf(id);
    const wanted = { version, name: 'Front desk', permissions: ['lead:read', 'lead:delete'] };
    const sight = { ...visibility, lead: 'team' };
    expect((await admin()('PUT', `/roles/${id}`, { ...wanted, visibility: sight })).status).toBe(200);
    expect(await roleOf(id)).toMatchObject({
      name: 'Front desk',
      permissions: ['lead:delete', 'lead:read'],
      visibility: { lead: 'team', contact: 'own' },
      version: version + 1,
    });
    const again = await admin()('PATCH', `/roles/${id}`, { version, permissions: [] });
    expect(again).toMatchObject({ status: 409, body: { slug: 'role.stale', data: { current: { id } } } });
    expect((await roleOf(id)).permissions).toHaveLength(2);
  });

  test('is looked at first: what it adds, removes and shows, and how many it concerns', async () => {
    const { id } = await created({ name: 'Desk', permissions: ['lead:read', 'lead:update'] });
    await holdRole(acme, acme.user, id);
    const input = { id, version: 1, permissions: ['lead:read' as const, 'lead:delete' as const] };
    expect(
      await api.client(acme.admin).roles.preview.query({ ...input, visibility: { contact: 'team' } }),
    ).toEqual({
      name: null,
      adds: ['lead:delete'],
      removes: ['lead:update'],
      sights: [{ noun: 'contact', from: 'own', to: 'team' }],
      users: 1,
    });
    expect((await roleOf(id)).version).toBe(1);
  });

  test('by somebody with less is refused, and so is one of their own role, by key or session', async () => {
    const { id: own } = await insertRole(acme, {
      key: 'delegate',
      permissions: ['role:update', 'lead:read'],
    });
    const { id: other } = await insertRole(acme);
    const person = await makePerson(acme, 'manager');
    expect((await assign(person, { role: 'delegate' })).body.roles).toEqual(['delegate']);
    const patch = (id: string, body: Record<string, unknown>) =>
      api.rest(person)('PATCH', `/roles/${id}`, { version: 1, ...body });
    expect(await patch(other, { permissions: ['audit:read'] })).toMatchObject({
      status: 403,
      body: { slug: 'role.beyond_own', data: { permission: 'audit:read' } },
    });
    expect(await patch(other, { visibility: { lead: 'all' } })).toMatchObject({
      status: 403,
      body: { slug: 'role.beyond_own' },
    });
    expect(await patch(own, { permissions: [] })).toMatchObject({ status: 403, body: { slug: 'role.own' } });
    expect((await patch(other, { permissions: ['lead:read'] })).status).toBe(200);
  });

  test('by a key is held to the scopes of the key, whatever its owner may', async () => {
    const { id } = await insertRole(acme);
    const { key } = await withAuth((tx) =>
      createApiKey(tx, {
        tenantId: acme.tenantId,
        userId: acme.admin.userId,
        name: 'Roles only',
        scopes: ['role:update', 'role:read'],
      }),
    );
    const response = await fetch(`${api.url}/api/roles/${id}`, {
      method: 'PATCH',
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ version: 1, permissions: ['lead:read'] }),
    });
    expect([response.status, ((await response.json()) as { slug: string }).slug]).toEqual([
      403,
      'role.beyond_own',
    ]);
  });

  test('never takes admin:* from the role admin, and deletes neither what came with the tenant nor what is held', async () => {
    const [adminRole] = (await admin()<{ items: Role[] }>('GET', '/roles')).body.items;
    const { id, version } = adminRole!;
    expect(await admin()('PATCH', `/roles/${id}`, { version, permissions: ['lead:read'] })).toMatchObject({
      status: 409,
      body: { slug: 'role.admin_fixed' },
    });
    expect(await admin()('DELETE', `/roles/${id}`)).toMatchObject({
      status: 409,
      body: { slug: 'role.seeded' },
    });
    const held = await insertRole(acme);
    await holdRole(acme, acme.user, held.id);
    expect(await admin()('DELETE', `/roles/${held.id}`)).toMatchObject({
      status: 409,
      body: { slug: 'role.in_use', message: expect.stringContaining('One person') },
    });
  });

  test('deletes a role nobody holds, once; another tenant has no part in it', async () => {
    const { id } = await insertRole(acme);
    expect((await admin(globex)('DELETE', `/roles/${id}`)).status).toBe(404);
    expect((await admin()('DELETE', `/roles/${id}`)).status).toBe(204);
    expect((await admin()('DELETE', `/roles/${id}`)).status).toBe(404);
  });
});

describe('giving roles', () => {
  test('one or several take the place of those before', async () => {
    const person = await makePerson(acme, 'user');
    expect((await assign(person, { roles: ['manager', 'user', 'user'] })).body.roles).toEqual([
      'manager',
      'user',
    ]);
    expect((await assign(person, { role: 'manager' })).body.roles).toEqual(['manager']);
    expect((await assign(person, { role: 'manager' })).status).toBe(200);
  });

  test.each<[string, Record<string, unknown>, string, string]>([
    ['an unknown role', { role: 'emperor' }, 'role.unknown', 'role'],
    ['an unknown role among several', { roles: ['user', 'emperor'] }, 'role.unknown', 'roles'],
    ['none', {}, 'role.required', 'role'],
    ['an empty list', { roles: [] }, 'role.required', 'role'],
    ['both spellings at once', { role: 'user', roles: ['user'] }, 'role.required', 'role'],
  ])('refuses %s by its field', async (_what, body, slug, field) => {
    expect(await assign(acme.user, body)).toMatchObject({
      status: 422,
      body: { slug, details: { [field]: [expect.any(String)] } },
    });
  });

  test('to oneself, or beyond oneself, is for admins', async () => {
    const { key } = await insertRole(acme, { permissions: ['user:update', 'lead:read'] });
    const person = await makePerson(acme, 'user');
    await assign(person, { role: key });
    expect(await assign(person, { role: 'admin' }, person)).toMatchObject({
      status: 403,
      body: { slug: 'role.own' },
    });
    expect(await assign(acme.user, { role: 'admin' }, person)).toMatchObject({
      status: 403,
      body: { slug: 'role.beyond_own' },
    });
    expect((await assign(acme.user, { role: 'manager' }, acme.manager)).status).toBe(403);
  });

  test('leaves an admin, also when two demote each other at once', async () => {
    const tenant = await makeTenant();
    expect(await assign(tenant.admin, { role: 'user' }, tenant.admin)).toMatchObject({
      status: 409,
      body: { slug: 'role.last_admin' },
    });
    const second = await makePerson(tenant, 'admin');
    const both = await Promise.all([
      assign(second, { role: 'user' }, tenant.admin),
      assign(tenant.admin, { role: 'user' }, second),
    ]);
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(both.filter(({ status }) => status === 403 || status === 409)).toHaveLength(1);
  });

  test('acts on the next request, of a session and of a key', async () => {
    const person = await makePerson(acme, 'manager');
    const { key } = await withAuth((tx) =>
      createApiKey(tx, { tenantId: acme.tenantId, userId: person.userId, name: 'Reports' }),
    );
    const byKey = async (): Promise<number> =>
      (await fetch(`${api.url}/api/roles`, { headers: { Authorization: `Bearer ${key}` } })).status;
    const bySession = async (): Promise<number> => (await api.rest(person)('GET', '/roles')).status;
    expect([await bySession(), await byKey()]).toEqual([200, 200]);
    await assign(person, { role: 'user' });
    expect([await bySession(), await byKey()]).toEqual([403, 403]);
    await assign(person, { role: 'manager' });
    expect([await bySession(), await byKey()]).toEqual([200, 200]);
  });
});
