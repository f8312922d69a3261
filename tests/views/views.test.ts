// Lists that people keep: for themselves, for everybody, and what they begin with; and whose business they are.
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sql } from 'drizzle-orm';
import { MAX_VIEWS, type SavedView } from '../../app/contracts/views.ts';
import { addressOf, currentOf } from '../../app/edge/view-addresses.server.ts';
import { withTenant } from '../../db/tenant.ts';
import { behind } from '../support/behind.ts';
import { startApi, type Api, type Rest } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeTenant, type TestTenant } from '../support/factories.ts';

let database: TestDatabase;
let api: Api;
let acme: TestTenant;
let asUser: Rest;
let asManager: Rest;

beforeAll(async () => {
  database = await createTestDatabase({ isPatient: true });
  api = await startApi();
});

beforeEach(async () => {
  acme = await makeTenant();
  asUser = api.rest(acme.user);
  asManager = api.rest(acme.manager);
});

async function keep(
  name: string,
  rest: Partial<Record<string, unknown>> = {},
  as = asUser,
): Promise<SavedView> {
  const made = await as<{ id: string }>('POST', '/views', { noun: 'lead', name, ...rest });
  expect([name, made.status]).toEqual([name, 201]);
  return (await as<SavedView>('GET', `/views/${made.body.id}`)).body;
}

const namesFor = async (as: Rest, noun = 'lead'): Promise<string[]> =>
  (await as<{ items: SavedView[] }>('GET', `/views?noun=${noun}`)).body.items.map(({ name }) => name);

