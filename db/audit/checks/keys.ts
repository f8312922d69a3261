import type { Check } from '../check.ts';

const columnList = (array: string): string =>
  `(select string_agg(quote_ident(c), ', ' order by n) from unnest(${array}) with ordinality u (c, n))`;
/** The same index with tenant_id in front. */
const led = String.raw`regexp_replace(regexp_replace(i.definition, ', tenant_id\M', ''), '\(', '(tenant_id, ')`;
const rebuilt = `case when i.conname is not null then format('alter table %s drop constraint %I; ', i.relation, i.conname)
                  else format('drop index %s; ', i.name) end || ${led}`;

export const keyChecks: Check[] = [
  {
    id: 'key.primary',
    severity: 'high',
    title: 'the primary key of a tenant table starts with tenant_id',
    why: 'Foreign keys can only be composite where the key is; and every look-up stays inside one tenant.',
    query: `
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
       where not t.relispartition and i.leader is distinct from 'tenant_id'`,
  },
  {
    id: 'key.unique',
    severity: 'critical',
    title: 'unique keys start with tenant_id, or their COMMENT says @global and why not',
    why: 'A key over all tenants answers the question whether somebody else has this value.',
    query: `
      select i.name as object, i.definition as fact,
             format('select pg_get_indexdef(%L::regclass)', i.name) as evidence, ${rebuilt} as remedy
        from tenant_indexes i
       where i.indisunique and not i.indisprimary and i.leader is distinct from 'tenant_id'
         and coalesce(i.about, '') !~ '^@global \\S'`,
  },
  {
    id: 'key.index',
    severity: 'medium',
    title: 'every other index of a tenant table starts with tenant_id',
    why: 'The isolation policy is in every query; an index that does not start with it reads all tenants’ entries.',
    query: `
      select i.name as object, i.definition as fact,
             format('select pg_get_indexdef(%L::regclass)', i.name) as evidence, ${rebuilt} as remedy
        from tenant_indexes i
       where not i.indisunique and i.leader is distinct from 'tenant_id'`,
  },
  {
    id: 'key.sequence',
    severity: 'medium',
    title: 'tenant tables draw no numbers from a sequence',
    why: 'The gaps between one’s own numbers count the other tenants’ rows.',
    query: `
      select format('%s.%I', t.name, c.attname) as object,
             coalesce(pg_get_expr(d.adbin, d.adrelid), 'identity column') as fact,
             format('select attname, attidentity, pg_get_expr(adbin, adrelid) from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum where attrelid = %L::regclass',
               t.name) as evidence,
             format('alter table %s alter column %I drop %s', t.name, c.attname,
               case when c.attidentity = '' then 'default' else 'identity' end) as remedy
        from tenant_tables t join table_columns c on c.relation = t.oid
        left join pg_attrdef d on d.adrelid = t.oid and d.adnum = c.attnum
       where not t.relispartition and (c.attidentity <> '' or pg_get_expr(d.adbin, d.adrelid) ~ '^nextval\\(')`,
  },
];

const action = (columns: string): string => `case k.confdeltype
               when 'c' then ' on delete cascade' when 'r' then ' on delete restrict'
               when 'n' then format(' on delete set null (%s)', ${columns}) when 'd' then format(' on delete set default (%s)', ${columns})
               else '' end`;
const withoutTenant = (array: string): string => `array_remove(${array}, 'tenant_id')`;
const composite = `format('alter table %1$s drop constraint %2$I; alter table %1$s add constraint %2$I foreign key (tenant_id, %3$s) references %4$s (tenant_id, %5$s)%6$s',
               k.relation, k.conname, ${columnList(withoutTenant('k.from_columns'))}, k.target,
               ${columnList(withoutTenant('k.to_columns'))}, ${action(columnList(withoutTenant('k.from_columns')))})`;
const shown = `format('select pg_get_constraintdef(oid) from pg_constraint where conrelid = %L::regclass and conname = %L', k.relation, k.conname)`;

export const foreignKeyChecks: Check[] = [
  {
    id: 'foreign.simple',
    severity: 'critical',
    title: 'foreign keys between tenant tables carry tenant_id on both sides',
    why: 'The check behind a foreign key bypasses RLS: a simple one accepts, and confirms, another tenant’s row.',
    query: `
      select format('%s.%I', k.relation, k.conname) as object, pg_get_constraintdef(k.oid) as fact, ${shown} as evidence,
             case when k.to_tenants then ${composite}
                  else format('alter table %s drop constraint %I', k.relation, k.conname) end as remedy
        from foreign_keys k
       where k.of_tenants and coalesce(k.about, '') !~ '^@global \\S'
         and not exists (select from unnest(k.from_columns, k.to_columns) as pair (f, t) where pair.f = 'tenant_id' and pair.t = 'tenant_id')`,
  },
  {
    id: 'foreign.set-null',
    severity: 'high',
    title: 'ON DELETE SET NULL names its columns and spares tenant_id',
    why: 'Without the list it sets tenant_id to null as well, and deleting the parent fails.',
    query: `
      select format('%s.%I', k.relation, k.conname) as object, pg_get_constraintdef(k.oid) as fact, ${shown} as evidence, ${composite} as remedy
        from foreign_keys k
       where k.of_tenants and k.confdeltype in ('n', 'd') and 'tenant_id' = any (k.from_columns)
         and (k.confdelsetcols is null or exists (
           select from pg_attribute a where a.attrelid = k.conrelid and a.attnum = any (k.confdelsetcols) and a.attname = 'tenant_id'))`,
  },
  {
    id: 'foreign.unindexed',
    severity: 'medium',
    title: 'every foreign key has a btree that starts with its columns',
    why: 'Deleting or moving a parent reads the whole table of its children, of all tenants.',
    query: String.raw`
      select format('%s.%I', k.relation, k.conname) as object,
             format('no index starts with (%s)', ${columnList('k.from_columns')}) as fact,
             format('select pg_get_indexdef(indexrelid) from pg_index where indrelid = %L::regclass', k.relation) as evidence,
             format('create index on %s (%s)', k.relation, ${columnList('k.from_columns')}) as remedy
        from foreign_keys k
       where not exists (
         select from pg_index i join pg_class x on x.oid = i.indexrelid join pg_am m on m.oid = x.relam
          where i.indrelid = k.conrelid and i.indisvalid and m.amname = 'btree'
            and (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey
            -- a partial index will do when it leaves out nothing but NULLs of the key
            and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) = any (
              select format('(%I IS NOT NULL)', c) from unnest(k.from_columns) as c)))`,
  },
  {
    id: 'constraint.unproven',
    severity: 'high',
    title: 'every constraint is validated',
    why: 'A constraint that was never checked against the rows already there promises nothing about them.',
    query: `
      select format('%s.%I', t.name, k.conname) as object, pg_get_constraintdef(k.oid) as fact,
             format('select convalidated from pg_constraint where conrelid = %L::regclass and conname = %L', t.name, k.conname) as evidence,
             format('alter table %s validate constraint %I', t.name, k.conname) as remedy
        from pg_constraint k join tables t on t.oid = k.conrelid
       where not k.convalidated`,
  },
];
