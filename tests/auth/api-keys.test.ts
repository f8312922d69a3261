import { beforeAll, describe, expect, test } from 'vitest';
import { withAuth } from '../../db/system.ts';
import { withTenant } from '../../db/tenant.ts';
import {
  createApiKey,
  formatApiKey,
  parseApiKey,
  verifyApiKey,
  type NewApiKey,
} from '../../server/auth/api-keys.ts';
import { KeyCalls, keyCalls } from '../../server/auth/key-calls.ts';
import { callsOfLastDay, deleteOldCalls } from '../../server/auth/key-calls.queries.ts';
import { identify } from '../../server/auth/principal.ts';
import { newSecret } from '../../server/auth/refresh-token.ts';
import { revokeApiKey } from '../../server/auth/api-keys.queries.ts';
import { issueKey } from '../../server/features/accounts/accounts.keys.ts';
import { tenantContext } from '../../server/trpc/context.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makePerson, makeTenant, type TestTenant } from '../support/factories.ts';
import { refusalOf, Visitor } from './visitor.ts';

let database: TestDatabase;
let tenant: TestTenant;
beforeAll(async () => {
  database = await createTestDatabase();
  tenant = await makeTenant();
});

const owner = () => ({ tenantId: tenant.tenantId, userId: tenant.manager.userId, name: 'nightly sync' });
const make = (rest: Partial<NewApiKey> = {}) => withAuth((tx) => createApiKey(tx, { ...owner(), ...rest }));

const identified = (key: string) =>
  identify({ ip: '203.0.113.5', userAgent: '', cookies: {}, authorization: `Bearer ${key}` });

/** What a procedure that needs `permission` makes of a call with this key. */
async function call(key: string, permission: string | null = null, ip = '203.0.113.5') {
  const { principal } = await identified(key);
  const edge = { ...new Visitor(ip).edge, ip };
  const context = tenantContext({ edge, principal, reply: { cookies: [], headers: {} }, dryRun: false });
  return withTenant(context, { permission, readOnly: true }, (tx) => tx.entered);
}

