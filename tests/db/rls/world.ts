// What faults are planted on: choices from the live catalog, made by a seed: another one tries other tables.
import type { Sql } from 'postgres';
import type { Inventory } from '../../../db/audit/inventory.ts';

export interface World {
  database: string;
  /** Any tenant table. */
  table: string;
  /** Not partitioned, and nothing points at it. */
  leaf: string;
  record: string;
  log: string;
  owned: string;
  global: string;
  partitioned: string;
  partition: string;
  auditPartition: string;
  /** A column that is not tenant_id, of the leaf's primary key. */
  leafColumn: string;
  leafKey: string[];
  definerFunction: string;
  definer: string;
  client: string;
}

/** mulberry32 */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export async function chooseWorld(sql: Sql, inventory: Inventory, next: () => number): Promise<World> {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)]!;
  const tables = inventory.relations.filter(({ kind }) => kind === 'table');
  const ofTenants = tables.filter(({ class: declared }) => declared !== 'global');
  const names = (some: typeof tables): string[] => some.map(({ name }) => name);
  const rows = await sql<
    { name: string; partitions: string[]; key: string[]; targeted: boolean; partitioned: boolean }[]
  >`
    select c.oid::regclass::text as name, c.relkind = 'p' as partitioned,
           array(select inhrelid::regclass::text from pg_inherits where inhparent = c.oid order by 1) as partitions,
           array(select a.attname::text from pg_index i, unnest(i.indkey::int2[]) with ordinality k (num, n), pg_attribute a
                  where i.indrelid = c.oid and i.indisprimary and k.n <= i.indnkeyatts and a.attrelid = c.oid and a.attnum = k.num
                  order by k.n) as key,
           exists (select from pg_constraint k where k.confrelid = c.oid) as targeted
      from pg_class c where c.oid::regclass::text = any (${names(ofTenants)}) order by 1`;
  const leaf = pick(
    rows.filter(({ partitioned, targeted, key }) => !partitioned && !targeted && key.length > 1),
  );
  const partitioned = pick(rows.filter((row) => row.partitioned));
  return {
    database: (await sql<[{ name: string }]>`select current_database() as name`)[0].name,
    table: pick(names(ofTenants.filter(({ name }) => name.startsWith('crm.')))),
    leaf: leaf.name,
    record: pick(names(tables.filter((table) => table.class === 'record'))),
    log: pick(names(tables.filter((table) => table.class === 'log'))),
    owned: pick(
      names(tables.filter(({ policies }) => policies.some(({ name }) => name === 'record_visibility'))),
    ),
    global: pick(names(tables.filter((table) => table.class === 'global'))),
    partitioned: partitioned.name,
    partition: pick(partitioned.partitions),
    auditPartition: pick(
      rows.filter(({ name }) => name.startsWith('audit.')).flatMap(({ partitions }) => partitions),
    ),
    leafColumn: pick(leaf.key.slice(1)),
    leafKey: leaf.key,
    definerFunction: pick(inventory.functions.filter(({ definer }) => definer)).name,
    definer: pick([
      ...new Set(inventory.functions.filter(({ definer }) => definer).map(({ owner }) => owner)),
    ]),
    client: pick(['streamflow_app', 'streamflow_import']),
  };
}
