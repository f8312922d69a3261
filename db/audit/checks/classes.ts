import type { Check } from '../check.ts';

export const classChecks: Check[] = [
  {
    id: 'class.missing',
    severity: 'high',
    title: 'every table says what it is',
    why: 'The class in its COMMENT decides which walls a table must have; without one nobody has decided.',
    query: `
      select t.name as object,
             case when t.about is null then 'no COMMENT' else format('COMMENT starts with %L', left(t.about, 30)) end as fact,
             format('select obj_description(%L::regclass, ''pg_class'')', t.name) as evidence,
             format('comment on table %s is %L', t.name,
               coalesce((select p.about from pg_inherits i join tables p on p.oid = i.inhparent where i.inhrelid = t.oid and p.class is not null),
                 case when exists (select from table_columns c where c.relation = t.oid and c.attname = 'tenant_id')
                      then '@record ' else '@global ' end || coalesce(t.about, 'what it holds and why'))) as remedy
        from tables t
       where t.class is null`,
  },
  {
    id: 'class.untenanted',
    severity: 'critical',
    title: 'a @record, @derived or @log table has tenant_id uuid not null',
    why: 'A row without tenant belongs to everybody or to nobody.',
    query: `
      select t.name as object, format('class @%s, tenant_id %s', t.class,
               case when c.attname is null then 'missing' when c.atttypid <> 'uuid'::regtype then 'is ' || format_type(c.atttypid, null)
                    else 'nullable' end) as fact,
             format('select attname, atttypid::regtype, attnotnull from pg_attribute where attrelid = %L::regclass and attname = ''tenant_id''',
               t.name) as evidence,
             case when c.attname is null then format('alter table %s add column tenant_id uuid not null', t.name)
                  when c.atttypid <> 'uuid'::regtype then format('alter table %s alter column tenant_id type uuid using tenant_id::text::uuid', t.name)
                  else format('alter table %s alter column tenant_id set not null', t.name) end as remedy
        from tables t
        left join table_columns c on c.relation = t.oid and c.attname = 'tenant_id'
       where t.class in ('record', 'derived', 'log')
         and (c.attname is null or c.atttypid <> 'uuid'::regtype or not c.attnotnull)`,
  },
  {
    id: 'class.shared-writable',
    severity: 'critical',
    title: 'clients do not write @global tables',
    why: 'What one tenant writes there, another tenant reads.',
    query: `
      select t.name as object, format('%s may %s', string_agg(distinct g.role, ', '), string_agg(distinct g.verb, ', ')) as fact,
             format('select relacl from pg_class where oid = %L::regclass', t.name) as evidence,
             format('revoke insert, update, delete on %s from %s', t.name, string_agg(distinct quote_ident(g.role), ', ')) as remedy
        from tables t
        join grants g on g.relation = t.oid and g.verb in ('INSERT', 'UPDATE', 'DELETE')
        join clients on clients.oid = g.grantee
       where t.class = 'global'
       group by t.name`,
  },
];
