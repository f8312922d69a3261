// The inbox through the API: who is told of what, what they can do with it, and what they are never told.
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withTenant } from '../../db/tenant.ts';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeLead, makePerson, makeTenant, type TestPerson, type TestTenant } from '../support/factories.ts';
import { hear, type Hearing } from '../support/hearing.ts';
import { insertTeam } from '../support/teams.ts';
import { inboxOf, reader } from './world.ts';

let database: TestDatabase;
let api: Api;
let acme: TestTenant;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi();
});
beforeEach(async () => {
  acme = await makeTenant();
});

const note = async (leadId: string, body: string, as = acme.manager): Promise<string> => {
  const made = await api.rest(as)<{ id: string }>('POST', `/leads/${leadId}/notes`, { body });
  expect(made.status).toBe(201);
  return made.body.id;
};
const give = (leadId: string, ownerId: string, as = acme.manager) =>
  api.rest(as)('POST', `/leads/${leadId}/assign`, { ownerId });
const mention = ({ name, userId }: { name: string; userId: string }): string => `@[${name}](user:${userId})`;
const post = (path: string, body = {}, as = acme.user) => api.rest(as)('POST', `/notifications${path}`, body);

describe('a mention', () => {
  it('is told to whom it names, with the record and the entry, and not to who wrote it', async () => {
    const leadId = await makeLead(acme, { name: 'Acme Corp' });
    const entryId = await note(leadId, `${mention(acme.user)} and ${mention(acme.manager)}, look`);
    expect(await inboxOf(api, acme.user)).toMatchObject({
      unread: 1,
      items: [
        {
          kind: 'mention',
          by: { id: acme.manager.userId },
          record: { noun: 'lead', id: leadId, name: 'Acme Corp' },
          entryId,
          isRead: false,
        },
      ],
    });
    expect((await inboxOf(api, acme.manager)).items).toEqual([]);
  });

  it('that is added later is told then, and none is told twice', async () => {
    const leadId = await makeLead(acme);
    const id = await note(leadId, mention(acme.user));
    const body = `${mention(acme.user)} ${mention(acme.admin)}`;
    const saved = await api.rest(acme.manager)('PATCH', `/activities/${id}`, { version: 1, body });
    expect(saved.status).toBe(200);
    expect((await inboxOf(api, acme.user)).items).toHaveLength(1);
    expect((await inboxOf(api, acme.admin)).items).toHaveLength(1);
  });

  it('is told to exactly those who see the record, whatever they see it by', async () => {
    const top = await insertTeam(acme, { name: 'All of it' });
    const north = await insertTeam(acme, { name: 'North', parentId: top });
    const south = await insertTeam(acme, { name: 'South', parentId: top });
    const owner = await reader(acme, 'own', { teamId: north, name: 'Owner' });
    const people = [
      owner,
      await reader(acme, 'own', { teamId: north, name: 'Own only' }),
      await reader(acme, 'team', { teamId: north, name: 'Same team' }),
      await reader(acme, 'team', { teamId: south, name: 'Other team' }),
      await reader(acme, 'all', { name: 'Everything' }),
      await reader(acme, null, { name: 'No leads' }),
      acme.admin,
    ];
    const boss = await reader(acme, 'team', { name: 'Boss' });
    await database.admin`update crm.teams set manager_id = ${boss.userId} where id = ${top}`;
    people.push(boss);
    const theirs = await makeLead(acme, { ownerId: owner.userId, teamId: north });
    const nobodys = await makeLead(acme);
    for (const leadId of [theirs, nobodys]) {
      await note(leadId, people.map(mention).join(' '));
      for (const person of people) {
        const { status } = await api.rest(person)('GET', `/leads/${leadId}`);
        const told = (await inboxOf(api, person)).items.filter(({ record }) => record?.id === leadId);
        expect([person.name, told.length]).toEqual([person.name, status === 200 ? 1 : 0]);
      }
      const rows = await database.admin`select user_id from crm.notifications where record_id = ${leadId}`;
      expect(rows).toHaveLength(leadId === theirs ? 5 : 7);
    }
  });

  it('is not told to who has left', async () => {
    const gone = await makePerson(acme, 'user');
    await database.admin`update crm.users set status = 'disabled' where id = ${gone.userId}`;
    await note(await makeLead(acme), mention(gone));
    expect(await database.admin`select 1 from crm.notifications where user_id = ${gone.userId}`).toEqual([]);
  });
});

