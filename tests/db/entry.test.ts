import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Entered, TenantContext } from '../../db/tenant.ts';
import { withTenant } from '../../db/tenant.ts';
import { uuidv7 } from '../../db/ids.ts';
import type { TestDatabase } from '../support/database.ts';
import { createTestDatabase } from '../support/database.ts';
import type { TestPerson, TestTenant } from '../support/factories.ts';
import { makePerson, makeTenant } from '../support/factories.ts';

let database: TestDatabase;
let tenant: TestTenant;
let person: TestPerson;

beforeAll(async () => {
  database = await createTestDatabase();
  tenant = await makeTenant({ currency: 'EUR' });
});
beforeEach(async () => {
  person = await makePerson(tenant, 'user', { name: 'Ann' });
});

const enter = (context: TenantContext, permission: string | null = null): Promise<Entered> =>
  withTenant(context, { permission, readOnly: true, label: 'test' }, (tx) => tx.entered);

const refused = (code: string, detail: string): unknown => expect.objectContaining({ code, detail });

describe('a session', () => {
  test('answers who it is and what they may', async () => {
    expect(await enter(person.context, 'lead:read')).toMatchObject({
      userId: person.userId,
      name: 'Ann',
      email: person.email,
      tenantSlug: tenant.slug,
      roles: ['user'],
      currency: 'EUR',
      locale: 'en-US',
      teamIds: [],
    });
  });

  const spoilings: [string, string, string][] = [
    ['revoked', "update auth.sessions set revoked_at = now() where id = '$sid'", 'revoked'],
    ['idle too long', "update auth.sessions set idle_expires_at = now() where id = '$sid'", 'idle'],
    [
      'past its absolute end',
      "update auth.sessions set absolute_expires_at = now() where id = '$sid'",
      'expired',
    ],
    [
      'of a disabled account',
      "update auth.accounts set disabled_at = now() where id = '$account'",
      'disabled',
    ],
    [
      'signed out everywhere',
      "update auth.accounts set session_epoch = 2 where id = '$account'",
      'signed out everywhere',
    ],
    ['unknown', "delete from auth.sessions where id = '$sid'", 'unknown'],
    ['of a disabled user', "update crm.users set status = 'disabled' where id = '$user'", 'user'],
    ['of a user in the trash', "update crm.users set deleted_at = now() where id = '$user'", 'user'],
    ['of another account', "update crm.users set account_id = gen_random_uuid() where id = '$user'", 'user'],
  ];
  test.each(spoilings)('that is %s is refused on the next call', async (_, statement, reason) => {
    await database.admin.unsafe(
      statement
        .replace('$sid', person.sid)
        .replace('$account', person.accountId)
        .replace('$user', person.userId),
    );
    await expect(enter(person.context)).rejects.toEqual(refused('SF401', reason));
  });

  test('of another tenant’s person is refused', async () => {
    const other = await makeTenant();
    await expect(enter({ ...person.context, tenantId: other.tenantId })).rejects.toEqual(
      refused('SF401', 'user'),
    );
  });

  test('is stopped with its tenant', async () => {
    const suspended = await makeTenant();
    await database.admin`update platform.tenants set suspended_at = now() where tenant_id = ${suspended.tenantId}`;
    await expect(enter(suspended.admin.context)).rejects.toEqual(refused('SF403', 'tenant'));
  });
});

describe('permissions', () => {
  test('one that is not held is named', async () => {
    await expect(enter(person.context, 'role:update')).rejects.toEqual(refused('SF403', 'role:update'));
    await expect(enter(person.context, 'role:update')).rejects.toThrow('permission role:update is not held');
  });

  test('admin:* holds every one, noun:* those of its noun', async () => {
    await expect(enter(tenant.admin.context, 'anything:whatever')).resolves.toMatchObject({
      permissions: ['admin:*'],
    });
    await database.admin`insert into crm.role_permissions values (${tenant.tenantId}, ${tenant.roleIds.get('user') ?? null}, 'webhook:*')`;
    await expect(enter(person.context, 'webhook:update')).resolves.toBeDefined();
    await expect(enter(person.context, 'webhooks:update')).rejects.toEqual(
      refused('SF403', 'webhooks:update'),
    );
  });

  test('those of a role in the trash count no more', async () => {
    const id = uuidv7();
    const { tenantId } = tenant;
    await database.admin`insert into crm.roles (tenant_id, id, key, name) values (${tenantId}, ${id}, ${`r${id.slice(-8)}`}, 'Extra')`;
    await database.admin`insert into crm.role_permissions values (${tenantId}, ${id}, 'tenant:delete')`;
    await database.admin`insert into crm.user_roles values (${tenantId}, ${person.userId}, ${id})`;
    await expect(enter(person.context, 'tenant:delete')).resolves.toBeDefined();
    // a role in use stays, so its holder is away meanwhile
    await database.admin`update crm.users set deleted_at = now() where id = ${person.userId}`;
    await database.admin`update crm.roles set deleted_at = now() where id = ${id}`;
    await database.admin`update crm.users set deleted_at = null where id = ${person.userId}`;
    await expect(enter(person.context, 'tenant:delete')).rejects.toEqual(refused('SF403', 'tenant:delete'));
  });
});

