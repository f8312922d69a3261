// Template of a new noun's first test: through two doors, behind the walls, in the log, with versions.
import type { Noun } from './noun.ts';

export const proof = ({ camelMany, many, key, words, article }: Noun): string => `\
import { beforeAll, expect, test } from 'vitest';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeTenant, type TestTenant } from '../support/factories.ts';

let database: TestDatabase;
let api: Api;
let acme: TestTenant;
let globex: TestTenant;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi();
  [acme, globex] = [await makeTenant(), await makeTenant()];
});

test('${article} ${words} made by the typed client is read by REST, and the neighbour gets 404', async () => {
  const { id } = await api.client(acme.admin).${camelMany}.create.mutate({ name: 'First' });
  expect(await api.rest(acme.admin)('GET', \`/${many}/\${id}\`)).toMatchObject({ status: 200, body: { id, name: 'First' } });
  expect(await api.rest(globex.admin)('GET', \`/${many}/\${id}\`)).toMatchObject({ status: 404 });
  const listed = await api.client(globex.admin).${camelMany}.list.query({});
  expect(listed.items).toEqual([]);
});

test('its creation is in the audit log', async () => {
  const { id } = await api.client(acme.admin).${camelMany}.create.mutate({ name: 'Audited' });
  const events = await database.admin\`select action from audit.event where noun = '${key}' and ids @> array[\${id}::uuid]\`;
  expect(events.map((event): unknown => event.action)).toEqual(['created']);
});

test('a list is walked page by page, newest first', async () => {
  const client = api.client(globex.admin);
  for (const name of ['one', 'two', 'three']) await client.${camelMany}.create.mutate({ name });
  const first = await client.${camelMany}.list.query({ limit: 2 });
  expect(first.items.map(({ name }) => name)).toEqual(['three', 'two']);
  const second = await client.${camelMany}.list.query({ limit: 2, after: first.next ?? '' });
  expect(second).toMatchObject({ items: [{ name: 'one' }], next: null });
});

test('a change with an old version is a conflict that shows the present state', async () => {
  const client = api.rest(acme.admin);
  const { body } = await client<{ id: string }>('POST', '/${many}', { name: 'Before' });
  expect(await client('PATCH', \`/${many}/\${body.id}\`, { version: 1, name: 'After' })).toMatchObject({
    status: 200,
    body: { version: 2 },
  });
  expect(await client('PATCH', \`/${many}/\${body.id}\`, { version: 1, name: 'Late' })).toMatchObject({
    status: 409,
    body: { error: 'Conflict', data: { name: 'After', version: 2 } },
  });
});

test('a description that a role hides is given out and taken by no door', async () => {
  const client = api.rest(acme.user);
  const { body } = await client<{ id: string }>('POST', '/${many}', { name: 'Ruled', description: 'secret' });
  await database.admin\`insert into crm.role_fields (tenant_id, role_id, noun, field, access)
    values (\${acme.tenantId}, \${acme.roleIds.get('user') ?? ''}, '${key}', 'description', 'hidden')\`;
  expect(await client('GET', \`/${many}/\${body.id}\`)).toMatchObject({
    body: { description: null, hiddenFields: ['description'] },
  });
  expect(JSON.stringify((await client('GET', '/${many}')).body)).not.toContain('secret');
  expect(await client('PATCH', \`/${many}/\${body.id}\`, { version: 1, description: 'other' })).toMatchObject({
    status: 403,
    body: { details: { description: [expect.any(String)] } },
  });
});
`;