describe('what is given', () => {
  it('is told to the new owner by whoever gives it, not to who takes it', async () => {
    const leadId = await makeLead(acme, { name: 'Acme Corp' });
    await give(leadId, acme.user.userId);
    await api.rest(acme.manager)('POST', '/tasks', { title: 'Call', assigneeId: acme.user.userId });
    await give(await makeLead(acme), acme.manager.userId);
    const { items } = await inboxOf(api, acme.user);
    expect(items.map(({ kind, record }) => [kind, record?.name])).toEqual([
      ['assignment', 'Call'],
      ['assignment', 'Acme Corp'],
    ]);
    expect((await inboxOf(api, acme.manager)).items).toEqual([]);
  });

  it('in bulk is told once, with how many', async () => {
    const ids = [await makeLead(acme), await makeLead(acme)];
    await api.rest(acme.manager)('POST', '/leads/bulk', { ids, do: 'assign', to: acme.user.userId });
    expect((await inboxOf(api, acme.user)).items).toMatchObject([
      { kind: 'assignment', noun: 'lead', count: 2, record: null },
    ]);
  });
});

describe('a record that leaves one’s sight', () => {
  it.each([
    ['is given away', (id: string) => give(id, acme.manager.userId)],
    ['is deleted', (id: string) => database.admin`update crm.leads set deleted_at = now() where id = ${id}`],
  ])('%s: nothing is said of it any more', async (_, leave) => {
    const person = await reader(acme, 'own');
    const leadId = await makeLead(acme, { name: 'Secret Corp', ownerId: person.userId });
    await note(leadId, mention(person));
    await leave(leadId);
    const { items } = await inboxOf(api, person);
    expect(items).toMatchObject([{ kind: 'mention', noun: 'lead', record: null, entryId: null }]);
    expect(JSON.stringify(items)).not.toContain('Secret Corp');
  });

  it('because leads are no longer read at all', async () => {
    const person = await reader(acme, 'all');
    await note(await makeLead(acme, { name: 'Secret Corp' }), mention(person));
    await database.admin`delete from crm.role_permissions where tenant_id = ${acme.tenantId} and permission = 'lead:read'
      and role_id in (select role_id from crm.user_roles where user_id = ${person.userId})`;
    expect((await inboxOf(api, person)).items).toMatchObject([{ record: null }]);
  });
});

