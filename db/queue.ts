// In charge of the job queue's own tables: graphile-worker's migrations, run as their owner, and what we say of them.
// Adds and runs no jobs; those go through crm.enqueue and the worker.
import { Logger, runMigrations } from 'graphile-worker';
import { withConnection } from './connection.ts';
import { DEFAULT_PREFIX, roleName } from './roles.ts';

export interface QueueOptions {
  /** The jobs role's address; it may act as the queue's owner. */
  jobsUrl: string;
  rolePrefix?: string;
}

const NAME = 'queue';

/** graphile-worker asks for CREATE on the database to find its schema; finding this table it does not ask. */
const HISTORY = `
  create table if not exists graphile_worker.migrations (
    id int primary key,
    ts timestamptz default now() not null,
    breaking boolean not null default false
  )`;

/** Idempotent: brings the queue's tables to the version this program needs. */
export async function installQueue(options: QueueOptions): Promise<void> {
  const owner = roleName(options.rolePrefix ?? DEFAULT_PREFIX, 'queue');
  await withConnection(
    options.jobsUrl,
    async (sql) => {
      await sql`select pg_advisory_lock(hashtext('streamflow queue'))`;
      await sql.unsafe(`set role ${owner}`);
      await sql.unsafe(HISTORY);
      await runMigrations({
        connectionString: actingAs(options.jobsUrl, owner),
        logger: silent,
        noPreparedStatements: true,
      });
      await sql.unsafe(STAMP);
    },
    NAME,
  );
}

function actingAs(url: string, role: string): string {
  const address = new URL(url);
  address.searchParams.set('options', `-c role=${role.replaceAll('"', '')}`);
  address.searchParams.set('application_name', `streamflow-${NAME}`);
  return address.href;
}

const silent = new Logger(() => () => undefined);

/** Every table declares its class; these are no tenant's, and no role but the queue's reads them. */
const STAMP = `
  do $$
    declare target regclass;
    begin
      for target in
        select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname = 'graphile_worker' and c.relkind in ('r', 'p') and obj_description(c.oid, 'pg_class') is null
      loop
        execute format('comment on table %s is %L', target, '@global the job queue of graphile-worker, reached through crm.enqueue() and auth.enqueue()');
      end loop;
    end $$`;
