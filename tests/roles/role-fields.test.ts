// Rules about fields, made over the API: what they do to the next request, and what is refused.
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { ruledFields } from '../../app/contracts/field-rules.ts';
import { startApi, type Api, type Rest } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeLead, makeTenant, type TestTenant } from '../support/factories.ts';

interface Fields {
  version: number;
  fields: { lead: Record<string, string> };
}

let database: TestDatabase;
let api: Api;
let acme: TestTenant;
let asAdmin: Rest;
let path: string;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi();
});

beforeEach(async () => {
  acme = await makeTenant();
  asAdmin = api.rest(acme.admin);
  path = `/roles/${acme.roleIds.get('user') ?? ''}/fields`;
});

const close = (lead: Record<string, string>, version = 1) =>
  asAdmin('PUT', path, { version, fields: { lead } });

it('a field hidden by PUT is gone from the next answer, and what is left out is editable again', async () => {
  const id = await makeLead(acme, { phone: '+12075550142', title: 'CEO' });
  const lead = async () => (await api.rest(acme.user)('GET', `/leads/${id}`)).body;
  expect(await close({ phone: 'hidden', title: 'read_only' })).toMatchObject({
    status: 200,
    body: { version: 2 },
  });
  expect(await lead()).toMatchObject({
    phone: null,
    hiddenFields: ['phone'],
    lockedFields: ['phone', 'title'],
  });
  const { body } = await asAdmin<Fields>('GET', path);
  expect(body).toMatchObject({
    version: 2,
    fields: { lead: { phone: 'hidden', title: 'read_only', email: 'editable' } },
  });
  expect(Object.keys(body.fields.lead)).toEqual(Object.keys(ruledFields.lead));
  expect((await close({ title: 'read_only' }, 2)).status).toBe(200);
  expect(await lead()).toMatchObject({ phone: '+12075550142', hiddenFields: [], lockedFields: ['title'] });
  const audited = await database.admin`
    select action from audit.event where tenant_id = ${acme.tenantId} and noun = 'role_field' order by at, id`;
  expect(audited.map((event): unknown => event['action'])).toEqual(['created', 'created', 'deleted']);
});

it.each([
  ['name', 'hidden', 'No record is without it'],
  ['phone', 'secret', 'Choose hidden, read_only or editable.'],
  ['shoe_size', 'hidden', 'Unrecognized key'],
])('%s as %s is refused, saying what there is', async (field, access, said) => {
  const { status, body } = await close({ [field]: access });
  expect([status, JSON.stringify(body)]).toEqual([422, expect.stringContaining(said)]);
});

it('who has not seen the newest version is refused, and so is who may not change roles', async () => {
  expect(await close({ phone: 'hidden' }, 7)).toMatchObject({ status: 409, body: { slug: 'role.stale' } });
  expect((await api.rest(acme.manager)('PUT', path, { version: 1, fields: {} })).status).toBe(403);
  expect((await api.rest(acme.user)('GET', path)).status).toBe(403);
  const foreign = (await makeTenant()).roleIds.get('user') ?? '';
  expect((await asAdmin('PUT', `/roles/${foreign}/fields`, { version: 1, fields: {} })).status).toBe(404);
});

it('nobody closes their own role, or opens what is closed to themselves', async () => {
  const manager = acme.roleIds.get('manager') ?? '';
  await database.admin`insert into crm.role_permissions (tenant_id, role_id, permission)
    values (${acme.tenantId}, ${manager}, 'role:update')`;
  await asAdmin('PUT', `/roles/${manager}/fields`, { version: 1, fields: { lead: { phone: 'hidden' } } });
  await close({ phone: 'hidden' });
  const asManager = api.rest(acme.manager);
  expect(await asManager('PUT', `/roles/${manager}/fields`, { version: 2, fields: {} })).toMatchObject({
    status: 403,
    body: { slug: 'role.own' },
  });
  expect(await asManager('PUT', path, { version: 2, fields: {} })).toMatchObject({
    status: 403,
    body: { slug: 'role.beyond_own', data: { permission: 'lead.phone' } },
  });
});

it('a copy of a role keeps closed what its model does', async () => {
  await close({ phone: 'hidden' });
  const { body } = await asAdmin<{ id: string }>('POST', '/roles', { name: 'Copy', copyOf: 'user' });
  expect((await asAdmin<Fields>('GET', `/roles/${body.id}/fields`)).body.fields.lead['phone']).toBe('hidden');
});
