// What may happen to a lead, in which order, and what is said when it may not.
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eq, sql } from 'drizzle-orm';
import { users } from '../../db/schema/index.ts';
import { withTenant } from '../../db/tenant.ts';
import { findEmailOwner } from '../../server/features/leads/leads.queries.ts';
import { startApi, type Api, type Rest } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import {
  arrange,
  makeLead,
  makePerson,
  makeTenant,
  type TestPerson,
  type TestTenant,
} from '../support/factories.ts';

interface Lead {
  id: string;
  name: string;
  version: number;
  email: string | null;
  score: number | null;
  company: string | null;
  archived: boolean;
  owner: { id: string } | null;
  possibleDuplicates: { id: string }[];
}
interface Page {
  items: Lead[];
  next: string | null;
  count: number;
}

let database: TestDatabase;
let api: Api;
let acme: TestTenant;
let asUser: Rest;
let asManager: Rest;
let asAdmin: Rest;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi();
});

beforeEach(async () => {
  acme = await makeTenant();
  asUser = api.rest(acme.user);
  asManager = api.rest(acme.manager);
  asAdmin = api.rest(acme.admin);
});

const create = async (values: Record<string, unknown> = {}): Promise<string> => {
  const made = await asUser<{ id: string }>('POST', '/leads', { name: 'Ada Lovelace', ...values });
  expect(made.status).toBe(201);
  return made.body.id;
};

const read = async (id: string): Promise<Lead> => (await asAdmin<Lead>('GET', `/leads/${id}`)).body;

describe('changing a lead', () => {
  it('a patch that sends nothing but the version is answered and changes nothing', async () => {
    const id = await create();
    const answer = await asUser('PATCH', `/leads/${id}`, { version: 1 });
    expect(answer).toMatchObject({ status: 200, body: { id, version: 1 } });
  });

  it('a patch that sends nothing but a stale version is a conflict', async () => {
    const id = await create();
    await asUser('PATCH', `/leads/${id}`, { version: 1, name: 'Ada King' });
    const answer = await asUser('PATCH', `/leads/${id}`, { version: 1 });
    expect(answer).toMatchObject({ status: 409, body: { data: { current: { name: 'Ada King' } } } });
  });

  it('a patch changes what it sends and nothing else', async () => {
    const id = await create({ company: 'Engines', email: 'ada@engine.example' });
    await asUser('PATCH', `/leads/${id}`, { version: 1, company: 'Looms' });
    expect(await read(id)).toMatchObject({ company: 'Looms', email: 'ada@engine.example', version: 2 });
  });

  it('a put empties the fields it does not send', async () => {
    const id = await create({ company: 'Engines', email: 'ada@engine.example' });
    expect((await asUser('PUT', `/leads/${id}`, { version: 1, name: 'Ada' })).status).toBe(200);
    expect(await read(id)).toMatchObject({ name: 'Ada', company: null, email: null });
    expect((await asUser<Page>('GET', '/leads?q=engines')).body.count).toBe(0);
  });

  it('a score that is emptied is made from the fields as they are then', async () => {
    const id = await create({ company: 'Engines', email: 'ada@engine.example', score: 93 });
    await asUser('PATCH', `/leads/${id}`, { version: 1, title: 'Countess' });
    expect((await read(id)).score).toBe(93);
    const emptied = await asUser('PATCH', `/leads/${id}`, { version: 2, score: null, company: null });
    expect([emptied.status, (await read(id)).score]).toEqual([200, 50]);
    await asUser('PUT', `/leads/${id}`, { version: 3, name: 'Ada', score: 93 });
    expect((await read(id)).score).toBe(93);
    await asUser('PUT', `/leads/${id}`, { version: 4, name: 'Ada', phone: '+15550100' });
    expect((await read(id)).score).toBe(20);
  });

  it('of two people who edit the same version, the second is shown what the first saved', async () => {
    const id = await create();
    const edits = ['One', 'Two'].map((name) => asUser('PATCH', `/leads/${id}`, { version: 1, name }));
    const answers = await Promise.all(edits);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { name } = await read(id);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ data: { current: { name } } });
  });

  it.each([2 ** 31, 2 ** 53, 0, -1, 1.5])(
    'the version %d, which no record has, is refused',
    async (version) => {
      const id = await create();
      expect((await asUser('PATCH', `/leads/${id}`, { version, name: 'x' })).status).toBe(422);
      expect((await asManager('DELETE', `/leads/${id}?version=${version}`)).status).toBe(400);
    },
  );

  it('each change of a lead is one audit event with what it changed', async () => {
    const id = await create();
    await asUser('PATCH', `/leads/${id}`, { version: 1, name: 'Ada King' });
    await asUser('PATCH', `/leads/${id}`, { version: 2 });
    await asUser('POST', `/leads/${id}/archive`, { version: 2 });
    const events = await database.admin<{ action: string }[]>`
      select action from audit.event where noun = 'lead' and ids @> array[${id}::uuid] order by at, id`;
    expect(events.map(({ action }) => action)).toEqual(['created', 'updated', 'updated']);
  });
});