describe('an API key', () => {
  const keyContext = async (
    values: { scopes?: string[]; cidrs?: string[]; expired?: boolean; revoked?: boolean } = {},
  ): Promise<TenantContext> => {
    const keyId = randomBytes(8).toString('hex');
    const secretHash = createHash('sha256').update(keyId).digest();
    const expires = new Date(Date.now() + (values.expired ? -1_000 : 3_600_000)).toISOString();
    await database.admin`
      insert into auth.api_keys (id, tenant_id, user_id, name, secret_hash, scopes, expires_at, revoked_at, allowed_cidrs)
      values (${keyId}, ${tenant.tenantId}, ${person.userId}, 'Key', ${secretHash}, ${values.scopes ?? ['admin:*']}, ${expires},
              ${values.revoked ? expires : null}, ${values.cidrs ?? null}::cidr[])`;
    return {
      ...person.context,
      actor: 'key',
      actorId: keyId,
      source: 'api',
      proof: { kind: 'key', keyId, secretHash: secretHash.toString('hex') },
    };
  };

  test('may what both its owner and its scopes allow', async () => {
    const wide = await enter(await keyContext(), 'lead:read');
    expect(wide.permissions).toEqual((await enter(person.context)).permissions);
    const narrow = await keyContext({ scopes: ['lead:*', 'role:update'] });
    expect((await enter(narrow, 'lead:read')).permissions.every((held) => held.startsWith('lead:'))).toBe(
      true,
    );
    for (const permission of ['contact:read', 'role:update']) {
      await expect(enter(narrow, permission)).rejects.toEqual(refused('SF403', permission));
    }
  });

  test('is dead when revoked, expired, unknown, of a wrong secret or from a wrong address', async () => {
    await expect(enter(await keyContext({ revoked: true }))).rejects.toEqual(refused('SF401', 'revoked'));
    await expect(enter(await keyContext({ expired: true }))).rejects.toEqual(refused('SF401', 'expired'));
    await expect(enter(await keyContext({ cidrs: ['10.0.0.0/8'] }))).rejects.toEqual(
      refused('SF401', 'address'),
    );
    await expect(enter(await keyContext({ cidrs: ['127.0.0.0/8'] }))).resolves.toBeDefined();
    const good = await keyContext();
    const wrong = { kind: 'key', keyId: good.actorId, secretHash: '0'.repeat(64) } as const;
    await expect(enter({ ...good, proof: wrong })).rejects.toEqual(refused('SF401', 'unknown'));
  });

  test('opens neither another tenant nor another person', async () => {
    const other = await makeTenant();
    const key = await keyContext();
    await expect(enter({ ...key, tenantId: other.tenantId })).rejects.toEqual(refused('SF401', 'key'));
    await expect(enter({ ...key, userId: tenant.admin.userId })).rejects.toEqual(refused('SF401', 'key'));
  });
});

describe('work without a session', () => {
  test('a job runs with the rights its person holds at that moment', async () => {
    const job: TenantContext = { ...person.context, actor: 'job', source: 'job', proof: { kind: 'job' } };
    await expect(enter(job, 'lead:read')).resolves.toMatchObject({ userId: person.userId });
    await expect(enter(job, 'role:update')).rejects.toEqual(refused('SF403', 'role:update'));
    await database.admin`update crm.users set status = 'disabled' where id = ${person.userId}`;
    await expect(enter(job, 'lead:read')).rejects.toEqual(refused('SF401', 'user'));
  });

  test('the house itself needs no person, anybody else does', async () => {
    await expect(enter(tenant.system, 'lead:delete')).resolves.toMatchObject({
      userId: null,
      permissions: ['admin:*'],
    });
    for (const actor of ['user', 'key', 'job', 'operator'] as const) {
      await expect(enter({ ...tenant.system, actor })).rejects.toEqual(refused('SF401', 'user'));
    }
  });

  test('nobody enters without a tenant', async () => {
    await expect(database.admin`select crm.enter('system', null, null, null, null)`).rejects.toEqual(
      refused('SF401', 'tenant'),
    );
  });

  test('the checks themselves show no hash and are not for everybody', async () => {
    const rows = await database.admin`
      select p.oid::regprocedure::text as name, pg_get_function_result(p.oid) as result,
             has_function_privilege('streamflow_jobs', p.oid, 'execute') as jobs
        from pg_proc p where pronamespace = 'auth'::regnamespace and proname like '%_live' order by 1`;
    expect([...rows]).toEqual([
      { name: 'auth.feed_live(bytea)', result: 'TABLE(tenant_id uuid, user_id uuid)', jobs: false },
      {
        name: 'auth.key_live(text,bytea,inet)',
        result: 'TABLE(live boolean, reason text, tenant_id uuid, user_id uuid, scopes text[])',
        jobs: false,
      },
      {
        name: 'auth.session_live(text,uuid,integer)',
        result: 'TABLE(live boolean, reason text, sudo_until timestamp with time zone)',
        jobs: false,
      },
    ]);
    const peek = withTenant(person.context, { permission: null, label: 'test' }, (tx) =>
      tx.execute(sql`select cur_hash from auth.sessions`),
    );
    await expect(peek).rejects.toMatchObject({ code: '42501' });
  });
});
