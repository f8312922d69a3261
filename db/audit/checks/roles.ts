import type { Check } from '../check.ts';

export const roleChecks: Check[] = [
  {
    id: 'role.missing',
    severity: 'high',
    title: 'every role of the design exists',
    why: 'What a missing role should do, another role does with rights that are too wide.',
    query: `
      select d.role as object, format('no role of this name (%s)', d.kind) as fact,
             format('select rolname from pg_roles where rolname = %L', d.role) as evidence,
             format('create role %I %s noinherit nosuperuser nobypassrls', d.role,
               case when d.kind in ('client', 'login') then 'login' else 'nologin' end) as remedy
        from design d
       where not exists (select from pg_roles r where r.rolname = d.role)`,
  },
  {
    id: 'role.power',
    severity: 'critical',
    title: 'no role is superuser, bypasses RLS, replicates, or makes roles or databases',
    why: 'SUPERUSER and BYPASSRLS switch every policy off; the others are ways to get there.',
    query: `
      select r.rolname as object,
             'has ' || concat_ws(', ', case when r.rolsuper then 'SUPERUSER' end, case when r.rolbypassrls then 'BYPASSRLS' end,
               case when r.rolcreaterole then 'CREATEROLE' end, case when r.rolcreatedb then 'CREATEDB' end,
               case when r.rolreplication then 'REPLICATION' end) as fact,
             format('select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication from pg_roles where rolname = %L',
               r.rolname) as evidence,
             format('alter role %I nosuperuser nobypassrls nocreaterole nocreatedb noreplication', r.rolname) as remedy
        from house_roles r
       where r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb or r.rolreplication`,
  },
  {
    id: 'role.login',
    severity: 'critical',
    title: 'the owner and the definers cannot log in',
    why: 'They own tables and the functions that look past RLS; whoever connects as one is past it.',
    query: `
      select r.rolname as object, format('LOGIN on a role of kind %s', r.kind) as fact,
             format('select rolcanlogin from pg_roles where rolname = %L', r.rolname) as evidence,
             format('alter role %I nologin', r.rolname) as remedy
        from house_roles r
       where r.kind in ('owner', 'definer') and r.rolcanlogin`,
  },
  {
    id: 'role.password',
    severity: 'high',
    title: 'the owner and the definers have no password',
    why: 'A password waits for the day somebody sets LOGIN.',
    adminOnly: true,
    query: `
      select r.rolname as object, format('a password on a role of kind %s', r.kind) as fact,
             format('select rolpassword is not null from pg_authid where rolname = %L', r.rolname) as evidence,
             format('alter role %I password null', r.rolname) as remedy
        from house_roles r join pg_authid a on a.oid = r.oid
       where r.kind in ('owner', 'definer') and a.rolpassword is not null`,
  },
  {
    id: 'role.inherit',
    severity: 'medium',
    title: 'clients are NOINHERIT',
    why: 'A client that inherits uses the rights of any role it is put into, without asking.',
    query: `
      select r.rolname as object, 'INHERIT on a client' as fact,
             format('select rolinherit from pg_roles where rolname = %L', r.rolname) as evidence,
             format('alter role %I noinherit', r.rolname) as remedy
        from house_roles r
       where r.kind = 'client' and r.rolinherit`,
  },
  {
    id: 'role.member',
    severity: 'critical',
    title: 'memberships are those of the design',
    why: 'A member is that role when it wants to be, policies and grants included.',
    query: `
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
         and not exists (select from meant_memberships w where w.grp = g.rolname and w.member = u.rolname)`,
  },
  {
    id: 'role.settings',
    severity: 'high',
    title: 'only the design’s settings are stored on roles and on the database',
    why: 'A stored app.tenant_id, search_path or row_security holds for every session before its first statement.',
    query: `
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
             or (c.stored ~ '^search_path=' and c.stored <> 'search_path=""') end`,
  },
];