describe('a view', () => {
  it('keeps a list as its address says it, under a slug of its own', async () => {
    const list = 'q=acme&f=owner.is.me&f=score.gte.50&sort=-score&cols=name%2Cscore';
    expect(await keep('Hot leads (EU)', { list })).toMatchObject({
      slug: 'hot-leads-eu',
      list,
      shared: false,
      isDefault: false,
      version: 1,
    });
    expect((await keep('Hot leads – EU')).slug).toBe('hot-leads-eu-2');
    expect((await keep('Горячие')).slug).toBe('view');
    expect((await keep('Горячие лиды')).slug).toBe('view-2');
    expect((await keep('All')).slug).not.toBe('all');
  });

  it.each([
    ['f=shoe.is.9', /shoe/],
    ['f=owner.near.me', /near/],
    ['sort=shoe', /shoe/],
    ['after=abc', /after/],
    ['nonsense', /nonsense/],
    ['cols=name%2C%3Cb%3E', /<b>/],
    ['cols=shoe', /shoe.*name, company/],
  ])('that says %s is refused at its field, by what is wrong', async (list, words) => {
    const { status, body } = await asUser<{ details: { list: string[] } }>('POST', '/views', {
      noun: 'lead',
      name: 'Wrong',
      list,
    });
    expect([list, status]).toEqual([list, 422]);
    expect(body.details.list.join(' ')).toMatch(words);
    expect(await namesFor(asUser)).toEqual([]);
  });

  it('of tasks keeps their group and whose they are, and nothing else', async () => {
    const list = `assignee=all&bucket=overdue`;
    expect((await keep('Late', { noun: 'task', list })).list).toBe('bucket=overdue&assignee=all');
    expect((await keep('Mine', { noun: 'task', list: 'assignee=me' })).list).toBe('');
    expect([await namesFor(asUser, 'task'), await namesFor(asUser)]).toEqual([['Late', 'Mine'], []]);
    for (const wrong of ['bucket=yesterday', 'assignee=ada', 'sort=name']) {
      const body = { noun: 'task', name: 'Wrong', list: wrong };
      expect([wrong, (await asUser('POST', '/views', body)).status]).toEqual([wrong, 422]);
    }
  });

  it('is renamed, given another list and deleted, by the version that was read', async () => {
    const { id } = await keep('Mine', { list: 'f=owner.is.me' });
    const renamed = await asUser('PATCH', `/views/${id}`, { version: 1, name: 'Ours', list: null });
    expect([renamed.status, renamed.body]).toEqual([200, { id, version: 2 }]);
    const stale = await asUser('PATCH', `/views/${id}`, { version: 1, name: 'Theirs' });
    expect([stale.status, stale.body]).toMatchObject([409, { slug: 'record.stale' }]);
    expect((await asUser('DELETE', `/views/${id}?version=1`)).status).toBe(409);
    expect((await asUser('DELETE', `/views/${id}?version=2`)).status).toBe(204);
    expect((await asUser('GET', `/views/${id}`)).status).toBe(404);
    expect((await keep('Mine')).slug).toBe('mine');
  });

  it('has a name of its own among those of one person, and among those of everybody', async () => {
    const { id } = await keep('Hot');
    await keep('Cold');
    const taken = [409, { slug: 'view.name_taken' }];
    const again = await asUser('POST', '/views', { noun: 'lead', name: 'HOT' });
    expect([again.status, again.body]).toMatchObject(taken);
    const renamed = await asUser('PATCH', `/views/${id}`, { version: 1, name: 'cold' });
    expect([renamed.status, renamed.body]).toMatchObject(taken);
    expect((await asUser('PATCH', `/views/${id}`, { version: 1, name: 'hot' })).status).toBe(200);
    await keep('Hot', { shared: true }, asManager);
    const own = await keep('Hot', {}, asManager);
    const shared = await asManager('PATCH', `/views/${own.id}`, { version: 1, shared: true });
    expect([shared.status, shared.body]).toMatchObject(taken);
    await keep('Hot', { noun: 'contact' });
  });

  it('is one of at most fifty of a kind', async () => {
    await database.admin`
      insert into crm.saved_views (tenant_id, noun, slug, name, user_id)
      select ${acme.tenantId}, 'lead', 'v-' || n, 'V ' || n, ${acme.user.userId} from generate_series(1, ${MAX_VIEWS}) n`;
    const { status, body } = await asUser('POST', '/views', { noun: 'lead', name: 'One more' });
    expect([status, body]).toMatchObject([422, { slug: 'view.too_many' }]);
    await keep('Another kind', { noun: 'contact' });
  });

  it('is not shared once everybody has fifty, nor taken back by who has fifty', async () => {
    const fill = (userId: string | null) => database.admin`
      insert into crm.saved_views (tenant_id, noun, slug, name, user_id)
      select ${acme.tenantId}, 'lead', 'v-' || n, 'V ' || n, ${userId} from generate_series(2, ${MAX_VIEWS}) n`;
    const shared = await keep('Shared', { shared: true }, asManager);
    const own = await keep('Own', {}, asManager);
    await fill(null);
    await fill(acme.manager.userId);
    for (const view of [own, shared]) {
      const { status, body } = await asManager('PATCH', `/views/${view.id}`, {
        version: 1,
        shared: !view.shared,
      });
      expect([status, body]).toMatchObject([422, { slug: 'view.too_many' }]);
    }
    expect((await asManager('PATCH', `/views/${own.id}`, { version: 1, name: 'Renamed' })).status).toBe(200);
  });
});

