import type { Fault } from './fault.ts';

export const WALL_FAULTS: Fault[] = [
  {
    check: 'rls.disabled',
    what: 'RLS off',
    plant: ({ table }) => `alter table ${table} disable row level security`,
  },
  {
    check: 'rls.not-forced',
    what: 'not forced',
    plant: ({ table }) => `alter table ${table} no force row level security`,
  },
  {
    check: 'rls.partition',
    what: 'RLS off on a partition',
    plant: ({ partition }) => `alter table ${partition} disable row level security`,
  },
  {
    check: 'rls.partition',
    what: 'a partition without policy',
    plant: ({ partition }) => `drop policy tenant_isolation on ${partition}`,
  },
  {
    check: 'rls.partition-granted',
    what: 'a partition is granted',
    plant: ({ partition, client }) => `grant select on ${partition} to ${client}`,
  },
  {
    check: 'partition.default',
    what: 'a DEFAULT partition',
    plant: ({ partitioned }) => `create table crm.planted partition of ${partitioned} default`,
  },
  {
    check: 'partition.ahead',
    what: 'no partition for next month',
    plant: ({ partitioned }) =>
      `do $$ declare part regclass; begin
         for part in select inhrelid from pg_inherits where inhparent = '${partitioned}'::regclass loop
           execute format('drop table %s', part);
         end loop; end $$`,
  },
  {
    check: 'context.altered',
    what: 'the tenant is a constant',
    plant: () =>
      `create or replace function crm.current_tenant_id() returns uuid language sql stable as
       $$ select '00000000-0000-7000-8000-000000000000'::uuid $$`,
  },
  {
    check: 'context.altered',
    what: 'the context function runs as its owner',
    plant: () => 'alter function crm.current_tenant_id() security definer',
  },
  {
    check: 'policy.isolation-missing',
    what: 'no isolation policy',
    plant: ({ table }) => `drop policy tenant_isolation on ${table}`,
  },
  {
    check: 'policy.isolation-altered',
    what: 'isolation lets everything through',
    plant: ({ table }) => `alter policy tenant_isolation on ${table} using (true) with check (true)`,
  },
  {
    check: 'policy.isolation-altered',
    what: 'isolation with an "or"',
    plant: ({ table }) =>
      `alter policy tenant_isolation on ${table} using (tenant_id = crm.current_tenant_id() or crm.current_tenant_id() is null)`,
  },
  {
    check: 'policy.isolation-altered',
    what: 'isolation for one client only',
    plant: ({ table, client }) => `alter policy tenant_isolation on ${table} to ${client}`,
  },
  {
    check: 'policy.isolation-split',
    what: 'WITH CHECK lets everything through',
    plant: ({ table }) => `alter policy tenant_isolation on ${table} with check (true)`,
  },
  {
    check: 'policy.extra',
    what: 'a second permissive policy',
    plant: ({ table, client }) => `create policy planted on ${table} for select to ${client} using (true)`,
  },
  {
    check: 'policy.extra',
    what: 'a policy for PUBLIC',
    plant: ({ table }) => `create policy planted on ${table} using (true)`,
  },
  {
    check: 'policy.undeclared',
    what: 'a policy for operators without a reason',
    plant: ({ table }) => `create policy planted on ${table} to streamflow_operator using (true)`,
  },
  {
    check: 'visibility.reads-only',
    what: 'records changed and deleted without being seen',
    plant: ({ owned }) =>
      `drop policy record_visibility_update on ${owned}; drop policy record_visibility_delete on ${owned}`,
  },
  {
    check: 'visibility.reads-only',
    what: 'a twin that lets everything through',
    plant: ({ owned }) =>
      `alter policy record_visibility_update on ${owned} using (true);
       alter policy record_visibility_delete on ${owned} using (true)`,
  },
  {
    check: 'visibility.missing',
    what: 'owners without visibility',
    plant: ({ owned }) => `drop policy record_visibility on ${owned}`,
  },
  {
    check: 'visibility.altered',
    what: 'visibility lets everything through',
    plant: ({ owned }) => `alter policy record_visibility on ${owned} using (true)`,
  },
  {
    check: 'visibility.altered',
    what: 'visibility widens instead of narrowing',
    plant: ({ owned }) =>
      `drop policy record_visibility on ${owned};
       create policy record_visibility on ${owned} for select to streamflow_app, streamflow_import using (owner_id is null)`,
  },
];
