// Which fields a tenant adds: made, changed, put in order, put away, by those who may.
import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { CustomField } from '../../app/contracts/custom-fields.ts';
import { startApi, type Api, type Rest } from '../support/api.ts';
import { createTestDatabase } from '../support/database.ts';
import { makeTenant, type TestTenant } from '../support/factories.ts';
import { insertFields } from '../support/custom-fields.ts';

let api: Api;
let acme: TestTenant;
let asAdmin: Rest;

beforeAll(async () => {
  await createTestDatabase();
  api = await startApi();
});

beforeEach(async () => {
  acme = await makeTenant();
  asAdmin = api.rest(acme.admin);
});

const add = async (field: Record<string, unknown>): Promise<string> => {
  const { status, body } = await asAdmin<{ id: string }>('POST', '/fields', { noun: 'lead', ...field });
  expect(status).toBe(201);
  return body.id;
};
const read = async (id: string) => (await asAdmin<CustomField>('GET', `/fields/${id}`)).body;
const listed = async (who = asAdmin) =>
  (await who<{ items: CustomField[] }>('GET', '/fields?noun=lead')).body.items;

const TIERS = [{ label: 'Gold' }, { label: 'Über alles' }, { label: 'gold!' }];

it('a field gets keys from its names, and keeps them when it is renamed', async () => {
  const id = await add({ label: 'Customer tier', type: 'select', choices: TIERS, required: true });
  expect(await read(id)).toEqual({
    id,
    noun: 'lead',
    key: 'customer_tier',
    label: 'Customer tier',
    type: 'select',
    choices: [
      { key: 'gold', label: 'Gold' },
      { key: 'uber_alles', label: 'Über alles' },
      { key: 'gold_2', label: 'gold!' },
    ],
    required: true,
    archived: false,
    version: 1,
  });
  const choices = [{ label: 'Platinum' }, { key: 'gold', label: 'Or' }];
  const renamed = await asAdmin('PATCH', `/fields/${id}`, { version: 1, label: 'Rank', choices });
  expect(renamed).toMatchObject({ status: 200, body: { id, version: 2 } });
  expect(await read(id)).toMatchObject({
    key: 'customer_tier',
    label: 'Rank',
    required: true,
    choices: [
      { key: 'platinum', label: 'Platinum' },
      { key: 'gold', label: 'Or' },
    ],
  });
  const whole = { version: 2, label: 'Rank', type: 'text' };
  expect(await asAdmin('PUT', `/fields/${id}`, whole)).toMatchObject({ status: 200 });
  expect(await read(id)).toMatchObject({ type: 'text', choices: [], required: false, version: 3 });
});

it('what is wrong is said by field, and a change of an older version is refused with what there is', async () => {
  const id = await add({ label: 'Note', type: 'text' });
  const refusals = [
    [{ label: '', type: 'text' }, 422, { label: ['Enter a name.'] }],
    [{ label: 'Tier', type: 'select' }, 422, { choices: ['Give at least one choice.'] }],
    [
      { label: 'Tier', type: 'date', choices: TIERS },
      422,
      { choices: ['A field of the type date has no choices.'] },
    ],
    [
      { label: 'Tier', type: 'colour' },
      422,
      { type: [expect.stringMatching(/^A type is one of text, number/)] },
    ],
    [
      { label: 'Again', type: 'text', key: 'note' },
      409,
      { key: ['A field of a lead has or had the key "note". Choose another one.'] },
    ],
  ] as const;
  for (const [field, status, details] of refusals)
    expect(await asAdmin('POST', '/fields', { noun: 'lead', ...field })).toMatchObject({
      status,
      body: { details },
    });
  expect(await read(await add({ label: 'note', type: 'text' }))).toMatchObject({ key: 'note_2' });
  await asAdmin('PATCH', `/fields/${id}`, { version: 1, required: true });
  expect(await asAdmin('PATCH', `/fields/${id}`, { version: 1, label: 'Late' })).toMatchObject({
    status: 409,
    body: { slug: 'field.stale', data: { current: { version: 2, required: true, label: 'Note' } } },
  });
});

it('fields stand in an order that can be changed without making opened forms old, those put away last', async () => {
  const names = async () => (await listed()).map(({ label }) => label);
  const [first] = [await add({ label: 'A', type: 'text' }), await add({ label: 'B', type: 'text' })];
  const third = await add({ label: 'C', type: 'text' });
  expect(await asAdmin('PATCH', `/fields/${third}`, { version: 1, position: 1 })).toMatchObject({
    body: { version: 1 },
  });
  expect(await names()).toEqual(['C', 'A', 'B']);
  await asAdmin('PATCH', `/fields/${third}`, { version: 1, position: 2 });
  expect(await names()).toEqual(['A', 'C', 'B']);
  await asAdmin('PATCH', `/fields/${first}`, { version: 1, archived: true });
  expect(await names()).toEqual(['C', 'B', 'A']);
  expect((await read(first)).archived).toBe(true);
  await asAdmin('PATCH', `/fields/${first}`, { version: 2, archived: false });
  expect(await names()).toEqual(['A', 'C', 'B']);
});

it('everybody who sells reads them, an admin changes them, and no other tenant sees them', async () => {
  const id = await add({ label: 'Secret plan', type: 'text' });
  expect(await listed(api.rest(acme.user))).toHaveLength(1);
  for (const person of [acme.manager, acme.user]) {
    const rest = api.rest(person);
    expect((await rest('POST', '/fields', { noun: 'lead', label: 'Mine', type: 'text' })).status).toBe(403);
    expect((await rest('PATCH', `/fields/${id}`, { version: 1, label: 'Mine' })).status).toBe(403);
  }
  const globex = api.rest((await makeTenant()).admin);
  expect(await listed(globex)).toEqual([]);
  expect((await globex('GET', `/fields/${id}`)).status).toBe(404);
  expect((await globex('PATCH', `/fields/${id}`, { version: 1, label: 'Taken' })).status).toBe(404);
});

it('a noun has at most fifty fields', async () => {
  await insertFields(acme, 50);
  expect(await asAdmin('POST', '/fields', { noun: 'lead', label: 'One more', type: 'text' })).toMatchObject({
    status: 422,
    body: { slug: 'field.too_many' },
  });
  expect((await asAdmin('POST', '/fields', { noun: 'contact', label: 'First', type: 'text' })).status).toBe(
    201,
  );
});
