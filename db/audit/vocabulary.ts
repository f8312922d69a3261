// The words every check is written in: one `with` list of catalog views, so that a check is one readable SELECT.
// Names roles and schemas of the design only; tables, policies, grants and functions all come from the catalog.
import { ALL_ROLES, DEFAULT_PREFIX, DEFINER_ROLES, MEMBERSHIPS, ROLE_SETTINGS } from '../roles.ts';
import type { RoleName } from '../roles.ts';

/** client: works inside tenants · login: connects, outside tenants · definer: owns functions, cannot connect */
type Kind = 'owner' | 'client' | 'login' | 'definer';

const CLIENTS: readonly RoleName[] = ['app', 'import'];
const isDefiner = (role: RoleName): boolean => (DEFINER_ROLES as readonly RoleName[]).includes(role);

function kindOf(role: RoleName): Kind {
  if (role === 'owner') return 'owner';
  if (isDefiner(role)) return 'definer';
  return CLIENTS.includes(role) ? 'client' : 'login';
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const literal = (role: RoleName): string => quoted(`${DEFAULT_PREFIX}_${role}`);
const values = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `(${row.join(', ')})`).join(', ');

const design = values(ALL_ROLES.map((role) => [literal(role), quoted(kindOf(role))]));
const memberships = values(MEMBERSHIPS.map(([group, member]) => [literal(group), literal(member)]));
const settings = values(
  Object.entries(ROLE_SETTINGS).flatMap(([role, kept]) =>
    ['search_path', 'application_name', ...Object.keys(kept)].map((name) => [
      literal(role as RoleName),
      quoted(name),
    ]),
  ),
);

/** The text of the isolation policy as PostgreSQL prints it. */
export const TENANT = '(tenant_id = crm.current_tenant_id())';

export const VOCABULARY = String.raw`
  design (role, kind) as (values ${design}),
  meant_memberships (grp, member) as (values ${memberships}),
  meant_settings (role, setting) as (values ${settings}),
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
  )`;