describe('the inbox', () => {
  const fill = async (many: number): Promise<void> => {
    const leadId = await makeLead(acme);
    for (let at = 0; at < many; at += 1) await note(leadId, mention(acme.user));
  };

  const newest = async (): Promise<string> => {
    const [news] = (await inboxOf(api, acme.user)).items;
    if (!news) throw new Error('Nothing has come');
    return news.id;
  };

  it('is walked to its end, newest first, each once', async () => {
    await fill(5);
    const seen: string[] = [];
    for (let query = '?limit=2'; ;) {
      const { items, next } = await inboxOf(api, acme.user, query);
      seen.push(...items.map(({ id }) => id));
      if (next === null) break;
      query = `?limit=2&after=${next}`;
    }
    expect(seen).toHaveLength(5);
    expect(seen).toEqual([...new Set(seen)].sort().reverse());
  });

  it('marks as read and unread, puts away and takes back', async () => {
    await fill(2);
    const id = await newest();
    const unread = async () => (await api.rest(acme.user)<object>('GET', '/notifications/unread')).body;
    expect(await unread()).toEqual({ unread: 2, isCapped: false });
    expect((await post(`/${id}/read`)).status).toBe(200);
    expect(await unread()).toEqual({ unread: 1, isCapped: false });
    expect((await inboxOf(api, acme.user, '?show=unread')).items).toHaveLength(1);
    await post(`/${id}/read`, { read: false });
    await post(`/${id}/archive`);
    expect(await unread()).toEqual({ unread: 1, isCapped: false });
    expect((await inboxOf(api, acme.user, '?show=archived')).items).toMatchObject([{ id, isArchived: true }]);
    await post(`/${id}/archive`, { archived: false });
    expect((await inboxOf(api, acme.user)).items).toHaveLength(2);
  });

  it('puts all away at once, and takes back exactly those', async () => {
    await fill(3);
    await post(`/${await newest()}/archive`);
    const all = await api.rest(acme.user)<{ count: number; at: string }>(
      'POST',
      '/notifications/archive-all',
      {},
    );
    expect(all.body.count).toBe(2);
    expect((await inboxOf(api, acme.user)).items).toEqual([]);
    expect((await post('/restore-all', { at: all.body.at })).body).toEqual({ count: 2 });
    expect((await inboxOf(api, acme.user)).items).toHaveLength(2);
  });

  it('puts away what was seen, and of one view, and leaves what came since', async () => {
    await fill(2);
    const [until, older] = (await inboxOf(api, acme.user)).items.map(({ id }) => id);
    await fill(1);
    const latest = await newest();
    await post(`/${older ?? ''}/read`);
    expect((await post('/archive-all', { until, show: 'unread' })).body).toMatchObject({ count: 1 });
    expect((await inboxOf(api, acme.user)).items.map(({ id }) => id)).toEqual([latest, older]);
    expect((await post('/archive-all', { until })).body).toMatchObject({ count: 1 });
    expect((await inboxOf(api, acme.user)).items.map(({ id }) => id)).toEqual([latest]);
    expect((await post('/archive-all', { show: 'archived' })).body).toMatchObject({
      details: { show: ['show is one of inbox, unread.'] },
    });
  });

  it('is nobody else’s: not to read, not to mark, by an admin neither', async () => {
    await fill(1);
    const id = await newest();
    for (const person of [acme.admin, (await makeTenant()).admin]) {
      expect((await inboxOf(api, person)).items).toEqual([]);
      expect((await post(`/${id}/read`, {}, person)).status).toBe(404);
      expect((await post(`/${id}/archive`, {}, person)).status).toBe(404);
    }
    expect((await post('/restore-all', { at: 'yesterday' })).status).toBe(422);
    expect((await api.rest(acme.user)('GET', '/notifications?show=all')).body).toMatchObject({
      details: { show: ['show is one of inbox, unread, archived.'] },
    });
  });

  it('by raw SQL neither: the policies show and let change one’s own alone', async () => {
    await fill(1);
    const rights = ({ context }: TestPerson) =>
      withTenant(context, { permission: null, label: 'test.raw' }, async (tx) => {
        const seen = await tx.execute(sql`select 1 from crm.notifications`);
        const changed = await tx.execute(sql`update crm.notifications set read_at = now()`);
        return [seen.length, changed.count];
      });
    expect(await rights(acme.admin)).toEqual([0, 0]);
    expect(await rights(acme.user)).toEqual([1, 1]);
  });

  it('says at once that something has come, to whom it has come and nobody else', async () => {
    const leadId = await makeLead(acme);
    const [hearing, other] = [await hear(api, acme.user), await hear(api, acme.admin)];
    await Promise.all([hearing.next(), other.next()]);
    await note(leadId, mention(acme.user));
    expect(await nounsUntil(hearing, 'notification')).toContain('notification');
    // announcements arrive in order: had there been one, it would have come first
    await makeLead(acme);
    expect(await nounsUntil(other, 'lead')).not.toContain('notification');
    await hearing.leave();
    await other.leave();
  });
});

/** What is announced until one noun is. */
async function nounsUntil(hearing: Hearing, last: string): Promise<string[]> {
  const heard: string[] = [];
  while (!heard.includes(last)) {
    const nouns = (await hearing.next())?.nouns;
    if (!nouns) break;
    heard.push(...nouns);
  }
  return heard;
}
