-- rls_audit.sql: are the walls between tenants whole? Reads the catalog, changes nothing; no rows is good news.
--   psql "$(npm run -s db:url -- --role auditor)" -f ops/sql/rls_audit.sql
-- Each row is a fault: the check, what it was found on, SQL that shows it, SQL that mends it.
-- Generated from db/audit/checks by: npm run rls:audit -- --write
-- With another ROLE_PREFIX: sed 's/\bstreamflow_/other_/g'. Attacks, and checks that need a superuser, are in npm run rls:audit.
begin read only;
set local search_path = pg_catalog, pg_temp;
with recursive
  design (role, kind) as (values ('streamflow_owner', 'owner'), ('streamflow_migrator', 'login'), ('streamflow_app', 'client'), ('streamflow_import', 'client'), ('streamflow_auth', 'login'), ('streamflow_jobs', 'login'), ('streamflow_operator', 'login'), ('streamflow_auditor', 'login'), ('streamflow_search', 'definer'), ('streamflow_audit', 'definer'), ('streamflow_sealer', 'definer'), ('streamflow_session', 'definer'), ('streamflow_queue', 'definer'), ('streamflow_history', 'definer'), ('streamflow_handover', 'definer'), ('streamflow_live', 'definer')),
  meant_memberships (grp, member) as (values ('streamflow_owner', 'streamflow_migrator'), ('streamflow_queue', 'streamflow_jobs')),
  meant_settings (role, setting) as (values ('streamflow_migrator', 'search_path'), ('streamflow_migrator', 'application_name'), ('streamflow_app', 'search_path'), ('streamflow_app', 'application_name'), ('streamflow_app', 'statement_timeout'), ('streamflow_app', 'lock_timeout'), ('streamflow_app', 'idle_in_transaction_session_timeout'), ('streamflow_app', 'plan_cache_mode'), ('streamflow_import', 'search_path'), ('streamflow_import', 'application_name'), ('streamflow_import', 'statement_timeout'), ('streamflow_import', 'lock_timeout'), ('streamflow_import', 'idle_in_transaction_session_timeout'), ('streamflow_auth', 'search_path'), ('streamflow_auth', 'application_name'), ('streamflow_auth', 'statement_timeout'), ('streamflow_auth', 'lock_timeout'), ('streamflow_auth', 'idle_in_transaction_session_timeout'), ('streamflow_jobs', 'search_path'), ('streamflow_jobs', 'application_name'), ('streamflow_jobs', 'idle_in_transaction_session_timeout'), ('streamflow_operator', 'search_path'), ('streamflow_operator', 'application_name'), ('streamflow_operator', 'statement_timeout'), ('streamflow_operator', 'lock_timeout'), ('streamflow_operator', 'idle_in_transaction_session_timeout'), ('streamflow_auditor', 'search_path'), ('streamflow_auditor', 'application_name'), ('streamflow_auditor', 'statement_timeout'), ('streamflow_auditor', 'lock_timeout'), ('streamflow_auditor', 'idle_in_transaction_session_timeout'), ('streamflow_auditor', 'default_transaction_read_only')),
  house_roles as (select r.*, d.kind from pg_roles r join design d on d.role = r.rolname),
  clients as (select oid, rolname from house_roles where kind = 'client'),
  -- everything but the system's own; pg_temp and pg_toast start with pg_
  schemas as (select * from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'),
  extension_members as (select classid, objid from pg_depend where deptype = 'e'),
  relations as (
    select c.*, c.oid::regclass::text as name, n.nspname as schema, obj_description(c.oid, 'pg_class') as about,
           substring(obj_description(c.oid, 'pg_class') from '^@(record|derived|log|global)\M') as class
      from pg_class c join schemas n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
       and not exists (select from extension_members e where e.classid = 'pg_class'::regclass and e.objid = c.oid)
  ),
  tables as (select * from relations where relkind in ('r', 'p')),
  table_columns as (
    select t.oid as relation, t.name, a.attname, a.attnum, a.atttypid, a.attnotnull, a.attidentity, a.attgenerated,
           a.attacl, col_description(t.oid, a.attnum) as about
      from relations t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
     where t.relkind <> 'S'
  ),
  -- who may do what: table and column grants, without the owner's own
  grants as (
    select r.oid as relation, r.name, r.schema, r.class, r.relkind, null::name as col, x.grantee,
           coalesce(g.rolname, 'public') as role, x.privilege_type as verb, x.is_grantable
      from relations r
      cross join lateral aclexplode(r.relacl) x left join pg_roles g on g.oid = x.grantee
     where x.grantee <> r.relowner
    union all
    select r.oid, r.name, r.schema, r.class, r.relkind, c.attname, x.grantee,
           coalesce(g.rolname, 'public'), x.privilege_type, x.is_grantable
      from relations r join table_columns c on c.relation = r.oid
      cross join lateral aclexplode(c.attacl) x left join pg_roles g on g.oid = x.grantee
     where x.grantee <> r.relowner
  ),
  -- tables that hold tenants' rows: by their class, or because a client reaches a table that has tenant_id
  tenant_tables as (
    select t.* from tables t
     where t.class in ('record', 'derived', 'log')
        or (exists (select from table_columns c where c.relation = t.oid and c.attname = 'tenant_id')
            and exists (select from grants g join clients on clients.oid = g.grantee where g.relation = t.oid))
  ),
  policies as (
    select p.*, t.name as relation, t.relispartition,
           pg_get_expr(p.polqual, p.polrelid) as using_text, pg_get_expr(p.polwithcheck, p.polrelid) as check_text,
           obj_description(p.oid, 'pg_policy') as about
      from pg_policy p join tables t on t.oid = p.polrelid
  ),
  functions as (
    select p.*, p.oid::regprocedure::text as name, n.nspname as schema, obj_description(p.oid, 'pg_proc') as about
      from pg_proc p join schemas n on n.oid = p.pronamespace
     where p.prokind in ('f', 'p')
       and not exists (select from extension_members e where e.classid = 'pg_proc'::regclass and e.objid = p.oid)
  ),
  -- indexes of tenant tables; those of partitions follow their parents'
  tenant_indexes as (
    select i.*, i.indexrelid::regclass::text as name, t.name as relation, x.relname as index_name,
           coalesce(obj_description(i.indexrelid, 'pg_class'), obj_description(k.oid, 'pg_constraint')) as about,
           k.conname, pg_get_indexdef(i.indexrelid) as definition,
           (select a.attname from pg_attribute a where a.attrelid = i.indrelid and a.attnum = i.indkey[0]) as leader
      from pg_index i
      join tenant_tables t on t.oid = i.indrelid and not t.relispartition
      join pg_class x on x.oid = i.indexrelid
      left join pg_constraint k on k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x')
  ),
  foreign_keys as (
    select k.*, t.name as relation, r.name as target,
           r.oid is not null and exists (select from tenant_tables where oid = r.oid) as to_tenants,
           exists (select from tenant_tables where oid = t.oid) as of_tenants,
           obj_description(k.oid, 'pg_constraint') as about,
           (select array_agg(a.attname order by n) from unnest(k.conkey) with ordinality u (num, n)
              join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.num) as from_columns,
           (select array_agg(a.attname order by n) from unnest(k.confkey) with ordinality u (num, n)
              join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.num) as to_columns
      from pg_constraint k
      join tables t on t.oid = k.conrelid and not t.relispartition
      left join tables r on r.oid = k.confrelid
     where k.contype = 'f' and k.conparentid = 0
  ),
  table_triggers as (
    select g.*, t.name as relation, t.class, t.schema, f.oid::regprocedure::text as calls,
           string_to_array(encode(g.tgargs, 'escape'), '\000') as args
      from pg_trigger g join tables t on t.oid = g.tgrelid join pg_proc f on f.oid = g.tgfoid
  ),
  faults (severity, "check", object, fact, evidence, remedy) as (
    -- role.missing: every role of the design exists
    select 'high', 'role.missing', object, fact, evidence, remedy from (
      select d.role as object, format('no role of this name (%s)', d.kind) as fact,
             format('select rolname from pg_roles where rolname = %L', d.role) as evidence,
             format('create role %I %s noinherit nosuperuser nobypassrls', d.role,
               case when d.kind in ('client', 'login') then 'login' else 'nologin' end) as remedy
        from design d
       where not exists (select from pg_roles r where r.rolname = d.role)) as q
    union all
    -- role.power: no role is superuser, bypasses RLS, replicates, or makes roles or databases
    select 'critical', 'role.power', object, fact, evidence, remedy from (
      select r.rolname as object,
             'has ' || concat_ws(', ', case when r.rolsuper then 'SUPERUSER' end, case when r.rolbypassrls then 'BYPASSRLS' end,
               case when r.rolcreaterole then 'CREATEROLE' end, case when r.rolcreatedb then 'CREATEDB' end,
               case when r.rolreplication then 'REPLICATION' end) as fact,
             format('select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication from pg_roles where rolname = %L',
               r.rolname) as evidence,
             format('alter role %I nosuperuser nobypassrls nocreaterole nocreatedb noreplication', r.rolname) as remedy
        from house_roles r
       where r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb or r.rolreplication) as q
    union all
    -- role.login: the owner and the definers cannot log in
    select 'critical', 'role.login', object, fact, evidence, remedy from (
      select r.rolname as object, format('LOGIN on a role of kind %s', r.kind) as fact,
             format('select rolcanlogin from pg_roles where rolname = %L', r.rolname) as evidence,
             format('alter role %I nologin', r.rolname) as remedy
        from house_roles r
       where r.kind in ('owner', 'definer') and r.rolcanlogin) as q
    union all
    -- role.inherit: clients are NOINHERIT
    select 'medium', 'role.inherit', object, fact, evidence, remedy from (
      select r.rolname as object, 'INHERIT on a client' as fact,
             format('select rolinherit from pg_roles where rolname = %L', r.rolname) as evidence,
             format('alter role %I noinherit', r.rolname) as remedy
        from house_roles r
       where r.kind = 'client' and r.rolinherit) as q
    union all
    -- role.member: memberships are those of the design
    select 'critical', 'role.member', object, fact, evidence, remedy from (
      select format('%s in %s', u.rolname, g.rolname) as object, format('%s may act as %s', u.rolname, g.rolname) as fact,
             format('select * from pg_auth_members where roleid = %L::regrole and member = %L::regrole',
               quote_ident(g.rolname), quote_ident(u.rolname)) as evidence,
             format('revoke %I from %I granted by %I', g.rolname, u.rolname, b.rolname) as remedy
        from pg_auth_members m
        join pg_roles g on g.oid = m.roleid join pg_roles u on u.oid = m.member join pg_roles b on b.oid = m.grantor
       where (g.rolname in (select role from design) or u.rolname in (select role from design))
         and not u.rolsuper
         -- a bare admin option, which managed servers give to who makes a role, opens nothing by itself
         and (m.inherit_option or m.set_option)
         and not exists (select from meant_memberships w where w.grp = g.rolname and w.member = u.rolname)) as q
    union all
    -- role.settings: only the design’s settings are stored on roles and on the database
    select 'high', 'role.settings', object, fact, evidence, remedy from (
      select concat_ws(' ', coalesce(r.rolname, 'all roles'), 'in', coalesce(d.datname, 'all databases')) || ': '
               || split_part(c.stored, '=', 1) as object,
             format('%s is stored', c.stored) as fact,
             'select setdatabase, setrole::regrole, setconfig from pg_db_role_setting' as evidence,
             case when r.oid is null then format('alter database %I reset %s', d.datname, split_part(c.stored, '=', 1))
                  when d.oid is null then format('alter role %I reset %s', r.rolname, split_part(c.stored, '=', 1))
                  else format('alter role %I in database %I reset %s', r.rolname, d.datname, split_part(c.stored, '=', 1))
                  end as remedy
        from pg_db_role_setting s
        left join pg_roles r on r.oid = s.setrole left join pg_database d on d.oid = s.setdatabase
        cross join lateral unnest(s.setconfig) as c (stored)
       where (d.oid is null or d.datname = current_database())
         and case
           when r.oid is null then split_part(c.stored, '=', 1) in ('row_security', 'search_path', 'role',
             'session_replication_role', 'session_preload_libraries', 'local_preload_libraries') or c.stored ~ '^app[.]'
           when r.rolname not in (select role from design) then false
           else not exists (select from meant_settings w where w.role = r.rolname and w.setting = split_part(c.stored, '=', 1))
             or (c.stored ~ '^search_path=' and c.stored <> 'search_path=""') end) as q
    union all
    -- class.missing: every table says what it is
    select 'high', 'class.missing', object, fact, evidence, remedy from (
      select t.name as object,
             case when t.about is null then 'no COMMENT' else format('COMMENT starts with %L', left(t.about, 30)) end as fact,
             format('select obj_description(%L::regclass, ''pg_class'')', t.name) as evidence,
             format('comment on table %s is %L', t.name,
               coalesce((select p.about from pg_inherits i join tables p on p.oid = i.inhparent where i.inhrelid = t.oid and p.class is not null),
                 case when exists (select from table_columns c where c.relation = t.oid and c.attname = 'tenant_id')
                      then '@record ' else '@global ' end || coalesce(t.about, 'what it holds and why'))) as remedy
        from tables t
       where t.class is null) as q
    union all
    -- class.untenanted: a @record, @derived or @log table has tenant_id uuid not null
    select 'critical', 'class.untenanted', object, fact, evidence, remedy from (
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
         and (c.attname is null or c.atttypid <> 'uuid'::regtype or not c.attnotnull)) as q
    union all
    -- class.shared-writable: clients do not write @global tables
    select 'critical', 'class.shared-writable', object, fact, evidence, remedy from (
      select t.name as object, format('%s may %s', string_agg(distinct g.role, ', '), string_agg(distinct g.verb, ', ')) as fact,
             format('select relacl from pg_class where oid = %L::regclass', t.name) as evidence,
             format('revoke insert, update, delete on %s from %s', t.name, string_agg(distinct quote_ident(g.role), ', ')) as remedy
        from tables t
        join grants g on g.relation = t.oid and g.verb in ('INSERT', 'UPDATE', 'DELETE')
        join clients on clients.oid = g.grantee
       where t.class = 'global'
       group by t.name) as q
    union all
    -- rls.disabled: row level security is on for every tenant table
    select 'critical', 'rls.disabled', object, fact, evidence, remedy from (
      select t.name as object, 'row level security is off' as fact,
             format('select relrowsecurity from pg_class where oid = %L::regclass', t.name) as evidence,
             format('alter table %s enable row level security', t.name) as remedy
        from tenant_tables t
       where not t.relispartition and not t.relrowsecurity) as q
    union all
    -- rls.not-forced: row level security holds for the owner too
    select 'high', 'rls.not-forced', object, fact, evidence, remedy from (
      select t.name as object, 'row level security is not forced' as fact,
             format('select relforcerowsecurity from pg_class where oid = %L::regclass', t.name) as evidence,
             format('alter table %s force row level security', t.name) as remedy
        from tenant_tables t
       where not t.relispartition and not t.relforcerowsecurity) as q
    union all
    -- rls.partition: partitions have the same walls as their parents
    select 'critical', 'rls.partition', object, fact, evidence, remedy from (
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
         and not (t.relrowsecurity and t.relforcerowsecurity and p.there)) as q
    union all
    -- rls.partition-granted: partitions are reached through their parent only
    select 'high', 'rls.partition-granted', object, fact, evidence, remedy from (
      select g.name as object, format('%s may %s', g.role, string_agg(distinct g.verb, ', ')) as fact,
             format('select relacl from pg_class where oid = %L::regclass', g.name) as evidence,
             format('revoke all on %s from %I', g.name, g.role) as remedy
        from grants g join tables t on t.oid = g.relation
       where t.relispartition
       group by g.name, g.role) as q
    union all
    -- partition.default: no partitioned table has a DEFAULT partition
    select 'medium', 'partition.default', object, fact, evidence, remedy from (
      select p.partrelid::regclass::text as object, format('%s is its DEFAULT partition', p.partdefid::regclass) as fact,
             format('select partdefid::regclass from pg_partitioned_table where partrelid = %L::regclass', p.partrelid::regclass) as evidence,
             format('alter table %s detach partition %s', p.partrelid::regclass, p.partdefid::regclass) as remedy
        from pg_partitioned_table p join tables t on t.oid = p.partrelid
       where p.partdefid <> 0) as q
    union all
    -- partition.ahead: tables partitioned by time have room for a month
    select 'high', 'partition.ahead', object, fact, evidence, remedy from (
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
       where coalesce(b.ends < now() + interval '1 month', true)) as q
    union all
    -- context.altered: crm.current_tenant_id() reads the transaction’s setting and nothing else
    select 'critical', 'context.altered', object, fact, evidence, remedy from (
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
             <> $$select nullif(current_setting('app.tenant_id', true), '')::uuid$$) as q
    union all
    -- policy.isolation-missing: every tenant table has the isolation policy
    select 'critical', 'policy.isolation-missing', object, fact, evidence, remedy from (
      select t.name as object, 'no policy tenant_isolation' as fact, format('select polname, polpermissive, polcmd, polroles::regrole[], pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid) from pg_policy where polrelid = %L::regclass', t.name) as evidence, format('drop policy if exists tenant_isolation on %1$s; create policy tenant_isolation on %1$s as permissive for all to %2$s using (tenant_id = crm.current_tenant_id()) with check (tenant_id = crm.current_tenant_id())', t.name, (select string_agg(quote_ident(rolname), ', ' order by rolname) from clients)) as remedy
        from tenant_tables t
       where not t.relispartition
         and not exists (select from policies p where p.polrelid = t.oid and p.polname = 'tenant_isolation')) as q
    union all
    -- policy.isolation-altered: the isolation policy is the same everywhere: permissive, FOR ALL, both clients, one text
    select 'critical', 'policy.isolation-altered', object, fact, evidence, remedy from (
      select t.name as object,
             format('%s for %s to %s using %s', case when p.polpermissive then 'permissive' else 'restrictive' end, p.polcmd,
               p.polroles::regrole[], coalesce(p.using_text, 'nothing')) as fact,
             format('select polname, polpermissive, polcmd, polroles::regrole[], pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid) from pg_policy where polrelid = %L::regclass', t.name) as evidence, format('drop policy if exists tenant_isolation on %1$s; create policy tenant_isolation on %1$s as permissive for all to %2$s using (tenant_id = crm.current_tenant_id()) with check (tenant_id = crm.current_tenant_id())', t.name, (select string_agg(quote_ident(rolname), ', ' order by rolname) from clients)) as remedy
        from tables t join policies p on p.polrelid = t.oid and p.polname = 'tenant_isolation'
       where not p.polpermissive or p.polcmd <> '*' or p.using_text is distinct from '(tenant_id = crm.current_tenant_id())'
          or not (p.polroles @> (select array_agg(oid) from clients) and p.polroles <@ (select array_agg(oid) from clients))) as q
    union all
    -- policy.isolation-split: USING and WITH CHECK of the isolation policy are the same text
    select 'critical', 'policy.isolation-split', object, fact, evidence, remedy from (
      select t.name as object, format('using %s, with check %s', p.using_text, coalesce(p.check_text, 'nothing')) as fact,
             format('select polname, polpermissive, polcmd, polroles::regrole[], pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid) from pg_policy where polrelid = %L::regclass', t.name) as evidence, format('drop policy if exists tenant_isolation on %1$s; create policy tenant_isolation on %1$s as permissive for all to %2$s using (tenant_id = crm.current_tenant_id()) with check (tenant_id = crm.current_tenant_id())', t.name, (select string_agg(quote_ident(rolname), ', ' order by rolname) from clients)) as remedy
        from tables t join policies p on p.polrelid = t.oid and p.polname = 'tenant_isolation'
       where p.using_text is distinct from p.check_text) as q
    union all
    -- policy.extra: no second permissive policy meets a client
    select 'critical', 'policy.extra', object, fact, evidence, remedy from (
      select format('%s.%I', t.name, p.polname) as object,
             format('permissive for %s to %s using %s', p.polcmd, array(select case r when 0 then 'public' else r::regrole::text end from unnest(p.polroles) r),
               coalesce(p.using_text, p.check_text)) as fact,
             format('select polname, polpermissive, polcmd, polroles::regrole[], pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid) from pg_policy where polrelid = %L::regclass', t.name) as evidence, format('drop policy %I on %s', p.polname, t.name) as remedy
        from tables t join policies p on p.polrelid = t.oid
       where p.polpermissive and p.polname <> 'tenant_isolation' and (0 = any (p.polroles) or exists (
               select from clients c cross join unnest(p.polroles) as r (oid) where r.oid <> 0 and pg_has_role(c.oid, r.oid, 'member')))) as q
    union all
    -- policy.undeclared: a policy for any other role says in its COMMENT why it is there
    select 'high', 'policy.undeclared', object, fact, evidence, remedy from (
      select format('%s.%I', t.name, p.polname) as object,
             format('for %s to %s, without COMMENT', p.polcmd, p.polroles::regrole[]) as fact,
             format('select polname, polpermissive, polcmd, polroles::regrole[], pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid) from pg_policy where polrelid = %L::regclass', t.name) as evidence, format('drop policy %I on %s', p.polname, t.name) as remedy
        from tables t join policies p on p.polrelid = t.oid
       where not (0 = any (p.polroles) or exists (
               select from clients c cross join unnest(p.polroles) as r (oid) where r.oid <> 0 and pg_has_role(c.oid, r.oid, 'member'))) and coalesce(btrim(p.about), '') = '') as q
    union all
    -- visibility.missing: rows that have an owner have the visibility policy
    select 'critical', 'visibility.missing', object, fact, evidence, remedy from (
      select t.name as object, 'owner_id without policy record_visibility' as fact, format('select polname, polpermissive, polcmd, polroles::regrole[], pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid) from pg_policy where polrelid = %L::regclass', t.name) as evidence, format('drop policy if exists record_visibility on %1$s; create policy record_visibility on %1$s as restrictive for select to %2$s using ('
               || case n.noun when '*' then 'noun = any ((select crm.nouns_seen(''all''))::text[]) or owner_id is null or owner_id = (select crm.current_user_id()) or (team_id = any ((select crm.current_team_ids())::uuid[]) and noun = any ((select crm.nouns_seen(''team''))::text[]))' else '(select crm.sees_all(%3$L)) or owner_id is null or owner_id = (select crm.current_user_id()) or team_id = any ((select crm.current_team_ids(%3$L))::uuid[])' end || ')', t.name, (select string_agg(quote_ident(rolname), ', ' order by rolname) from clients), n.noun) as remedy
        from tenant_tables t cross join lateral (select coalesce(
               (select '*' from table_columns c where c.relation = t.oid and c.attname = 'noun'),
               (select g.args[1] from table_triggers g where g.tgrelid = t.oid and g.calls = 'audit.record_changes()' limit 1),
               rtrim(t.relname, 's'))) as n (noun)
       where not t.relispartition
         and exists (select from table_columns c where c.relation = t.oid and c.attname = 'owner_id')
         and not exists (select from policies p where p.polrelid = t.oid and p.polname = 'record_visibility')) as q
    union all
    -- visibility.altered: the visibility policy is restrictive, FOR SELECT, and asks for the table’s own noun
    select 'critical', 'visibility.altered', object, fact, evidence, remedy from (
      select t.name as object,
             format('%s for %s to %s using %s', case when p.polpermissive then 'permissive' else 'restrictive' end, p.polcmd,
               p.polroles::regrole[], p.using_text) as fact,
             format('select polname, polpermissive, polcmd, polroles::regrole[], pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid) from pg_policy where polrelid = %L::regclass', t.name) as evidence, format('drop policy if exists record_visibility on %1$s; create policy record_visibility on %1$s as restrictive for select to %2$s using ('
               || case n.noun when '*' then 'noun = any ((select crm.nouns_seen(''all''))::text[]) or owner_id is null or owner_id = (select crm.current_user_id()) or (team_id = any ((select crm.current_team_ids())::uuid[]) and noun = any ((select crm.nouns_seen(''team''))::text[]))' else '(select crm.sees_all(%3$L)) or owner_id is null or owner_id = (select crm.current_user_id()) or team_id = any ((select crm.current_team_ids(%3$L))::uuid[])' end || ')', t.name, (select string_agg(quote_ident(rolname), ', ' order by rolname) from clients), n.noun) as remedy
        from tenant_tables t
        join policies p on p.polrelid = t.oid and p.polname = 'record_visibility'
        cross join lateral (select coalesce(
               (select '*' from table_columns c where c.relation = t.oid and c.attname = 'noun'),
               (select g.args[1] from table_triggers g where g.tgrelid = t.oid and g.calls = 'audit.record_changes()' limit 1),
               rtrim(t.relname, 's'))) as n (noun)
       where p.polpermissive or p.polcmd <> 'r'
          or not (p.polroles @> (select array_agg(oid) from clients) and p.polroles <@ (select array_agg(oid) from clients))
          or p.using_text is distinct from case n.noun when '*' then '((noun = ANY (( SELECT crm.nouns_seen(''all''::text) AS nouns_seen)::text[])) OR (owner_id IS NULL) OR (owner_id = ( SELECT crm.current_user_id() AS current_user_id)) OR ((team_id = ANY (( SELECT crm.current_team_ids() AS current_team_ids)::uuid[])) AND (noun = ANY (( SELECT crm.nouns_seen(''team''::text) AS nouns_seen)::text[]))))' else format('(( SELECT crm.sees_all(%1$L::text) AS sees_all) OR (owner_id IS NULL) OR (owner_id = ( SELECT crm.current_user_id() AS current_user_id)) OR (team_id = ANY (( SELECT crm.current_team_ids(%1$L::text) AS current_team_ids)::uuid[])))', n.noun) end) as q
    union all
    -- visibility.reads-only: what narrows reading narrows changing and deleting as well, by the same text
    select 'critical', 'visibility.reads-only', object, fact, evidence, remedy from (
      select format('%s.%I', t.name, p.polname) as object,
             format('narrows SELECT, and clients may %s without it', g.verb) as fact,
             format('select polname, polpermissive, polcmd, polroles::regrole[], pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid) from pg_policy where polrelid = %L::regclass', t.name) as evidence,
             format('drop policy if exists %1$I on %2$s; create policy %1$I on %2$s as restrictive for %3$s to %4$s using (%5$s) %6$s',
               p.polname || '_' || lower(g.verb), t.name, lower(g.verb), (select string_agg(quote_ident(rolname), ', ' order by rolname) from clients), p.using_text,
               case g.verb when 'UPDATE' then 'with check (true)' else '' end) as remedy
        from tables t join policies p on p.polrelid = t.oid
        cross join lateral (
          select distinct w.verb from grants w join clients c on c.oid = w.grantee
           where w.relation = t.oid and w.verb in ('UPDATE', 'DELETE')) g
       where not p.polpermissive and p.polcmd = 'r' and (0 = any (p.polroles) or exists (
               select from clients c cross join unnest(p.polroles) as r (oid) where r.oid <> 0 and pg_has_role(c.oid, r.oid, 'member')))
         and not exists (
           select from policies q
            where q.polrelid = t.oid and not q.polpermissive and q.using_text = p.using_text and q.polroles @> p.polroles
              and q.polcmd = case g.verb when 'UPDATE' then 'w'::"char" else 'd'::"char" end)) as q
    union all
    -- foreign.simple: foreign keys between tenant tables carry tenant_id on both sides
    select 'critical', 'foreign.simple', object, fact, evidence, remedy from (
      select format('%s.%I', k.relation, k.conname) as object, pg_get_constraintdef(k.oid) as fact, format('select pg_get_constraintdef(oid) from pg_constraint where conrelid = %L::regclass and conname = %L', k.relation, k.conname) as evidence,
             case when k.to_tenants then format('alter table %1$s drop constraint %2$I; alter table %1$s add constraint %2$I foreign key (tenant_id, %3$s) references %4$s (tenant_id, %5$s)%6$s',
               k.relation, k.conname, (select string_agg(quote_ident(c), ', ' order by n) from unnest(array_remove(k.from_columns, 'tenant_id')) with ordinality u (c, n)), k.target,
               (select string_agg(quote_ident(c), ', ' order by n) from unnest(array_remove(k.to_columns, 'tenant_id')) with ordinality u (c, n)), case k.confdeltype
               when 'c' then ' on delete cascade' when 'r' then ' on delete restrict'
               when 'n' then format(' on delete set null (%s)', (select string_agg(quote_ident(c), ', ' order by n) from unnest(array_remove(k.from_columns, 'tenant_id')) with ordinality u (c, n))) when 'd' then format(' on delete set default (%s)', (select string_agg(quote_ident(c), ', ' order by n) from unnest(array_remove(k.from_columns, 'tenant_id')) with ordinality u (c, n)))
               else '' end)
                  else format('alter table %s drop constraint %I', k.relation, k.conname) end as remedy
        from foreign_keys k
       where k.of_tenants and coalesce(k.about, '') !~ '^@global \S'
         and not exists (select from unnest(k.from_columns, k.to_columns) as pair (f, t) where pair.f = 'tenant_id' and pair.t = 'tenant_id')) as q
    union all
    -- foreign.set-null: ON DELETE SET NULL names its columns and spares tenant_id
    select 'high', 'foreign.set-null', object, fact, evidence, remedy from (
      select format('%s.%I', k.relation, k.conname) as object, pg_get_constraintdef(k.oid) as fact, format('select pg_get_constraintdef(oid) from pg_constraint where conrelid = %L::regclass and conname = %L', k.relation, k.conname) as evidence, format('alter table %1$s drop constraint %2$I; alter table %1$s add constraint %2$I foreign key (tenant_id, %3$s) references %4$s (tenant_id, %5$s)%6$s',
               k.relation, k.conname, (select string_agg(quote_ident(c), ', ' order by n) from unnest(array_remove(k.from_columns, 'tenant_id')) with ordinality u (c, n)), k.target,
               (select string_agg(quote_ident(c), ', ' order by n) from unnest(array_remove(k.to_columns, 'tenant_id')) with ordinality u (c, n)), case k.confdeltype
               when 'c' then ' on delete cascade' when 'r' then ' on delete restrict'
               when 'n' then format(' on delete set null (%s)', (select string_agg(quote_ident(c), ', ' order by n) from unnest(array_remove(k.from_columns, 'tenant_id')) with ordinality u (c, n))) when 'd' then format(' on delete set default (%s)', (select string_agg(quote_ident(c), ', ' order by n) from unnest(array_remove(k.from_columns, 'tenant_id')) with ordinality u (c, n)))
               else '' end) as remedy
        from foreign_keys k
       where k.of_tenants and k.confdeltype in ('n', 'd') and 'tenant_id' = any (k.from_columns)
         and (k.confdelsetcols is null or exists (
           select from pg_attribute a where a.attrelid = k.conrelid and a.attnum = any (k.confdelsetcols) and a.attname = 'tenant_id'))) as q
    union all
    -- foreign.unindexed: every foreign key has a btree that starts with its columns
    select 'medium', 'foreign.unindexed', object, fact, evidence, remedy from (
      select format('%s.%I', k.relation, k.conname) as object,
             format('no index starts with (%s)', (select string_agg(quote_ident(c), ', ' order by n) from unnest(k.from_columns) with ordinality u (c, n))) as fact,
             format('select pg_get_indexdef(indexrelid) from pg_index where indrelid = %L::regclass', k.relation) as evidence,
             format('create index on %s (%s)', k.relation, (select string_agg(quote_ident(c), ', ' order by n) from unnest(k.from_columns) with ordinality u (c, n))) as remedy
        from foreign_keys k
       where not exists (
         select from pg_index i join pg_class x on x.oid = i.indexrelid join pg_am m on m.oid = x.relam
          where i.indrelid = k.conrelid and i.indisvalid and m.amname = 'btree'
            and (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey
            -- a partial index will do when it leaves out nothing but NULLs of the key
            and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) = any (
              select format('(%I IS NOT NULL)', c) from unnest(k.from_columns) as c)))) as q
    union all
    -- constraint.unproven: every constraint is validated
    select 'high', 'constraint.unproven', object, fact, evidence, remedy from (
      select format('%s.%I', t.name, k.conname) as object, pg_get_constraintdef(k.oid) as fact,
             format('select convalidated from pg_constraint where conrelid = %L::regclass and conname = %L', t.name, k.conname) as evidence,
             format('alter table %s validate constraint %I', t.name, k.conname) as remedy
        from pg_constraint k join tables t on t.oid = k.conrelid
       where not k.convalidated) as q
    union all
    -- key.primary: the primary key of a tenant table starts with tenant_id
    select 'high', 'key.primary', object, fact, evidence, remedy from (
      select t.name as object, coalesce('the key is ' || i.definition, 'no primary key') as fact,
             format('select pg_get_indexdef(indexrelid) from pg_index where indrelid = %L::regclass and indisprimary', t.name) as evidence,
             case when i.indexrelid is null then format('alter table %s add primary key (tenant_id, %s)', t.name,
                    coalesce((select quote_ident(c.attname) from table_columns c where c.relation = t.oid and c.attname <> 'tenant_id' and c.attnotnull order by c.attnum limit 1), 'id'))
                  else format('alter table %s drop constraint %I, add primary key (tenant_id, %s)', t.name, i.conname,
                    (select string_agg(quote_ident(a.attname), ', ' order by k.n)
                       from unnest(i.indkey::int2[]) with ordinality k (num, n)
                       join pg_attribute a on a.attrelid = t.oid and a.attnum = k.num
                      where k.n <= i.indnkeyatts and a.attname <> 'tenant_id')) end as remedy
        from tenant_tables t
        left join tenant_indexes i on i.indrelid = t.oid and i.indisprimary
       where not t.relispartition and i.leader is distinct from 'tenant_id') as q
    union all
    -- key.unique: unique keys start with tenant_id, or their COMMENT says @global and why not
    select 'critical', 'key.unique', object, fact, evidence, remedy from (
      select i.name as object, i.definition as fact,
             format('select pg_get_indexdef(%L::regclass)', i.name) as evidence, case when i.conname is not null then format('alter table %s drop constraint %I; ', i.relation, i.conname)
                  else format('drop index %s; ', i.name) end || regexp_replace(regexp_replace(i.definition, ', tenant_id\M', ''), '\(', '(tenant_id, ') as remedy
        from tenant_indexes i
       where i.indisunique and not i.indisprimary and i.leader is distinct from 'tenant_id'
         and coalesce(i.about, '') !~ '^@global \S') as q
    union all
    -- key.index: every other index of a tenant table starts with tenant_id
    select 'medium', 'key.index', object, fact, evidence, remedy from (
      select i.name as object, i.definition as fact,
             format('select pg_get_indexdef(%L::regclass)', i.name) as evidence, case when i.conname is not null then format('alter table %s drop constraint %I; ', i.relation, i.conname)
                  else format('drop index %s; ', i.name) end || regexp_replace(regexp_replace(i.definition, ', tenant_id\M', ''), '\(', '(tenant_id, ') as remedy
        from tenant_indexes i
       where not i.indisunique and i.leader is distinct from 'tenant_id') as q
    union all
    -- key.sequence: tenant tables draw no numbers from a sequence
    select 'medium', 'key.sequence', object, fact, evidence, remedy from (
      select format('%s.%I', t.name, c.attname) as object,
             coalesce(pg_get_expr(d.adbin, d.adrelid), 'identity column') as fact,
             format('select attname, attidentity, pg_get_expr(adbin, adrelid) from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum where attrelid = %L::regclass',
               t.name) as evidence,
             format('alter table %s alter column %I drop %s', t.name, c.attname,
               case when c.attidentity = '' then 'default' else 'identity' end) as remedy
        from tenant_tables t join table_columns c on c.relation = t.oid
        left join pg_attrdef d on d.adrelid = t.oid and d.adnum = c.attnum
       where not t.relispartition and (c.attidentity <> '' or pg_get_expr(d.adbin, d.adrelid) ~ '^nextval\(')) as q
    union all
    -- index.unusable: every index column can be used under RLS, or a candidate function’s COMMENT names the index
    select 'medium', 'index.unusable', object, fact, evidence, remedy from (
      select i.name as object,
             format('%s: %s', pg_get_indexdef(i.indexrelid, k.n, true),
               case when i.indkey[k.n - 1] = 0 then 'an expression' else format('operators of %s are not leakproof', o.opcname) end) as fact,
             format('select o.oprname, p.proname, p.proleakproof from pg_amop a join pg_operator o on o.oid = a.amopopr join pg_proc p on p.oid = o.oprcode where a.amopfamily = %s', o.opcfamily) as evidence,
             format('drop index %s', i.name) as remedy
        from tenant_indexes i
        cross join lateral generate_series(1, i.indnkeyatts) as k (n)
        join pg_opclass o on o.oid = i.indclass[k.n - 1]
       where (i.indkey[k.n - 1] = 0
              -- operators that compare two values of the column's own type; those with others are seldom asked for
              or exists (
                select from pg_amop a join pg_operator r on r.oid = a.amopopr join pg_proc p on p.oid = r.oprcode
                 where a.amopfamily = o.opcfamily and a.amoplefttype = o.opcintype and a.amoprighttype = o.opcintype and not p.proleakproof))
         and not exists (
           select from functions f where f.prosecdef and f.about ~ ('\m' || i.index_name || '\M'))) as q
    union all
    -- grant.dangerous: nobody but the owner has TRUNCATE, REFERENCES, TRIGGER or MAINTAIN
    select 'critical', 'grant.dangerous', object, fact, evidence, remedy from (
      select format('%s to %s', g.name, g.role) as object, string_agg(distinct g.verb, ', ') as fact, format('select relacl from pg_class where oid = %L::regclass', g.name) as evidence,
             format('revoke %s on %s from %I', string_agg(distinct g.verb, ', '), g.name, g.role) as remedy
        from grants g join tables t on t.oid = g.relation
       where g.verb in ('TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN') and g.grantee <> 0
       group by g.name, g.role) as q
    union all
    -- grant.tenant-update: nobody may UPDATE tenant_id
    select 'critical', 'grant.tenant-update', object, fact, evidence, remedy from (
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
             and has_column_privilege(r.oid, t.oid, c.attnum, 'UPDATE')) as kept (cols)) as q
    union all
    -- grant.outsider: in crm and audit only clients and definers have grants
    select 'critical', 'grant.outsider', object, fact, evidence, remedy from (
      select format('%s to %s', g.name, g.role) as object, string_agg(distinct g.verb, ', ') as fact, format('select relacl from pg_class where oid = %L::regclass', g.name) as evidence,
             format('revoke all on %s from %I', g.name, g.role) as remedy
        from grants g
        left join house_roles r on r.oid = g.grantee
       where g.schema in ('crm', 'audit') and g.grantee <> 0 and coalesce(r.kind, 'stranger') not in ('client', 'definer', 'owner')
       group by g.name, g.role) as q
    union all
    -- grant.without-policy: a grant on a tenant table has a policy that serves it
    select 'high', 'grant.without-policy', object, fact, evidence, remedy from (
      select format('%s to %s', g.name, g.role) as object, format('%s, and no permissive policy for it', string_agg(distinct g.verb, ', ')) as fact,
             format('select relacl from pg_class where oid = %L::regclass', g.name) as evidence, format('revoke %s on %s from %I', string_agg(distinct g.verb, ', '), g.name, g.role) as remedy
        from grants g join tenant_tables t on t.oid = g.relation and t.relrowsecurity and not t.relispartition
       where g.verb in ('SELECT', 'INSERT', 'UPDATE', 'DELETE') and g.grantee <> 0
         and not exists (
           select from policies p
            where p.polrelid = g.relation and p.polpermissive and (0 = any (p.polroles) or g.grantee = any (p.polroles))
              and p.polcmd in ('*', case g.verb when 'SELECT' then 'r' when 'INSERT' then 'a' when 'UPDATE' then 'w' else 'd' end))
       group by g.name, g.role) as q
    union all
    -- grant.log-change: clients only add to @log tables; a column that moves says @mutable and why in its COMMENT
    select 'high', 'grant.log-change', object, fact, evidence, remedy from (
      select format('%s to %s', g.name, g.role) as object,
             string_agg(distinct concat_ws(' ', g.verb, 'of ' || g.col), ', ') as fact, format('select attname, attacl from pg_attribute where attrelid = %L::regclass and attacl is not null', g.name) as evidence,
             string_agg(distinct format('revoke %s on %s from %I', g.verb || case when g.col is null then '' else format(' (%I)', g.col) end, g.name, g.role), '; ') as remedy
        from grants g
        join clients on clients.oid = g.grantee
       where g.class = 'log' and g.verb in ('UPDATE', 'DELETE')
         and not exists (select from table_columns c where c.relation = g.relation and c.attname = g.col and c.about ~ '^@mutable \S')
       group by g.name, g.role) as q
    union all
    -- grant.option: nobody may grant on
    select 'medium', 'grant.option', object, fact, evidence, remedy from (
      select format('%s to %s', g.name, g.role) as object, format('%s with grant option', string_agg(distinct g.verb, ', ')) as fact,
             format('select relacl from pg_class where oid = %L::regclass', g.name) as evidence,
             string_agg(distinct format('revoke grant option for %s on %s from %I', g.verb || case when g.col is null then '' else format(' (%I)', g.col) end, g.name, g.role), '; ') as remedy
        from grants g
       where g.is_grantable
       group by g.name, g.role) as q
    union all
    -- grant.public: PUBLIC has nothing of ours
    select 'high', 'grant.public', object, fact, evidence, remedy from (
      select g.name as object, format('%s to PUBLIC', string_agg(distinct g.verb, ', ')) as fact, format('select relacl from pg_class where oid = %L::regclass', g.name) as evidence,
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
       where x.grantee = 0 and not f.prosecdef) as q
    union all
    -- grant.create: only owners, and the definer that makes partitions, may CREATE in our schemas and database
    select 'high', 'grant.create', object, fact, evidence, remedy from (
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
         and not exists (select from functions f where f.proowner = a.grantee and f.prosecdef and f.prosrc ~* '\mcreate table\M')) as q
    union all
    -- grant.temporary: only the import client makes temporary tables
    select 'medium', 'grant.temporary', object, fact, evidence, remedy from (
      select format('database %I to %s', d.datname, r.rolname) as object, 'TEMPORARY' as fact,
             'select datacl from pg_database where datname = current_database()' as evidence,
             format('revoke temporary on database %I from %I', d.datname, r.rolname) as remedy
        from pg_database d
        cross join lateral aclexplode(d.datacl) x join house_roles r on r.oid = x.grantee
       where d.datname = current_database() and x.privilege_type = 'TEMPORARY' and r.rolname <> 'streamflow_import') as q
    union all
    -- default.execute: functions are born without EXECUTE for PUBLIC
    select 'high', 'default.execute', object, fact, evidence, remedy from (
      select r.rolname as object, 'no default privilege takes EXECUTE from PUBLIC' as fact,
             format('select * from pg_default_acl where defaclrole = %L::regrole', quote_ident(r.rolname)) as evidence,
             format('alter default privileges for role %I revoke execute on functions from public', r.rolname) as remedy
        from house_roles r
       where r.kind in ('owner', 'definer')
         and not exists (
           select from pg_default_acl d
            where d.defaclrole = r.oid and d.defaclnamespace = 0 and d.defaclobjtype = 'f'
              and not exists (select from aclexplode(d.defaclacl) x where x.grantee = 0))) as q
    union all
    -- default.grants: no default privilege hands future objects to anybody
    select 'high', 'default.grants', object, fact, evidence, remedy from (
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
       group by o.rolname, n.nspname, k.kind, r.rolname) as q
    union all
    -- definer.owner: a SECURITY DEFINER function belongs to a definer role
    select 'critical', 'definer.owner', object, fact, evidence, remedy from (
      select f.name as object, format('SECURITY DEFINER, owned by %s', pg_get_userbyid(f.proowner)) as fact,
             format('select proowner::regrole, prosecdef from pg_proc where oid = %L::regprocedure', f.name) as evidence,
             format('alter function %s security invoker', f.name) as remedy
        from functions f
        left join house_roles r on r.oid = f.proowner
       where f.prosecdef and (r.kind is distinct from 'definer' or r.rolcanlogin or r.rolsuper or r.rolbypassrls)) as q
    union all
    -- definer.search-path: a SECURITY DEFINER function pins search_path, pg_temp last
    select 'critical', 'definer.search-path', object, fact, evidence, remedy from (
      select f.name as object, coalesce('settings: ' || array_to_string(f.proconfig, ', '), 'no search_path') as fact,
             format('select proconfig from pg_proc where oid = %L::regprocedure', f.name) as evidence,
             format('alter function %s set search_path = pg_catalog, pg_temp', f.name) as remedy
        from functions f
       where f.prosecdef
         and not exists (select from unnest(f.proconfig) as c (kept) where c.kept ~ '^search_path=.*\mpg_temp"?$')) as q
    union all
    -- definer.public: a SECURITY DEFINER function is for named roles only
    select 'critical', 'definer.public', object, fact, evidence, remedy from (
      select f.name as object, 'EXECUTE to PUBLIC' as fact,
             format('select proacl from pg_proc where oid = %L::regprocedure', f.name) as evidence,
             format('revoke execute on function %s from public', f.name) as remedy
        from functions f cross join lateral aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) x
       where f.prosecdef and x.grantee = 0) as q
    union all
    -- definer.takes-sql: a SECURITY DEFINER function executes no argument
    select 'critical', 'definer.takes-sql', object, fact, evidence, remedy from (
      select f.name as object, format('executes its argument %s', string_agg(a.arg, ', ')) as fact,
             format('select prosrc from pg_proc where oid = %L::regprocedure', f.name) as evidence,
             format('alter function %s security invoker', f.name) as remedy
        from functions f cross join lateral unnest(f.proargnames) as a (arg)
       where f.prosecdef and a.arg ~ '^\w+$'
         and (f.prosrc ~* ('\mexecute\s+' || a.arg || '\s*(;|\|\||\musing\M|\minto\M)')
              or f.prosrc ~* ('\mexecute\s+format\(\s*' || a.arg || '\M')
              or f.prosrc ~* ('\mexecute\s+format\([^;]*%s[^;]*,[^;]*\m' || a.arg || '\s*\)'))
       group by f.name) as q
    union all
    -- definer.grants: a definer’s grants are those its functions’ bodies use
    select 'high', 'definer.grants', object, fact, evidence, remedy from (
      with recursive called (owner, fn) as (
        select proowner, oid from functions where prosecdef
        union
        select c.owner, callee.oid
          from called c join functions body on body.oid = c.fn
          join functions callee on strpos(body.prosrc, callee.schema || '.' || callee.proname || '(') > 0
      ), bodies (owner, body) as (
        select c.owner, string_agg(f.prosrc, E'\n' order by f.oid) from called c join functions f on f.oid = c.fn group by c.owner
      )
      select format('%s to %s', g.name, g.role) as object,
             format('%s, which no body of its functions uses', string_agg(distinct concat_ws(' ', g.verb, 'of ' || g.col), ', ')) as fact,
             format('select oid::regprocedure, prosrc from pg_proc where prosecdef and proowner = %L::regrole', quote_ident(g.role)) as evidence,
             string_agg(distinct format('revoke %s on %s from %I', g.verb || case when g.col is null then '' else format(' (%I)', g.col) end, g.name, g.role), '; ') as remedy
        from grants g
        join house_roles r on r.oid = g.grantee and r.kind = 'definer'
        left join bodies b on b.owner = g.grantee
       where not coalesce(b.body ~* ('\m' || replace(g.name, '.', '[.]') || '\M') and case g.verb
               when 'SELECT' then true
               when 'INSERT' then b.body ~* ('\minsert into\s+(' || replace(g.name, '.', '[.]') || '\M|%)')
               when 'UPDATE' then b.body ~* ('\mupdate\s+(' || replace(g.name, '.', '[.]') || '\M|%)')
               when 'DELETE' then b.body ~* ('\mdelete from\s+(' || replace(g.name, '.', '[.]') || '\M|%)')
               else false end, false)
       group by g.name, g.role) as q
    union all
    -- function.leakproof: no function of ours, and no pattern operator, is LEAKPROOF
    select 'critical', 'function.leakproof', object, fact, evidence, remedy from (
      select p.oid::regprocedure::text as object, 'LEAKPROOF' as fact,
             format('select proleakproof from pg_proc where oid = %L::regprocedure', p.oid::regprocedure) as evidence,
             format('alter function %s not leakproof', p.oid::regprocedure) as remedy
        from pg_proc p
       where p.proleakproof
         and (p.oid >= 16384
              or exists (select from pg_operator o where o.oprcode = p.oid and o.oprname in ('~~', '~~*', '~', '~*', '!~~', '!~~*', '!~', '!~*', '@@', '%')))) as q
    union all
    -- owner.stranger: tables, views and functions belong to the owner or to a definer
    select 'critical', 'owner.stranger', object, fact, evidence, remedy from (
      select o.object, format('owned by %s', pg_get_userbyid(o.owner)) as fact, o.evidence,
             format('alter %s %s owner to streamflow_owner', o.kind, o.object) as remedy
        from (select t.name as object, t.relowner as owner,
                     case t.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' when 'f' then 'foreign table' else 'table' end as kind,
                     format('select relowner::regrole from pg_class where oid = %L::regclass', t.name) as evidence
                from relations t
              union all
              select f.name, f.proowner, case f.prokind when 'p' then 'procedure' else 'function' end,
                     format('select proowner::regrole from pg_proc where oid = %L::regprocedure', f.name)
                from functions f) as o
       where not exists (select from house_roles r where r.oid = o.owner and r.kind in ('owner', 'definer'))) as q
    union all
    -- view.definer: views that others use, or that read tenant tables, are security_invoker
    select 'critical', 'view.definer', object, fact, evidence, remedy from (
      select v.name as object, coalesce('options: ' || array_to_string(v.reloptions, ', '), 'no options') as fact,
             format('select reloptions from pg_class where oid = %L::regclass', v.name) as evidence,
             format('alter view %s set (security_invoker = true)', v.name) as remedy
        from relations v
       where v.relkind = 'v' and not coalesce(v.reloptions && '{security_invoker=true,security_invoker=on,security_invoker=1}', false)
         and (exists (select from grants g where g.relation = v.oid)
              or exists (select from pg_rewrite w join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid
                           join tenant_tables t on d.refclassid = 'pg_class'::regclass and d.refobjid = t.oid
                          where w.ev_class = v.oid))) as q
    union all
    -- object.materialized: there are no materialized views
    select 'high', 'object.materialized', object, fact, evidence, remedy from (
      select r.name as object, 'materialized view' as fact,
             format('select pg_get_viewdef(%L::regclass)', r.name) as evidence, format('drop materialized view %s', r.name) as remedy
        from relations r where r.relkind = 'm') as q
    union all
    -- object.rule: there are no rewrite rules
    select 'high', 'object.rule', object, fact, evidence, remedy from (
      select format('%s.%I', r.name, w.rulename) as object, pg_get_ruledef(w.oid) as fact,
             format('select rulename, pg_get_ruledef(oid) from pg_rewrite where ev_class = %L::regclass', r.name) as evidence,
             format('drop rule %I on %s', w.rulename, r.name) as remedy
        from pg_rewrite w join relations r on r.oid = w.ev_class
       where w.rulename <> '_RETURN') as q
    union all
    -- object.foreign: there are no foreign tables and no foreign servers
    select 'high', 'object.foreign', object, fact, evidence, remedy from (
      select r.name as object, 'foreign table' as fact,
             format('select ftserver from pg_foreign_table where ftrelid = %L::regclass', r.name) as evidence, format('drop foreign table %s', r.name) as remedy
        from relations r where r.relkind = 'f'
      union all
      select 'server ' || s.srvname, 'foreign server', format('select * from pg_foreign_server where srvname = %L', s.srvname),
             format('drop server %I cascade', s.srvname)
        from pg_foreign_server s
      union all
      select 'wrapper ' || w.fdwname, 'foreign-data wrapper', format('select * from pg_foreign_data_wrapper where fdwname = %L', w.fdwname),
             format('drop foreign data wrapper %I cascade', w.fdwname)
        from pg_foreign_data_wrapper w) as q
    union all
    -- object.large: there are no large objects
    select 'medium', 'object.large', object, fact, evidence, remedy from (
      select 'large object ' || m.oid as object, format('owned by %s', pg_get_userbyid(m.lomowner)) as fact,
             'select oid, lomowner::regrole from pg_largeobject_metadata' as evidence, format('select lo_unlink(%s)', m.oid) as remedy
        from pg_largeobject_metadata m) as q
    union all
    -- object.publication: there are no publications and no subscriptions
    select 'high', 'object.publication', object, fact, evidence, remedy from (
      select 'publication ' || p.pubname as object, case when p.puballtables then 'of all tables' else 'of some tables' end as fact,
             'select * from pg_publication_tables' as evidence, format('drop publication %I', p.pubname) as remedy
        from pg_publication p
      union all
      select 'subscription ' || s.subname, 'writes with its owner’s rights', 'select subname, subenabled from pg_subscription',
             format('drop subscription %I', s.subname)
        from pg_subscription s where s.subdbid = (select oid from pg_database where datname = current_database())) as q
    union all
    -- object.event-trigger: there are no event triggers
    select 'medium', 'object.event-trigger', object, fact, evidence, remedy from (
      select 'event trigger ' || e.evtname as object, format('on %s calls %s', e.evtevent, e.evtfoid::regprocedure) as fact,
             'select * from pg_event_trigger' as evidence, format('drop event trigger %I', e.evtname) as remedy
        from pg_event_trigger e
       where not exists (select from extension_members x where x.classid = 'pg_event_trigger'::regclass and x.objid = e.oid)) as q
    union all
    -- extension.place: extensions live in the schema ext
    select 'medium', 'extension.place', object, fact, evidence, remedy from (
      select 'extension ' || e.extname as object, format('in schema %s', n.nspname) as fact,
             format('select extnamespace::regnamespace from pg_extension where extname = %L', e.extname) as evidence,
             format('alter extension %I set schema ext', e.extname) as remedy
        from pg_extension e join pg_namespace n on n.oid = e.extnamespace
       where n.nspname <> 'ext' and not (n.nspname = 'pg_catalog' and e.extname = 'plpgsql')) as q
    union all
    -- server.version: the server has the fixes for row level security
    select 'high', 'server.version', object, fact, evidence, remedy from (
      select 'PostgreSQL ' || current_setting('server_version') as object, format('older than %s.%s', v.major, v.minor) as fact,
             'select version()' as evidence, format('-- install PostgreSQL %s.%s or newer and restart', v.major, v.minor) as remedy
        from (select current_setting('server_version_num')::int / 10000, current_setting('server_version_num')::int % 10000) as now (major, minor)
        join (values (16, 10), (17, 6)) as v (major, minor) on v.major = now.major or (now.major < 16 and v.major = 16)
       where now.major < v.major or now.minor < v.minor) as q
    union all
    -- audit.missing: a @record table has its three audit triggers, whole and enabled
    select 'high', 'audit.missing', object, fact, evidence, remedy from (
      select t.name as object, 'no trigger for ' || string_agg(e.event, ', ') as fact,
             format('select tgname, tgenabled, pg_get_triggerdef(oid) from pg_trigger where tgrelid = %L::regclass and not tgisinternal', t.name) as evidence,
             format('drop trigger if exists audit_insert on %1$s; drop trigger if exists audit_update on %1$s; drop trigger if exists audit_delete on %1$s; select crm.audit_table(%1$L, %2$L, %3$L::text[])',
               t.name, coalesce((select g.args[1] from table_triggers g where g.tgrelid = t.oid and g.calls = 'audit.record_changes()' limit 1), rtrim(t.relname, 's')), coalesce((select array(select unnest(g.args[3]::text[]) except values ('version'), ('updated_at'), ('updated_by'))
                      from table_triggers g where g.tgrelid = t.oid and g.calls = 'audit.record_changes()' and g.args[3] <> '' limit 1), '{}')) as remedy
        from tables t
        cross join (values ('INSERT', 4), ('UPDATE', 16), ('DELETE', 8)) as e (event, bit)
       where t.class = 'record' and not t.relispartition
         and not exists (
           select from table_triggers g
            where g.tgrelid = t.oid and g.calls = 'audit.record_changes()' and g.tgenabled in ('O', 'A')
              and g.tgtype & (67) = 0 and g.tgtype & e.bit <> 0 and g.tgqual is null and g.tgattr = '')
       group by t.oid, t.name, t.relname) as q
    union all
    -- audit.append-only: the audit log refuses UPDATE, DELETE and TRUNCATE on every partition, for its owner too
    select 'high', 'audit.append-only', object, fact, evidence, remedy from (
      select t.name as object, 'no trigger stops ' || string_agg(e.event, ', ') as fact,
             format('select tgname, tgenabled, pg_get_triggerdef(oid) from pg_trigger where tgrelid = %L::regclass', t.name) as evidence,
             format('drop trigger if exists append_only on %1$s; select audit.make_append_only(%1$L)', t.name) as remedy
        from tables t
        cross join (values ('UPDATE', 16), ('DELETE', 8), ('TRUNCATE', 32)) as e (event, bit)
       where t.schema = 'audit' and t.class = 'log'
         and not exists (
           select from table_triggers g
            where g.tgrelid = t.oid and g.calls = 'audit.refuse_change()' and g.tgenabled in ('O', 'A')
              and g.tgtype & 1 = 0 and g.tgtype & 2 <> 0 and g.tgtype & e.bit <> 0 and g.tgqual is null and g.tgattr = '')
       group by t.name) as q
    union all
    -- trigger.disabled: no trigger is switched off, those of foreign keys included
    select 'critical', 'trigger.disabled', object, fact, evidence, remedy from (
      select format('%s.%I', g.relation, g.tgname) as object, case g.tgenabled when 'D' then 'disabled' else 'fires on replicas only' end as fact,
             format('select tgname, tgenabled from pg_trigger where tgrelid = %L::regclass', g.relation) as evidence,
             format('alter table %s enable trigger %I', g.relation, g.tgname) as remedy
        from table_triggers g
       where g.tgenabled in ('D', 'R')) as q
  )
select f.severity, f."check", f.object, f.fact, f.evidence, f.remedy
  from faults f join (values ('critical', 0), ('high', 1), ('medium', 2), ('low', 3)) as s (severity, rank) using (severity)
 order by s.rank, f."check", f.object;
rollback;
