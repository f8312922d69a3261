import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Sql } from 'postgres';
import { afterAll, afterEach, beforeEach, describe, expect, inject, onTestFinished, test } from 'vitest';
import { connect } from '../../db/connect.ts';
import { withConnection } from '../../db/connection.ts';
import type { MigrateOptions } from '../../db/migrator.ts';
import { atDatabase } from '../../db/maintenance.ts';
import { readMigrations } from '../../db/migration-files.ts';
import { migrate, MigrationRefused } from '../../db/migrator.ts';
import { provision } from '../../db/provision.ts';
import { installQueue } from '../../db/queue.ts';
import { LOGIN_ROLES } from '../../db/roles.ts';
import { dropDatabase, dropRoles } from '../support/cluster.ts';
import { catalogSnapshot } from './catalog-snapshot.ts';

const cluster = inject('cluster');
const project = path.resolve(import.meta.dirname, '../..');
// Roles of its own: each run lends some for a moment, which other files would see in the roles of the whole cluster.
const rolePrefix = `sf_${randomBytes(4).toString('hex')}`;
const passwords = Object.fromEntries(LOGIN_ROLES.map((role) => [role, `password-of-${role}`]));
const FILES = readMigrations().map(({ name }) => name);

const as = (role: string): string => {
  const url = new URL(atDatabase(cluster.adminUrl, name));
  url.username = `${rolePrefix}_${role}`;
  url.password = `password-of-${role}`;
  return url.href;
};

let name: string;
let admin: Sql;
let run: (options: Pick<MigrateOptions, 'direction'> & Partial<MigrateOptions>) => Promise<string[]>;

beforeEach(async () => {
  name = `test_${randomBytes(6).toString('hex')}`;
  await provision({ adminUrl: cluster.adminUrl, database: name, rolePrefix, passwords });
  admin = connect(atDatabase(cluster.adminUrl, name), 'test');
  run = async (options) => {
    const ours = { migratorUrl: as('migrator'), adminUrl: cluster.adminUrl, rolePrefix };
    const steps = await migrate({ ...ours, ...options });
    return steps.map((step) => step.name);
  };
});
afterEach(async () => {
  await admin.end();
  await dropDatabase(cluster, name);
});

afterAll(() => withConnection(cluster.adminUrl, (sql) => dropRoles(sql, rolePrefix)));

/** A copy of drizzle/ with one more migration. */
function folderWith(next: { up: string; down?: string }): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'drizzle-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync(path.join(project, 'drizzle'), folder, { recursive: true });
  const file = path.join(folder, 'meta/_journal.json');
  const journal = JSON.parse(readFileSync(file, 'utf8')) as { entries: { tag: string }[] };
  journal.entries.push({ tag: '9999_next' });
  writeFileSync(file, JSON.stringify(journal));
  writeFileSync(path.join(folder, '9999_next.sql'), next.up);
  writeFileSync(path.join(folder, 'down/9999_next.sql'), next.down ?? 'drop table crm.next;');
  return folder;
}

async function seedSomeRows(): Promise<void> {
  await admin.unsafe(`
    do $$
      declare t constant uuid := crm.uuidv7(); u constant uuid := crm.uuidv7(); p constant uuid := crm.uuidv7(); s constant uuid := crm.uuidv7();
      begin
        insert into platform.tenants (tenant_id, name, slug) values (t, 'Seeded', 'seeded');
        insert into crm.users (tenant_id, id, name, email, status) values (t, u, 'Ann', 'ann@seeded.test', 'active');
        insert into crm.roles (tenant_id, key, name, is_system) values (t, 'manager', 'Manager', true), (t, 'user', 'User', true);
        insert into crm.role_permissions (tenant_id, role_id, permission)
        select t, id, 'lead:read' from crm.roles where tenant_id = t;
        insert into crm.pipelines (tenant_id, id, noun, name, slug) values (t, p, 'lead', 'Leads', 'leads');
        insert into crm.stages (tenant_id, id, pipeline_id, key, name) values (t, s, p, 'new', 'New');
        insert into crm.leads (tenant_id, name, email, stage_id, owner_id) values (t, 'A lead', 'a@lead.test', s, u);
        update crm.leads set score = 5;
        insert into crm.tasks (tenant_id, title) values (t, 'Send the brochure');
        insert into crm.activities (tenant_id, kind, body, lead_id)
        select t, 'note', 'Wants a leaflet', id from crm.leads where tenant_id = t;
        insert into crm.search_tokens (tenant_id, token, kind, noun, record_id)
        select t, 'lead', 'name', 'lead', id from crm.leads where tenant_id = t;
        insert into crm.webhook_events (tenant_id, direction, topic) values (t, 'out', 'lead.created');
      end $$`);
}

