// Both sides of the drift test as plain lines: what db/schema says, and what the migrated database's catalogue says.
import { is } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import type { Sql } from 'postgres';
import * as schema from '../../db/schema/index.ts';

type Config = ReturnType<typeof getTableConfig>;

export const configs: Config[] = Object.values<unknown>(schema)
  .filter((value): value is PgTable => is(value, PgTable))
  .map((table) => getTableConfig(table));

const nameOf = (config: Config): string => `${config.schema ?? 'public'}.${config.name}`;
const list = (columns: readonly { name: string }[]): string => columns.map(({ name }) => name).join(', ');

/** Every aspect as sorted lines, so that a difference reads as what is missing on which side. */
export interface Described {
  tables: string[];
  columns: string[];
  generated: string[];
  primaryKeys: string[];
  uniques: string[];
  foreignKeys: string[];
}

export function describedInCode(): Described {
  const lines = (each: (config: Config, table: string) => string[]): string[] =>
    configs.flatMap((config) => each(config, nameOf(config))).sort();
  return {
    tables: lines((_config, table) => [table]),
    columns: lines((config, table) =>
      config.columns.map(
        (column) =>
          `${table}.${column.name} ${column.getSQLType()}${isRequired(config, column) ? ' not null' : ''}`,
      ),
    ),
    generated: lines((config, table) =>
      config.columns.filter((column) => column.generated).map((column) => `${table}.${column.name}`),
    ),
    primaryKeys: lines((config, table) => [`${table} (${list(primaryKeyOf(config))})`]),
    uniques: lines((config, table) =>
      config.uniqueConstraints.map((unique) => `${table} ${unique.name ?? '?'} (${list(unique.columns)})`),
    ),
    foreignKeys: lines((config, table) =>
      config.foreignKeys.map((key) => {
        const { columns, foreignTable, foreignColumns } = key.reference();
        return `${table} (${list(columns)}) → ${nameOf(getTableConfig(foreignTable))} (${list(foreignColumns)})`;
      }),
    ),
  };
}

function primaryKeyOf(config: Config): readonly PgColumn[] {
  return config.primaryKeys[0]?.columns ?? config.columns.filter((column) => column.primary);
}

const isRequired = (config: Config, column: PgColumn): boolean =>
  column.notNull || primaryKeyOf(config).includes(column);

/** Columns whose insert may leave them out because the database fills them in. */
export function defaultedInCode(): string[] {
  return configs.flatMap((config) =>
    config.columns
      .filter((column) => column.default !== undefined && !column.generated)
      .map((column) => `${nameOf(config)}.${column.name}`),
  );
}

/** `table.column` → the words the type allows. */
export function wordsInCode(): Map<string, string[]> {
  return new Map(
    configs.flatMap((config) =>
      config.columns
        .filter((column) => column.enumValues)
        .map(
          (column) => [`${nameOf(config)}.${column.name}`, [...(column.enumValues ?? [])].sort()] as const,
        ),
    ),
  );
}

const OURS = `n.nspname in ('crm', 'auth', 'platform', 'audit') and c.relkind in ('r', 'p') and not c.relispartition`;
const TABLES = `pg_class c join pg_namespace n on n.oid = c.relnamespace`;
const NAME = `n.nspname || '.' || c.relname`;
const columnsOf = (keys: string, table: string): string =>
  `(select string_agg(a.attname, ', ' order by k.at) from unnest(${keys}) with ordinality k(attnum, at)
      join pg_attribute a on a.attrelid = ${table} and a.attnum = k.attnum)`;

export async function describedInDatabase(admin: Sql): Promise<Described> {
  const lines = async (query: string): Promise<string[]> => {
    const rows = await admin.unsafe<{ line: string }[]>(query);
    return rows.map(({ line }) => line).sort();
  };
  const attributes = `${TABLES} join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped where ${OURS}`;
  const constraints = (type: string): string =>
    `${TABLES} join pg_constraint o on o.conrelid = c.oid and o.contype = '${type}' where ${OURS}`;
  return {
    tables: await lines(`select ${NAME} as line from ${TABLES} where ${OURS}`),
    columns: await lines(`
      select ${NAME} || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
             || case when a.attnotnull then ' not null' else '' end as line from ${attributes}`),
    generated: await lines(
      `select ${NAME} || '.' || a.attname as line from ${attributes} and a.attgenerated <> ''`,
    ),
    primaryKeys: await lines(
      `select ${NAME} || ' (' || ${columnsOf('o.conkey', 'c.oid')} || ')' as line from ${constraints('p')}`,
    ),
    uniques: await lines(`
      select ${NAME} || ' ' || o.conname || ' (' || ${columnsOf('o.conkey', 'c.oid')} || ')' as line
        from ${constraints('u')}`),
    foreignKeys: await lines(`
      select ${NAME} || ' (' || ${columnsOf('o.conkey', 'c.oid')} || ') → '
             || (select fn.nspname || '.' || f.relname from pg_class f join pg_namespace fn on fn.oid = f.relnamespace
                  where f.oid = o.confrelid)
             || ' (' || ${columnsOf('o.confkey', 'o.confrelid')} || ')' as line
        from ${constraints('f')}`),
  };
}

export async function defaultedInDatabase(admin: Sql): Promise<Set<string>> {
  const rows = await admin.unsafe<{ name: string }[]>(`
    select ${NAME} || '.' || a.attname as name
      from ${TABLES} join pg_attribute a on a.attrelid = c.oid and a.atthasdef and a.attgenerated = '' where ${OURS}`);
  return new Set(rows.map(({ name }) => name));
}

/** `table.column` → the words its CHECK allows, for checks on one column that list words. */
export async function wordsInDatabase(admin: Sql): Promise<Map<string, string[]>> {
  const rows = await admin.unsafe<{ name: string; rule: string }[]>(`
    select ${NAME} || '.' || a.attname as name, pg_get_constraintdef(o.oid) as rule
      from ${TABLES} join pg_constraint o on o.conrelid = c.oid and o.contype = 'c' and cardinality(o.conkey) = 1
      join pg_attribute a on a.attrelid = c.oid and a.attnum = o.conkey[1]
     where ${OURS} and pg_get_constraintdef(o.oid) like '%= ANY (ARRAY[%'`);
  return new Map(
    rows.map(({ name, rule }) => [
      name,
      [...rule.matchAll(/'([^']*)'::text/g)].map(([, word]) => word ?? '').sort(),
    ]),
  );
}
