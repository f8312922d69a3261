// In charge of what a migration cannot make: roles, memberships, the database, schemas, extensions and default
// privileges. Idempotent, over the administrator's connection; also takes back what a killed migration left granted.
// Creates no table and knows no function; without superuser it does what it can and says what it could not.
import type { Sql } from 'postgres';
import { withConnection } from './connection.ts';
import { atDatabase, maintenanceUrl, rolesLock } from './maintenance.ts';
import type { LoginRole, RoleName } from './roles.ts';
import {
  ALL_ROLES,
  CONNECTION_LIMITS,
  databaseName,
  DEFAULT_PREFIX,
  EXTENSIONS,
  LOGIN_ROLES,
  MEMBERSHIPS,
  ROLE_SETTINGS,
  roleName,
  SCHEMA_USERS,
  SCHEMAS,
} from './roles.ts';
import { scramVerifier } from './scram.ts';

export interface ProvisionOptions {
  /** Superuser, or a role with CREATEROLE and CREATEDB. */
  adminUrl: string;
  /** Made when missing. */
  database: string;
  rolePrefix?: string;
  /** Set as given; a role without one keeps what it has. */
  passwords?: Partial<Record<LoginRole, string>>;
}

export interface Provisioned {
  /** What was made or repaired, for people. */
  done: string[];
  /** What could not be done and why. */
  notes: string[];
}

interface Work extends Provisioned {
  sql: Sql;
  prefix: string;
  superuser: boolean;
}

export async function provision(options: ProvisionOptions): Promise<Provisioned> {
  const prefix = options.rolePrefix ?? DEFAULT_PREFIX;
  const done: string[] = [];
  const notes: string[] = [];
  await withConnection(
    await maintenanceUrl(options.adminUrl),
    async (sql) => {
      // One at a time per server: concurrent ALTER ROLEs fail with "tuple concurrently updated".
      await sql`select pg_advisory_lock(hashtext(${rolesLock(prefix)}))`;
      await refuseOldServer(sql);
      const work: Work = { sql, prefix, superuser: await isSuperuser(sql), done, notes };
      await makeRoles(work, options.passwords ?? {});
      await arrangeMemberships(work);
      await asOwners(work, async () => {
        await makeDatabase(work, options.database);
        const url = atDatabase(options.adminUrl, options.database);
        await withConnection(
          url,
          (inside) => arrangeDatabase({ ...work, sql: inside }, options.database),
          NAME,
        );
      });
    },
    NAME,
  );
  return { done, notes };
}

const NAME = 'provision';

async function isSuperuser(sql: Sql): Promise<boolean> {
  const [row] = await sql<
    [{ rolsuper: boolean }]
  >`select rolsuper from pg_roles where rolname = current_user`;
  return row.rolsuper;
}

async function refuseOldServer(sql: Sql): Promise<void> {
  const [row] = await sql<[{ version: string; number: number }]>`
    select current_setting('server_version') as version, current_setting('server_version_num')::int as number`;
  if (row.number < 160_000) throw new Error(`PostgreSQL ${row.version} is too old: 16 or newer is needed`);
}

async function makeRoles(work: Work, passwords: Partial<Record<LoginRole, string>>): Promise<void> {
  const known = await work.sql<{ rolname: string; rolsuper: boolean; rolbypassrls: boolean }[]>`
    select rolname, rolsuper, rolbypassrls from pg_roles where starts_with(rolname, ${`${work.prefix}_`})`;
  for (const role of ALL_ROLES) {
    const name = roleName(work.prefix, role);
    const found = known.find((row) => `"${row.rolname}"` === name);
    if (!found) {
      await work.sql.unsafe(`create role ${name}`);
      work.done.push(`role ${name}`);
    } else if (found.rolsuper || found.rolbypassrls) {
      await attempt(
        work,
        `take superuser and BYPASSRLS from ${name}`,
        `alter role ${name} nosuperuser nobypassrls`,
      );
    }
    await work.sql.unsafe(`alter role ${name} ${attributes(role, passwords)}`);
    if (isLogin(role)) await setSettings(work, role);
  }
}

const isLogin = (role: RoleName): role is LoginRole => (LOGIN_ROLES as readonly RoleName[]).includes(role);

function attributes(role: RoleName, passwords: Partial<Record<LoginRole, string>>): string {
  const plain = 'nocreatedb nocreaterole';
  if (!isLogin(role)) return `nologin noinherit ${plain} password null`;
  const password = passwords[role];
  // jobs is the one role that uses another's rights without asking: the queue's owner's
  const inherit = role === 'jobs' ? 'inherit' : 'noinherit';
  const secret = password === undefined ? '' : ` password '${scramVerifier(password)}'`;
  return `login ${inherit} ${plain} connection limit ${CONNECTION_LIMITS[role]}${secret}`;
}

async function setSettings(work: Work, role: LoginRole): Promise<void> {
  const name = roleName(work.prefix, role);
  const settings: Record<string, string> = {
    // names are always written with their schema; nobody can slip an object in between
    search_path: '',
    application_name: `${work.prefix}_${role}`,
    ...ROLE_SETTINGS[role],
  };
  for (const [setting, value] of Object.entries(settings)) {
    await work.sql.unsafe(`alter role ${name} set ${setting} = '${value}'`);
  }
}

