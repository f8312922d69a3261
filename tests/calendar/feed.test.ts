// The feed over real HTTP, as a calendar reads it: whose tasks it holds, and all the ways in which there is none.
import { eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { tasks as taskTable, userRoles } from '../../db/schema/index.ts';
import { withAuth } from '../../db/system.ts';
import { createApiKey } from '../../server/auth/api-keys.ts';
import { env } from '../../server/env.ts';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { arrange, makeTenant, type TestPerson, type TestTenant } from '../support/factories.ts';
import { openSudo } from '../support/records.ts';
import { eventsIn, textOf } from './parser.ts';

const usual = { ...env };
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let database: TestDatabase;
let api: Api;
let acme: TestTenant;
const paths: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi({ onSeen: ({ path }) => void paths.push(path) });
});
beforeEach(async () => {
  Object.assign(env, usual, { LIMIT_FACTOR: 20 });
  acme = await makeTenant();
});

interface Made {
  id: string;
  address: string;
}

const make = async (person: TestPerson = acme.user): Promise<Made> => {
  await openSudo(person);
  const { status, headers, body } = await api.rest(person)<Made>('POST', '/calendar-feed');
  expect([status, headers.get('location')]).toEqual([201, '/api/calendar-feed']);
  return body;
};
const see = async (person: TestPerson = acme.user) =>
  (await api.rest(person)<{ feed: Record<string, unknown> | null }>('GET', '/calendar-feed')).body.feed;

