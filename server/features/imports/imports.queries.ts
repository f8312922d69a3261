// The only SQL about rows of an import on their way to leads: COPY into a temporary table of the chunk's own transaction,
// then whole sets at once. Policies and audit triggers hold here as everywhere; nothing is decided here.
import type { RowIssue } from '../../../app/contracts/imports.ts';
import type { Tx } from '../../../db/tenant.ts';
import { tokensOf } from '../search/search.rules.ts';
import { sendRows, uuidArray, type Value } from './copy.ts';
import type { Holder } from './match.ts';
import type { Change } from './merge.ts';
import { companyKey, LEGAL_END_SQL, nameVariants } from './same.ts';

/** What the rows of a chunk could match by. */
export interface Keys {
  name: string;
  company: string | null;
  email: string | null;
  externalId: string | null;
}

interface Where {
  importId: string;
  /** whose ids the external ids are */
  source: string;
  /** when the first run of this import began; null in a preview */
  since: string | null;
}

/**
 * Every lead the caller may see that some row could be about, in the order they were made. Each key is looked up in its
 * index: `offset 0` keeps the planner, which has no statistics of a young tenant, from scanning all leads instead.
 */
export async function findHolders(
  tx: Tx,
  keys: readonly Keys[],
  { importId, source, since }: Where,
): Promise<Holder[]> {
  const { tenantId } = tx.context;
  await tx.raw`create temp table import_keys (
    name text, company_key text, external_id text, email text,
    email_norm text generated always as (nullif(lower(btrim(email) collate "und-x-icu"), '')) stored) on commit drop`;
  const stream =
    await tx.raw`copy pg_temp.import_keys (name, company_key, external_id, email) from stdin`.writable();
  await sendRows(tx, stream, keyRows(keys));
  await tx.raw`analyze pg_temp.import_keys`;
  const rows = await tx.raw<Omit<Holder, 'externalIds'>[]>`
    with named as materialized (
      select n.*, coalesce(regexp_replace(
               btrim(regexp_replace(crm.fold(n.company) collate "und-x-icu", '[^[:alnum:]]+', ' ', 'g')),
               ${LEGAL_END_SQL}, ''), '') as company_key
        from (select distinct name from pg_temp.import_keys) k cross join lateral (
          select m.id, m.name, m.company, m.email_norm from crm.leads m
           where m.tenant_id = ${tenantId} and m.name = k.name and m.deleted_at is null offset 0) n),
    found as materialized (
      select e.record_id as id from pg_temp.import_keys k cross join lateral (
        select x.record_id from crm.external_ids x
         where x.tenant_id = ${tenantId} and x.noun = 'lead' and x.source = ${source} and x.external_id = k.external_id offset 0) e
       union
      select m.id from pg_temp.import_keys k cross join lateral (
        select o.id from crm.leads o
         where o.tenant_id = ${tenantId} and o.email_norm = k.email_norm
           and o.email_norm is not null and not o.email_apart and o.deleted_at is null offset 0) m
       union
      select n.id from pg_temp.import_keys k join named n on n.name = k.name and n.email_norm = k.email_norm
       union
      select n.id from pg_temp.import_keys k join named n on n.name = k.name and n.company_key = k.company_key
       where k.company_key <> '' or (k.email_norm is null and n.email_norm is null))
    select l.id, l.name, l.first_name as "firstName", l.last_name as "lastName", l.company, l.title, l.email,
           l.email_apart as "emailApart", l.phone, l.phone_e164 as "phoneE164", l.website, l.industry,
           l.source_id as "sourceId", l.stage_id as "stageId", l.score, l.address, l.description,
           l.owner_id as "ownerId", l.team_id as "teamId", l.version,
           coalesce(l.updated_at >= ${since}::timestamptz, false) as touched
      from found f cross join lateral (
        select * from crm.leads o where o.tenant_id = ${tenantId} and o.id = f.id and o.deleted_at is null offset 0) l
     order by l.id`;
  const ids = rows.map(({ id }) => id);
  const external = await findExternalIds(tx, source, ids);
  const met = since === null ? new Set<string>() : await findMet(tx, importId, ids);
  return rows.map((row) => ({
    ...row,
    externalIds: external.get(row.id) ?? [],
    touched: row.touched || met.has(row.id),
  }));
}