describe('an e-mail address that is taken', () => {
  it('two at once with one address: one is made, the other is told', async () => {
    const body = { name: 'Twin', email: 'Twin@example.test' };
    const answers = await Promise.all([asUser('POST', '/leads', body), asUser('POST', '/leads', body)]);
    const [made, refused] = answers.sort((a, b) => a.status - b.status);
    expect(made).toMatchObject({ status: 201 });
    expect(refused).toMatchObject({ status: 409, body: { data: { existing: { id: made.body.id } } } });
  });

  it('is a conflict that names the lead that has it, whatever its case', async () => {
    const id = await create({ email: 'ada@engine.example' });
    const second = await asUser('POST', '/leads', { name: 'Other', email: 'ADA@engine.example' });
    expect(second).toMatchObject({ status: 409, body: { data: { existing: { id, name: 'Ada Lovelace' } } } });
  });

  it('is kept twice when asked for, and each names the other', async () => {
    const first = await create({ email: 'ada@engine.example' });
    const second = await create({ email: 'ada@engine.example', keepApart: true });
    expect((await read(second)).possibleDuplicates).toEqual([expect.objectContaining({ id: first })]);
    expect((await read(first)).possibleDuplicates).toEqual([expect.objectContaining({ id: second })]);
  });

  it('keeps a lead in the trash, until the address is free again', async () => {
    const trashed = await create({ email: 'ada@engine.example' });
    await asAdmin('DELETE', `/leads/${trashed}?version=1`);
    const holder = await create({ name: 'Holder', email: 'ada@engine.example' });
    const refused = await asAdmin('POST', `/leads/${trashed}/restore`, {});
    expect(refused).toMatchObject({ status: 409, body: { data: { existing: { id: holder } } } });
    await asAdmin('DELETE', `/leads/${holder}?version=1`);
    expect((await asAdmin('POST', `/leads/${trashed}/restore`, {})).status).toBe(200);
    expect((await read(trashed)).email).toBe('ada@engine.example');
  });

  it('of one out of sight only the owner is named, when made and when changed, and both are kept if asked for', async () => {
    await database.admin`update crm.role_visibility set scope = 'own' where role_id = ${acme.roleIds.get('user') ?? ''}`;
    const theirs = { name: 'Secret Lead', company: 'Hidden Ltd', email: 'held@engine.example' };
    const hidden = await makeLead(acme, { ...theirs, ownerId: acme.admin.userId });
    const mine = await create();
    const refusals = [
      await asUser('POST', '/leads', { name: 'Mine', email: 'Held@engine.example' }),
      await asUser('PATCH', `/leads/${mine}`, { version: 1, email: 'held@engine.example' }),
    ];
    for (const refused of refusals) {
      expect(refused).toMatchObject({ status: 409, body: { slug: 'lead.email_taken' } });
      expect(refused.body).toMatchObject({ data: { owner: { name: acme.admin.name } } });
      const told = JSON.stringify(refused.body);
      for (const secret of [hidden, acme.admin.userId, theirs.name, theirs.company])
        expect(told).not.toContain(secret);
    }
    const beside = await create({ name: 'Mine', email: 'held@engine.example', keepApart: true });
    expect((await read(beside)).possibleDuplicates).toEqual([expect.objectContaining({ id: hidden })]);
  });

  it('the database tells an owner to those who may write leads, and of the own tenant alone', async () => {
    const email = 'held@engine.example';
    await makeLead(acme, { name: 'Secret', email, ownerId: acme.admin.userId });
    const ask = (person: TestPerson): Promise<string | null> =>
      withTenant(person.context, { permission: null, readOnly: true }, (tx) => findEmailOwner(tx, email));
    expect(await ask(acme.user)).toBe(acme.admin.name);
    expect(await ask((await makeTenant()).admin)).toBeNull();
    const reader = await makePerson(acme, 'user');
    await database.admin`delete from crm.user_roles where user_id = ${reader.userId}`;
    expect(await ask(reader)).toBeNull();
  });

  it('an external id that is taken is a conflict too', async () => {
    await create({ externalId: '4711', externalSource: 'legacy' });
    const again = { name: 'Again', externalId: '4711', externalSource: 'legacy' };
    expect(await asUser('POST', '/leads', again)).toMatchObject({
      status: 409,
      body: { details: { externalId: [expect.any(String)] } },
    });
    await create({ externalId: '4711', externalSource: 'another' });
  });
});

