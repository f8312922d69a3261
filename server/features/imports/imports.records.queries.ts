// The only SQL about an import as something people see and decide on: its row and its job.
// What the rows of the file become is imports.queries.ts' business.
import { and, desc, eq, exists, inArray, isNull, ne, or, sql } from 'drizzle-orm';
import { importNouns, type ImportNoun } from '../../../app/contracts/import-fields.ts';
import type { ImportRecord, ImportSummary } from '../../../app/contracts/import-records.ts';
import {
  importSettings,
  mappingSchema,
  readingSchema,
  type Detected,
  type ImportCounts,
  type ImportSettings,
  type Mapping,
  type Reading,
} from '../../../app/contracts/imports.ts';
import {
  importChunks,
  importRows,
  imports,
  jobs,
  leadSources,
  tenants,
  users,
} from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';

type Status = ImportSummary['status'];
/** What crm.imports.settings holds: how rows are read and matched, and what a person changed about reading the file. */
export type StoredSettings = ImportSettings & { reading: Reading };

const hasRun = (tx: Tx) =>
  exists(
    tx
      .select({ one: sql`1` })
      .from(importChunks)
      .where(
        and(
          eq(importChunks.tenantId, imports.tenantId),
          eq(importChunks.importId, imports.id),
          eq(importChunks.phase, 'run'),
        ),
      ),
  );

const summaryColumns = (tx: Tx) => ({
  id: imports.id,
  noun: imports.noun,
  fileName: imports.fileName,
  fileSize: imports.fileSize,
  status: imports.status,
  counts: imports.counts,
  jobId: imports.jobId,
  hasRun: sql<boolean>`${hasRun(tx)} or ${imports.status} in ('running', 'done')`,
  creator: { id: users.id, name: users.name },
  createdAt: imports.createdAt,
  finishedAt: imports.finishedAt,
});

const iso = (at: string): string => new Date(at).toISOString();

function toSummary(row: {
  id: string;
  noun: ImportNoun;
  fileName: string;
  fileSize: number;
  status: Status;
  counts: Record<string, number>;
  jobId: string | null;
  hasRun: boolean;
  creator: { id: string; name: string } | null;
  createdAt: string;
  finishedAt: string | null;
}): ImportSummary {
  const { creator, counts, ...rest } = row;
  return {
    ...rest,
    counts: Object.keys(counts).length > 0 ? (counts as ImportCounts) : null,
    createdBy: creator,
    createdAt: iso(row.createdAt),
    finishedAt: row.finishedAt && iso(row.finishedAt),
  };
}

/** An import shows cells of its file, so it is seen by whoever made it, and by those who see every record of its noun, all of it, anyway. */
async function seen(tx: Tx) {
  const { tenantId, userId } = tx.context;
  const { seesAll, hiddenFields } = await tx.entered;
  const whole = importNouns.filter(
    (noun) => seesAll.includes(noun) && !hiddenFields.some((field) => field.startsWith(`${noun}.`)),
  );
  return and(
    eq(imports.tenantId, tenantId),
    isNull(imports.deletedAt),
    userId === null ? undefined : or(inArray(imports.noun, whole), eq(imports.createdBy, userId)),
  );
}

const byCreator = and(eq(users.tenantId, imports.tenantId), eq(users.id, imports.createdBy));

/** The newest fifty. */
export async function findImports(tx: Tx): Promise<ImportSummary[]> {
  const rows = await tx
    .select(summaryColumns(tx))
    .from(imports)
    .leftJoin(users, byCreator)
    .where(await seen(tx))
    .orderBy(desc(imports.createdAt), desc(imports.id))
    .limit(50);
  return rows.map(toSummary);
}

export interface StoredImport extends ImportRecord {
  filePath: string;
  settings: StoredSettings;
}

export async function findImport(tx: Tx, id: string): Promise<StoredImport | null> {
  const [row] = await tx
    .select({
      ...summaryColumns(tx),
      filePath: imports.filePath,
      detected: imports.detected,
      mapping: imports.mapping,
      settings: imports.settings,
      result: jobs.result,
    })
    .from(imports)
    .leftJoin(users, byCreator)
    .leftJoin(jobs, and(eq(jobs.tenantId, imports.tenantId), eq(jobs.id, imports.jobId)))
    .where(and(await seen(tx), eq(imports.id, id)));
  if (!row) return null;
  const { detected, mapping, settings: raw, result, filePath, ...summary } = row;
  const settings = storedSettings(raw);
  return {
    ...toSummary(summary),
    detected: detected as Detected,
    mapping: mapping as Mapping,
    reading: settings.reading,
    duplicates: settings.duplicates,
    externalSource: settings.externalSource ?? null,
    sourceId: settings.sourceId ?? null,
    notes: Array.isArray(result?.['notes']) ? result['notes'].map(String) : [],
    filePath,
    settings,
  };
}

