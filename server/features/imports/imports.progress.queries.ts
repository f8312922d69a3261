// The only SQL about how far a preview or run is: statuses, checkpoints and the figures people watch, written in the
// transaction of the rows they speak of.
import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm';
import type { ImportNoun } from '../../../app/contracts/import-fields.ts';
import {
  importSettings,
  mappingSchema,
  type Detected,
  type ImportCounts,
  type ImportSettings,
  type Mapping,
  type Place,
} from '../../../app/contracts/imports.ts';
import { uuidv7 } from '../../../db/ids.ts';
import { importChunks, importRows, imports, jobs, users } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';
import type { Person } from './people.ts';

export type Phase = 'preview' | 'run';
const STATUS = { preview: 'previewing', run: 'running' } as const;

export interface Work {
  importId: string;
  noun: ImportNoun;
  jobId: string;
  filePath: string;
  detected: Detected;
  mapping: Mapping;
  settings: ImportSettings;
  /** when the first run of this import began; null before that */
  since: string | null;
  /** rows that are done already, with the place behind them; null at the beginning */
  done: Checkpoint | null;
  previewed: ImportCounts | null;
}

export interface Checkpoint {
  chunkNo: number;
  place: Place;
}

const ofImport = (tx: Tx, importId: string) =>
  and(eq(imports.tenantId, tx.context.tenantId), eq(imports.id, importId));

/** Takes the work up, locked until the end of the transaction; null where there is none (any more). */
export async function beginWork(tx: Tx, importId: string, phase: Phase): Promise<Work | null> {
  const { tenantId } = tx.context;
  const [row] = await tx
    .select()
    .from(imports)
    .where(and(ofImport(tx, importId), isNull(imports.deletedAt)))
    .for('update');
  if (!row?.jobId || row.status !== STATUS[phase]) return null;
  await tx
    .update(jobs)
    .set({
      status: 'running',
      phase,
      startedAt: sql`coalesce(${jobs.startedAt}, now())`,
      heartbeatAt: sql`now()`,
    })
    .where(and(eq(jobs.tenantId, tenantId), eq(jobs.id, row.jobId)));
  const runs = await tx
    .select({ startedAt: jobs.startedAt })
    .from(jobs)
    .where(and(eq(jobs.tenantId, tenantId), eq(jobs.importId, importId), eq(jobs.type, 'import.run')))
    .orderBy(asc(jobs.startedAt))
    .limit(1);
  if (phase === 'preview') await deleteRows(tx, importId, 'preview');
  return {
    importId,
    noun: row.noun,
    jobId: row.jobId,
    filePath: row.filePath,
    detected: row.detected as Detected,
    mapping: mappingSchema.parse(row.mapping),
    settings: importSettings.parse(row.settings),
    since: runs[0]?.startedAt ?? null,
    done: phase === 'run' ? await findCheckpoint(tx, importId, row.detected as Detected) : null,
    previewed: phase === 'run' ? await findPreviewed(tx, importId) : null,
  };
}

async function deleteRows(tx: Tx, importId: string, phase: Phase): Promise<void> {
  const { tenantId } = tx.context;
  await tx
    .delete(importRows)
    .where(
      and(eq(importRows.tenantId, tenantId), eq(importRows.importId, importId), eq(importRows.phase, phase)),
    );
  await tx
    .delete(importChunks)
    .where(
      and(
        eq(importChunks.tenantId, tenantId),
        eq(importChunks.importId, importId),
        eq(importChunks.phase, phase),
      ),
    );
}

const ofPhase = (tx: Tx, importId: string, phase: Phase) =>
  and(
    eq(importChunks.tenantId, tx.context.tenantId),
    eq(importChunks.importId, importId),
    eq(importChunks.phase, phase),
  );

async function findCheckpoint(tx: Tx, importId: string, detected: Detected): Promise<Checkpoint | null> {
  const [last] = await tx
    .select()
    .from(importChunks)
    .where(ofPhase(tx, importId, 'run'))
    .orderBy(desc(importChunks.chunkNo))
    .limit(1);
  if (!last) return null;
  return {
    chunkNo: last.chunkNo,
    place: {
      byteOffset: last.byteOffset ?? detected.dataStart.byteOffset,
      rowNo: last.lastRow,
      lineNo: last.counts['nextLine'] ?? detected.dataStart.lineNo,
    },
  };
}

/** The figures of the last whole preview. */
async function findPreviewed(tx: Tx, importId: string): Promise<ImportCounts | null> {
  const [chunk] = await tx
    .select({ counts: importChunks.counts })
    .from(importChunks)
    .where(ofPhase(tx, importId, 'preview'));
  return chunk ? (chunk.counts as unknown as ImportCounts) : null;
}