async function arrangeMemberships(work: Work): Promise<void> {
  const { sql, prefix } = work;
  const wanted = new Set(MEMBERSHIPS.map(([group, member]) => `${prefix}_${group} ${prefix}_${member}`));
  const found = await sql<{ group: string; member: string; grantor: string; ours: boolean; me: boolean }[]>`
    select g.rolname as group, m.rolname as member, b.rolname as grantor,
           m.rolname = any (${names(prefix)}) as ours, m.rolname = current_user as me
      from pg_auth_members a
      join pg_roles g on g.oid = a.roleid join pg_roles m on m.oid = a.member join pg_roles b on b.oid = a.grantor
     where g.rolname = any (${names(prefix)}) or m.rolname = any (${names(prefix)})`;
  for (const { group, member, grantor, ours, me } of found) {
    if (wanted.has(`${group} ${member}`)) continue;
    if (ours) {
      const revoke = `revoke "${group}" from "${member}" granted by "${grantor}" cascade`;
      if (await attempt(work, `take ${group} from ${member}`, revoke))
        work.done.push(`${member} left ${group}`);
    } else if (!me) {
      work.notes.push(
        `${member} is a member of ${group}; if that is not meant: revoke "${group}" from "${member}"`,
      );
    }
  }
  for (const [group, member, how] of MEMBERSHIPS) {
    await sql.unsafe(`grant ${roleName(prefix, group)} to ${roleName(prefix, member)} ${how}`);
  }
}

const names = (prefix: string): string[] => ALL_ROLES.map((role) => `${prefix}_${role}`);

/** An administrator without superuser may act for the roles it made only as their member, so for that long it is. */
async function asOwners(work: Work, run: () => Promise<void>): Promise<void> {
  if (work.superuser) return run();
  const list = ALL_ROLES.map((role) => roleName(work.prefix, role)).join(', ');
  await work.sql.unsafe(`grant ${list} to current_user with inherit true, set true`);
  try {
    await run();
  } finally {
    await work.sql.unsafe(`revoke ${list} from current_user granted by current_user`);
  }
}

async function makeDatabase(work: Work, database: string): Promise<void> {
  const name = databaseName(database);
  const [found] = await work.sql`select 1 from pg_database where datname = ${database}`;
  if (found) return;
  await work.sql.unsafe(`create database ${name} encoding 'UTF8' template template0`);
  work.done.push(`database ${name}`);
}

async function arrangeDatabase(work: Work, database: string): Promise<void> {
  await guardDatabase(work.sql, database, work.prefix);
  await makeSchemas(work);
  await makeExtensions(work);
  const { sql, prefix } = work;
  for (const role of ALL_ROLES) {
    // also for the roles that own functions: what nobody was granted, nobody may call
    await sql.unsafe(
      `alter default privileges for role ${roleName(prefix, role)} revoke execute on functions from public`,
    );
  }
  for (const [schema, users] of Object.entries(SCHEMA_USERS)) {
    await sql.unsafe(
      `grant usage on schema ${schema} to ${users.map((role) => roleName(prefix, role)).join(', ')}`,
    );
  }
}

/**
 * Who may connect and make temporary tables. These rights belong to the database itself, so a database cloned from a
 * template needs them again.
 */
export async function guardDatabase(
  sql: Sql,
  database: string,
  prefix: string = DEFAULT_PREFIX,
): Promise<void> {
  const name = databaseName(database);
  const logins = LOGIN_ROLES.map((role) => roleName(prefix, role)).join(', ');
  await sql.unsafe(`
    revoke all on database ${name} from public;
    grant connect on database ${name} to ${logins};
    grant temporary on database ${name} to ${roleName(prefix, 'import')};
  `);
}

async function makeSchemas(work: Work): Promise<void> {
  const { sql, prefix } = work;
  for (const schema of SCHEMAS) {
    await sql.unsafe(`create schema if not exists ${schema} authorization ${roleName(prefix, 'owner')}`);
  }
  await sql.unsafe(`create schema if not exists graphile_worker authorization ${roleName(prefix, 'queue')}`);
  await sql.unsafe('create schema if not exists ext');
  const [row] = await sql<[{ open: boolean }]>`
    select coalesce(has_schema_privilege('public', to_regnamespace('public'), 'usage, create'), false) as open`;
  if (row.open) await attempt(work, 'close schema public', 'revoke all on schema public from public');
}

async function makeExtensions(work: Work): Promise<void> {
  const rows = await work.sql<{ name: string; installed: boolean }[]>`
    select name, installed_version is not null as installed from pg_available_extensions`;
  for (const extension of EXTENSIONS) {
    const row = rows.find(({ name }) => name === extension);
    if (!row) work.notes.push(`extension ${extension} is not available on this server`);
    else if (!row.installed) {
      const made = await attempt(work, `install ${extension}`, `create extension ${extension} schema ext`);
      if (made) work.done.push(`extension ${extension}`);
    }
  }
}

/** For what a managed server may refuse: true when it worked, otherwise a note with the server's words. */
async function attempt(work: Work, what: string, statement: string): Promise<boolean> {
  try {
    await work.sql.unsafe(statement);
    return true;
  } catch (error) {
    work.notes.push(`could not ${what}: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}
