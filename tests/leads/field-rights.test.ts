// Whose rules hold for whom, when they begin to, and what a hidden field would give away in passing.
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { withTenant } from '../../db/tenant.ts';
import { writeTokens } from '../../server/features/search/search.queries.ts';
import { startApi, type Api, type Rest } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { arrange, makeLead, makePerson, makeTenant, type TestTenant } from '../support/factories.ts';
import { makeSecretLead, SECRET, setRule, type Access, type Lead, type World } from './ruled.ts';

let database: TestDatabase;
let api: Api;
let acme: TestTenant;
let world: World;
let asUser: Rest;
let asAdmin: Rest;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi();
  acme = await makeTenant();
  world = await makeSecretLead(database, acme);
  asUser = api.rest(acme.user);
  asAdmin = api.rest(acme.admin);
});

const rule = (rules: Record<string, Access>) => setRule(acme, rules);

describe('whose rules', () => {
  it('several roles add up to the mildest, and one without a rule lets everything', async () => {
    const { tenantId } = acme;
    const both = await makePerson(acme, 'user');
    await database.admin`insert into crm.user_roles (tenant_id, user_id, role_id)
      values (${tenantId}, ${both.userId}, ${acme.roleIds.get('manager') ?? ''})`;
    const rights = async () => {
      const { body } = await api.rest(both)<Lead>('GET', `/leads/${world.leadId}`);
      return { hidden: body.hiddenFields, locked: body.lockedFields };
    };
    await rule({ phone: 'hidden', email: 'hidden' });
    expect(await rights()).toEqual({ hidden: [], locked: [] });
    await setRule(acme, { phone: 'read_only', email: 'hidden' }, 'manager');
    expect(await rights()).toEqual({ hidden: ['email'], locked: ['email', 'phone'] });
    await setRule(acme, {}, 'manager');
    expect(await rights()).toEqual({ hidden: [], locked: [] });
  });

  it('who holds admin:* edits everything, whatever is written about the role', async () => {
    await setRule(acme, { phone: 'hidden' }, 'admin');
    expect((await asAdmin('GET', `/leads/${world.leadId}`)).body).toMatchObject({
      hiddenFields: [],
      lockedFields: [],
    });
    await setRule(acme, {}, 'admin');
  });

  it('a rule acts on the next request, and so does its end', async () => {
    const phone = async () => (await asUser('GET', `/leads/${world.leadId}`)).body['phone'];
    await rule({});
    expect(await phone()).toBe(SECRET['phone']);
    await rule({ phone: 'hidden' });
    expect(await phone()).toBeNull();
    await rule({});
    expect(await phone()).toBe(SECRET['phone']);
  });

  it('another tenant’s rules are its own', async () => {
    const globex = await makeTenant();
    await setRule(globex, { phone: 'hidden' });
    await rule({});
    expect((await asUser('GET', `/leads/${world.leadId}`)).body['phone']).toBe(SECRET['phone']);
  });
});

describe('what a hidden field would give away in passing', () => {
  it('an edit of the name keeps the words that its writer does not see', async () => {
    const id = await makeLead(acme, { name: 'Before', email: 'kept@words.test' });
    await arrange(acme, (tx) =>
      writeTokens(tx, 'lead', { id, name: 'Before', email: 'kept@words.test', ownerId: null, teamId: null }),
    );
    await rule({ email: 'hidden' });
    expect((await asUser('PATCH', `/leads/${id}`, { version: 1, name: 'Afterwards' })).status).toBe(200);
    const found = async (words: string) =>
      (await asAdmin<{ items: { id: string }[] }>('GET', `/leads?q=${words}`)).body.items.map(
        (lead) => lead.id,
      );
    expect([await found('kept@words.test'), await found('afterwards')]).toEqual([[id], [id]]);
    expect((await asAdmin('GET', `/leads/${id}`)).body['email']).toBe('kept@words.test');
  });

  it('a lead out of the trash whose address is taken is refused without naming whose it is', async () => {
    const id = await makeLead(acme, { name: 'Gone', email: 'twin@example.test' });
    await database.admin`update crm.leads set deleted_at = now() where id = ${id}`;
    await makeLead(acme, { name: 'Holder', email: 'twin@example.test' });
    await rule({ email: 'hidden' });
    const { status, body } = await asUser('POST', `/leads/${id}/restore`, {});
    expect([status, body['data']]).toEqual([409, undefined]);
  });

  it('a dry run changes nothing about it', async () => {
    await rule({ phone: 'hidden' });
    const answer = await asUser(
      'PATCH',
      `/leads/${world.leadId}`,
      { version: 1, phone: '1' },
      { 'X-Dry-Run': 'true' },
    );
    expect(answer.status).toBe(403);
  });
});