describe('whose it is', () => {
  it('one’s own is nobody else’s, not even to the admin or to raw SQL', async () => {
    const { id } = await keep('Private');
    for (const as of [asManager, api.rest(acme.admin)]) {
      expect(await namesFor(as)).toEqual([]);
      expect((await as('GET', `/views/${id}`)).status).toBe(404);
      expect((await as('PATCH', `/views/${id}`, { version: 1, name: 'Taken' })).status).toBe(404);
      expect((await as('DELETE', `/views/${id}?version=1`)).status).toBe(404);
      expect((await as('PUT', '/views/default', { noun: 'lead', id })).status).toBe(404);
    }
    const rows = await withTenant(acme.admin.context, { permission: null, label: 'test' }, (tx) =>
      tx.execute(sql`select id from crm.saved_views`),
    );
    expect([...rows]).toEqual([]);
    // not even without a condition, which asks for no sight of the rows
    await withTenant(acme.admin.context, { permission: null, label: 'test' }, async (tx) => {
      await tx.execute(sql`update crm.saved_views set name = 'Taken'`);
      await tx.execute(sql`delete from crm.saved_views`);
    });
    expect(await namesFor(asUser)).toEqual(['Private']);
    const forged = withTenant(acme.admin.context, { permission: null, label: 'test' }, (tx) =>
      tx.execute(
        sql`insert into crm.saved_views (tenant_id, noun, slug, name, user_id)
            values (${acme.tenantId}, 'lead', 'forged', 'Forged', ${acme.user.userId})`,
      ),
    );
    await expect(forged).rejects.toThrow();
  });

  it('a shared one is everybody’s to use, and theirs to change who may share', async () => {
    expect((await asUser('POST', '/views', { noun: 'lead', name: 'No', shared: true })).status).toBe(403);
    const { id } = await keep('Everybody’s', { shared: true }, asManager);
    expect(await namesFor(asUser)).toEqual(['Everybody’s']);
    expect((await asUser('PATCH', `/views/${id}`, { version: 1, name: 'Mine' })).status).toBe(403);
    expect((await asUser('DELETE', `/views/${id}?version=1`)).status).toBe(403);
    expect((await api.rest(acme.admin)('PATCH', `/views/${id}`, { version: 1, name: 'Ours' })).status).toBe(
      200,
    );
  });

  it('a view is shared and taken back, and two of one name live beside each other', async () => {
    const own = await keep('Hot', {}, asManager);
    const shared = await asManager('PATCH', `/views/${own.id}`, { version: 1, shared: true });
    expect(shared.status).toBe(200);
    await keep('Hot');
    expect(await namesFor(asUser)).toEqual(['Hot', 'Hot']);
    expect((await asManager('PATCH', `/views/${own.id}`, { version: 2, shared: false })).status).toBe(200);
    expect(await namesFor(asUser)).toEqual(['Hot']);
  });

  it('a shared one is taken back by who made it alone, not from them', async () => {
    const made = await keep('Hot', { shared: true }, asManager);
    const asAdmin = api.rest(acme.admin);
    const seen = (await asAdmin<SavedView>('GET', `/views/${made.id}`)).body;
    expect([made.isMine, seen.isMine]).toEqual([true, false]);
    const taken = await asAdmin('PATCH', `/views/${made.id}`, { version: 1, shared: false });
    expect([taken.status, taken.body]).toMatchObject([403, { slug: 'view.not_maker' }]);
    expect(await namesFor(asUser)).toEqual(['Hot']);
  });

  it('of two shared under one name at once the second is told that the name is taken', async () => {
    const own = await keep('Hot', {}, asManager);
    const { status, body } = await behind(
      database,
      (other) => other`
        insert into crm.saved_views (tenant_id, noun, slug, name) values (${acme.tenantId}, 'lead', 'hot', 'Hot')`,
      () => asManager('PATCH', `/views/${own.id}`, { version: 1, shared: true }),
    );
    expect([status, body]).toMatchObject([409, { slug: 'view.name_taken' }]);
  });

  it('of two shared at once whose names only read alike both are shared, each under a slug of its own', async () => {
    const own = await keep('Hot leads!', {}, asManager);
    const { status } = await behind(
      database,
      (other) => other`
        insert into crm.saved_views (tenant_id, noun, slug, name) values (${acme.tenantId}, 'lead', 'hot-leads', 'Hot leads')`,
      () => asManager('PATCH', `/views/${own.id}`, { version: 1, shared: true }),
    );
    expect(status).toBe(200);
    expect(await namesFor(asUser)).toEqual(['Hot leads', 'Hot leads!']);
    const made = await behind(
      database,
      (other) => other`
        insert into crm.saved_views (tenant_id, noun, slug, name) values (${acme.tenantId}, 'lead', 'cold', 'Cold')`,
      () => asManager('POST', '/views', { noun: 'lead', name: 'Cold', shared: true }),
    );
    expect([made.status, made.body]).toMatchObject([409, { slug: 'view.name_taken' }]);
  });

  it('one’s own and a shared one of one slug have an address each, which leads to it alone', async () => {
    await keep('Hot', { shared: true, list: 'q=shared' }, asManager);
    await keep('Hot', { list: 'q=own' });
    await keep('Cold');
    const { items } = (await asUser<{ items: SavedView[] }>('GET', '/views?noun=lead')).body;
    expect(items.map(({ slug }) => slug)).toEqual(['cold', 'hot', 'hot']);
    const led = items.map((view) => {
      const { searchParams } = new URL(addressOf(view, items), 'http://here.test');
      return currentOf(items, searchParams.get('view'))?.id;
    });
    expect(led).toEqual(items.map(({ id }) => id));
    expect(['hot', 'all', 'gone'].map((word) => currentOf(items, word))).toEqual([null, null, undefined]);
  });

  it('another tenant sees none of it', async () => {
    const { id } = await keep('Ours', { shared: true }, asManager);
    const theirs = api.rest((await makeTenant()).admin);
    expect(await namesFor(theirs)).toEqual([]);
    expect((await theirs('GET', `/views/${id}`)).status).toBe(404);
    expect((await theirs('PATCH', `/views/${id}`, { version: 1, name: 'Taken' })).status).toBe(404);
    expect((await theirs('DELETE', `/views/${id}?version=1`)).status).toBe(404);
    expect((await theirs('PUT', '/views/default', { noun: 'lead', id })).status).toBe(404);
  });
});

