// Keys in use, over real HTTP: what is none, when one stops, from where it works, how one takes another's place.
import { beforeAll, describe, expect, test } from 'vitest';
import { pool } from '../../db/client.ts';
import { createClient } from '../../sdk/src/index.ts';
import { formatApiKey, parseApiKey } from '../../server/auth/api-keys.ts';
import { newSecret } from '../../server/auth/refresh-token.ts';
import { startApi } from '../support/api.ts';
import type { TestPerson } from '../support/factories.ts';
import { insertJob } from '../support/records.ts';
import { KeyHolder, letPass, type Use } from './key-holder.ts';

const keys = new KeyHolder();
beforeAll(() => keys.open());

describe('what is no key is answered alike', () => {
  test('wrong checksum, cut, invented, another key’s secret, every column of the table', async () => {
    const [key, other] = [await keys.made(keys.acme.user), await keys.made(keys.globex.user)];
    const parsed = parseApiKey(key.secret)!;
    const [row] = await pool('admin')`select * from auth.api_keys where id = ${key.id}`;
    const columns = Object.values(row!).flatMap((value) => {
      const bytes = value instanceof Buffer ? value : Buffer.from(String(value));
      return [bytes.toString('hex'), bytes.toString('base64url')];
    });
    const texts = [
      key.secret.slice(0, -1),
      key.secret.replace(/.{8}$/, '00000000'),
      formatApiKey({ id: parsed.id, secret: newSecret() }),
      formatApiKey({ id: parseApiKey(other.secret)!.id, secret: parsed.secret }),
      formatApiKey({ id: '0'.repeat(16), secret: newSecret() }),
      ...columns,
      ...columns.map((secret) => formatApiKey({ id: key.id, secret })),
    ];
    const bodies = new Set<string>();
    for (const text of texts) {
      const { status, body } = await keys.use(text, { headers: { 'X-Request-Id': 'the-same-one' } });
      expect(status).toBe(401);
      bodies.add(JSON.stringify(body));
    }
    expect(bodies.size).toBe(1);
    expect((await keys.use(key.secret)).status).toBe(200);
  });

  test('and a key in the address is refused, whoever asks', async () => {
    const { secret } = await keys.made(keys.acme.user);
    for (const path of [`/leads?api_key=${secret}`, `/leads?q=${secret}`, `/leads/${secret}`]) {
      const { status, body } = await keys.use(secret, { path });
      expect([path, status, body.slug]).toEqual([path, 400, 'apikey.in_address']);
      expect((await fetch(`${keys.api.url}/api${path}`)).status).toBe(400);
    }
    const overTrpc = await fetch(`${keys.api.url}/api/trpc/leads.list?key=${secret}`);
    expect([overTrpc.status, await overTrpc.text()]).toEqual([
      400,
      expect.stringContaining('apikey.in_address'),
    ]);
  });
});