const memberships = async (): Promise<readonly unknown[]> => admin`
  select m.rolname from pg_auth_members a join pg_roles m on m.oid = a.member join pg_roles g on g.oid = a.roleid
   where m.rolname = ${`${rolePrefix}_owner`}`;

describe('up and down', () => {
  test('each file takes back exactly what it made, and makes it again', async () => {
    const before = [await catalogSnapshot(admin)];
    for (const file of FILES) {
      expect(await run({ direction: 'up', to: file.slice(0, 4) })).toEqual([file]);
      before.push(await catalogSnapshot(admin));
    }
    const [empty, ...rest] = before;
    const full = rest.at(-1);
    for (const file of FILES.toReversed()) {
      expect(await catalogSnapshot(admin)).toEqual(rest.pop());
      expect(await run({ direction: 'down' })).toEqual([file]);
    }
    expect(await catalogSnapshot(admin)).toEqual(empty);
    expect(await run({ direction: 'up' })).toEqual(FILES);
    expect(await catalogSnapshot(admin)).toEqual(full);
  });

  test('rows in the tables do not stand in the way', async () => {
    const empty = await catalogSnapshot(admin);
    await run({ direction: 'up' });
    const full = await catalogSnapshot(admin);
    await seedSomeRows();
    expect(await run({ direction: 'down', to: '0000' })).toEqual(FILES.toReversed());
    expect(await catalogSnapshot(admin)).toEqual(empty);
    await run({ direction: 'up' });
    expect(await catalogSnapshot(admin)).toEqual(full);
  });

  test('each file can be taken back and made again over the rows there are', async () => {
    await run({ direction: 'up' });
    await seedSomeRows();
    for (const file of FILES.toReversed()) {
      await run({ direction: 'down' });
      expect(await run({ direction: 'up', to: file.slice(0, 4) })).toEqual([file]);
      await run({ direction: 'down' });
    }
  });

  test('the seeded roles may keep views with 0028, without a lock for each tenant, and no longer when it is taken back', async () => {
    await run({ direction: 'up', to: '0027' });
    await seedSomeRows();
    await admin.unsafe(`
      create or replace function crm.lock_roles(tenant uuid) returns void language plpgsql
        as $$ begin raise exception 'a lock for each tenant'; end $$`);
    const held = async (): Promise<unknown[]> => [
      ...(await admin`
        select r.key || ' ' || p.permission as holds from crm.role_permissions p join crm.roles r on r.id = p.role_id
         order by 1`.values()),
    ];
    await run({ direction: 'up', to: '0028' });
    expect((await held()).flat()).toEqual([
      'manager lead:read',
      'manager view:create',
      'manager view:read',
      'manager view:share',
      'user lead:read',
      'user view:create',
      'user view:read',
    ]);
    await run({ direction: 'down' });
    expect((await held()).flat()).toEqual(['manager lead:read', 'user lead:read']);
  });

  test('a plan says what would run and changes nothing', async () => {
    const before = await catalogSnapshot(admin);
    expect(await run({ direction: 'up', plan: true })).toEqual(FILES);
    expect(await run({ direction: 'down', plan: true })).toEqual([]);
    expect(await catalogSnapshot(admin)).toEqual(before);
  });

  test('the queue installs beside the migrations, before or after them, any number of times', async () => {
    const queue = { jobsUrl: as('jobs'), rolePrefix };
    await installQueue(queue);
    await run({ direction: 'up' });
    await installQueue(queue);
    const unclassed = await admin`
      select relname from pg_class c where relnamespace = 'graphile_worker'::regnamespace and relkind = 'r'
         and obj_description(c.oid, 'pg_class') is null`;
    expect(unclassed).toEqual([]);
    const open = await admin`
      select oid::regprocedure from pg_proc where pronamespace = 'graphile_worker'::regnamespace
         and has_function_privilege(${`${rolePrefix}_app`}, oid, 'execute')`;
    expect(open).toEqual([]);
  });
});

