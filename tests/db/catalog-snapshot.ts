import type { Sql } from 'postgres';

/** Grants are lists without order. */
const SORTED_ACL = `
  create or replace function pg_temp.acl(aclitem[]) returns text language sql as
  $$ select string_agg(item::text, ' ' order by item::text) from unnest($1) item $$`;

/**
 * Everything a migration can make in our schemas, as sorted lines without oids: two equal snapshots are two equal
 * catalogs, down to grants, comments and owners.
 */
export async function catalogSnapshot(sql: Sql): Promise<string[]> {
  await sql.unsafe(SORTED_ACL);
  const rows = await sql<{ line: string }[]>`
    with ours as (
      select oid, nspname, nspowner, nspacl from pg_namespace
       where nspname in ('crm', 'auth', 'audit', 'platform', 'ext', 'graphile_worker', 'public')
    ), lines (line) as (
      select concat_ws(' ', 'schema', nspname, pg_get_userbyid(nspowner), pg_temp.acl(nspacl), obj_description(oid, 'pg_namespace'))
        from ours
      union all
      select concat_ws(' ', 'relation', c.oid::regclass, c.relkind, c.relpersistence, pg_get_userbyid(c.relowner), pg_temp.acl(c.relacl),
                       case when c.relrowsecurity then 'rls' end, case when c.relforcerowsecurity then 'forced' end,
                       c.reloptions, pg_get_expr(c.relpartbound, c.oid), obj_description(c.oid, 'pg_class'))
        from pg_class c join ours on ours.oid = c.relnamespace
      union all
      select concat_ws(' ', 'column', a.attrelid::regclass, a.attname, format_type(a.atttypid, a.atttypmod),
                       case when a.attnotnull then 'not null' end, a.attgenerated, a.attidentity,
                       pg_get_expr(d.adbin, d.adrelid), a.attcollation::regcollation, pg_temp.acl(a.attacl),
                       col_description(a.attrelid, a.attnum))
        from pg_attribute a
        join pg_class c on c.oid = a.attrelid join ours on ours.oid = c.relnamespace
        left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
       where a.attnum > 0 and not a.attisdropped
      union all
      select concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(k.oid))
        from pg_constraint k join ours on ours.oid = k.connamespace
       where conrelid <> 0
      union all
      select concat_ws(' ', 'index', pg_get_indexdef(i.indexrelid)) from pg_index i
        join pg_class c on c.oid = i.indrelid join ours on ours.oid = c.relnamespace
      union all
      select concat_ws(' ', 'policy', tablename::text, p.polname, p.polcmd, p.polpermissive, roles, using_, check_,
                       obj_description(p.oid, 'pg_policy'))
        from pg_policy p
        join pg_class c on c.oid = p.polrelid join ours on ours.oid = c.relnamespace
        cross join lateral (
          select p.polrelid::regclass as tablename, pg_get_expr(p.polqual, p.polrelid) as using_,
                 pg_get_expr(p.polwithcheck, p.polrelid) as check_,
                 (select string_agg(rolname, ',' order by rolname) from pg_roles where oid = any (p.polroles)) as roles) x
      union all
      select concat_ws(' ', 'trigger', t.tgrelid::regclass, t.tgenabled, pg_get_triggerdef(t.oid))
        from pg_trigger t join pg_class c on c.oid = t.tgrelid join ours on ours.oid = c.relnamespace
       where not t.tgisinternal
      union all
      select concat_ws(' ', 'function', p.oid::regprocedure, pg_get_userbyid(p.proowner), pg_temp.acl(p.proacl),
                       pg_get_functiondef(p.oid), obj_description(p.oid, 'pg_proc'))
        from pg_proc p join ours on ours.oid = p.pronamespace
       where p.prokind <> 'a' and ours.nspname <> 'ext'
      union all
      select concat_ws(' ', 'default rights', pg_get_userbyid(defaclrole), defaclobjtype, pg_temp.acl(defaclacl)) from pg_default_acl
    )
    select line from lines order by line`;
  return rows.map(({ line }) => line);
}
