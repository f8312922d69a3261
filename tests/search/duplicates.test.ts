// What is said while somebody writes a record that may be there already: what they may see of it, and whom to ask.
import { beforeAll, expect, it } from 'vitest';
import type { Duplicates } from '../../app/contracts/duplicates.ts';
import { env } from '../../server/env.ts';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeTenant, type TestPerson, type TestTenant } from '../support/factories.ts';
import { setRule } from '../leads/ruled.ts';

let database: TestDatabase;
let api: Api;
let acme: TestTenant;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi();
  acme = await makeTenant();
}, 180_000);

const make = async (noun: string, values: Record<string, unknown>, as: TestPerson = acme.admin) =>
  (await api.rest(as)<{ id: string }>('POST', `/${noun}`, values)).body.id;

const find = async (input: Record<string, string>, as: TestPerson = acme.admin): Promise<Duplicates> => {
  const answer = await api.rest(as)<Duplicates>('GET', `/duplicates?${new URLSearchParams(input)}`);
  expect(answer.status).toBe(200);
  return answer.body;
};

const NONE = { items: [], heldBy: null };

it('a lead is found by its e-mail in any case, and by its name unless it works elsewhere', async () => {
  const fields = { name: 'Zoë Quist', company: 'Fjord AS', email: 'zoe@fjord.example' };
  const id = await make('leads', fields);
  const apart = await make('leads', { name: 'Other Person', email: fields.email, keepApart: true });
  const detail = 'zoe@fjord.example, Fjord AS';
  const byEmail = await find({ noun: 'lead', email: 'ZOE@fjord.example' });
  expect(byEmail).toMatchObject({
    items: [
      { id, name: fields.name, detail, same: ['email'] },
      { id: apart, name: 'Other Person', detail: 'zoe@fjord.example', same: ['email'] },
    ],
    heldBy: null,
  });
  const named = { items: [{ id, name: fields.name, detail, same: ['name'] }], heldBy: null };
  expect(await find({ noun: 'lead', name: 'zoe quist' })).toMatchObject(named);
  expect(await find({ noun: 'lead', name: 'zoe quist', company: 'FJORD as' })).toMatchObject(named);
  expect(await find({ noun: 'lead', name: 'zoe quist', company: 'Harbor' })).toEqual(NONE);
  expect(await find({ noun: 'lead', name: 'zoe' })).toEqual(NONE);
  expect(await find({ noun: 'lead', name: 'zoe quist', except: id })).toEqual(NONE);
});

it('a contact is found by e-mail and name, an organization by name and domain', async () => {
  const contact = await make('contacts', {
    firstName: 'Ines',
    lastName: 'Okafor',
    email: 'ines@harbor.example',
  });
  const found = { id: contact, name: 'Ines Okafor', detail: 'ines@harbor.example' };
  const both = await find({ noun: 'contact', name: 'ines okafor', email: 'Ines@Harbor.example' });
  expect(both.items).toMatchObject([{ ...found, same: ['email', 'name'] }]);
  const organization = await make('organizations', { name: 'Harbor Ltd', domain: 'harbor.example' });
  const company = { id: organization, name: 'Harbor Ltd', detail: 'harbor.example' };
  const byDomain = await find({ noun: 'organization', domain: 'https://www.Harbor.example/about' });
  expect(byDomain.items).toMatchObject([{ ...company, same: ['domain'] }]);
  expect((await find({ noun: 'organization', name: ' HARBOR ltd' })).items).toMatchObject([
    { ...company, same: ['name'] },
  ]);
  expect(await find({ noun: 'organization', domain: 'half a dom' })).toEqual(NONE);
});

it('a lead is found by its phone, however it is written, and told with a score and what speaks for and against it', async () => {
  const phone = '(713) 555-0117';
  const fields = { name: 'William Ferrante', phone, email: 'will@ferrante.example' };
  const id = await make('leads', fields);
  const byPhone = await find({ noun: 'lead', phone: '+1 713 555 0117' });
  expect(byPhone.items).toEqual([
    {
      id,
      name: fields.name,
      detail: fields.email,
      same: ['phone'],
      score: expect.any(Number) as number,
      reasons: ['same phone'],
      against: [],
    },
  ]);
  const alike = await find({ noun: 'lead', name: 'Bill Ferrante', phone });
  expect(alike.items[0]).toMatchObject({ id, same: ['phone', 'name'] });
  expect(alike.items[0]?.reasons).toContain('a familiar form of the name');
  expect(alike.items[0]?.score).toBeGreaterThan(byPhone.items[0]?.score ?? 100);
  const other = await find({ noun: 'lead', name: 'Ines Okafor', phone });
  expect(other.items[0]).toMatchObject({ id, same: ['phone'] });
  expect(other.items[0]?.against).toContain('other first name');
  expect(other.items[0]?.score).toBeLessThan(50);
  expect(await find({ noun: 'lead', phone: '713' })).toEqual(NONE);
});