describe('a key stops', () => {
  test('at every door with the next request after it was revoked', async () => {
    const key = await keys.made(keys.acme.user, {
      scopes: ['lead:read', 'lead:create', 'import:create', 'job:read'],
    });
    const jobId = await insertJob(keys.acme);
    const form = new FormData();
    form.append('file', new File(['Name\nAda\n'], 'leads.csv'));
    const doors: [string, Use][] = [
      ['REST', { path: '/leads' }],
      ['tRPC', { path: '/trpc/leads.list?input=%7B%7D' }],
      ['who am I', { path: '/me' }],
      ['events', { path: `/jobs/${jobId}`, headers: { Accept: 'text/event-stream' } }],
      ['upload', { path: '/leads/import', method: 'POST', body: form }],
    ];
    for (const [, call] of doors.slice(0, 3)) expect((await keys.use(key.secret, call)).status).toBe(200);
    expect((await keys.revoke(keys.acme.user, key.id)).status).toBe(204);
    for (const [door, call] of doors)
      expect([door, (await keys.use(key.secret, call)).status]).toEqual([door, 401]);
    expect((await keys.revoke(keys.acme.user, key.id)).status).toBe(204);
    expect((await keys.listed(keys.acme.user)).find(({ id }) => id === key.id)).toMatchObject({
      state: 'revoked',
    });
  });

  test('when it expires by the database’s clock, to the moment', async () => {
    const key = await keys.made(keys.acme.user, { days: 2 });
    await letPass('47 hours 59 minutes');
    expect((await keys.use(key.secret)).status).toBe(200);
    await letPass('1 minute');
    expect((await keys.use(key.secret)).status).toBe(401);
    expect((await keys.listed(keys.acme.user)).find(({ id }) => id === key.id)).toMatchObject({
      state: 'expired',
    });
  });

  test('with its owner: disabled in the tenant, or the account itself', async () => {
    const person = await keys.person();
    const { secret } = await keys.made(person);
    const ofAccount = (at: string | null) =>
      pool('admin')`update auth.accounts set disabled_at = ${at} where id = ${person.accountId}`;
    await ofAccount('2026-01-01T00:00:00Z');
    expect((await keys.use(secret)).status).toBe(401);
    await ofAccount(null);
    expect((await keys.use(secret)).status).toBe(200);
    await pool('admin')`update crm.users set status = 'disabled' where id = ${person.userId}`;
    expect((await keys.use(secret)).status).toBe(401);
  });

  test('doing what its owner may no longer do', async () => {
    const person = await keys.person('manager');
    const { secret } = await keys.made(person, { scopes: ['lead:read', 'dashboard:read'] });
    await pool('admin')`
      delete from crm.role_permissions where permission = 'lead:read' and tenant_id = ${keys.acme.tenantId}
         and role_id = ${keys.acme.roleIds.get('manager') ?? ''}`;
    expect((await keys.use(secret)).status).toBe(403);
    expect((await keys.use(secret, { path: '/dashboard/pipeline' })).status).not.toBe(401);
  });
});

describe('a list of addresses', () => {
  const from = (secret: string, address: string) =>
    keys.use(secret, { headers: { 'X-Forwarded-For': `10.9.9.9, ${address}` } });

  test('lets in the real client alone, IPv4 also in the clothes of IPv6', async () => {
    const allowedCidrs = ['203.0.113.0/24', '198.51.100.7', '2001:DB8::/32', '::ffff:192.0.2.0/120'];
    const { id, secret } = await keys.made(keys.acme.user, { allowedCidrs });
    expect((await keys.listed(keys.acme.user)).find((key) => key.id === id)?.allowedCidrs).toEqual([
      '203.0.113.0/24',
      '198.51.100.7/32',
      '2001:db8::/32',
      '192.0.2.0/24',
    ]);
    const inside = [
      '203.0.113.255',
      '198.51.100.7',
      '2001:db8:1::5',
      '::ffff:203.0.113.9',
      '::ffff:cb00:7109',
      '192.0.2.1',
    ];
    for (const address of inside)
      expect([address, (await from(secret, address)).status]).toEqual([address, 200]);
    const outside = ['203.0.114.0', '198.51.100.8', '2001:db9::1', '::ffff:cb00:7209', '::1'];
    for (const address of outside) {
      expect(await from(secret, address)).toMatchObject({
        status: 403,
        body: { slug: 'apikey.address', message: 'This key may not be used from this address.' },
      });
    }
    expect((await keys.use(secret)).status).toBe(403);
  });

  test('is not read from a header that no trusted proxy wrote', async () => {
    const bare = await startApi();
    const { secret } = await keys.made(keys.acme.user, { allowedCidrs: ['203.0.113.0/24'] });
    const headers = { Authorization: `Bearer ${secret}`, 'X-Forwarded-For': '203.0.113.5' };
    expect((await fetch(`${bare.url}/api/leads`, { headers })).status).toBe(403);
  });
});

