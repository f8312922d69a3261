// The only SQL about what an import and its system know of records: their ids over there, and which of them an earlier row of
// the run was about.
import type { ImportNoun } from '../../../app/contracts/import-fields.ts';
import type { Tx } from '../../../db/tenant.ts';
import { uuidArray } from './copy.ts';
import type { Held, Holder, Where } from './kinds/kind.ts';

/** A record as the queries of its noun find it. */
export type Found<V> = V & Omit<Held, 'externalIds'>;

/** The same with what is known of them here. */
export async function withHistory<V>(
  tx: Tx,
  noun: ImportNoun,
  rows: readonly Found<V>[],
  { importId, source, since }: Where,
): Promise<Holder<V>[]> {
  const ids = rows.map(({ id }) => id);
  const external = await findExternalIds(tx, noun, source, ids);
  const met = since === null ? new Set<string>() : await findMet(tx, importId, ids);
  return rows.map((row) => ({
    ...row,
    externalIds: external.get(row.id) ?? [],
    touched: row.touched || met.has(row.id),
  }));
}

/** What another system calls these records. */
async function findExternalIds(
  tx: Tx,
  noun: ImportNoun,
  source: string,
  ids: readonly string[],
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  if (ids.length === 0) return found;
  const rows = await tx.raw<{ id: string; externalId: string }[]>`
    select w.id, x.external_id as "externalId" from unnest(${uuidArray(ids)}::uuid[]) w(id) cross join lateral (
      select * from crm.external_ids y where y.tenant_id = ${tx.context.tenantId} and y.record_id = w.id offset 0) x
     where x.noun = ${noun} and x.source = ${source}`;
  for (const { id, externalId } of rows) found.set(id, [...(found.get(id) ?? []), externalId].sort());
  return found;
}

/** Of these records, those an earlier row of the run was about without changing them. */
async function findMet(tx: Tx, importId: string, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx.raw<{ id: string }[]>`
    select distinct r.record_id as id from crm.import_rows r
     where r.tenant_id = ${tx.context.tenantId} and r.import_id = ${importId} and r.phase = 'run'
       and coalesce(r.record_id in (select w.id from unnest(${uuidArray(ids)}::uuid[]) w(id)), false)`;
  return new Set(rows.map(({ id }) => id));
}
