// What is nearly what was typed: inside words, across a typing error, in notes and among tasks; and for whom.
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { withTenant } from '../../db/tenant.ts';
import { startApi, type Api, type Rest } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makePerson, makeTenant, type TestPerson, type TestTenant } from '../support/factories.ts';
import { insertRole } from '../support/records.ts';

interface Found {
  close: boolean;
  groups: { noun: string; count: number; items: { id: string; name: string; reason: string | null }[] }[];
}

let database: TestDatabase;
let api: Api;
let acme: TestTenant;
let asAdmin: Rest;

const PEOPLE = [
  'Katarzyna Nowak',
  'Wellington Okoro',
  'Rhys Maxwell',
  'Adam Brandt',
  'Иван Петров',
  'Sørensen Lykke',
  'Theodora Quist',
  'Bartholomew Finch',
];

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi();
  acme = await makeTenant();
  asAdmin = api.rest(acme.admin);
  for (const name of PEOPLE) await create('leads', { name });
  await create('organizations', { name: 'Schmetterling Optik', domain: 'schmetterling.test' });
});

async function create(path: string, fields: Record<string, unknown>, as = asAdmin): Promise<string> {
  const { status, body } = await as<{ id: string }>('POST', `/${path}`, fields);
  expect([path, status]).toEqual([path, 201]);
  return body.id;
}

async function find(q: string, as = asAdmin): Promise<Found> {
  const { status, body } = await as<Found>('GET', `/search?${new URLSearchParams({ q })}`);
  expect([q, status]).toEqual([q, 200]);
  return body;
}

const namesOf = ({ groups }: Found): string[] => groups.flatMap(({ items }) => items.map(({ name }) => name));

async function holderOf(permissions: string[], visibility: Record<string, 'own'>): Promise<TestPerson> {
  const { key } = await insertRole(acme, { permissions, visibility });
  const person = await makePerson(acme, 'user');
  expect((await asAdmin('PUT', `/users/${person.userId}/role`, { role: key })).status).toBe(200);
  return person;
}

/** Hides a field of leads in the roles of this person. */
const hide = ({ userId }: TestPerson, field: string) => database.admin`
  insert into crm.role_fields (tenant_id, role_id, noun, field, access)
  select tenant_id, role_id, 'lead', ${field}, 'hidden' from crm.user_roles
   where tenant_id = ${acme.tenantId} and user_id = ${userId}`;

describe('inside words', () => {
  it('are found behind those that begin with what was typed, as no close matches', async () => {
    const found = await find('well');
    expect([found.close, namesOf(found)]).toEqual([false, ['Wellington Okoro', 'Rhys Maxwell']]);
    expect(found.groups[0]?.count).toBe(2);
  });

  it.each([
    ['ettersch', []],
    ['etterling', ['Schmetterling Optik']],
    ['петр', ['Иван Петров']],
    ['етров', ['Иван Петров']],
    ['rensen', ['Sørensen Lykke']],
    ['terling opt', ['Schmetterling Optik']],
    ['xw', []],
    ['a%n', []],
    ['___', []],
  ])('%s finds %j', async (q, names) => {
    expect(namesOf(await find(q))).toEqual(names);
  });
});

/** One letter dropped, doubled, changed or exchanged with the next. */
const EDITS: readonly ((word: string, at: number) => string)[] = [
  (word, at) => word.slice(0, at) + word.slice(at + 1),
  (word, at) => word.slice(0, at + 1) + word.slice(at),
  (word, at) => `${word.slice(0, at)}q${word.slice(at + 1)}`,
  (word, at) => word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2),
];

/** Each typing error under the full budget, every ninth otherwise. */
const STEP = process.env['TEST_BUDGET'] === 'full' ? 1 : 9;