/**
 * Locks out whoever else would write the next chunk. 'gone': the work was stopped or replaced; 'moved': another worker has
 * written that chunk.
 */
export async function holdWork(
  tx: Tx,
  { importId, jobId }: Work,
  phase: Phase,
  chunkNo: number,
): Promise<'ours' | 'gone' | 'moved'> {
  const [row] = await tx
    .select({ status: imports.status, jobId: imports.jobId })
    .from(imports)
    .where(ofImport(tx, importId))
    .for('update');
  if (row?.status !== STATUS[phase] || row.jobId !== jobId) return 'gone';
  if (phase === 'preview') return 'ours';
  const [last] = await tx
    .select({ chunkNo: sql<number>`coalesce(max(${importChunks.chunkNo}), 0)::int` })
    .from(importChunks)
    .where(ofPhase(tx, importId, phase));
  return last?.chunkNo === chunkNo - 1 ? 'ours' : 'moved';
}

export interface Chunk {
  chunkNo: number;
  firstRow: number;
  next: Place;
  counts: Record<string, number>;
  createdIds: string[];
}

export async function insertChunk(tx: Tx, importId: string, phase: Phase, chunk: Chunk): Promise<void> {
  const { chunkNo, firstRow, next, counts, createdIds } = chunk;
  await tx.insert(importChunks).values({
    tenantId: tx.context.tenantId,
    importId,
    phase,
    chunkNo,
    firstRow,
    lastRow: next.rowNo,
    byteOffset: next.byteOffset,
    counts: { ...counts, nextLine: next.lineNo },
    createdIds,
  });
}

/** All figures of a run so far, by name. */
export async function sumChunks(tx: Tx, importId: string): Promise<Map<string, number>> {
  const rows = await tx.execute<{ name: string; total: number }>(sql`
    select c.key as name, sum(c.value::bigint)::float8 as total
      from ${importChunks} k cross join lateral jsonb_each_text(k.counts) c
     where k.tenant_id = ${tx.context.tenantId} and k.import_id = ${importId} and k.phase = 'run' and c.key <> 'nextLine'
     group by c.key`);
  return new Map(rows.map(({ name, total }) => [name, total]));
}

export async function saveProgress(
  tx: Tx,
  { jobId }: Work,
  done: number,
  counts: ImportCounts,
): Promise<void> {
  await tx
    .update(jobs)
    .set({
      done,
      total: sql`greatest(${jobs.total}, ${done}::bigint)`,
      counts: { ...counts },
      heartbeatAt: sql`now()`,
    })
    .where(and(eq(jobs.tenantId, tx.context.tenantId), eq(jobs.id, jobId)));
}

export interface Ending {
  status: 'previewed' | 'done' | 'failed';
  counts: ImportCounts;
  notes: string[];
  error?: string;
}

export async function endWork(
  tx: Tx,
  { importId, jobId }: Pick<Work, 'importId' | 'jobId'>,
  ending: Ending,
): Promise<void> {
  const { status, counts, notes, error } = ending;
  const failed = status === 'failed';
  await tx
    .update(imports)
    .set({ status, counts: { ...counts }, ...(status === 'previewed' ? {} : { finishedAt: sql`now()` }) })
    .where(ofImport(tx, importId));
  await tx
    .update(jobs)
    .set({
      status: failed ? 'failed' : 'done',
      counts: { ...counts },
      result: { notes },
      error: error ?? null,
      finishedAt: sql`now()`,
      heartbeatAt: sql`now()`,
      ...(failed ? {} : { done: counts.rows, total: counts.rows }),
    })
    .where(and(eq(jobs.tenantId, tx.context.tenantId), eq(jobs.id, jobId)));
}

/** The job of an import whose work cannot go on, with what is written of it. */
export async function findStopped(
  tx: Tx,
  importId: string,
): Promise<{ jobId: string; isRun: boolean; counts: Record<string, number> } | null> {
  const [held] = await tx
    .select({ jobId: imports.jobId, status: imports.status })
    .from(imports)
    .where(ofImport(tx, importId))
    .for('update');
  if (!held?.jobId || (held.status !== 'running' && held.status !== 'previewing')) return null;
  const [job] = await tx
    .select({ counts: jobs.counts })
    .from(jobs)
    .where(and(eq(jobs.tenantId, tx.context.tenantId), eq(jobs.id, held.jobId)));
  return { jobId: held.jobId, isRun: held.status === 'running', counts: job?.counts ?? {} };
}

/** Active people, with the names a file may use. */
export function findPeople(tx: Tx): Promise<Person[]> {
  return tx
    .select({ id: users.id, name: users.name, email: users.email, teamId: users.teamId })
    .from(users)
    .where(and(eq(users.tenantId, tx.context.tenantId), eq(users.status, 'active'), isNull(users.deletedAt)));
}

export const makeId = (): string => uuidv7();