describe('rotation', () => {
  test('makes another key of the same kind; the old one works until the overlap ends', async () => {
    const old = await keys.made(keys.acme.user, {
      days: 30,
      allowedCidrs: ['127.0.0.1'],
      scopes: ['lead:read'],
    });
    const { status, body } = await keys.rotate(keys.acme.user, old.id, { overlapHours: 5 });
    expect(status).toBe(201);
    expect(Date.parse(body.oldExpiresAt)).toBeLessThan(Date.parse(old.expiresAt));
    const [newest] = (await keys.listed(keys.acme.user)).filter(({ id }) => id === body.id);
    expect(newest).toMatchObject({
      name: 'Nightly sync',
      scopes: ['lead:read'],
      allowedCidrs: ['127.0.0.1/32'],
    });
    const both = async () => [(await keys.use(old.secret)).status, (await keys.use(body.secret)).status];
    expect(await both()).toEqual([200, 200]);
    await letPass('4 hours 59 minutes');
    expect(await both()).toEqual([200, 200]);
    await letPass('1 minute');
    expect(await both()).toEqual([401, 200]);
  });

  test('without overlap ends the old one at once, and never makes it last longer', async () => {
    const [now, late] = [await keys.made(keys.acme.user), await keys.made(keys.acme.user, { days: 1 })];
    await keys.rotate(keys.acme.user, now.id, { overlapHours: 0 });
    expect((await keys.use(now.secret)).status).toBe(401);
    const { body } = await keys.rotate(keys.acme.user, late.id, { overlapHours: 168 });
    expect(body.oldExpiresAt).toBe(late.expiresAt);
    expect(await keys.rotate(keys.acme.user, late.id, { overlapHours: 169 })).toMatchObject({
      status: 422,
    });
  });

  test('happens once: a replaced, expired or revoked key has no other', async () => {
    const key = await keys.made(keys.acme.user);
    const rotate = () => keys.rotate(keys.acme.user, key.id);
    const answers = await Promise.all([rotate(), rotate(), rotate()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect((await rotate()).body.slug).toBe('apikey.ended');
    expect((await keys.listed(keys.acme.user)).find(({ id }) => id === key.id)).toMatchObject({
      state: 'live',
      isReplaced: true,
    });
  });
});

describe('whose keys', () => {
  test('a person sees and ends the own ones; who may close accounts all of the tenant’s', async () => {
    const { admin, user, manager } = keys.globex;
    const [ofUser, ofManager] = [await keys.made(user), await keys.made(manager)];
    const idsOf = async (person: TestPerson) => (await keys.listed(person)).map(({ id }) => id);
    expect(await idsOf(manager)).toEqual([ofManager.id]);
    expect(await idsOf(admin)).toEqual(expect.arrayContaining([ofUser.id, ofManager.id]));
    expect((await keys.listed(admin)).every(({ isOwn }) => isOwn === false)).toBe(true);
    expect((await keys.revoke(manager, ofUser.id)).status).toBe(404);
    expect((await keys.rotate(manager, ofUser.id)).status).toBe(404);
    expect((await keys.revoke(keys.acme.admin, ofUser.id)).status).toBe(404);
    expect((await keys.use(ofUser.secret)).status).toBe(200);
    expect(await keys.rotate(admin, ofUser.id)).toMatchObject({
      status: 403,
      body: { slug: 'apikey.not_owner' },
    });
    expect((await keys.revoke(admin, ofUser.id)).status).toBe(204);
    expect((await keys.use(ofUser.secret)).status).toBe(401);
  });

  test('the typed client lists them with a key', async () => {
    const { secret } = await keys.made(keys.acme.user, { scopes: ['apikey:read'] });
    const { items } = await createClient({ url: keys.api.url, apiKey: secret }).apiKeys.list();
    expect(items.every(({ isOwn }) => isOwn)).toBe(true);
  });
});

test('is not tried out: a dry run is refused', async () => {
  const answer = await keys.post(
    keys.acme.user,
    '/api-keys',
    { name: 'x', scopes: ['lead:read'] },
    { 'X-Dry-Run': 'true' },
  );
  expect(answer).toMatchObject({ status: 400, body: { slug: 'auth.no_dry_run' } });
});