describe('a typing error', () => {
  it('in a word of five letters or more is forgiven, wherever it is', async () => {
    const words = PEOPLE.flatMap((name) =>
      name.split(' ').flatMap((word) => (word.length > 4 ? [{ name, word }] : [])),
    );
    const misspelt = new Map(
      words.flatMap(({ name, word }) =>
        EDITS.flatMap((edit) => Array.from(word, (_, at): [string, string] => [edit(word, at), name])),
      ),
    );
    const missed: string[] = [];
    for (const [q, name] of [...misspelt].filter((_, at) => at % STEP === 0)) {
      const first = namesOf(await find(q)).slice(0, 3);
      if (!first.includes(name)) missed.push(`${q} for ${name}`);
    }
    expect(missed).toEqual([]);
  });

  it.each([
    ['adan', ['Adam Brandt']],
    ['dama', []],
    ['dam', ['Adam Brandt']],
    ['adm', []],
    ['nwoak katarzyna', ['Katarzyna Nowak']],
    ['brandt bartolomew', []],
  ])('%s finds %j', async (q, names) => {
    expect(namesOf(await find(q))).toEqual(names);
  });

  it('is said to be one, and only where nothing holds the words as they were typed', async () => {
    expect(await find('finhc')).toMatchObject({
      close: true,
      groups: [{ noun: 'lead', count: 1, items: [{ reason: null }] }],
    });
    expect((await find('finch')).close).toBe(false);
    expect(await find('zzzzzz')).toMatchObject({ close: false, groups: [] });
  });
});

describe('nobody finds', () => {
  it('another tenant’s words', async () => {
    const theirs = await makeTenant();
    await create('leads', { name: 'Maxwellson' }, api.rest(theirs.admin));
    expect(namesOf(await find('axwel', api.rest(theirs.admin)))).toEqual(['Maxwellson']);
    expect(namesOf(await find('axwel'))).toEqual(['Rhys Maxwell']);
  });

  it('somebody else’s records where only the own ones are in sight', async () => {
    const person = await holderOf(['search:read', 'lead:read', 'lead:create', 'lead:assign'], {
      lead: 'own',
    });
    const own = api.rest(person);
    expect(namesOf(await find('axwel', own))).toEqual([]);
    expect(namesOf(await find('maxwlel', own))).toEqual([]);
    await create('leads', { name: 'Own Maxwellton' }, own);
    expect(namesOf(await find('axwel', own))).toEqual(['Own Maxwellton']);
  });

  it('a record by a word of a field that is hidden from them', async () => {
    await create('leads', { name: 'Plain', company: 'Glockenspiel', ownerId: null });
    const person = await holderOf(['search:read', 'lead:read'], { lead: 'own' });
    expect(namesOf(await find('ockensp', api.rest(person)))).toEqual(['Plain']);
    await hide(person, 'company');
    for (const q of ['ockensp', 'glokcenspiel'])
      expect([q, namesOf(await find(q, api.rest(person)))]).toEqual([q, []]);
  });
});

describe('what is written on a record', () => {
  const reasons = async (q: string, as = asAdmin) =>
    (await find(q, as)).groups.flatMap(({ items }) => items.map(({ name, reason }) => [name, reason]));

  it('finds it, with a word of its own too, until it is changed or taken away', async () => {
    const lead = await create('leads', { name: 'Talkative' });
    const note = await create(`leads/${lead}/notes`, { body: 'Wants **Periwinkle** by Tuesday' });
    await create(`leads/${lead}/notes`, { body: 'Tuesday is fine' });
    expect(await reasons('periwinkle')).toEqual([['Talkative', 'note']]);
    expect(await reasons('talkative periw')).toEqual([['Talkative', 'note']]);
    expect((await asAdmin('PATCH', `/activities/${note}`, { version: 1, body: 'Nothing' })).status).toBe(200);
    expect(await reasons('periwinkle')).toEqual([]);
    expect(await reasons('tuesday')).toEqual([['Talkative', 'note']]);
    expect((await asAdmin('DELETE', `/activities/${note}?version=2`)).status).toBe(204);
    expect(await reasons('nothing')).toEqual([]);
    expect((await asAdmin('POST', `/activities/${note}/restore`)).status).toBe(200);
    expect(await reasons('nothing')).toEqual([['Talkative', 'note']]);
  });

  it('stays when the record’s own words change, and finds nothing in a list', async () => {
    const lead = await create('leads', { name: 'Renamed' });
    await create(`leads/${lead}/activities`, { kind: 'call', subject: 'About Chartreuse' });
    expect((await asAdmin('PATCH', `/leads/${lead}`, { version: 1, name: 'Otherwise' })).status).toBe(200);
    expect(await reasons('chartreuse')).toEqual([['Otherwise', 'note']]);
    expect((await asAdmin('GET', '/leads?q=chartreuse')).body).toMatchObject({ count: 0 });
  });

  it('never takes the place of a record whose name says so', async () => {
    const lead = await create('leads', { name: 'Spoken about' });
    await database.admin`
      insert into crm.search_tokens (tenant_id, token, kind, noun, record_id)
      select ${acme.tenantId}, 'wilhelm', 'note', 'lead', gen_random_uuid() from generate_series(1, 2100)`;
    await create(`leads/${lead}/notes`, { body: 'wilhelm' });
    await create('leads', { name: 'Wilhelmina Stark' });
    expect(await reasons('wilhelm')).toContainEqual(['Wilhelmina Stark', null]);
  });

  it('finds it only for who sees the record and may read what is written', async () => {
    const owner = await holderOf(['search:read', 'lead:read', 'activity:read'], { lead: 'own' });
    const silent = await holderOf(['search:read', 'lead:read'], { lead: 'own' });
    const lead = await create('leads', { name: 'Owned', ownerId: owner.userId });
    await create(`leads/${lead}/notes`, { body: 'Mentions aubergine' });
    expect(await reasons('aubergine', api.rest(owner))).toEqual([['Owned', 'note']]);
    expect(await reasons('aubergine', api.rest(silent))).toEqual([]);
    await asAdmin('POST', `/leads/${lead}/assign`, { ownerId: silent.userId });
    expect(await reasons('aubergine', api.rest(owner))).toEqual([]);
    expect(await reasons('owned', api.rest(silent))).toEqual([['Owned', null]]);
    expect(await reasons('aubergine', api.rest(silent))).toEqual([]);
  });
});