/** What another system calls these leads. */
async function findExternalIds(
  tx: Tx,
  source: string,
  ids: readonly string[],
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  if (ids.length === 0) return found;
  const rows = await tx.raw<{ id: string; externalId: string }[]>`
    select w.id, x.external_id as "externalId" from unnest(${uuidArray(ids)}::uuid[]) w(id) cross join lateral (
      select * from crm.external_ids y where y.tenant_id = ${tx.context.tenantId} and y.record_id = w.id offset 0) x
     where x.noun = 'lead' and x.source = ${source}`;
  for (const { id, externalId } of rows) found.set(id, [...(found.get(id) ?? []), externalId].sort());
  return found;
}

function* keyRows(keys: readonly Keys[]): Generator<Value[]> {
  for (const { name, company, email, externalId } of keys) {
    for (const [at, variant] of nameVariants(name).entries()) {
      yield [variant, companyKey(company), at === 0 ? externalId : null, email];
    }
  }
}

/** Of these leads, those an earlier row of the run was about without changing them. */
async function findMet(tx: Tx, importId: string, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx.raw<{ id: string }[]>`
    select distinct r.record_id as id from crm.import_rows r
     where r.tenant_id = ${tx.context.tenantId} and r.import_id = ${importId} and r.phase = 'run'
       and coalesce(r.record_id in (select w.id from unnest(${uuidArray(ids)}::uuid[]) w(id)), false)`;
  return new Set(rows.map(({ id }) => id));
}

/** An id of the other system and the lead it becomes a name of. */
export interface Link {
  externalId: string;
  holder: Holder;
}

export interface NewLead {
  holder: Holder;
  createdAt: string | null;
}

/** Tables for what a chunk writes; they go with its transaction. */
export async function prepareWrites(tx: Tx): Promise<void> {
  await tx.raw`create temp table import_leads (
    id uuid, name text, first_name text, last_name text, company text, title text, email text, email_apart boolean,
    phone text, phone_e164 text, website text, industry text, source_id uuid, stage_id uuid, score integer, address jsonb,
    description text, owner_id uuid, team_id uuid, version integer, created_at timestamptz) on commit drop`;
  await tx.raw`create temp table import_links (external_id text, record_id uuid, owner_id uuid, team_id uuid) on commit drop`;
  await tx.raw`create temp table import_tokens (
    token text collate "C", kind text, record_id uuid, owner_id uuid, team_id uuid) on commit drop`;
}

async function fillLeads(tx: Tx, leads: readonly NewLead[]): Promise<void> {
  await tx.raw`delete from pg_temp.import_leads`;
  const stream = await tx.raw`copy pg_temp.import_leads from stdin`.writable();
  await sendRows(
    tx,
    stream,
    leads.map(({ holder: lead, createdAt }): Value[] => [
      lead.id,
      lead.name,
      lead.firstName,
      lead.lastName,
      lead.company,
      lead.title,
      lead.email,
      lead.emailApart,
      lead.phone,
      lead.phoneE164,
      lead.website,
      lead.industry,
      lead.sourceId,
      lead.stageId,
      lead.score,
      lead.address,
      lead.description,
      lead.ownerId,
      lead.teamId,
      lead.version,
      createdAt,
    ]),
  );
  await tx.raw`analyze pg_temp.import_leads`;
}

