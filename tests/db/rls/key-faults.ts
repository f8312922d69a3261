import type { Fault } from './fault.ts';
import type { World } from './world.ts';

const foreignKey = (to: string, columns: string) => (world: World) =>
  `alter table ${world.leaf} add column planted uuid;
   alter table ${world.leaf} add constraint planted foreign key (${columns}) references ${to}`;

export const KEY_FAULTS: Fault[] = [
  {
    check: 'key.primary',
    what: 'the key does not start with the tenant',
    plant: ({ leaf, leafKey }) =>
      `do $$ begin execute (select format('alter table ${leaf} drop constraint %I', conname) from pg_constraint
         where conrelid = '${leaf}'::regclass and contype = 'p'); end $$;
       alter table ${leaf} add primary key (${[...leafKey].reverse().join(', ')})`,
  },
  {
    check: 'key.unique',
    what: 'unique over all tenants',
    plant: ({ leaf, leafColumn }) => `create unique index planted on ${leaf} (${leafColumn})`,
  },
  {
    check: 'key.unique',
    what: 'a unique constraint over all tenants',
    plant: ({ leaf, leafColumn }) =>
      `alter table ${leaf} add constraint planted unique (${leafColumn}, tenant_id)`,
  },
  {
    check: 'key.index',
    what: 'an index over all tenants',
    plant: ({ leaf, leafColumn }) => `create index planted on ${leaf} (${leafColumn})`,
  },
  {
    check: 'key.sequence',
    what: 'an identity column',
    plant: ({ leaf }) => `alter table ${leaf} add column planted bigint generated always as identity`,
  },
  {
    check: 'key.sequence',
    what: 'a serial column',
    plant: ({ leaf }) => `alter table ${leaf} add column planted bigserial`,
  },
  {
    check: 'foreign.simple',
    what: 'a foreign key without tenant_id',
    plant: (world) =>
      `create unique index planted_key on crm.teams (id); ${foreignKey('crm.teams (id)', 'planted')(world)}`,
  },
  {
    check: 'foreign.simple',
    what: 'a foreign key out of the tenant',
    plant: foreignKey('auth.accounts', 'planted'),
  },
  {
    check: 'foreign.set-null',
    what: 'ON DELETE SET NULL of everything',
    plant: foreignKey('crm.teams on delete set null', 'tenant_id, planted'),
  },
  {
    check: 'foreign.unindexed',
    what: 'a foreign key without index',
    plant: foreignKey('crm.teams', 'tenant_id, planted'),
  },
  {
    check: 'constraint.unproven',
    what: 'a constraint that was never validated',
    plant: ({ table }) =>
      `alter table ${table} add constraint planted check (tenant_id is not null) not valid`,
  },
  {
    check: 'index.unusable',
    what: 'an expression index',
    plant: ({ leaf, leafColumn }) =>
      `create index planted on ${leaf} (tenant_id, (lower(${leafColumn}::text)))`,
  },
  {
    check: 'index.unusable',
    what: 'an index on a numeric',
    plant: ({ table }) =>
      `alter table ${table} add column planted numeric; create index on ${table} (tenant_id, planted)`,
  },
  {
    check: 'index.unusable',
    what: 'a trigram index that no candidate function names',
    plant: ({ leaf }) =>
      `alter table ${leaf} add column planted text;
       create index on ${leaf} using gin (tenant_id ext.uuid_ops, planted ext.gin_trgm_ops)`,
  },
];