it('tasks are found by their titles, at once after a change, those that are done last', async () => {
  const id = await create('tasks', { title: 'Send the marmalade' });
  const done = await create('tasks', { title: 'Marmalade eaten' });
  expect((await asAdmin('POST', `/tasks/${done}/done`, { version: 1, done: true })).status).toBe(200);
  expect(namesOf(await find('marmalade'))).toEqual(['Send the marmalade', 'Marmalade eaten']);
  expect((await asAdmin('PATCH', `/tasks/${id}`, { version: 1, title: 'Send the jam' })).status).toBe(200);
  expect(namesOf(await find('marmalade'))).toEqual(['Marmalade eaten']);
  expect(namesOf(await find('armala'))).toEqual(['Marmalade eaten']);
});

describe('what the database lets the app see', () => {
  /** Names behind the ids that the candidate function answers, whoever sees them. */
  const near = async ({ context }: TestPerson, term: string, close = false): Promise<string[]> => {
    const ids = await withTenant(context, { permission: null, label: 'test' }, (tx) =>
      tx.execute<{ record_id: string }>(
        sql`select record_id from crm.search_near('{lead}', ${sql.param([term])}::text[], ${close}, 100)`,
      ),
    );
    const rows = await database.admin<{ name: string }[]>`
      select name from crm.leads where id = any (${ids.map((row) => row.record_id)}) order by name`;
    return rows.map(({ name }) => name);
  };

  it('is not the words of the tenant', async () => {
    const read = withTenant(acme.admin.context, { permission: null, label: 'test' }, (tx) =>
      tx.execute(sql`select * from crm.search_words`),
    );
    await expect(read).rejects.toThrow('permission denied');
  });

  it('is candidates of the tenant that the person sees, without words of hidden fields', async () => {
    const theirs = await makeTenant();
    await create('leads', { name: 'Quennelworth' }, api.rest(theirs.admin));
    const person = await holderOf(['search:read', 'lead:read', 'lead:create'], { lead: 'own' });
    await create('leads', { name: 'Quennelbury', company: 'Zwetschge' });
    await create('leads', { name: 'Quennelford', company: 'Zwetschge' }, api.rest(person));
    expect(await near(acme.admin, 'ennel')).toEqual(['Quennelbury', 'Quennelford']);
    expect(await near(person, 'ennel')).toEqual(['Quennelford']);
    expect(await near(person, 'quenelford', true)).toEqual(['Quennelford']);
    expect(await near(person, 'wetsch')).toEqual(['Quennelford']);
    await hide(person, 'company');
    expect(await near(person, 'wetsch')).toEqual([]);
  });
});
