// What is there, for people to read and for a hash to compare: every table, view, policy, grant and definer function,
// the exceptions that comments declare, and one sha256 over the catalog as a whole.
import { withPrefix } from '../roles.ts';
import type { Queryable } from './check.ts';
import { VOCABULARY } from './vocabulary.ts';

export interface InventoryPolicy {
  name: string;
  kind: 'permissive' | 'restrictive';
  verb: string;
  roles: string[];
  using: string | null;
  check: string | null;
  about: string | null;
}

export interface InventoryRelation {
  name: string;
  kind: 'table' | 'view' | 'other';
  class: string | null;
  about: string | null;
  owner: string;
  walls: 'forced' | 'on' | 'off';
  partitions: number;
  policies: InventoryPolicy[];
  /** role → verbs, e.g. "SELECT", "UPDATE of some columns" */
  grants: Record<string, string[]>;
}

export interface InventoryFunction {
  name: string;
  owner: string;
  definer: boolean;
  /** Who may call it, besides its owner. */
  callers: string[];
  about: string | null;
}

export interface Inventory {
  relations: InventoryRelation[];
  functions: InventoryFunction[];
}

/** A decision against a rule, with the reason that its COMMENT gives. */
export interface DeclaredException {
  kind: string;
  object: string;
  reason: string;
}

const RELATIONS = `
  select t.name, case when t.relkind in ('r', 'p') then 'table' when t.relkind = 'v' then 'view' else 'other' end as kind, t.class, t.about,
    pg_get_userbyid(t.relowner) as owner,
    case when t.relrowsecurity and t.relforcerowsecurity then 'forced' when t.relrowsecurity then 'on' else 'off' end as walls,
    (select count(*)::int from pg_inherits i where i.inhparent = t.oid) as partitions,
    coalesce((select jsonb_agg(jsonb_build_object('name', p.polname, 'kind', case when p.polpermissive then 'permissive' else 'restrictive' end,
      'verb', case p.polcmd when '*' then 'ALL' when 'r' then 'SELECT' when 'a' then 'INSERT' when 'w' then 'UPDATE' else 'DELETE' end,
      'roles', array(select case r when 0 then 'PUBLIC' else pg_get_userbyid(r) end from unnest(p.polroles) r order by 1),
      'using', p.using_text, 'check', p.check_text, 'about', p.about) order by p.polname) from policies p where p.polrelid = t.oid), '[]') as policies,
    coalesce((select jsonb_object_agg(g.role, g.verbs) from (
      select role, jsonb_agg(distinct case when col is null then verb else verb || ' of some columns' end) as verbs
        from grants where relation = t.oid group by role) g), '{}') as grants
  from relations t
  where not t.relispartition and t.relkind <> 'S'
  order by t.name`;

const FUNCTIONS = `
  select f.name, pg_get_userbyid(f.proowner) as owner, f.prosecdef as definer, f.about,
    array(select coalesce(r.rolname, 'PUBLIC') from aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) x
            left join pg_roles r on r.oid = x.grantee where x.grantee <> f.proowner order by 1) as callers
  from functions f
  order by f.name`;

const EXCEPTIONS = String.raw`
  select 'unique across tenants' as kind, i.name as object, i.about as reason
    from tenant_indexes i where i.indisunique and i.leader is distinct from 'tenant_id' and i.about ~ '^@global \S'
  union all
  select 'foreign key without tenant', format('%s.%I', k.relation, k.conname), k.about
    from foreign_keys k where k.of_tenants and k.about ~ '^@global \S'
  union all
  select 'column of a log that moves', format('%s.%I', c.name, c.attname), c.about
    from table_columns c join tables t on t.oid = c.relation and not t.relispartition where t.class = 'log' and c.about ~ '^@mutable \S'
  union all
  select 'index for a candidate function', i.name, format('%s: %s', f.name, f.about)
    from tenant_indexes i join functions f on f.prosecdef and f.about ~ ('\m' || i.index_name || '\M')
  union all
  select '@global table that clients read', t.name, t.about
    from tables t where t.class = 'global'
     and exists (select from grants g join clients c on c.oid = g.grantee where g.relation = t.oid and g.verb = 'SELECT')
  union all
  select 'policy for ' || array_to_string(p.polroles::regrole[], ', '), format('%s.%I', p.relation, p.polname), p.about
    from policies p
   where not p.relispartition and p.about is not null
     and not exists (select from clients c where c.oid = any (p.polroles))
  order by 1, 2`;

/** Everything that decides who may do what, one line each; neither oids nor the database's name. */
const HASH = String.raw`
  select encode(sha256(convert_to(string_agg(line, E'\n' order by line collate "C"), 'UTF8')), 'hex') as hash
    from (
      select concat_ws('|', 'role', rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin, rolinherit) as line from house_roles
      union all
      select concat_ws('|', 'member', m.roleid::regrole, m.member::regrole, m.inherit_option, m.set_option)
        from pg_auth_members m where m.roleid in (select oid from house_roles) or m.member in (select oid from house_roles)
      union all
      select concat_ws('|', 'schema', nspname, nspowner::regrole, array(select a::text from unnest(nspacl) a order by 1)) from schemas
      union all
      select concat_ws('|', 'relation', name, relkind, relowner::regrole, relrowsecurity, relforcerowsecurity, reloptions, about,
               array(select a::text from unnest(relacl) a order by 1)) from relations
      union all
      select concat_ws('|', 'column', c.name, c.attname, format_type(c.atttypid, null), c.attnotnull, pg_get_expr(d.adbin, d.adrelid), c.about,
               array(select a::text from unnest(c.attacl) a order by 1))
        from table_columns c left join pg_attrdef d on d.adrelid = c.relation and d.adnum = c.attnum
      union all
      select concat_ws('|', 'policy', relation, polname, polpermissive, polcmd, polroles::regrole[], using_text, check_text, about) from policies
      union all
      select concat_ws('|', 'constraint', t.name, k.conname, k.convalidated, pg_get_constraintdef(k.oid)) from pg_constraint k join tables t on t.oid = k.conrelid
      union all
      select concat_ws('|', 'index', pg_get_indexdef(i.indexrelid)) from pg_index i join tables t on t.oid = i.indrelid
      union all
      select concat_ws('|', 'trigger', relation, tgname, tgenabled, pg_get_triggerdef(oid)) from table_triggers where not tgisinternal
      union all
      select concat_ws('|', 'function', pg_get_functiondef(oid), proowner::regrole, array(select a::text from unnest(proacl) a order by 1)) from functions
      union all
      select concat_ws('|', 'extension', extname, extversion, extnamespace::regnamespace) from pg_extension
    ) as facts (line)`;

const spoken = (query: string, prefix: string): string =>
  withPrefix(`with recursive ${VOCABULARY} ${query}`, prefix);

export async function readInventory(tx: Queryable, prefix: string): Promise<Inventory> {
  const relations = await tx.unsafe<InventoryRelation[]>(spoken(RELATIONS, prefix));
  const functions = await tx.unsafe<InventoryFunction[]>(spoken(FUNCTIONS, prefix));
  return { relations: relations.map((row) => ({ ...row })), functions: functions.map((row) => ({ ...row })) };
}

export async function readExceptions(tx: Queryable, prefix: string): Promise<DeclaredException[]> {
  const rows = await tx.unsafe<DeclaredException[]>(spoken(EXCEPTIONS, prefix));
  return rows.map((row) => ({ ...row }));
}

export async function catalogHash(tx: Queryable, prefix: string): Promise<string> {
  const [row] = await tx.unsafe<[{ hash: string }]>(spoken(HASH, prefix));
  return row.hash;
}
