import type { Fault } from './fault.ts';

export const ROLE_FAULTS: Fault[] = [
  {
    check: 'role.missing',
    what: 'a definer was renamed',
    plant: ({ definer }) => `alter role ${definer} rename to planted_role`,
  },
  {
    check: 'role.power',
    what: 'a client bypasses RLS',
    plant: ({ client }) => `alter role ${client} bypassrls`,
  },
  {
    check: 'role.power',
    what: 'a definer is superuser',
    plant: ({ definer }) => `alter role ${definer} superuser`,
  },
  {
    check: 'role.login',
    what: 'a definer may log in',
    plant: ({ definer }) => `alter role ${definer} login`,
  },
  { check: 'role.login', what: 'the owner may log in', plant: () => 'alter role streamflow_owner login' },
  {
    check: 'role.password',
    what: 'a definer has a password',
    plant: ({ definer }) => `alter role ${definer} password 'x'`,
  },
  { check: 'role.inherit', what: 'a client inherits', plant: ({ client }) => `alter role ${client} inherit` },
  {
    check: 'role.member',
    what: 'a client is in the owner',
    plant: ({ client }) => `grant streamflow_owner to ${client}`,
  },
  {
    check: 'role.member',
    what: 'the auditor reads all data',
    plant: () => 'grant pg_read_all_data to streamflow_auditor',
  },
  {
    check: 'role.settings',
    what: 'a tenant is preset for a client',
    plant: ({ client }) => `alter role ${client} set app.tenant_id = '00000000-0000-7000-8000-000000000000'`,
  },
  {
    check: 'role.settings',
    what: 'a search path is stored on a role',
    plant: () => "alter role streamflow_auth set search_path = 'crm'",
  },
  {
    check: 'role.settings',
    what: 'row_security is off for the database',
    plant: ({ database }) => `alter database "${database}" set row_security = off`,
  },
];

export const CLASS_FAULTS: Fault[] = [
  {
    check: 'class.missing',
    what: 'a table lost its comment',
    plant: ({ table }) => `comment on table ${table} is null`,
  },
  {
    check: 'class.missing',
    what: 'a partition’s class is unknown',
    plant: ({ partition }) => `comment on table ${partition} is '@something new'`,
  },
  {
    check: 'class.untenanted',
    what: 'a @record table without tenant_id',
    plant: () =>
      "create table crm.planted (id uuid primary key); comment on table crm.planted is '@record planted'",
  },
  {
    check: 'class.untenanted',
    what: 'tenant_id may be null',
    plant: () =>
      "create table crm.planted (id uuid primary key, tenant_id uuid); comment on table crm.planted is '@record planted'",
  },
  {
    check: 'class.shared-writable',
    what: 'a client writes a @global table',
    plant: ({ global, client }) => `grant insert on ${global} to ${client}`,
  },
];