describe('what one begins with', () => {
  it('is each person’s own choice, changed and given up', async () => {
    const first = await keep('First', { shared: true }, asManager);
    const second = await keep('Second');
    const begin = (id: string | null, as = asUser) => as('PUT', '/views/default', { noun: 'lead', id });
    const begins = async (as: Rest) =>
      (await as<{ items: SavedView[] }>('GET', '/views?noun=lead')).body.items
        .filter(({ isDefault }) => isDefault)
        .map(({ name }) => name);
    expect((await begin(first.id)).status).toBe(200);
    expect([await begins(asUser), await begins(asManager)]).toEqual([['First'], []]);
    await begin(second.id);
    expect(await begins(asUser)).toEqual(['Second']);
    await begin(null);
    expect(await begins(asUser)).toEqual([]);
    expect((await asUser('PUT', '/views/default', { noun: 'contact', id: second.id })).status).toBe(404);
    await begin(second.id);
    expect((await asUser('DELETE', `/views/${second.id}?version=1`)).status).toBe(204);
    expect(await begins(asUser)).toEqual([]);
  });

  it('is what was chosen last where two are chosen at once', async () => {
    const [first, second] = [await keep('First'), await keep('Second')];
    const { status } = await behind(
      database,
      (other) => other`
        insert into crm.default_views (tenant_id, user_id, noun, view_id)
        values (${acme.tenantId}, ${acme.user.userId}, 'lead', ${first.id})`,
      () => asUser('PUT', '/views/default', { noun: 'lead', id: second.id }),
    );
    expect(status).toBe(200);
    expect((await asUser<SavedView>('GET', `/views/${second.id}`)).body.isDefault).toBe(true);
  });
});

it('what is done to views is on record', async () => {
  const { id } = await keep('Noted');
  await asUser('DELETE', `/views/${id}?version=1`);
  const events = await database.admin<{ action: string }[]>`
    select action from audit.event where tenant_id = ${acme.tenantId} and noun = 'saved_view' order by id`;
  expect(events.map(({ action }) => action)).toEqual(['created', 'deleted']);
});