/** Makes new leads with their search words. Rejects with 23505 where an e-mail address is taken. */
export async function insertLeads(tx: Tx, leads: readonly NewLead[]): Promise<void> {
  await fillLeads(tx, leads);
  await tx.raw`
    insert into crm.leads (tenant_id, id, name, first_name, last_name, company, title, email, email_apart, phone, phone_e164,
      website, industry, source_id, stage_id, score, address, description, owner_id, team_id, created_at)
    select ${tx.context.tenantId}, i.id, i.name, i.first_name, i.last_name, i.company, i.title, i.email, i.email_apart,
      i.phone, i.phone_e164, i.website, i.industry, i.source_id, i.stage_id, i.score, i.address, i.description, i.owner_id,
      i.team_id, coalesce(i.created_at, now())
      from pg_temp.import_leads i order by i.id`;
  await insertTokens(
    tx,
    leads.map(({ holder }) => holder),
  );
}

/** Gives leads their external ids; an id whose lead is in the trash goes over. Rejects with 23505 where one is taken. */
export async function insertLinks(tx: Tx, source: string, links: readonly Link[]): Promise<void> {
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
     where e.tenant_id = ${tenantId} and e.noun = 'lead' and e.source = ${source} and e.external_id = i.external_id
       and exists (select 1 from crm.leads l where l.tenant_id = ${tenantId} and l.id = e.record_id and l.deleted_at is not null)`;
  await tx.raw`
    insert into crm.external_ids (tenant_id, noun, source, external_id, record_id, owner_id, team_id)
    select ${tenantId}, 'lead', ${source}, i.external_id, i.record_id, i.owner_id, i.team_id from pg_temp.import_links i`;
}

async function insertTokens(tx: Tx, leads: readonly Holder[]): Promise<void> {
  await tx.raw`delete from pg_temp.import_tokens`;
  const stream = await tx.raw`copy pg_temp.import_tokens from stdin`.writable();
  await sendRows(tx, stream, tokenRows(leads));
  await tx.raw`
    insert into crm.search_tokens (tenant_id, token, kind, noun, record_id, owner_id, team_id)
    select ${tx.context.tenantId}, t.token, t.kind, 'lead', t.record_id, t.owner_id, t.team_id
      from pg_temp.import_tokens t order by t.token
        on conflict do nothing`; // words of a hidden field are not deleted by whoever does not see them
}

function* tokenRows(leads: readonly Holder[]): Generator<Value[]> {
  for (const lead of leads) {
    for (const { token, kind } of tokensOf(lead)) yield [token, kind, lead.id, lead.ownerId, lead.teamId];
  }
}

export interface ChangedLead {
  holder: Holder;
  changed: ReadonlySet<Change>;
}

const SEARCHED: readonly Change[] = ['name', 'company', 'email', 'phone'];

/** Writes changed leads that still are as they were read, and answers how many those are. Rejects with 23505 where an e-mail address is taken. */
export async function updateLeads(tx: Tx, leads: readonly ChangedLead[]): Promise<number> {
  const { tenantId } = tx.context;
  await fillLeads(
    tx,
    leads.map(({ holder }) => ({ holder, createdAt: null })),
  );
  const written = await tx.raw`
    update crm.leads l
       set name = i.name, first_name = i.first_name, last_name = i.last_name, company = i.company, title = i.title,
           email = i.email, email_apart = i.email_apart, phone = i.phone, phone_e164 = i.phone_e164, website = i.website, industry = i.industry,
           source_id = i.source_id, stage_id = i.stage_id, score = i.score, address = i.address, description = i.description
      from pg_temp.import_leads i
     where l.tenant_id = ${tenantId} and l.id = i.id and l.version = i.version and l.deleted_at is null`;
  const searched = leads
    .filter(({ changed }) => SEARCHED.some((field) => changed.has(field)))
    .map(({ holder }) => holder);
  if (searched.length > 0) {
    await tx.raw`delete from crm.search_tokens t where t.tenant_id = ${tenantId} and t.noun = 'lead' and t.kind <> 'note'
      and t.record_id = any (${uuidArray(searched.map(({ id }) => id))}::uuid[])`;
    await insertTokens(tx, searched);
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