describe('archive and trash', () => {
  it('archiving twice and restoring twice is the same as once', async () => {
    const id = await create();
    for (const archived of [true, true, false, false]) {
      const { version } = await read(id);
      expect((await asUser('PATCH', `/leads/${id}`, { version, archived })).status).toBe(200);
      expect((await read(id)).archived).toBe(archived);
    }
  });

  it('an archived lead leaves the list but not the archive', async () => {
    const id = await create();
    await asUser('POST', `/leads/${id}/archive`, { version: 1 });
    expect((await asUser<Page>('GET', '/leads')).body.count).toBe(0);
    expect((await asUser<Page>('GET', '/leads?f=archived.is.true')).body.items[0]?.id).toBe(id);
  });

  it('deleting twice finds nothing the second time, and nothing can be done with what is gone', async () => {
    const id = await create();
    expect((await asManager('DELETE', `/leads/${id}?version=1`)).status).toBe(204);
    const rest: [string, string, Record<string, unknown>?][] = [
      ['DELETE', `/leads/${id}?version=1`],
      ['GET', `/leads/${id}`],
      ['PATCH', `/leads/${id}`, { version: 2, name: 'x' }],
      ['POST', `/leads/${id}/notes`, { body: 'x' }],
      ['POST', `/leads/${id}/assign`, { ownerId: acme.user.userId }],
      ['GET', `/leads/${id}/activities`],
    ];
    for (const [method, path, body] of rest)
      expect((await asAdmin(method, path, body)).status, `${method} ${path}`).toBe(404);
  });
});

describe('giving a lead to somebody', () => {
  it('a patch of the owner alone is an assignment', async () => {
    const id = await create();
    const { userId } = acme.manager;
    expect((await asManager('PATCH', `/leads/${id}`, { version: 1, ownerId: userId })).status).toBe(200);
    const lead = await read(id);
    expect(lead).toMatchObject({ owner: { id: userId }, version: 2 });
  });

  it('a patch of the owner with a stale version gives nothing away', async () => {
    const id = await create();
    await asUser('PATCH', `/leads/${id}`, { version: 1, name: 'Changed' });
    const answer = await asManager('PATCH', `/leads/${id}`, { version: 1, ownerId: acme.manager.userId });
    expect(answer.status).toBe(409);
    expect((await read(id)).owner?.id).toBe(acme.user.userId);
  });

  it('who may not assign may not do so by a patch either, and nothing of the patch is kept', async () => {
    const id = await create();
    const body = { version: 1, name: 'Sneaky', ownerId: acme.manager.userId };
    expect((await asUser('PATCH', `/leads/${id}`, body)).status).toBe(403);
    expect(await read(id)).toMatchObject({ name: 'Ada Lovelace', version: 1 });
  });

  it.each([
    ['disabled', { status: 'disabled' as const }],
    ['deleted', { deletedAt: '2026-01-01T00:00:00Z' }],
  ])('nothing is given to a %s user', async (_what, change) => {
    const gone = await makePerson(acme, 'user');
    await arrange(acme, (tx) => tx.update(users).set(change).where(eq(users.id, gone.userId)));
    const id = await create();
    const answer = await asManager('POST', `/leads/${id}/assign`, { ownerId: gone.userId });
    expect(answer).toMatchObject({ status: 404, body: { details: { ownerId: [expect.any(String)] } } });
    expect((await asManager('POST', '/leads', { name: 'x', ownerId: gone.userId })).status).toBe(404);
  });

  it('whoever sees only their own can give one away, and then sees it no more', async () => {
    const roleId = acme.roleIds.get('manager') ?? '';
    await arrange(acme, (tx) =>
      tx.execute(
        sql`update crm.role_visibility set scope = 'own' where role_id = ${roleId} and noun = 'lead'`,
      ),
    );
    const id = await makeLead(acme, { ownerId: acme.manager.userId });
    const answer = await asManager('PATCH', `/leads/${id}`, { version: 1, ownerId: acme.user.userId });
    expect(answer).toMatchObject({ status: 200, body: { id, version: 2 } });
    expect((await asManager('GET', `/leads/${id}`)).status).toBe(404);
    expect(await read(id)).toMatchObject({ owner: { id: acme.user.userId }, version: 2 });
  });
});

describe('what is asked for decides', () => {
  it('a sales person makes leads for nobody but themselves and for nobody at all', async () => {
    const rest = api.rest(acme.user);
    const forColleague = await rest('POST', '/leads', { name: 'Gift', ownerId: acme.manager.userId });
    expect(forColleague).toMatchObject({ status: 403, body: { data: { permission: 'lead:assign' } } });
    expect((await rest('POST', '/leads', { name: 'Mine', ownerId: acme.user.userId })).status).toBe(201);
    expect((await rest('POST', '/leads', { name: 'Pool', ownerId: null })).status).toBe(201);
    const gift = { name: 'Gift', ownerId: acme.user.userId };
    expect((await api.rest(acme.manager)('POST', '/leads', gift)).status).toBe(201);
  });
});