describe('refusals', () => {
  test('a file that was changed after it ran is named and nothing runs', async () => {
    await run({ direction: 'up', to: '0001' });
    const directory = folderWith({ up: 'create table crm.next ();' });
    const changed = path.join(directory, '0001_core_auth_rbac.sql');
    writeFileSync(changed, `${readFileSync(changed, 'utf8')}\n-- an afterthought\n`);
    await expect(run({ direction: 'up', directory })).rejects.toThrow(
      /0001_core_auth_rbac\.sql was changed after it ran/,
    );
    expect(await run({ direction: 'up', plan: true })).toEqual(FILES.slice(1));
  });

  test('a database from another line of versions is refused', async () => {
    const directory = folderWith({
      up: "create table crm.next (); comment on table crm.next is '@global a test';",
    });
    await run({ direction: 'up', directory });
    await expect(run({ direction: 'up' })).rejects.toThrow(/9999_next.*another version/);
  });

  test('a file outside the journal, an unknown target and a missing way back are told apart', async () => {
    const directory = folderWith({ up: 'select 1;' });
    writeFileSync(path.join(directory, '0004_stray.sql'), 'select 1;');
    await expect(run({ direction: 'up', directory })).rejects.toThrow(/0004_stray\.sql is not in .*_journal/);
    rmSync(path.join(directory, '0004_stray.sql'));
    rmSync(path.join(directory, 'down/9999_next.sql'));
    await expect(run({ direction: 'up', directory })).rejects.toThrow(
      /9999_next\.sql is missing: every migration has its way back/,
    );
    await expect(run({ direction: 'up', to: '0042' })).rejects.toThrow(/There is no migration 0042/);
  });
});

describe('interruptions', () => {
  test('an error half-way names file and line, keeps nothing and takes the lent roles back', async () => {
    const directory = folderWith({ up: 'create table crm.next ();\n\nselect no_such_thing;\n' });
    await run({ direction: 'up' });
    const before = await catalogSnapshot(admin);
    const failure: unknown = await run({ direction: 'up', directory }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(MigrationRefused);
    expect((failure as Error).message).toMatch(/9999_next\.sql:3: column "no_such_thing" does not exist/);
    expect(await catalogSnapshot(admin)).toEqual(before);
    expect(await memberships()).toEqual([]);
  });

  test('a killed run leaves nothing of its file, and provisioning takes back the roles it had been lent', async () => {
    await run({ direction: 'up' });
    const before = await catalogSnapshot(admin);
    await admin`select pg_advisory_lock(4711)`;
    const directory = folderWith({ up: 'create table crm.next (); select pg_advisory_xact_lock(4711);' });
    const child = spawnMigration(directory);
    await expect.poll(waitingForUs, { timeout: 20_000 }).toBe(1);
    expect(await memberships()).not.toEqual([]);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('close', resolve));
    await admin`select pg_advisory_unlock(4711)`;
    await expect.poll(migratorsLeft, { timeout: 20_000 }).toBe(0);
    const { done } = await provision({ adminUrl: cluster.adminUrl, database: name, rolePrefix });
    expect(done).toContain(`${rolePrefix}_owner left ${rolePrefix}_audit`);
    expect(await catalogSnapshot(admin)).toEqual(before);
  });

  test('two runs at once: one works, the other waits and finds nothing to do', async () => {
    const [one, two] = await Promise.all([run({ direction: 'up' }), run({ direction: 'up' })]);
    expect([one, two].sort((a, b) => b.length - a.length)).toEqual([FILES, []]);
  });

  test('a file without transaction is run again from its start until it comes to its end', async () => {
    await run({ direction: 'up' });
    const index = 'create index concurrently if not exists next_idx on crm.leads (tenant_id, title);';
    const file = (second: string): string =>
      `-- no transaction\n${index}\n--> statement-breakpoint\n${second}\n`;
    const down = '-- no transaction\ndrop index concurrently if exists crm.next_idx;';
    await expect(
      run({ direction: 'up', directory: folderWith({ up: file('select 1/0;'), down }) }),
    ).rejects.toThrow(/division by zero[^]*Run it again/);
    const directory = folderWith({ up: file('select 1;'), down });
    expect(await run({ direction: 'up', directory })).toEqual(['9999_next']);
    expect(await run({ direction: 'down', directory })).toEqual(['9999_next']);
    expect(await admin`select to_regclass('crm.next_idx') as index`).toEqual([{ index: null }]);
  });
});

function spawnMigration(directory: string): ReturnType<typeof spawn> {
  const options = {
    migratorUrl: as('migrator'),
    adminUrl: cluster.adminUrl,
    rolePrefix,
    direction: 'up',
    directory,
  };
  const script = `import { migrate } from ${JSON.stringify(path.join(project, 'db/migrator.ts'))}; await migrate(${JSON.stringify(options)});`;
  return spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
    cwd: project,
    stdio: 'ignore',
  });
}

const waitingForUs = async (): Promise<number> =>
  countOf(
    await admin`
  select count(*)::int as count from pg_locks l join pg_database d on d.oid = l.database
   where d.datname = current_database() and locktype = 'advisory' and objid = 4711 and not granted`,
  );

const migratorsLeft = async (): Promise<number> =>
  countOf(
    await admin`
  select count(*)::int as count from pg_stat_activity
   where usename = ${`${rolePrefix}_migrator`} and datname = current_database()`,
  );

const countOf = (rows: readonly { count?: unknown }[]): number => Number(rows[0]?.count);
