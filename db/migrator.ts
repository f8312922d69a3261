// In charge of bringing a database's schema up and down: the files of drizzle/ in the order of Drizzle's journal,
// one at a time and one runner at a time, each whole or not at all, none changed after it ran.
// Makes no roles (provision.ts) and not the queue's own tables (queue.ts). Runs as the migrator, acting as the owner.
import type { Sql, TransactionSql } from 'postgres';
import { withConnection } from './connection.ts';
import { maintenanceUrl, rolesLock } from './maintenance.ts';
import { failureIn, MigrationRefused } from './migration-errors.ts';
import type { Migration } from './migration-files.ts';
import { readMigrations, statementsOf } from './migration-files.ts';
import { DEFAULT_PREFIX, DEFINER_ROLES, roleName, withPrefix } from './roles.ts';

export { MigrationRefused } from './migration-errors.ts';

export interface MigrateOptions {
  migratorUrl: string;
  /** Whoever provisioned: lends the definer roles for the length of the run. */
  adminUrl: string;
  rolePrefix?: string;
  direction: 'up' | 'down';
  /** "0002": up to and including it, or down to where it is the last one left. Up: all; down: one step. "0000" is none. */
  to?: string;
  /** Only say what would run. */
  plan?: boolean;
  /** Default: the drizzle/ folder of this project. */
  directory?: string;
  onStep?: (step: MigrationStep) => void;
}

export interface MigrationStep {
  name: string;
  direction: 'up' | 'down';
  transactional: boolean;
}

const NAME = 'migrate';

/** Returns the steps taken (or, with `plan`, those that would be), in order. Rejects with MigrationRefused. */
export async function migrate(options: MigrateOptions): Promise<MigrationStep[]> {
  const prefix = options.rolePrefix ?? DEFAULT_PREFIX;
  const migrations = readMigrations(options.directory);
  return withConnection(
    options.migratorUrl,
    async (sql) => {
      await sql`select pg_advisory_lock(hashtext('streamflow migrations'))`;
      await sql.unsafe(`set role ${roleName(prefix, 'owner')}`);
      const applied = await readHistory(sql);
      const steps = stepsFor(options, migrations, checkedAgainst(applied, migrations));
      if (options.plan || steps.length === 0) return steps.map(({ step }) => step);
      await withDefiners(options.adminUrl, prefix, async () => {
        if (applied.length === 0) await sql.unsafe(withPrefix(HISTORY, prefix));
        for (const { step, migration } of steps) {
          options.onStep?.(step);
          await take(sql, prefix, step, migration);
        }
        await sql`set client_min_messages = error`;
        if (options.direction === 'down') await dropEmptyHistory(sql);
      });
      return steps.map(({ step }) => step);
    },
    NAME,
  );
}

const HISTORY = `
  create table if not exists platform.migrations (
    name       text primary key,
    sha256     text not null,
    applied_at timestamptz not null default now(),
    applied_by text not null default session_user
  );
  comment on table platform.migrations is '@global which migrations this database has, and what their files were';
  grant select on platform.migrations to streamflow_operator;
`;

interface Applied {
  name: string;
  sha256: string;
}

async function readHistory(sql: Sql): Promise<Applied[]> {
  const [known] = await sql`select to_regclass('platform.migrations') is not null as exists`;
  return known?.exists ? sql<Applied[]>`select name, sha256 from platform.migrations order by name` : [];
}

/** A database without migrations is again as provisioning left it. */
async function dropEmptyHistory(sql: Sql): Promise<void> {
  if ((await readHistory(sql)).length === 0) await sql`drop table platform.migrations`;
}

/** How many of the files this database has; refuses a history that is not the beginning of these files. */
function checkedAgainst(applied: Applied[], migrations: Migration[]): number {
  applied.forEach(({ name, sha256 }, index) => {
    const file = migrations[index];
    if (file?.name !== name) {
      throw new MigrationRefused(
        `This database has ${name}, which is not in this place of drizzle/: it was migrated by another version of StreamFlow`,
      );
    }
    if (file.sha256 !== sha256) {
      throw new MigrationRefused(
        `drizzle/${name}.sql was changed after it ran here (sha256 was ${sha256.slice(0, 12)}…, is ${file.sha256.slice(0, 12)}…). ` +
          'Put the old text back and write the change as a new migration',
      );
    }
  });
  return applied.length;
}

interface Planned {
  step: MigrationStep;
  migration: Migration;
}

function stepsFor(options: MigrateOptions, migrations: Migration[], applied: number): Planned[] {
  const { direction, to } = options;
  const wanted =
    to === undefined
      ? direction === 'up'
        ? migrations.length
        : Math.max(applied - 1, 0)
      : countUpTo(migrations, to);
  const chosen =
    direction === 'up' ? migrations.slice(applied, wanted) : migrations.slice(wanted, applied).reverse();
  return chosen.map((migration) => {
    const transactional = migration[direction].transactional;
    return { step: { name: migration.name, direction, transactional }, migration };
  });
}

function countUpTo(migrations: Migration[], to: string): number {
  if (to === '0000') return 0;
  const index = migrations.findIndex(({ name }) => name === to || name.startsWith(`${to}_`));
  if (index < 0) {
    throw new MigrationRefused(
      `There is no migration ${to}; there are ${migrations.map(({ name }) => name).join(', ')}`,
    );
  }
  return index + 1;
}

async function take(sql: Sql, prefix: string, step: MigrationStep, migration: Migration): Promise<void> {
  const file = migration[step.direction];
  const owner = `set local role ${roleName(prefix, 'owner')}; set local lock_timeout = '10s'; set local check_function_bodies = on`;
  const record = async (tx: TransactionSql): Promise<void> => {
    await tx.unsafe(owner);
    if (step.direction === 'up') {
      await tx`insert into platform.migrations (name, sha256) values (${migration.name}, ${migration.sha256})`;
    } else await tx`delete from platform.migrations where name = ${migration.name}`;
  };
  try {
    if (step.transactional) {
      await sql.begin(async (tx) => {
        await tx.unsafe(owner);
        await tx.unsafe(withPrefix(file.text, prefix)).simple();
        await record(tx);
      });
      return;
    }
    // Statement by statement; each can be run again, so a run that was cut short simply starts over.
    for (const statement of statementsOf(file.text)) await sql.unsafe(withPrefix(statement, prefix)).simple();
    await sql.begin(record);
  } catch (error) {
    throw failureIn(file, withPrefix(file.text, prefix), error);
  }
}

/**
 * Definer roles have no members; only while migrations run may the owner act as them, to make their functions.
 * A run that was killed leaves the grants, which provisioning takes back at the next start.
 */
async function withDefiners(adminUrl: string, prefix: string, run: () => Promise<void>): Promise<void> {
  const definers = DEFINER_ROLES.map((role) => roleName(prefix, role)).join(', ');
  const owner = roleName(prefix, 'owner');
  await withConnection(
    await maintenanceUrl(adminUrl),
    async (admin) => {
      // Roles belong to the whole server: another database's run must not take the grants away under this one.
      await admin`select pg_advisory_lock(hashtext(${rolesLock(prefix)}))`;
      await admin.unsafe(`grant ${definers} to ${owner} with inherit false, set true`);
      try {
        await run();
      } finally {
        await admin.unsafe(`revoke ${definers} from ${owner}`);
      }
    },
    NAME,
  );
}
