import type { Check } from '../check.ts';

/** The privilege a grant is about, as GRANT and REVOKE spell it. */
export const PRIVILEGE = `g.verb || case when g.col is null then '' else format(' (%I)', g.col) end`;
const shownAcl = `format('select relacl from pg_class where oid = %L::regclass', g.name)`;
const granted = `format('select attname, attacl from pg_attribute where attrelid = %L::regclass and attacl is not null', g.name)`;

export const tableGrantChecks: Check[] = [
  {
    id: 'grant.dangerous',
    severity: 'critical',
    title: 'nobody but the owner has TRUNCATE, REFERENCES, TRIGGER or MAINTAIN',
    why: 'TRUNCATE ignores policies, REFERENCES probes rows past them, TRIGGER runs own code in others’ transactions.',
    query: `
      select format('%s to %s', g.name, g.role) as object, string_agg(distinct g.verb, ', ') as fact, ${shownAcl} as evidence,
             format('revoke %s on %s from %I', string_agg(distinct g.verb, ', '), g.name, g.role) as remedy
        from grants g join tables t on t.oid = g.relation
       where g.verb in ('TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN') and g.grantee <> 0
       group by g.name, g.role`,
  },
  {
    id: 'grant.tenant-update',
    severity: 'critical',
    title: 'nobody may UPDATE tenant_id',
    why: 'Moving a row to another tenant is never an edit.',
    query: `
      select format('%s to %s', t.name, r.rolname) as object, 'UPDATE of tenant_id' as fact,
             format('select has_column_privilege(%L, %L::regclass, ''tenant_id'', ''UPDATE'')', r.rolname, t.name) as evidence,
             format('revoke update on %s from %I', t.name, r.rolname)
               || case when kept.cols is null then '' else format('; grant update (%s) on %s to %I', kept.cols, t.name, r.rolname) end as remedy
        from (select distinct relation, grantee from grants where verb = 'UPDATE' and coalesce(col, 'tenant_id') = 'tenant_id') as g
        join tenant_tables t on t.oid = g.relation
        join house_roles r on r.oid = g.grantee
        cross join lateral (
          select string_agg(quote_ident(c.attname), ', ' order by c.attnum) from table_columns c
           where c.relation = t.oid and c.attname <> 'tenant_id' and c.attgenerated = ''
             and has_column_privilege(r.oid, t.oid, c.attnum, 'UPDATE')) as kept (cols)`,
  },
  {
    id: 'grant.outsider',
    severity: 'critical',
    title: 'in crm and audit only clients and definers have grants',
    why: 'Sign-in, the queue, operators and auditors do their work without a single row of a tenant.',
    query: `
      select format('%s to %s', g.name, g.role) as object, string_agg(distinct g.verb, ', ') as fact, ${shownAcl} as evidence,
             format('revoke all on %s from %I', g.name, g.role) as remedy
        from grants g
        left join house_roles r on r.oid = g.grantee
       where g.schema in ('crm', 'audit') and g.grantee <> 0 and coalesce(r.kind, 'stranger') not in ('client', 'definer', 'owner')
       group by g.name, g.role`,
  },
  {
    id: 'grant.without-policy',
    severity: 'high',
    title: 'a grant on a tenant table has a policy that serves it',
    why: 'Today it shows nothing; the next policy somebody adds for another reason opens it.',
    query: `
      select format('%s to %s', g.name, g.role) as object, format('%s, and no permissive policy for it', string_agg(distinct g.verb, ', ')) as fact,
             ${shownAcl} as evidence, format('revoke %s on %s from %I', string_agg(distinct g.verb, ', '), g.name, g.role) as remedy
        from grants g join tenant_tables t on t.oid = g.relation and t.relrowsecurity and not t.relispartition
       where g.verb in ('SELECT', 'INSERT', 'UPDATE', 'DELETE') and g.grantee <> 0
         and not exists (
           select from policies p
            where p.polrelid = g.relation and p.polpermissive and (0 = any (p.polroles) or g.grantee = any (p.polroles))
              and p.polcmd in ('*', case g.verb when 'SELECT' then 'r' when 'INSERT' then 'a' when 'UPDATE' then 'w' else 'd' end))
       group by g.name, g.role`,
  },
  {
    id: 'grant.log-change',
    severity: 'high',
    title: 'clients only add to @log tables; a column that moves says @mutable and why in its COMMENT',
    why: 'A log that its writers can rewrite is not evidence.',
    query: `
      select format('%s to %s', g.name, g.role) as object,
             string_agg(distinct concat_ws(' ', g.verb, 'of ' || g.col), ', ') as fact, ${granted} as evidence,
             string_agg(distinct format('revoke %s on %s from %I', ${PRIVILEGE}, g.name, g.role), '; ') as remedy
        from grants g
        join clients on clients.oid = g.grantee
       where g.class = 'log' and g.verb in ('UPDATE', 'DELETE')
         and not exists (select from table_columns c where c.relation = g.relation and c.attname = g.col and c.about ~ '^@mutable \\S')
       group by g.name, g.role`,
  },
  {
    id: 'grant.option',
    severity: 'medium',
    title: 'nobody may grant on',
    why: 'Who has what is decided by migrations, not by a connection that was broken into.',
    query: `
      select format('%s to %s', g.name, g.role) as object, format('%s with grant option', string_agg(distinct g.verb, ', ')) as fact,
             ${shownAcl} as evidence,
             string_agg(distinct format('revoke grant option for %s on %s from %I', ${PRIVILEGE}, g.name, g.role), '; ') as remedy
        from grants g
       where g.is_grantable
       group by g.name, g.role`,
  },
];

