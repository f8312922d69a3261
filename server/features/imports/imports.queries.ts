// The only SQL that writes what rows of an import become: COPY into a temporary table of the chunk's own transaction, then
// whole sets at once. Policies and audit triggers hold here as everywhere; nothing is decided here. Where a noun is kept, and
// in which columns, is told by kinds/.
import type { SearchNoun } from '../../../app/contracts/search.ts';
import type { RowIssue } from '../../../app/contracts/imports.ts';
import type { Tx } from '../../../db/tenant.ts';
import { tokensOf } from '../search/search.rules.ts';
import { sendRows, uuidArray, type Value } from './copy.ts';
import type { Holder, ImportKind, Place, Values } from './kinds/kind.ts';

type Kind = Pick<ImportKind, 'noun' | 'place'>;

/** An id of the other system and the record it becomes a name of. */
export interface Link {
  externalId: string;
  holder: Holder;
}

export interface NewRecord {
  holder: Holder;
  createdAt: string | null;
}

/** Columns an import writes, in the order of the temporary table. */
const columnsOf = ({ columns, apart }: Pick<Place<never>, 'columns' | 'apart'>): string[] => [
  'id',
  'owner_id',
  'team_id',
  'created_at',
  ...(apart ? [apart] : []),
  ...Object.values(columns),
];

/** Names for a statement, each in quotes: "i"."name", "i"."email". */
const named = (tx: Tx, names: readonly string[], of = '') =>
  names.map(
    (name, at) => tx.raw`${at === 0 ? tx.raw`` : tx.raw`,`} ${tx.raw(of === '' ? name : `${of}.${name}`)}`,
  );

/** Tables for what a chunk writes; they go with its transaction. */
export async function prepareWrites(tx: Tx, { place }: Kind): Promise<void> {
  await tx.raw`create temp table import_records on commit drop as
    select version, ${named(tx, columnsOf(place))} from ${tx.raw(place.table)} with no data`;
  await tx.raw`create temp table import_links (external_id text, record_id uuid, owner_id uuid, team_id uuid) on commit drop`;
  await tx.raw`create temp table import_tokens (
    token text collate "C", kind text, record_id uuid, owner_id uuid, team_id uuid) on commit drop`;
}

async function fillRecords(tx: Tx, { place }: Kind, records: readonly NewRecord[]): Promise<void> {
  await tx.raw`delete from pg_temp.import_records`;
  const stream = await tx.raw`copy pg_temp.import_records from stdin`.writable();
  const values = Object.keys(place.columns);
  await sendRows(
    tx,
    stream,
    records.map(({ holder, createdAt }): Value[] => [
      holder.version,
      holder.id,
      holder.ownerId,
      holder.teamId,
      createdAt,
      ...(place.apart ? [holder.apart] : []),
      ...values.map((value) => holder[value]),
    ]),
  );
  await tx.raw`analyze pg_temp.import_records`;
}

/** Makes new records with their search words. Rejects with 23505 where a place is taken. */
export async function insertRecords(tx: Tx, kind: Kind, records: readonly NewRecord[]): Promise<void> {
  await fillRecords(tx, kind, records);
  const { table, apart, columns } = kind.place;
  const names = ['id', 'owner_id', 'team_id', ...(apart ? [apart] : []), ...Object.values(columns)];
  await tx.raw`
    insert into ${tx.raw(table)} (tenant_id, created_at, ${named(tx, names)})
    select ${tx.context.tenantId}, coalesce(i.created_at, now()), ${named(tx, names, 'i')}
      from pg_temp.import_records i order by i.id`;
  await insertTokens(
    tx,
    kind,
    records.map(({ holder }) => holder),
  );
}

/** Gives records their external ids; an id whose record is in the trash goes over. Rejects with 23505 where one is taken. */
export async function insertLinks(
  tx: Tx,
  { noun, place }: Kind,
  source: string,
  links: readonly Link[],
): Promise<void> {
  if (links.length === 0) return;
  const { tenantId } = tx.context;
  await tx.raw`delete from pg_temp.import_links`;
  const stream = await tx.raw`copy pg_temp.import_links from stdin`.writable();
  await sendRows(
    tx,
    stream,
    links.map(({ externalId, holder }) => [externalId, holder.id, holder.ownerId, holder.teamId]),
  );
  await tx.raw`
    delete from crm.external_ids e using pg_temp.import_links i
     where e.tenant_id = ${tenantId} and e.noun = ${noun} and e.source = ${source} and e.external_id = i.external_id
       and exists (select 1 from ${tx.raw(place.table)} l where l.tenant_id = ${tenantId} and l.id = e.record_id and l.deleted_at is not null)`;
  await tx.raw`
    insert into crm.external_ids (tenant_id, noun, source, external_id, record_id, owner_id, team_id)
    select ${tenantId}, ${noun}, ${source}, i.external_id, i.record_id, i.owner_id, i.team_id from pg_temp.import_links i`;
}