const read = (address: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(api.url + new URL(address).pathname, { headers, method });
const eventsOf = async (address: string) => eventsIn(await (await read(address)).text());
const titlesOf = async (address: string): Promise<string[]> =>
  (await eventsOf(address)).map((event) => textOf(event['SUMMARY']?.value ?? ''));

const inTime = (ms: number): string => new Date(Date.now() + ms).toISOString();
const task = async (values: Record<string, unknown>, as: TestPerson = acme.user): Promise<string> => {
  const sent = { title: 'Call Ada', dueAt: inTime(HOUR), ...values };
  const { status, body } = await api.rest(as)<{ id: string }>('POST', '/tasks', sent);
  expect(status).toBe(201);
  return body.id;
};

/** There is nothing, and nothing tells why. */
async function expectNothing(address: string): Promise<void> {
  const answer = await read(address, { 'X-Request-Id': 'nothing-here' });
  expect([answer.status, await answer.json()]).toEqual([
    404,
    {
      error: 'NotFound',
      slug: 'calendar.not_found',
      message: 'There is no calendar at this address.',
      requestId: 'nothing-here',
    },
  ]);
}

describe('the feed', () => {
  it('holds one’s own open tasks that are due within its bounds, and no others', async () => {
    const { address } = await make();
    await task({ title: 'Mine' });
    await task({ title: 'Overdue', dueAt: inTime(-89 * DAY) });
    await task({ title: 'Long ago', dueAt: inTime(-91 * DAY) });
    await task({ title: 'Far away', dueAt: inTime(367 * DAY) });
    await task({ title: 'Whenever', dueAt: null });
    await task({ title: 'Not mine', assigneeId: acme.manager.userId }, acme.manager);
    await task({ title: 'Nobody’s', assigneeId: null }, acme.manager);
    const done = await task({ title: 'Done' });
    await api.rest(acme.user)('POST', `/tasks/${done}/done`, { version: 1 });
    const gone = await task({ title: 'Gone' });
    await api.rest(acme.user)('DELETE', `/tasks/${gone}?version=1`);
    expect(await titlesOf(address)).toEqual(['Overdue', 'Mine']);
  });

  it('names each task by its id, counts its changes and leads to its page', async () => {
    const { address } = await make();
    const id = await task({
      title: 'Call, then;\nwrite \\ go',
      dueAt: '2027-01-05T15:30:00Z',
      priority: 'low',
    });
    await database.admin`update crm.tasks set due_at = now() + interval '1 day' where id = ${id}`;
    const [before] = await eventsOf(address);
    expect(before).toMatchObject({
      UID: { value: id },
      PRIORITY: { value: '9' },
      URL: { value: `${env.PUBLIC_ORIGIN}/tasks/${id}` },
    });
    const { body } = await api.rest(acme.user)<{ version: number }>('GET', `/tasks/${id}`);
    expect(before?.['SEQUENCE']?.value).toBe(String(body.version));
    await api.rest(acme.user)('PATCH', `/tasks/${id}`, { version: body.version, title: 'Otherwise' });
    const [after] = await eventsOf(address);
    expect([after?.['UID']?.value, after?.['SEQUENCE']?.value]).toEqual([id, String(body.version + 1)]);
  });

  it('writes a day where the due time is midnight to its owner', async () => {
    await database.admin`update crm.users set zone = 'Asia/Tokyo' where id = ${acme.user.userId}`;
    const { address } = await make();
    const day = inTime(3 * DAY).slice(0, 10);
    await task({ dueAt: `${day}T00:00:00` });
    expect((await eventsOf(address))[0]?.['DTSTART']).toEqual({
      params: { VALUE: 'DATE' },
      value: day.replaceAll('-', ''),
    });
  });

  it('stops at a thousand, the soonest first', async () => {
    const { tenantId, user } = acme;
    const rows = Array.from({ length: 1_001 }, (_, at) => ({
      tenantId,
      ownerId: user.userId,
      title: `Task ${at}`,
      dueAt: inTime(HOUR * (at / 10 + 1)),
    }));
    await arrange(acme, (tx) => tx.insert(taskTable).values(rows));
    const titles = await titlesOf((await make()).address);
    expect([titles.length, titles[0], titles.at(-1)]).toEqual([1_000, 'Task 0', 'Task 999']);
  });

  it('is a calendar that nobody keeps, asks for no cookie and is sent once while nothing has changed', async () => {
    const { address } = await make();
    await task({});
    const first = await read(address);
    expect(Object.fromEntries(first.headers)).toMatchObject({
      'content-type': 'text/calendar; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    });
    expect(first.headers.has('set-cookie')).toBe(false);
    const tag = first.headers.get('etag') ?? '';
    const again = await read(address, { 'If-None-Match': `"other", W/${tag}` });
    expect([again.status, await again.text()]).toEqual([304, '']);
    const head = await read(address, {}, 'HEAD');
    expect([head.status, head.headers.get('etag')]).toEqual([200, tag]);
    await task({ title: 'Another' });
    expect((await read(address, { 'If-None-Match': tag })).status).toBe(200);
  });

  it('is shown in no log: the address is cut, and limits speak of it by a hash', async () => {
    const { address } = await make();
    const path = new URL(address).pathname;
    await read(address);
    await expect.poll(() => paths).toContain('/calendar/[token]');
    expect(paths).not.toContain(path);
  });
});

describe('an address', () => {
  it('is of 256 bits, shown once and stored as a hash', async () => {
    expect(await see()).toBeNull();
    const { id, address } = await make();
    const [, secret = ''] = /\/calendar\/([\w-]{43})\.ics$/.exec(address) ?? [];
    expect(address).toBe(`${env.PUBLIC_ORIGIN}/calendar/${secret}.ics`);
    expect(await see()).toMatchObject({ id, lastUsedAt: null });
    const [row] = await database.admin`select t::text as text from crm.calendar_feeds t where id = ${id}`;
    expect(row?.['text']).not.toContain(secret);
    for (const column of ['text', 'hex'])
      await expectNothing(`http://x/calendar/${String(row?.[column]).slice(0, 43)}.ics`);
  });

  it('says when it was read last, and is no entry of the audit log by that', async () => {
    const { id, address } = await make();
    await read(address);
    expect(await see()).toMatchObject({ id, lastUsedAt: expect.any(String) as string });
    const used = () =>
      database.admin`select last_used_at::text as at from crm.calendar_feeds where id = ${id}`;
    const before = await used();
    await read(address);
    expect(await used()).toEqual(before);
    const events = await database.admin<{ action: string }[]>`
      select action from audit.event where tenant_id = ${acme.tenantId} and noun = 'calendar_feed' order by at`;
    expect(events.map(({ action }) => action)).toHaveLength(1);
  });

  it('ends where another is made, also where many are made at once', async () => {
    const old = await make();
    const made = await Promise.all(Array.from({ length: 5 }, () => make()));
    await expectNothing(old.address);
    const answers = await Promise.all(made.map(async ({ address }) => (await read(address)).status));
    expect(answers.filter((status) => status === 200)).toHaveLength(1);
  });

  it('is made and ended by somebody who has just said who they are', async () => {
    const { address } = await make();
    await database.admin`update auth.sessions set sudo_until = null where id = ${acme.user.sid}`;
    const refused = { status: 403, body: { slug: 'auth.sudo_required' } };
    for (const method of ['POST', 'DELETE'])
      expect(await api.rest(acme.user)(method, '/calendar-feed')).toMatchObject(refused);
    expect((await read(address)).status).toBe(200);
  });

  it('is ended by its owner alone, twice as well as once', async () => {
    const { address } = await make();
    await openSudo(acme.admin);
    await api.rest(acme.admin)('DELETE', '/calendar-feed');
    expect((await read(address)).status).toBe(200);
    for (let times = 0; times < 2; times += 1)
      expect((await api.rest(acme.user)('DELETE', '/calendar-feed')).status).toBe(204);
    await expectNothing(address);
    expect(await see()).toBeNull();
  });

  it.each<[string, () => Promise<unknown>]>([
    ['whose owner is disabled', () => set('crm.users', 'status', 'disabled')],
    [
      'whose owner’s account is disabled',
      () => database.admin`update auth.accounts set disabled_at = now() where id = ${acme.user.accountId}`,
    ],
    [
      'whose owner’s way into the tenant is closed',
      () =>
        database.admin`update auth.account_tenants set disabled_at = now() where user_id = ${acme.user.userId}`,
    ],
    [
      'of a suspended tenant',
      () =>
        database.admin`update platform.tenants set suspended_at = now() where tenant_id = ${acme.tenantId}`,
    ],
    [
      'whose owner may not read tasks any more',
      () => arrange(acme, (tx) => tx.delete(userRoles).where(eq(userRoles.userId, acme.user.userId))),
    ],
  ])('%s leads nowhere', async (_, end) => {
    const { address } = await make();
    await task({});
    expect(await titlesOf(address)).toEqual(['Call Ada']);
    await end();
    await expectNothing(address);
  });

  it('of who was disabled has ended for good: nobody has it back who is enabled', async () => {
    const { address } = await make();
    const other = await make(acme.manager);
    const as = api.rest(acme.admin);
    for (const verb of ['disable', 'enable'])
      expect((await as('POST', `/users/${acme.user.userId}/${verb}`)).status).toBe(200);
    await expectNothing(address);
    expect([(await read(other.address)).status, await see()]).toEqual([200, null]);
    expect((await read((await make()).address)).status).toBe(200);
  });

  it.each(['x'.repeat(43), 'short', '', '%00', '..%2f..%2fetc', `${'x'.repeat(42)}é`])(
    'that was never made leads nowhere: %s',
    async (secret) => {
      const { status } = await read(`http://x/calendar/${secret}.ics`);
      expect(status).toBe(secret === '%00' ? 400 : 404);
    },
  );

  it('of one tenant shows nothing of another, nor takes another credential into account', async () => {
    const globex = await makeTenant();
    await task({ title: 'Theirs' }, globex.user);
    await task({ title: 'Ours' });
    const { address } = await make();
    const answer = await read(address, { Authorization: `Bearer ${await api.bearer(globex.user)}` });
    expect(eventsIn(await answer.text()).map((event) => event['SUMMARY']?.value)).toEqual(['Ours']);
  });

  it('is not made by an API key, which it would outlive', async () => {
    const { tenantId, userId } = acme.user;
    const { key } = await withAuth((tx) => createApiKey(tx, { tenantId, userId, name: 'test' }));
    const bearer = { Authorization: `Bearer ${key}` };
    const answer = await api.rest(null)('POST', '/calendar-feed', undefined, bearer);
    expect(answer).toMatchObject({ status: 403, body: { slug: 'auth.session_only' } });
  });

  it('is read so often and not oftener, and who guesses is counted at their address', async () => {
    const [one, other] = [await make(), await make(acme.manager)];
    const many = (count: number, addressOf: (at: number) => string): Promise<number[]> =>
      Promise.all(Array.from({ length: count }, async (_, at) => (await read(addressOf(at))).status));
    Object.assign(env, { LIMIT_FACTOR: 1, LIMIT_FEED_PER_SECOND: 1, LIMIT_API_ADDRESS_PER_SECOND: 100 });
    expect([...new Set(await many(20, () => one.address))].sort()).toEqual([200, 429]);
    expect((await read(other.address)).status).toBe(200);
    Object.assign(env, { LIMIT_API_ADDRESS_PER_SECOND: 1 });
    const guesses = await many(40, (at) => `http://x/calendar/${String(at).padEnd(43, 'g')}.ics`);
    expect(guesses).toContain(429);
  });
});

const set = (table: string, column: string, value: string) =>
  database.admin.unsafe(`update ${table} set ${column} = '${value}' where id = '${acme.user.userId}'`);