describe('a key', () => {
  test('has its shape, is stored as a hash only, and works for its owner', async () => {
    const { id, key } = await make();
    expect(key).toMatch(/^sf_live_[0-9a-f]{16}_[\w-]{43}_[0-9a-f]{8}$/);
    const [row] = await database.admin`select * from auth.api_keys where id = ${id}`;
    expect(JSON.stringify(row)).not.toContain(parseApiKey(key)!.secret);
    expect((await identified(key)).principal).toMatchObject({
      kind: 'key',
      keyId: id,
      tenantId: tenant.tenantId,
      userId: tenant.manager.userId,
    });
    expect(await call(key, 'lead:assign')).toMatchObject({
      userId: tenant.manager.userId,
      roles: ['manager'],
    });
  });

  test('that is cut, mistyped or invented is nobody’s', async () => {
    const { key } = await make();
    const { id } = parseApiKey(key)!;
    expect((await identified(key)).principal).not.toBeNull();
    const others = [
      key.slice(0, -1),
      `${key}0`,
      key.toUpperCase(),
      key.replace(/.{9}$/, '_00000000'),
      formatApiKey({ id, secret: newSecret() }),
      formatApiKey({ id: '0'.repeat(16), secret: newSecret() }),
      'sf_live_',
      `sf_live_${'0'.repeat(16)}_'; select 1 --_00000000`,
    ];
    for (const other of others) expect((await identified(other)).principal).toBeNull();
  });

  test('counts in the header alone, never as a cookie', async () => {
    const { key } = await make();
    const { principal } = await identify({ ip: '', userAgent: '', cookies: { sf_at: key, sf_rt: key } });
    expect(principal).toBeNull();
  });

  test('can do what both its scopes and its owner’s role allow', async () => {
    const { key } = await make({ scopes: ['lead:read', 'audit:read'] });
    expect((await call(key, 'lead:read')).permissions).toEqual(['lead:read']);
    expect(await refusalOf(call(key, 'lead:create'))).toMatchObject({ status: 403 });
    expect(await refusalOf(call(key, 'audit:read'))).toMatchObject({ status: 403 });
  });

  test('stops with the next call when it is revoked or expires, though it was used a moment ago', async () => {
    const [revoked, expired] = [await make(), await make()];
    await call(revoked.key);
    await call(expired.key);
    await withAuth((tx) => revokeApiKey(tx, tenant.tenantId, revoked.id));
    await database.admin`update auth.api_keys set expires_at = now() where id = ${expired.id}`;
    for (const { key } of [revoked, expired])
      expect(await refusalOf(call(key))).toMatchObject({ status: 401 });
  });

  test('stops when its owner is disabled and loses what its owner’s role loses', async () => {
    const person = await makePerson(tenant, 'user');
    const { key } = await make({ userId: person.userId });
    await call(key, 'lead:create');
    await database.admin`delete from crm.user_roles where user_id = ${person.userId}`;
    expect(await refusalOf(call(key, 'lead:create'))).toMatchObject({ status: 403 });
    await database.admin`update crm.users set status = 'disabled' where id = ${person.userId}`;
    expect(await refusalOf(call(key))).toMatchObject({ status: 401 });
  });

  test('works from its listed addresses only', async () => {
    const { id, key } = await make();
    await database.admin`update auth.api_keys set allowed_cidrs = '{198.51.100.0/24}' where id = ${id}`;
    await call(key, null, '198.51.100.7');
    expect(await refusalOf(call(key, null, '198.51.101.7'))).toMatchObject({
      status: 403,
      slug: 'apikey.address',
    });
  });

  test('lives at most a year', async () => {
    const { id } = await make({ days: 10_000 });
    const [row] = await database.admin`select expires_at <= now() + interval '365 days' as is_capped
      from auth.api_keys where id = ${id}`;
    expect(row).toEqual({ is_capped: true });
  });

  test('notes its last use at most once a minute, and only for the right secret', async () => {
    const { id, key } = await make();
    const lastUse = async () => {
      const [row] = await database.admin`select last_used_at from auth.api_keys where id = ${id}`;
      return row!.last_used_at as string | null;
    };
    await verifyApiKey(formatApiKey({ id, secret: newSecret() }));
    expect(await lastUse()).toBeNull();
    await verifyApiKey(key);
    const first = await lastUse();
    expect(first).not.toBeNull();
    await verifyApiKey(key);
    expect(await lastUse()).toEqual(first);
  });

  test('counts its calls by the hour, over processes and over a database that fails once', async () => {
    const { id, key } = await make();
    const calls = async () =>
      (await withAuth((tx) => callsOfLastDay(tx, [id]), { readOnly: true })).get(id) ?? 0;
    for (let at = 0; at < 3; at += 1) await verifyApiKey(key);
    await verifyApiKey(formatApiKey({ id, secret: newSecret() }));
    expect(await calls()).toBe(0);
    const others = [new KeyCalls(), new KeyCalls()];
    for (const other of others) other.note(id, 10);
    others[0]?.note('a key that is gone');
    await Promise.all([keyCalls, ...others].map((counter) => counter.flush()));
    await keyCalls.flush();
    expect(await calls()).toBe(23);
    await database.admin`update auth.api_key_calls set hour = hour - interval '25 hours' where key_id = ${id}`;
    await database.admin`alter table auth.api_key_calls rename to away`;
    await verifyApiKey(key);
    await expect(keyCalls.flush()).rejects.toThrow();
    await database.admin`alter table auth.away rename to api_key_calls`;
    await keyCalls.flush();
    expect(await calls()).toBe(1);
    await withAuth(deleteOldCalls);
    expect(await calls()).toBe(1);
    await database.admin`update auth.api_key_calls set hour = hour - interval '25 hours' where key_id = ${id}`;
    await withAuth(deleteOldCalls);
    expect(await database.admin`select hour from auth.api_key_calls where key_id = ${id}`).toHaveLength(1);
  });
});

test('no column of the key table works as a credential', async () => {
  const { id } = await make();
  const [row] = await database.admin`select * from auth.api_keys where id = ${id}`;
  for (const value of Object.values(row!)) {
    const bytes = value instanceof Buffer ? value : Buffer.from(String(value));
    for (const spelled of [String(value), bytes.toString('hex'), bytes.toString('base64url')]) {
      const wrapped = formatApiKey({ id, secret: spelled });
      for (const key of [spelled, wrapped]) expect((await identified(key)).principal).toBeNull();
    }
  }
});

describe('a key made at the console', () => {
  const order = (rest: object = {}) =>
    issueKey({ tenantSlug: tenant.slug, role: 'admin', name: 'smoke', requestId: 'console-1', ...rest });

  test('acts as the holder of the role, and its making is written down', async () => {
    expect(await call(await order(), 'audit:read')).toMatchObject({
      userId: tenant.admin.userId,
      roles: ['admin'],
    });
    expect(await call(await order({ role: 'user' }))).toMatchObject({ roles: ['user'] });
    const events = await database.admin`select 1 from auth.security_events where kind = 'apikey_created'`;
    expect(events.length).toBe(2);
  });

  test('is refused for a tenant or a role that is not there', async () => {
    expect(await refusalOf(order({ tenantSlug: 'nobody' }))).toMatchObject({ status: 404 });
    expect(await refusalOf(order({ role: 'emperor' }))).toMatchObject({ status: 404 });
  });
});