it('familiar forms of a name and legal forms of a company make no other record', async () => {
  const lead = await make('leads', { name: 'Katherine Brandvold', company: 'Copperline Robotics Inc.' });
  const named = await find({ noun: 'lead', name: 'Kate Brandvold', company: 'Copperline Robotics' });
  expect(named.items.map(({ id }) => id)).toEqual([lead]);
  const contact = await make('contacts', {
    firstName: 'Katherine',
    lastName: 'Brandvold',
    phone: '7135550144',
  });
  expect((await find({ noun: 'contact', name: 'Kate Brandvold' })).items[0]).toMatchObject({ id: contact });
  expect((await find({ noun: 'contact', phone: '713 555 0144' })).items[0]).toMatchObject({ id: contact });
  const firm = await make('organizations', { name: 'Brandvold & Ferrante, LLC' });
  expect((await find({ noun: 'organization', name: 'Brandvold and Ferrante' })).items[0]).toMatchObject({
    id: firm,
    same: ['name'],
  });
});

it('of one out of sight no more is told than whom to ask, and of another tenant’s nothing', async () => {
  const narrow = await makeTenant();
  const role = narrow.roleIds.get('user') ?? '';
  await database.admin`update crm.role_visibility set scope = 'own' where role_id = ${role}`;
  await make('leads', { name: 'Out Of Sight', email: 'out@sight.example' }, narrow.admin);
  await make('organizations', { name: 'Unseen Ltd', domain: 'unseen.example' }, narrow.admin);
  const held = { items: [], heldBy: { name: narrow.admin.name } };
  const lead = { noun: 'lead', name: 'Out Of Sight', email: 'out@sight.example' };
  expect(await find(lead, narrow.user)).toEqual(held);
  expect(await find({ noun: 'organization', name: 'unseen ltd' }, narrow.user)).toEqual(held);
  expect(await find({ noun: 'lead', name: 'Out Of Sight' }, narrow.user)).toEqual(NONE);
  expect(await find(lead, acme.admin)).toEqual(NONE);
  await setRule(narrow, { email: 'hidden' });
  expect(await find(lead, narrow.user)).toEqual(NONE);
});

it('a hidden e-mail finds nothing, and who may not read the noun is refused', async () => {
  const hiding = await makeTenant();
  await make('leads', { name: 'Masked', email: 'masked@example.test' }, hiding.user);
  await setRule(hiding, { email: 'hidden' });
  expect(await find({ noun: 'lead', email: 'masked@example.test' }, hiding.user)).toEqual(NONE);
  const role = hiding.roleIds.get('user') ?? '';
  await database.admin`
    delete from crm.role_permissions where role_id = ${role} and permission = 'contact:read'`;
  const refused = await api.rest(hiding.user)('GET', '/duplicates?noun=contact&name=Masked');
  expect(refused.status).toBe(403);
});

it('nobody looks up more of them in a minute than one writes by hand: addresses are not tried by the thousand', async () => {
  const usual = env.LIMIT_DUPLICATES_PER_MINUTE;
  env.LIMIT_DUPLICATES_PER_MINUTE = 2;
  const { user, manager } = await makeTenant();
  const ask = (as: TestPerson) =>
    api.rest(as)<{ slug?: string }>('GET', '/duplicates?noun=lead&email=ada@example.test');
  const answers = [await ask(user), await ask(user), await ask(user), await ask(manager)];
  env.LIMIT_DUPLICATES_PER_MINUTE = usual;
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 429, 200]);
  expect(answers[2]?.body.slug).toBe('limit.reached');
  expect(Number(answers[2]?.headers.get('retry-after'))).toBeGreaterThan(0);
});