interface Indexed {
  noun: SearchNoun;
  place: Pick<Place<Values>, 'searchable'>;
}

export async function insertTokens(tx: Tx, kind: Indexed, holders: readonly Holder[]): Promise<void> {
  await tx.raw`delete from pg_temp.import_tokens`;
  const stream = await tx.raw`copy pg_temp.import_tokens from stdin`.writable();
  await sendRows(tx, stream, tokenRows(kind, holders));
  await tx.raw`
    insert into crm.search_tokens (tenant_id, token, kind, noun, record_id, owner_id, team_id)
    select ${tx.context.tenantId}, t.token, t.kind, ${kind.noun}, t.record_id, t.owner_id, t.team_id
      from pg_temp.import_tokens t order by t.token
        on conflict do nothing`; // words of a hidden field are not deleted by whoever does not see them
}

function* tokenRows({ place }: Indexed, holders: readonly Holder[]): Generator<Value[]> {
  for (const holder of holders) {
    for (const { token, kind } of tokensOf(place.searchable(holder)))
      yield [token, kind, holder.id, holder.ownerId, holder.teamId];
  }
}

export interface ChangedRecord {
  holder: Holder;
  changed: ReadonlySet<string>;
}

/** Writes changed records that still are as they were read, and answers how many those are. Rejects with 23505 where a place is taken. */
export async function updateRecords(tx: Tx, kind: Kind, records: readonly ChangedRecord[]): Promise<number> {
  const { tenantId } = tx.context;
  const { table, apart, columns, searched } = kind.place;
  await fillRecords(
    tx,
    kind,
    records.map(({ holder }) => ({ holder, createdAt: null })),
  );
  const names = [...(apart ? [apart] : []), ...Object.values(columns)];
  const written = await tx.raw`
    update ${tx.raw(table)} l
       set ${names.map((name, at) => tx.raw`${at === 0 ? tx.raw`` : tx.raw`,`} ${tx.raw(name)} = ${tx.raw(`i.${name}`)}`)}
      from pg_temp.import_records i
     where l.tenant_id = ${tenantId} and l.id = i.id and l.version = i.version and l.deleted_at is null`;
  const found = records
    .filter(({ changed }) => searched.some((field) => changed.has(field)))
    .map(({ holder }) => holder);
  if (found.length > 0) {
    await tx.raw`delete from crm.search_tokens t where t.tenant_id = ${tenantId} and t.noun = ${kind.noun} and t.kind <> 'note'
      and t.record_id = any (${uuidArray(found.map(({ id }) => id))}::uuid[])`;
    await insertTokens(tx, kind, found);
  }
  return written.count;
}

export interface ShownRow {
  rowNo: number;
  lineNo: number;
  outcome: 'create' | 'update' | 'skip' | 'fail' | 'warn';
  recordId: string | null;
  issues: readonly RowIssue[];
  cells: readonly string[] | null;
}

/** Keeps the rows of a chunk that are worth showing. */
export async function insertRows(
  tx: Tx,
  importId: string,
  phase: 'preview' | 'run',
  rows: readonly ShownRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.raw`create temp table import_shown (row_no bigint, line_no bigint, outcome text, record_id uuid, issues jsonb, cells jsonb) on commit drop`;
  const stream = await tx.raw`copy pg_temp.import_shown from stdin`.writable();
  await sendRows(
    tx,
    stream,
    rows.map(({ rowNo, lineNo, outcome, recordId, issues, cells }) => [
      rowNo,
      lineNo,
      outcome,
      recordId,
      issues,
      cells,
    ]),
  );
  await tx.raw`
    insert into crm.import_rows (tenant_id, import_id, phase, row_no, line_no, outcome, record_id, issues, cells)
    select ${tx.context.tenantId}, ${importId}, ${phase}, s.row_no, s.line_no, s.outcome, s.record_id, s.issues, s.cells
      from pg_temp.import_shown s order by s.row_no`;
}