const storedSettings = (raw: Record<string, unknown>): StoredSettings => ({
  ...importSettings.parse(raw),
  reading: readingSchema.parse(raw['reading'] ?? {}),
});

/** Locks the import for the rest of the transaction, so that two decisions about it come one after the other. */
export async function lockImport(tx: Tx, id: string): Promise<void> {
  await tx
    .select({ id: imports.id })
    .from(imports)
    .where(and(eq(imports.tenantId, tx.context.tenantId), eq(imports.id, id)))
    .for('update');
}

export interface NewImport {
  id: string;
  noun: ImportNoun;
  fileName: string;
  filePath: string;
  fileSha256: string;
  fileSize: number;
  detected: Detected;
  mapping: Mapping;
  settings: StoredSettings;
}

export async function insertImport(tx: Tx, values: NewImport): Promise<void> {
  await tx.insert(imports).values({ tenantId: tx.context.tenantId, status: 'uploaded', ...values });
}

type Changes = Partial<Pick<NewImport, 'detected' | 'mapping' | 'settings'>> & {
  status?: Status;
  jobId?: string;
  counts?: Record<string, number>;
};

export async function updateImport(tx: Tx, id: string, changes: Changes): Promise<void> {
  await tx
    .update(imports)
    .set(changes)
    .where(and(eq(imports.tenantId, tx.context.tenantId), eq(imports.id, id)));
}

export interface NewJob {
  id: string;
  type: 'import.preview' | 'import.run';
  importId: string;
  total: number | null;
}

export async function insertJob(tx: Tx, job: NewJob): Promise<void> {
  await tx.insert(jobs).values({ tenantId: tx.context.tenantId, status: 'queued', ...job });
}

const unfinished = inArray(jobs.status, ['queued', 'running']);

/** False when the job had ended already. */
export async function cancelJob(tx: Tx, id: string): Promise<boolean> {
  const cancelled = await tx
    .update(jobs)
    .set({ status: 'cancelled', finishedAt: new Date().toISOString() })
    .where(and(eq(jobs.tenantId, tx.context.tenantId), eq(jobs.id, id), unfinished))
    .returning({ id: jobs.id });
  return cancelled.length > 0;
}

export async function deletePreview(tx: Tx, importId: string): Promise<void> {
  const { tenantId } = tx.context;
  for (const table of [importRows, importChunks]) {
    await tx
      .delete(table)
      .where(and(eq(table.tenantId, tenantId), eq(table.importId, importId), eq(table.phase, 'preview')));
  }
}

/** What a person decided the last time for a file with the same columns, in whatever order they stood. */
export async function findRememberedMapping(
  tx: Tx,
  noun: ImportNoun,
  headerKey: string,
): Promise<Mapping | null> {
  const [row] = await tx
    .select({ mapping: imports.mapping })
    .from(imports)
    .where(
      and(
        eq(imports.tenantId, tx.context.tenantId),
        eq(imports.noun, noun),
        isNull(imports.deletedAt),
        ne(imports.status, 'uploaded'),
        sql`${imports.detected} ->> 'headerKey' = ${headerKey}`,
      ),
    )
    .orderBy(desc(imports.createdAt), desc(imports.id))
    .limit(1);
  return row ? mappingSchema.parse(row.mapping) : null;
}

/** Country of phone numbers without a code and zone of times without one, as the tenant has them. */
export async function findTenantReading(tx: Tx): Promise<{ phoneCountry: string; zone: string }> {
  const [row] = await tx
    .select({ phoneCountry: tenants.phoneCountry, zone: tenants.zone })
    .from(tenants)
    .where(eq(tenants.tenantId, tx.context.tenantId));
  return row ?? { phoneCountry: 'US', zone: 'UTC' };
}

export async function isLeadSource(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx
    .select({ id: leadSources.id })
    .from(leadSources)
    .where(
      and(
        eq(leadSources.tenantId, tx.context.tenantId),
        eq(leadSources.id, id),
        isNull(leadSources.deletedAt),
      ),
    );
  return rows.length > 0;
}