describe('who may change rules', () => {
  const givePermissions = (...permissions: string[]) => database.admin`
    insert into crm.role_permissions (tenant_id, role_id, permission)
    select ${acme.tenantId}, ${acme.roleIds.get('manager') ?? ''}, p from unnest(${permissions}::text[]) p
        on conflict do nothing`;
  const asManager = (statement: string) =>
    withTenant(acme.manager.context, { permission: null, label: 'test' }, (tx) =>
      tx.execute(sql.raw(statement)),
    );
  const put = (role: string, field: string, access: string) =>
    asManager(`insert into crm.role_fields (tenant_id, role_id, noun, field, access)
      values ('${acme.tenantId}', '${acme.roleIds.get(role as 'user') ?? ''}', 'lead', '${field}', '${access}')`);

  it('nobody changes a role they hold, or opens what is closed to themselves, in raw SQL either', async () => {
    await givePermissions('role:update');
    await rule({ phone: 'hidden', title: 'hidden' });
    await setRule(acme, { phone: 'hidden' }, 'manager');
    await expect(put('manager', 'title', 'hidden')).rejects.toMatchObject({ constraint_name: 'role_own' });
    const where = `tenant_id = '${acme.tenantId}' and role_id = '${acme.roleIds.get('user') ?? ''}' and field =`;
    await expect(asManager(`delete from crm.role_fields where ${where} 'phone'`)).rejects.toMatchObject({
      constraint_name: 'role_beyond_own',
    });
    await expect(
      asManager(`update crm.role_fields set access = 'read_only' where ${where} 'phone'`),
    ).rejects.toMatchObject({ constraint_name: 'role_beyond_own' });
    await asManager(`delete from crm.role_fields where ${where} 'title'`);
    await put('user', 'company', 'hidden');
  });

  it('nobody gives a role that opens what is closed to themselves', async () => {
    await givePermissions('role:update', 'user:update');
    await setRule(acme, { phone: 'hidden' }, 'manager');
    const somebody = await makePerson(acme, 'manager');
    const give = () =>
      asManager(`insert into crm.user_roles (tenant_id, user_id, role_id)
        values ('${acme.tenantId}', '${somebody.userId}', '${acme.roleIds.get('user') ?? ''}')`);
    await rule({ phone: 'read_only' });
    await expect(give()).rejects.toMatchObject({ constraint_name: 'role_beyond_own' });
    await rule({ phone: 'hidden' });
    await give();
    await setRule(acme, {}, 'manager');
  });

  it('what somebody has, with the roles that say so, is what they find on entry', async () => {
    await rule({ phone: 'hidden', email: 'read_only' });
    const found = await withTenant(acme.user.context, { permission: null, label: 'test' }, async (tx) => ({
      entered: await tx.entered,
      listed: [...(await tx.execute(sql`select * from crm.fields_of(${acme.user.userId}::uuid)`))],
    }));
    expect(found.entered).toMatchObject({
      hiddenFields: ['lead.phone'],
      lockedFields: ['lead.email', 'lead.phone'],
    });
    expect(found.listed).toEqual([
      { noun: 'lead', field: 'email', access: 'read_only', roles: ['User'] },
      { noun: 'lead', field: 'phone', access: 'hidden', roles: ['User'] },
    ]);
  });
});
