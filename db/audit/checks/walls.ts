import type { Check } from '../check.ts';

export const wallChecks: Check[] = [
  {
    id: 'rls.disabled',
    severity: 'critical',
    title: 'row level security is on for every tenant table',
    why: 'Without it policies are text: everybody with a grant sees every tenant.',
    query: `
      select t.name as object, 'row level security is off' as fact,
             format('select relrowsecurity from pg_class where oid = %L::regclass', t.name) as evidence,
             format('alter table %s enable row level security', t.name) as remedy
        from tenant_tables t
       where not t.relispartition and not t.relrowsecurity`,
  },
  {
    id: 'rls.not-forced',
    severity: 'high',
    title: 'row level security holds for the owner too',
    why: 'A function or a migration running as the owner would see every tenant.',
    query: `
      select t.name as object, 'row level security is not forced' as fact,
             format('select relforcerowsecurity from pg_class where oid = %L::regclass', t.name) as evidence,
             format('alter table %s force row level security', t.name) as remedy
        from tenant_tables t
       where not t.relispartition and not t.relforcerowsecurity`,
  },
  {
    id: 'rls.partition',
    severity: 'critical',
    title: 'partitions have the same walls as their parents',
    why: 'A partition named directly is held by its own policies, not by its parent’s.',
    query: `
      with recursive below (parent, child) as (
        select inhparent, inhrelid from pg_inherits
        union
        select b.parent, i.inhrelid from below b join pg_inherits i on i.inhparent = b.child
      )
      select t.name as object,
             concat_ws(', ', case when not t.relrowsecurity then 'RLS off' end, case when not t.relforcerowsecurity then 'not forced' end,
               case when not p.there then 'no isolation policy' end) as fact,
             format('select relrowsecurity, relforcerowsecurity from pg_class where oid = %L::regclass', t.name) as evidence,
             format('select crm.protect_table(%L::regclass)', t.name) as remedy
        from tables t
        cross join lateral (select exists (select from policies where polrelid = t.oid and polname = 'tenant_isolation')) as p (there)
       where exists (select from below b join tenant_tables parent on parent.oid = b.parent where b.child = t.oid)
         and not (t.relrowsecurity and t.relforcerowsecurity and p.there)`,
  },
  {
    id: 'rls.partition-granted',
    severity: 'high',
    title: 'partitions are reached through their parent only',
    why: 'A grant on a partition is a second door, and the next month’s partition does not have it.',
    query: `
      select g.name as object, format('%s may %s', g.role, string_agg(distinct g.verb, ', ')) as fact,
             format('select relacl from pg_class where oid = %L::regclass', g.name) as evidence,
             format('revoke all on %s from %I', g.name, g.role) as remedy
        from grants g join tables t on t.oid = g.relation
       where t.relispartition
       group by g.name, g.role`,
  },
  {
    id: 'partition.default',
    severity: 'medium',
    title: 'no partitioned table has a DEFAULT partition',
    why: 'A row that fell into it blocks the partition it belongs to from ever being made.',
    query: `
      select p.partrelid::regclass::text as object, format('%s is its DEFAULT partition', p.partdefid::regclass) as fact,
             format('select partdefid::regclass from pg_partitioned_table where partrelid = %L::regclass', p.partrelid::regclass) as evidence,
             format('alter table %s detach partition %s', p.partrelid::regclass, p.partdefid::regclass) as remedy
        from pg_partitioned_table p join tables t on t.oid = p.partrelid
       where p.partdefid <> 0`,
  },
  {
    id: 'partition.ahead',
    severity: 'high',
    title: 'tables partitioned by time have room for a month',
    why: 'When the newest partition ends, every write that belongs after it fails.',
    query: String.raw`
      select t.name as object, format('the last partition ends on %s', coalesce(b.ends::date::text, 'no day at all')) as fact,
             format('select inhrelid::regclass, pg_get_expr(c.relpartbound, c.oid) from pg_inherits join pg_class c on c.oid = inhrelid where inhparent = %L::regclass',
               t.name) as evidence,
             'select audit.ensure_partitions()' as remedy
        from tables t
        join pg_partitioned_table p on p.partrelid = t.oid and p.partstrat = 'r'
        join pg_attribute a on a.attrelid = t.oid and a.attnum = p.partattrs[0] and a.atttypid = 'timestamptz'::regtype
        cross join lateral (
          select max((regexp_match(pg_get_expr(c.relpartbound, c.oid), $$TO \('([^']+)'\)$$))[1]::timestamptz)
            from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = t.oid) as b (ends)
       where coalesce(b.ends < now() + interval '1 month', true)`,
  },
  {
    id: 'context.altered',
    severity: 'critical',
    title: 'crm.current_tenant_id() reads the transaction’s setting and nothing else',
    why: 'Every isolation policy is this function; whoever changes it changes all of them.',
    query: String.raw`
      select coalesce(f.name, 'crm.current_tenant_id()') as object,
             case when f.oid is null then 'the function is missing'
                  else format('%s, volatility %s, settings %s, body: %s', l.lanname, f.provolatile, f.proconfig, btrim(f.prosrc)) end as fact,
             'select pg_get_functiondef(to_regprocedure(''crm.current_tenant_id()''))' as evidence,
             'create or replace function crm.current_tenant_id() returns uuid language sql stable parallel safe as '
               || '$$ select nullif(current_setting(''app.tenant_id'', true), '''')::uuid $$' as remedy
        from (select to_regprocedure('crm.current_tenant_id()')) as wanted (fn)
        left join functions f on f.oid = wanted.fn
        left join pg_language l on l.oid = f.prolang
       where f.oid is null or l.lanname <> 'sql' or f.provolatile <> 's' or f.prosecdef or f.proconfig is not null
          or regexp_replace(btrim(f.prosrc, E' \n\t;'), '\s+', ' ', 'g')
             <> $$select nullif(current_setting('app.tenant_id', true), '')::uuid$$`,
  },
];
