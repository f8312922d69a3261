// Imports for tests: a file on disk, its row and job as the doors make them, and what came of it.
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { and, asc, eq, isNull } from 'drizzle-orm';
import type { ImportField, ImportNoun } from '../../app/contracts/import-fields.ts';
import {
  importSettings,
  type ImportCounts,
  type ImportSettings,
  type Reading,
} from '../../app/contracts/imports.ts';
import { uuidv7 } from '../../db/ids.ts';
import { externalIds, importRows, imports, jobs, leads } from '../../db/schema/index.ts';
import { detect } from '../../server/features/imports/csv/detect.ts';
import { fileSource } from '../../server/features/imports/csv/reader.ts';
import { previewImport, runImport, type WorkOptions } from '../../server/features/imports/imports.jobs.ts';
import { kindOf } from '../../server/features/imports/kinds/kinds.ts';
import { suggestMapping } from '../../server/features/imports/mapping.ts';
import { temporaryFolder } from '../support/folder.ts';
import { arrange, type TestPerson, type TestTenant } from '../support/factories.ts';
import type { TenantContext } from '../../db/tenant.ts';

export interface Given {
  noun?: ImportNoun;
  fields?: Record<string, ImportField | null>;
  settings?: Partial<ImportSettings>;
  reading?: Reading;
}

/** An uploaded file, read and mapped as suggested but for `fields`. Answers the import's id. */
export async function givenImport(
  tenant: TestTenant,
  bytes: Uint8Array | string,
  { noun = 'lead', fields = {}, settings = {}, reading }: Given = {},
): Promise<string> {
  const id = uuidv7();
  const file = path.join(temporaryFolder('imports'), id);
  writeFileSync(file, bytes);
  const detected = await detect(fileSource(file), reading);
  const mapping = {
    columns: suggestMapping(detected, kindOf(noun)).columns.map((column) => {
      const field = fields[column.header];
      return field === undefined ? column : { ...column, field };
    }),
  };
  await arrange(tenant, (tx) =>
    tx.insert(imports).values({
      tenantId: tenant.tenantId,
      id,
      noun,
      status: 'mapped',
      fileName: 'file.csv',
      filePath: file,
      fileSha256: createHash('sha256').update(bytes).digest('hex'),
      fileSize: detected.size,
      detected,
      mapping,
      settings: importSettings.parse({ ...settings }),
    }),
  );
  return id;
}

/** The context the worker runs a person's job with. */
export const jobContext = (person: Pick<TestPerson, 'tenantId' | 'userId'>): TenantContext => ({
  tenantId: person.tenantId,
  userId: person.userId,
  actor: 'job',
  actorId: '1',
  onBehalfOf: person.userId,
  source: 'job',
  requestId: 'test-import',
  proof: { kind: 'job' },
});

/** Queues the work as the doors do. */
export async function start(tenant: TestTenant, importId: string, phase: 'preview' | 'run'): Promise<string> {
  const jobId = uuidv7();
  await arrange(tenant, async (tx) => {
    const { tenantId } = tenant;
    await tx
      .insert(jobs)
      .values({ tenantId, id: jobId, type: `import.${phase}`, status: 'queued', importId, total: 0 });
    await tx
      .update(imports)
      .set({ jobId, status: phase === 'run' ? 'running' : 'previewing', counts: {} })
      .where(and(eq(imports.tenantId, tenantId), eq(imports.id, importId)));
  });
  return jobId;
}

export interface Result {
  status: string;
  counts: ImportCounts;
  notes: string[];
  error: string | null;
}

export async function resultOf(tenant: TestTenant, importId: string): Promise<Result> {
  const [row] = await arrange(tenant, (tx) =>
    tx
      .select({ status: imports.status, counts: imports.counts, result: jobs.result, error: jobs.error })
      .from(imports)
      .innerJoin(jobs, and(eq(jobs.tenantId, imports.tenantId), eq(jobs.id, imports.jobId)))
      .where(and(eq(imports.tenantId, tenant.tenantId), eq(imports.id, importId))),
  );
  if (!row) throw new Error('No such import');
  return {
    status: row.status,
    counts: row.counts as unknown as ImportCounts,
    notes: (row.result?.['notes'] ?? []) as string[],
    error: row.error,
  };
}

export async function runs(
  tenant: TestTenant,
  person: TestPerson,
  importId: string,
  options?: WorkOptions,
): Promise<Result> {
  await start(tenant, importId, 'run');
  await runImport(jobContext(person), importId, undefined, options);
  return resultOf(tenant, importId);
}

export async function previews(
  tenant: TestTenant,
  person: TestPerson,
  importId: string,
  options?: WorkOptions,
): Promise<Result> {
  await start(tenant, importId, 'preview');
  await previewImport(jobContext(person), importId, undefined, options);
  return resultOf(tenant, importId);
}

/** Runs a file from upload to result. */
export async function importFile(
  tenant: TestTenant,
  person: TestPerson,
  bytes: Uint8Array | string,
  given: Given & WorkOptions = {},
): Promise<Result & { id: string }> {
  const id = await givenImport(tenant, bytes, given);
  return { id, ...(await runs(tenant, person, id, given)) };
}

/** Live leads in the order they were made, without what differs from run to run. */
export async function leadsOf(tenant: TestTenant) {
  const rows = await arrange(tenant, (tx) =>
    tx
      .select()
      .from(leads)
      .where(and(eq(leads.tenantId, tenant.tenantId), isNull(leads.deletedAt)))
      .orderBy(asc(leads.id)),
  );
  return rows.map(
    ({ id: _id, tenantId: _tenant, updatedAt: _updated, createdAt: _created, ...lead }) => lead,
  );
}

export const rowsOf = (tenant: TestTenant, importId: string, phase: 'preview' | 'run' = 'run') =>
  arrange(tenant, (tx) =>
    tx
      .select()
      .from(importRows)
      .where(
        and(
          eq(importRows.tenantId, tenant.tenantId),
          eq(importRows.importId, importId),
          eq(importRows.phase, phase),
        ),
      )
      .orderBy(asc(importRows.rowNo)),
  );

export const externalIdsOf = (tenant: TestTenant) =>
  arrange(tenant, (tx) => tx.select().from(externalIds).where(eq(externalIds.tenantId, tenant.tenantId)));
