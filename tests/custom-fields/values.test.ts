// What records say of the fields that a tenant added: written, read, refused, and seen by those who see the record.
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { startApi, type Api, type Rest } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeTenant, type TestTenant } from '../support/factories.ts';
import { withTenant } from '../../db/tenant.ts';

let api: Api;
let database: TestDatabase;
let acme: TestTenant;
let asAdmin: Rest;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi();
});

beforeEach(async () => {
  acme = await makeTenant();
  asAdmin = api.rest(acme.admin);
});

const CHOICES = [{ label: 'Gold' }, { label: 'Silver' }];
const TYPES = ['text', 'number', 'date', 'select', 'multi-select', 'user', 'url', 'email', 'phone', 'money'];
const isOfChoices = (type: string): boolean => type.endsWith('select');

const addField = async (noun: string, type: string, more: object = {}): Promise<string> => {
  const field = {
    noun,
    label: type,
    key: type,
    type,
    ...(isOfChoices(type) && { choices: CHOICES }),
    ...more,
  };
  const { status, body } = await asAdmin<{ id: string }>('POST', '/fields', field);
  expect(status).toBe(201);
  return body.id;
};
const addAll = async (noun: string): Promise<void> => {
  for (const type of TYPES) await addField(noun, type);
};

interface Seen {
  version: number;
  custom: Record<string, unknown>;
}
const NOUNS = [
  ['lead', '/leads', { name: 'Ada' }],
  ['contact', '/contacts', { firstName: 'Ada' }],
  ['organization', '/organizations', { name: 'Ada & Co' }],
  ['opportunity', '/opportunities', { title: 'Ten seats' }],
] as const;

it.each(NOUNS)(
  'a %s says of each type what was written, in its answer and in the list',
  async (noun, path, made) => {
    await addAll(noun);
    const { userId, name } = acme.user;
    const custom = {
      text: 'Blue',
      number: 2.5,
      date: '2026-05-01',
      select: 'gold',
      'multi-select': ['silver', 'gold'],
      user: userId,
      url: 'https://example.com/a',
      email: 'ada@example.com',
      phone: '+1 555 0100',
      money: { minor: 1250, currency: 'EUR' },
    };
    const created = await asAdmin<{ id: string }>('POST', path, { ...made, custom });
    expect(created).toMatchObject({ status: 201 });
    const at = `${path}/${created.body.id}`;
    const said = { ...custom, user: { id: userId, name } };
    const read = async () => (await asAdmin<Seen>('GET', at)).body;
    expect((await read()).custom).toEqual(said);
    expect((await asAdmin<{ items: Seen[] }>('GET', path)).body.items[0]?.custom).toEqual(said);

    const { version } = await read();
    const patch = { version, custom: { text: null, 'multi-select': ['gold'], number: 3 } };
    expect(await asAdmin('PATCH', at, patch)).toMatchObject({ status: 200, body: { version: version + 1 } });
    const { text: _, ...rest } = said;
    expect((await read()).custom).toEqual({ ...rest, 'multi-select': ['gold'], number: 3 });
    expect(await asAdmin('PATCH', at, patch)).toMatchObject({ status: 409 });

    const whole = { version: version + 1, ...made, custom: { date: '2027-01-31' } };
    expect(await asAdmin('PUT', at, whole)).toMatchObject({ status: 200 });
    expect((await read()).custom).toEqual({ date: '2027-01-31' });
  },
);

