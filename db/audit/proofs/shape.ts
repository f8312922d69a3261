// What the proofs must know of a relation to write a valid row into it and to attack it: read from the catalog,
// for whatever tables there are.
import { withPrefix } from '../../roles.ts';
import type { Queryable } from '../check.ts';
import { VOCABULARY } from '../vocabulary.ts';

export interface Column {
  name: string;
  type: string;
  notNull: boolean;
  hasDefault: boolean;
  /** Labels of an enum. */
  labels: string[];
  /** A valid value, from `@example …` in the column's COMMENT. */
  example: string | null;
  /** The table it names a row of where generated columns hold the key, from `@refers …`. */
  refers: string | null;
}

export interface ForeignKey {
  name: string;
  columns: string[];
  target: string;
  targetColumns: string[];
}

export interface CheckConstraint {
  name: string;
  columns: string[];
  text: string;
}

export interface Shape {
  name: string;
  kind: 'table' | 'view';
  /** A tenant's rows lie in it, so it is attacked. */
  ofTenants: boolean;
  /** Columns of the primary key; of a view tenant_id. */
  key: string[];
  /** All columns that can be written. */
  columns: Column[];
  foreignKeys: ForeignKey[];
  checks: CheckConstraint[];
  /** What UPDATE attacks write: a column the client may update, if there is one. */
  updated: string;
  partitions: string[];
  /** Tables a view reads. */
  bases: string[];
  /** Its rows have owners, so colleagues are kept out too. */
  owned: boolean;
}

const names = (array: string, relation: string): string =>
  `(select jsonb_agg(a.attname order by n) from unnest(${array}) with ordinality u (num, n)
      join pg_attribute a on a.attrelid = ${relation} and a.attnum = u.num)`;

const SHAPES = String.raw`
  select t.name, case t.relkind when 'v' then 'view' else 'table' end as kind,
    case t.relkind when 'v' then exists (select from grants g join clients c on c.oid = g.grantee where g.relation = t.oid)
      and exists (select from table_columns c where c.relation = t.oid and c.attname = 'tenant_id')
      else exists (select from tenant_tables x where x.oid = t.oid) end as "ofTenants",
    coalesce((select ${names('(i.indkey::int2[])[0:i.indnkeyatts - 1]', 'i.indrelid')} from pg_index i where i.indrelid = t.oid and i.indisprimary), '["tenant_id"]') as key,
    (select jsonb_agg(jsonb_build_object('name', c.attname, 'type', format_type(c.atttypid, a.atttypmod), 'notNull', c.attnotnull,
              'hasDefault', a.atthasdef or c.attidentity <> '', 'example', substring(c.about from '@example (\S+)'), 'refers', substring(c.about from '@refers (\S+)'),
              'labels', (select coalesce(jsonb_agg(e.enumlabel order by e.enumsortorder), '[]') from pg_enum e where e.enumtypid = c.atttypid))
              order by c.attnum)
       from table_columns c join pg_attribute a on a.attrelid = c.relation and a.attnum = c.attnum
      where c.relation = t.oid and c.attgenerated = '') as columns,
    coalesce((select jsonb_agg(jsonb_build_object('name', k.conname, 'target', k.target, 'columns', k.from_columns, 'targetColumns', k.to_columns)
              order by cardinality(k.conkey) desc, k.conname) from foreign_keys k where k.conrelid = t.oid), '[]') as "foreignKeys",
    coalesce((select jsonb_agg(jsonb_build_object('name', k.conname, 'text', pg_get_constraintdef(k.oid),
              'columns', ${names('k.conkey', 'k.conrelid')})) from pg_constraint k where k.conrelid = t.oid and k.contype = 'c'), '[]') as checks,
    (select c.attname from table_columns c
      where c.relation = t.oid and c.attname <> 'tenant_id' and c.attgenerated = ''
      order by has_column_privilege('streamflow_app', t.oid, c.attnum, 'UPDATE') desc, c.attnum desc limit 1) as updated,
    coalesce((select jsonb_agg(i.inhrelid::regclass::text order by i.inhrelid::regclass::text) from pg_inherits i where i.inhparent = t.oid), '[]') as partitions,
    coalesce((select jsonb_agg(distinct b.name) from pg_rewrite w
      join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid and d.refclassid = 'pg_class'::regclass
      join tables b on b.oid = d.refobjid where w.ev_class = t.oid), '[]') as bases,
    t.relkind <> 'v' and exists (select from table_columns c where c.relation = t.oid and c.attname = 'owner_id') as owned
  from relations t
  where t.relkind in ('r', 'p', 'v') and not t.relispartition
  order by t.name`;

export async function readShapes(tx: Queryable, prefix: string): Promise<Map<string, Shape>> {
  const rows = await tx.unsafe<Shape[]>(withPrefix(`with recursive ${VOCABULARY} ${SHAPES}`, prefix));
  return new Map(rows.map((shape) => [shape.name, { ...shape, foreignKeys: writableKeys(shape) }]));
}

/** Generated columns are not written: the column that says "@refers …" stands for the keys that are made of it. */
function writableKeys({ columns, foreignKeys }: Shape): ForeignKey[] {
  const written = new Set(columns.map(({ name }) => name));
  const said = columns.flatMap(({ name, refers }) =>
    refers === null
      ? []
      : [{ name: `${name} refers`, target: refers, columns: [name], targetColumns: ['id'] }],
  );
  return [...foreignKeys.filter((key) => key.columns.every((column) => written.has(column))), ...said];
}
