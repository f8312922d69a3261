// Faults in who may do what, and in the objects that look past policies.
import type { Fault } from './fault.ts';

const grantFaults: Fault[] = [
  {
    check: 'grant.dangerous',
    what: 'TRUNCATE',
    plant: ({ table, client }) => `grant truncate on ${table} to ${client}`,
  },
  {
    check: 'grant.dangerous',
    what: 'TRIGGER',
    plant: ({ global }) => `grant trigger on ${global} to streamflow_auth`,
  },
  {
    check: 'grant.tenant-update',
    what: 'UPDATE of everything',
    plant: ({ table, client }) => `grant update on ${table} to ${client}`,
  },
  {
    check: 'grant.tenant-update',
    what: 'UPDATE of tenant_id',
    plant: ({ table, client }) => `grant update (tenant_id) on ${table} to ${client}`,
  },
  {
    check: 'grant.outsider',
    what: 'an operator reads a tenant',
    plant: ({ table }) => `grant select on ${table} to streamflow_operator`,
  },
  {
    check: 'grant.outsider',
    what: 'the queue writes a tenant',
    plant: ({ table }) => `grant update on ${table} to streamflow_jobs`,
  },
  {
    check: 'grant.without-policy',
    what: 'a definer without policy',
    plant: ({ table }) => `grant insert on ${table} to streamflow_session`,
  },
  {
    check: 'grant.log-change',
    what: 'a log may be emptied',
    plant: ({ log, client }) => `grant delete on ${log} to ${client}`,
  },
  {
    check: 'grant.option',
    what: 'granting on',
    plant: ({ table, client }) => `grant select on ${table} to ${client} with grant option`,
  },
  {
    check: 'grant.public',
    what: 'a table for PUBLIC',
    plant: ({ table }) => `grant select on ${table} to public`,
  },
  { check: 'grant.public', what: 'a schema for PUBLIC', plant: () => 'grant usage on schema crm to public' },
  {
    check: 'grant.public',
    what: 'the database for PUBLIC',
    plant: ({ database }) => `grant temporary on database "${database}" to public`,
  },
  {
    check: 'grant.public',
    what: 'a function for PUBLIC',
    plant: () => 'grant execute on function crm.current_tenant_id() to public',
  },
  {
    check: 'grant.create',
    what: 'a client creates in crm',
    plant: ({ client }) => `grant create on schema crm to ${client}`,
  },
  {
    check: 'grant.create',
    what: 'a client creates schemas',
    plant: ({ client, database }) => `grant create on database "${database}" to ${client}`,
  },
  {
    check: 'grant.temporary',
    what: 'the app makes temporary tables',
    plant: ({ database }) => `grant temporary on database "${database}" to streamflow_app`,
  },
  {
    check: 'default.execute',
    what: 'new functions for everybody',
    plant: ({ definer }) =>
      `alter default privileges for role ${definer} grant execute on functions to public`,
  },
  {
    check: 'default.grants',
    what: 'new tables for a client',
    plant: ({ client }) =>
      `alter default privileges for role streamflow_owner in schema crm grant select on tables to ${client}`,
  },
];