it('what is wrong is said by field, and what is required is asked for', async () => {
  await addAll('lead');
  await addField('lead', 'text', { key: 'needed', label: 'Needed', required: true });
  const custom = {
    text: 'x'.repeat(501),
    number: 'many',
    date: '2026-02-30',
    select: 'bronze',
    user: acme.admin.userId.replace(/^.{4}/, 'ffff'),
    url: 'nowhere',
    email: 'nobody',
    phone: 'call me',
    money: 'much',
    unknown: 'x',
  };
  const { status, body } = await asAdmin<{ details: Record<string, string[]> }>('POST', '/leads', {
    name: 'Ada',
    custom,
  });
  expect(status).toBe(422);
  expect(Object.keys(body.details).sort()).toEqual(
    [...Object.keys(custom), 'needed'].map((key) => `custom.${key}`).sort(),
  );
  expect(body.details['custom.needed']).toEqual(['Enter Needed: it is required.']);
  const made = await asAdmin<{ id: string }>('POST', '/leads', { name: 'Ada', custom: { needed: 'yes' } });
  expect(made.status).toBe(201);
  const emptied = { version: 1, custom: { needed: null } };
  expect(await asAdmin('PATCH', `/leads/${made.body.id}`, emptied)).toMatchObject({
    status: 422,
    body: { details: { 'custom.needed': ['Enter Needed: it is required.'] } },
  });
});

it('a field that has values keeps its type, and one that was put away keeps its values', async () => {
  const fieldId = await addField('lead', 'text');
  const made = await asAdmin<{ id: string }>('POST', '/leads', { name: 'Ada', custom: { text: 'Blue' } });
  const custom = async () => (await asAdmin<Seen>('GET', `/leads/${made.body.id}`)).body.custom;
  expect(await asAdmin('PATCH', `/fields/${fieldId}`, { version: 1, type: 'number' })).toMatchObject({
    status: 409,
    body: { slug: 'field.type_in_use' },
  });
  await asAdmin('PATCH', `/fields/${fieldId}`, { version: 1, archived: true });
  expect(await custom()).toEqual({});
  await asAdmin('PUT', `/leads/${made.body.id}`, { version: 1, name: 'Ada' });
  await asAdmin('PATCH', `/fields/${fieldId}`, { version: 2, archived: false });
  expect(await custom()).toEqual({ text: 'Blue' });
});

it('values are seen and changed with their record alone, also after it was given away, by whatever statement', async () => {
  await database.admin`
    update crm.role_visibility set scope = 'own'
     where tenant_id = ${acme.tenantId} and noun = 'lead' and role_id = ${acme.roleIds.get('user') ?? null}`;
  await addField('lead', 'text');
  const custom = { text: 'Secret' };
  const made = await asAdmin<{ id: string }>('POST', '/leads', { name: 'Ada', custom });
  const asUser = (write: boolean) =>
    withTenant(
      acme.user.context,
      { permission: 'lead:read', readOnly: !write, label: 'test' },
      async (tx) => {
        const seen = await tx.execute(sql`select value_text from crm.custom_values`);
        if (!write) return { seen: seen.length };
        const changed = await tx.execute(sql`update crm.custom_values set value_text = 'Mine'`);
        const gone = await tx.execute(sql`delete from crm.custom_values`);
        return { seen: seen.length, changed: changed.count, gone: gone.count };
      },
    );
  expect(await asUser(true)).toEqual({ seen: 0, changed: 0, gone: 0 });
  await asAdmin('POST', `/leads/${made.body.id}/assign`, { ownerId: acme.user.userId });
  expect(await asUser(false)).toEqual({ seen: 1 });
  await asAdmin('POST', `/leads/${made.body.id}/assign`, { ownerId: acme.admin.userId });
  expect(await asUser(true)).toEqual({ seen: 0, changed: 0, gone: 0 });
  expect((await asAdmin<Seen>('GET', `/leads/${made.body.id}`)).body.custom).toEqual(custom);
});

it('a conversion leaves the values with the lead, and asks for none', async () => {
  await addField('lead', 'text');
  for (const noun of ['contact', 'opportunity']) await addField(noun, 'text', { required: true });
  const made = await asAdmin<{ id: string }>('POST', '/leads', {
    name: 'Ada Byron',
    custom: { text: 'Blue' },
  });
  const converted = await asAdmin<{ contactId: string }>('POST', `/leads/${made.body.id}/convert`, {
    version: 1,
  });
  expect(converted.status).toBe(200);
  expect((await asAdmin<Seen>('GET', `/leads/${made.body.id}`)).body.custom).toEqual({ text: 'Blue' });
});