export const schemaGrantChecks: Check[] = [
  {
    id: 'grant.public',
    severity: 'high',
    title: 'PUBLIC has nothing of ours',
    why: 'PUBLIC is every role there is and every role there will be.',
    query: `
      select g.name as object, format('%s to PUBLIC', string_agg(distinct g.verb, ', ')) as fact, ${shownAcl} as evidence,
             format('revoke all on %s from public', g.name) as remedy
        from grants g where g.grantee = 0 group by g.name
      union all
      select 'schema ' || s.nspname, format('%s to PUBLIC', string_agg(x.privilege_type, ', ')),
             format('select nspacl from pg_namespace where nspname = %L', s.nspname), format('revoke all on schema %I from public', s.nspname)
        from schemas s cross join lateral aclexplode(s.nspacl) x where x.grantee = 0 group by s.nspname
      union all
      select 'database ' || d.datname, format('%s to PUBLIC', string_agg(x.privilege_type, ', ')),
             'select datacl from pg_database where datname = current_database()', format('revoke all on database %I from public', d.datname)
        from pg_database d cross join lateral aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) x
       where d.datname = current_database() and x.grantee = 0 group by d.datname
      union all
      select f.name, 'EXECUTE to PUBLIC', format('select proacl from pg_proc where oid = %L::regprocedure', f.name),
             format('revoke execute on function %s from public', f.name)
        from functions f cross join lateral aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) x
       where x.grantee = 0 and not f.prosecdef`,
  },
  {
    id: 'grant.create',
    severity: 'high',
    title: 'only owners, and the definer that makes partitions, may CREATE in our schemas and database',
    why: 'Who can create can put a function or table where others’ names resolve to it.',
    query: `
      select concat_ws(' ', a.place, 'to', coalesce(r.rolname, 'public')) as object, 'CREATE' as fact,
             format('select nspacl from pg_namespace where nspname = %L', a.nspname) as evidence,
             format('revoke create on %s from %s', a.place, coalesce(quote_ident(r.rolname), 'public')) as remedy
        from (select format('schema %I', s.nspname) as place, s.nspname, s.nspowner as owner, x.grantee
                from schemas s cross join lateral aclexplode(s.nspacl) x where x.privilege_type = 'CREATE'
              union all
              select format('database %I', d.datname), null, d.datdba, x.grantee
                from pg_database d cross join lateral aclexplode(d.datacl) x
               where d.datname = current_database() and x.privilege_type = 'CREATE') as a
        left join pg_roles r on r.oid = a.grantee
       where a.grantee <> a.owner
         and not exists (select from functions f where f.proowner = a.grantee and f.prosecdef and f.prosrc ~* '\\mcreate table\\M')`,
  },
  {
    id: 'grant.temporary',
    severity: 'medium',
    title: 'only the import client makes temporary tables',
    why: 'pg_temp is searched before our schemas by any function that forgot to pin its search_path.',
    query: `
      select format('database %I to %s', d.datname, r.rolname) as object, 'TEMPORARY' as fact,
             'select datacl from pg_database where datname = current_database()' as evidence,
             format('revoke temporary on database %I from %I', d.datname, r.rolname) as remedy
        from pg_database d
        cross join lateral aclexplode(d.datacl) x join house_roles r on r.oid = x.grantee
       where d.datname = current_database() and x.privilege_type = 'TEMPORARY' and r.rolname <> 'streamflow_import'`,
  },
  {
    id: 'default.execute',
    severity: 'high',
    title: 'functions are born without EXECUTE for PUBLIC',
    why: 'PostgreSQL’s default gives every new function to everybody, SECURITY DEFINER ones too.',
    query: `
      select r.rolname as object, 'no default privilege takes EXECUTE from PUBLIC' as fact,
             format('select * from pg_default_acl where defaclrole = %L::regrole', quote_ident(r.rolname)) as evidence,
             format('alter default privileges for role %I revoke execute on functions from public', r.rolname) as remedy
        from house_roles r
       where r.kind in ('owner', 'definer')
         and not exists (
           select from pg_default_acl d
            where d.defaclrole = r.oid and d.defaclnamespace = 0 and d.defaclobjtype = 'f'
              and not exists (select from aclexplode(d.defaclacl) x where x.grantee = 0))`,
  },
  {
    id: 'default.grants',
    severity: 'high',
    title: 'no default privilege hands future objects to anybody',
    why: 'Tomorrow’s table would be open before its walls stand.',
    query: `
      select format('%s%s: %s to %s', o.rolname, coalesce(' in ' || n.nspname, ''), k.kind, coalesce(r.rolname, 'public')) as object,
             string_agg(x.privilege_type, ', ') as fact,
             format('select * from pg_default_acl where defaclrole = %L::regrole', quote_ident(o.rolname)) as evidence,
             format('alter default privileges for role %I%s revoke all on %s from %s', o.rolname,
               coalesce(format(' in schema %I', n.nspname), ''), k.kind, coalesce(quote_ident(r.rolname), 'public')) as remedy
        from pg_default_acl d
        join pg_roles o on o.oid = d.defaclrole
        left join pg_namespace n on n.oid = d.defaclnamespace
        cross join lateral (select case d.defaclobjtype when 'r' then 'tables' when 'S' then 'sequences' when 'f' then 'functions'
                              when 'T' then 'types' when 'n' then 'schemas' else 'large objects' end) as k (kind)
        cross join lateral aclexplode(d.defaclacl) x
        left join pg_roles r on r.oid = x.grantee
       where x.grantee <> d.defaclrole
       group by o.rolname, n.nspname, k.kind, r.rolname`,
  },
];