const functionFaults: Fault[] = [
  {
    check: 'definer.owner',
    what: 'a definer function of the owner',
    plant: ({ definerFunction }) => `alter function ${definerFunction} owner to streamflow_owner`,
  },
  {
    check: 'definer.search-path',
    what: 'no search_path',
    plant: ({ definerFunction }) => `alter function ${definerFunction} reset search_path`,
  },
  {
    check: 'definer.search-path',
    what: 'pg_temp first',
    plant: ({ definerFunction }) => `alter function ${definerFunction} set search_path = pg_temp, pg_catalog`,
  },
  {
    check: 'definer.public',
    what: 'a definer function for PUBLIC',
    plant: ({ definerFunction }) => `grant execute on function ${definerFunction} to public`,
  },
  ...['execute statement', "execute format('explain %s', statement)", "execute statement || ' limit 1'"].map(
    (body): Fault => ({
      check: 'definer.takes-sql',
      what: body,
      plant: () =>
        `create function crm.planted(statement text) returns void language plpgsql security definer
         set search_path = pg_catalog, pg_temp as $body$ begin ${body}; end $body$`,
    }),
  ),
  {
    check: 'definer.grants',
    what: 'a table no body names',
    plant: ({ log }) => `grant select on ${log} to streamflow_session`,
  },
  {
    check: 'definer.grants',
    what: 'a verb no body uses',
    plant: () => 'grant delete on crm.leads to streamflow_handover',
  },
  {
    check: 'function.leakproof',
    what: 'a function of ours',
    plant: () => 'alter function crm.fold(text) leakproof',
  },
  {
    check: 'function.leakproof',
    what: 'LIKE itself',
    plant: () => 'alter function pg_catalog.textlike(text, text) leakproof',
  },
  {
    check: 'owner.stranger',
    what: 'a client owns a table',
    plant: ({ table, client }) => `alter table ${table} owner to ${client}`,
  },
  {
    check: 'owner.stranger',
    what: 'a superuser owns a function',
    plant: () => 'alter function crm.current_user_id() owner to current_user',
  },
];

const objectFaults: Fault[] = [
  {
    check: 'view.definer',
    what: 'a view over a tenant table',
    plant: ({ table }) => `create view crm.planted as select * from ${table}`,
  },
  {
    check: 'view.definer',
    what: 'a view for a client',
    plant: ({ global, client }) =>
      `create view crm.planted as select * from ${global}; grant select on crm.planted to ${client}`,
  },
  {
    check: 'object.materialized',
    what: 'a materialized view',
    plant: ({ table }) => `create materialized view crm.planted as select * from ${table}`,
  },
  {
    check: 'object.rule',
    what: 'a rule',
    plant: ({ table }) => `create rule planted as on delete to ${table} do instead nothing`,
  },
  {
    check: 'object.foreign',
    what: 'a foreign table and its server',
    plant: () =>
      `create foreign data wrapper planted; create server planted foreign data wrapper planted;
       create foreign table crm.planted (id int) server planted`,
  },
  { check: 'object.large', what: 'a large object', plant: () => 'select lo_create(0)' },
  {
    check: 'object.publication',
    what: 'a publication',
    plant: ({ table }) => `create publication planted for table ${table}`,
  },
  {
    check: 'object.event-trigger',
    what: 'an event trigger',
    plant: () =>
      `create function crm.planted() returns event_trigger language plpgsql as $$ begin end $$;
       create event trigger planted on ddl_command_end execute function crm.planted()`,
  },
  {
    check: 'extension.place',
    what: 'an extension among our names',
    plant: () => 'alter extension citext set schema crm',
  },
  ...[160_009, 170_005, 150_018].map((version): Fault => ({
    check: 'server.version',
    what: `server ${version}`,
    plant: () => '',
    rewrite: (query) => query.replaceAll("current_setting('server_version_num')", `'${version}'`),
  })),
  ...['insert', 'update', 'delete'].map((event): Fault => ({
    check: 'audit.missing',
    what: `no audit of ${event}`,
    plant: ({ record }) => `drop trigger audit_${event} on ${record}`,
  })),
  {
    check: 'audit.missing',
    what: 'no audit at all',
    plant: ({ record }) =>
      `drop trigger audit_insert on ${record}; drop trigger audit_update on ${record}; drop trigger audit_delete on ${record}`,
  },
  {
    check: 'audit.missing',
    what: 'the audit is switched off',
    plant: ({ record }) => `alter table ${record} disable trigger audit_update`,
  },
  {
    check: 'audit.append-only',
    what: 'a partition of the log can be rewritten',
    plant: ({ auditPartition }) => `drop trigger append_only on ${auditPartition}`,
  },
  {
    check: 'trigger.disabled',
    what: 'all triggers off, foreign keys’ too',
    plant: ({ record }) => `alter table ${record} disable trigger all`,
  },
];

export const ACCESS_FAULTS: readonly Fault[] = [...grantFaults, ...functionFaults, ...objectFaults];
