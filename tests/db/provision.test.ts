import { randomBytes } from 'node:crypto';
import type { Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { connect } from '../../db/connect.ts';
import { withConnection } from '../../db/connection.ts';
import { atDatabase } from '../../db/maintenance.ts';
import { readMigrations } from '../../db/migration-files.ts';
import { migrate } from '../../db/migrator.ts';
import type { Provisioned } from '../../db/provision.ts';
import { provision } from '../../db/provision.ts';
import { installQueue } from '../../db/queue.ts';
import { ALL_ROLES, LOGIN_ROLES } from '../../db/roles.ts';
import { dropDatabase, dropRoles } from '../support/cluster.ts';

const cluster = inject('cluster');
// A second instance on the same server: its own roles beside those of the other tests.
const prefix = `sf_${randomBytes(4).toString('hex')}`;
const database = `${prefix}_db`;
const passwords = Object.fromEntries(LOGIN_ROLES.map((role) => [role, `password-of-${role}`]));

let admin: Sql;
let first: Provisioned;

const as = (role: string): string => {
  const url = new URL(atDatabase(cluster.adminUrl, database));
  url.username = `${prefix}_${role}`;
  url.password = `password-of-${role}`;
  return url.href;
};

beforeAll(async () => {
  first = await provision({ adminUrl: cluster.adminUrl, database, rolePrefix: prefix, passwords });
  admin = connect(atDatabase(cluster.adminUrl, database), 'test');
});
afterAll(async () => {
  await admin.end();
  await dropDatabase(cluster, database);
  await withConnection(cluster.adminUrl, (sql) => dropRoles(sql, prefix));
});

describe('a second instance on one server', () => {
  test('gets roles, database, schemas and extensions of its own', () => {
    expect(first.notes).toEqual([]);
    for (const role of ALL_ROLES) expect(first.done).toContain(`role "${prefix}_${role}"`);
    expect(first.done).toContain('extension pg_trgm');
  });

  test('is left as it is by a second provisioning', async () => {
    const again = await provision({ adminUrl: cluster.adminUrl, database, rolePrefix: prefix });
    expect(again).toEqual({ done: [], notes: [] });
  });

  test('migrates and queues under its own role names', async () => {
    const steps = await migrate({
      migratorUrl: as('migrator'),
      adminUrl: cluster.adminUrl,
      rolePrefix: prefix,
      direction: 'up',
    });
    await installQueue({ jobsUrl: as('jobs'), rolePrefix: prefix });
    expect(steps.map(({ name }) => name)).toEqual(readMigrations().map(({ name }) => name));
    const strangers = await admin`
      select distinct grantee from information_schema.role_table_grants
       where table_schema in ('crm', 'auth', 'audit', 'platform') and not starts_with(grantee, ${prefix})`;
    expect(strangers).toEqual([]);
    const seen = await withConnection(as('app'), (sql) => sql`select count(*)::int as count from crm.leads`);
    expect([...seen]).toEqual([{ count: 0 }]);
  });
});

describe('roles', () => {
  test('none is superuser, bypasses row security, makes roles or databases, and definers cannot log in', async () => {
    const rows = await admin`
      select rolname from pg_roles
       where starts_with(rolname, ${prefix}) and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)`;
    expect(rows).toEqual([]);
    const logins = await admin<{ rolname: string }[]>`
      select rolname from pg_roles where starts_with(rolname, ${prefix}) and rolcanlogin`;
    expect(logins.map(({ rolname }) => rolname).sort()).toEqual(
      LOGIN_ROLES.map((role) => `${prefix}_${role}`).sort(),
    );
  });

  test('the only memberships are the migrator’s in the owner and the jobs role’s in the queue', async () => {
    const rows = await admin`
      select m.rolname as member, g.rolname as group, inherit_option as inherit, set_option as set, admin_option as admin
        from pg_auth_members a join pg_roles m on m.oid = a.member join pg_roles g on g.oid = a.roleid
       where starts_with(g.rolname, ${prefix}) or starts_with(m.rolname, ${prefix}) order by 1`;
    expect([...rows]).toEqual([
      { member: `${prefix}_jobs`, group: `${prefix}_queue`, inherit: true, set: true, admin: false },
      { member: `${prefix}_migrator`, group: `${prefix}_owner`, inherit: false, set: true, admin: false },
    ]);
  });

  test('a right somebody slipped in is taken back', async () => {
    await admin.unsafe(`grant ${prefix}_owner to ${prefix}_app; alter role ${prefix}_app bypassrls`);
    const { done } = await provision({ adminUrl: cluster.adminUrl, database, rolePrefix: prefix });
    expect(done).toEqual([`${prefix}_app left ${prefix}_owner`]);
    const rows = await admin`select rolbypassrls from pg_roles where rolname = ${`${prefix}_app`}`;
    expect([...rows]).toEqual([{ rolbypassrls: false }]);
  });

  test('the app may neither create, nor make temporary tables, nor find other schemas’ insides', async () => {
    const attempts = [
      'create table crm.mine ()',
      'create table public.mine ()',
      'create schema mine',
      'create temp table mine ()',
      'select * from auth.accounts',
      'select * from graphile_worker.jobs',
      'select * from platform.process_health',
      'truncate crm.leads',
      'copy crm.leads from stdin',
      'alter table crm.leads disable row level security',
      'set role ' + `${prefix}_owner`,
      'update crm.leads set tenant_id = tenant_id',
    ];
    for (const attempt of attempts) {
      const error = await withConnection(as('app'), (sql) => sql.unsafe(attempt)).catch(
        (cause: unknown) => cause,
      );
      expect(error, attempt).toMatchObject({ code: expect.stringMatching(/^(42501|0A000)$/) as string });
    }
  });

  test('import may make temporary tables, and starts without the app’s forced plans', async () => {
    await withConnection(as('import'), async (sql) => {
      await sql.unsafe('create temp table chunk (line int)');
      expect([...(await sql`show plan_cache_mode`)]).toEqual([{ plan_cache_mode: 'auto' }]);
    });
    await withConnection(as('app'), async (sql) => {
      expect([...(await sql`show plan_cache_mode`)]).toEqual([{ plan_cache_mode: 'force_custom_plan' }]);
    });
  });

  test('strangers cannot even connect', async () => {
    const rows =
      await admin`select has_database_privilege('public', current_database(), 'connect') as connect,
      has_schema_privilege('public', 'public', 'usage') as usage`;
    expect([...rows]).toEqual([{ connect: false, usage: false }]);
  });

  test('passwords reach the server only as verifiers', async () => {
    const rows = await admin<{ rolpassword: string }[]>`
      select rolpassword from pg_authid where rolname = ${`${prefix}_app`}`;
    expect(rows[0]?.rolpassword).toMatch(/^SCRAM-SHA-256\$4096:/);
    await expect(
      provision({ adminUrl: cluster.adminUrl, database, rolePrefix: prefix, passwords: { app: 'ü' } }),
    ).rejects.toThrow(/printable ASCII/);
  });
});

test('an administrator without superuser provisions and migrates, and says what it could not do', async () => {
  const managed = `m_${randomBytes(4).toString('hex')}`;
  await admin.unsafe(`create role ${managed}_admin login password 'managed-admin' createrole createdb`);
  const adminUrl = new URL(cluster.adminUrl);
  adminUrl.username = `${managed}_admin`;
  adminUrl.password = 'managed-admin';
  const own = { adminUrl: adminUrl.href, database: `${managed}_db`, rolePrefix: `${managed}_x` };
  try {
    const { notes } = await provision({ ...own, passwords });
    expect(notes.join('\n')).toMatch(/could not install pg_stat_statements/);
    expect((await provision(own)).notes).toEqual(notes);
    const migrator = new URL(atDatabase(cluster.adminUrl, own.database));
    migrator.username = `${managed}_x_migrator`;
    migrator.password = 'password-of-migrator';
    const steps = await migrate({ migratorUrl: migrator.href, ...own, direction: 'up' });
    expect(steps.map(({ name }) => name)).toEqual(readMigrations().map(({ name }) => name));
  } finally {
    await dropDatabase(cluster, own.database);
    await dropRoles(admin, `${managed}_x`);
    await dropRoles(admin, managed);
  }
});
