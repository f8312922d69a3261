// The work of an import: a preview that checks every row and writes none, and a run that brings them in, chunk by chunk.
// Each chunk is one transaction with its checkpoint and progress, so a run killed anywhere goes on behind its last chunk.
import { setTimeout as wait } from 'node:timers/promises';
import { errorCode } from '../../../db/errors.ts';
import { withTenant, type TenantContext, type Tx } from '../../../db/tenant.ts';
import { AppError } from '../../errors.ts';
import { addCounts, countsOf, noCounts, type Settlement } from './chunk.ts';
import { fileSource, readBatches, type Batch } from './csv/reader.ts';
import { keptFile } from '../../kept-files.ts';
import { notifyOfJob } from '../notifications/notifications.actions.ts';
import { kindOf } from './kinds/kinds.ts';
import * as progress from './imports.progress.queries.ts';
import { insertRows, prepareWrites } from './imports.queries.ts';
import { writeSettled } from './imports.writes.ts';
import { differenceNote, namedFigure, notesOf, PHONES_FIGURE } from './notes.ts';
import { Session } from './session.ts';
import { shownInPreview, shownInRun } from './shown.ts';

const CHUNK_ROWS = 5_000;

export interface WorkOptions {
  /** rows in a transaction; the outcome is the same for any number */
  chunkRows?: number;
}

const never = new AbortController().signal;

/** Checks every row of an import against the records of now. Starts from the beginning when it is run again. */
export async function previewImport(
  context: TenantContext,
  importId: string,
  signal: AbortSignal = never,
  { chunkRows = CHUNK_ROWS }: WorkOptions = {},
): Promise<void> {
  const who: TenantContext = { ...context, source: 'import' };
  await sayingWhy(who, importId, async () => {
    const work = await enter(who, (tx) => progress.beginWork(tx, importId, 'preview'));
    if (!work) return;
    const session = await enter(who, (tx) => Session.open(tx, work));
    let counts = noCounts();
    const figures = new Map<string, number>();
    const source = fileSource(keptFile(work.filePath));
    for await (const batch of readBatches(source, work.detected, { batch: chunkRows })) {
      goOn(signal);
      const rows = session.plan(batch.rows);
      await enter(who, (tx) => session.learn(tx, rows));
      const settlement = session.settle(rows);
      const next = addCounts(counts, countsOf(settlement.rows));
      const shown = shownInPreview(settlement.rows, counts);
      const hold = await enter(who, async (tx) => {
        const held = await progress.holdWork(tx, work, 'preview', 0);
        if (held !== 'ours') return held;
        await insertRows(tx, importId, 'preview', shown);
        await progress.saveProgress(tx, work, next.rows, next);
        return held;
      });
      if (hold !== 'ours') return;
      counts = next;
      gather(figures, settlement);
    }
    session.gather(figures);
    await enter(who, async (tx) => {
      if ((await progress.holdWork(tx, work, 'preview', 0)) !== 'ours') return;
      await progress.insertChunk(tx, importId, 'preview', {
        chunkNo: 1,
        firstRow: 1,
        next: { byteOffset: work.detected.size, rowNo: counts.rows, lineNo: 1 },
        counts: { ...counts },
        createdIds: [],
      });
      const notes = [...session.notes, ...notesOf(session.kind, figures, true)];
      await progress.endWork(tx, work, { status: 'previewed', counts, notes });
    });
  });
}

/** Brings the rows of an import in, from where an earlier run of it has stopped. */
export async function runImport(
  context: TenantContext,
  importId: string,
  signal: AbortSignal = never,
  { chunkRows = CHUNK_ROWS }: WorkOptions = {},
): Promise<void> {
  const who: TenantContext = { ...context, source: 'import' };
  await sayingWhy(who, importId, async () => {
    for (let moved = true; moved;) {
      const work = await enter(who, (tx) => progress.beginWork(tx, importId, 'run'));
      if (!work) return;
      moved = (await goThrough(who, work, signal, chunkRows)) === 'moved';
    }
  });
}

type Hold = 'ours' | 'gone' | 'moved';

async function goThrough(
  who: TenantContext,
  work: progress.Work,
  signal: AbortSignal,
  chunkRows: number,
): Promise<Hold> {
  const from = work.done?.place ?? work.detected.dataStart;
  let chunkNo = work.done?.chunkNo ?? 0;
  const source = fileSource(keptFile(work.filePath));
  for await (const batch of readBatches(source, work.detected, { batch: chunkRows, from })) {
    goOn(signal);
    chunkNo += 1;
    const hold = await writeChunk(who, work, batch, chunkNo);
    if (hold !== 'ours') return hold;
  }
  return enter(who, async (tx) => {
    const hold = await progress.holdWork(tx, work, 'run', chunkNo + 1);
    if (hold !== 'ours') return hold;
    const kind = kindOf(work.noun);
    const figures = await progress.sumChunks(tx, work.importId);
    const counts = countsFrom(figures);
    const difference = differenceNote(kind, work.previewed, counts);
    const notes = [...(difference ? [difference] : []), ...notesOf(kind, figures, false)];
    await progress.endWork(tx, work, { status: 'done', counts, notes });
    await notifyOfJob(tx, 'import', work.jobId);
    return hold;
  });
}

const TRIES = 4;

/** One chunk, once: what collides with somebody else's write is decided anew on what they have written. */
async function writeChunk(
  who: TenantContext,
  work: progress.Work,
  batch: Batch,
  chunkNo: number,
): Promise<Hold> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await enter(who, (tx) => chunk(tx, work, batch, { chunkNo, splitting: attempt > 1 }));
    } catch (error) {
      if (attempt >= TRIES || !isCollision(error)) throw error;
      await wait(20 * attempt);
    }
  }
}

async function chunk(
  tx: Tx,
  work: progress.Work,
  { rows, next }: Batch,
  { chunkNo, splitting }: { chunkNo: number; splitting: boolean },
): Promise<Hold> {
  const hold = await progress.holdWork(tx, work, 'run', chunkNo);
  if (hold !== 'ours') return hold;
  const session = await Session.open(tx, work);
  const planned = session.plan(rows);
  await session.learn(tx, planned);
  const settlement = session.settle(planned);
  await prepareWrites(tx, session.kind);
  await session.write(tx, settlement);
  await writeSettled(tx, session.kind, session.externalSource, settlement, splitting);
  const counts = countsOf(settlement.rows);
  const before = countsFrom(await progress.sumChunks(tx, work.importId));
  await insertRows(tx, work.importId, 'run', shownInRun(settlement.rows, before));
  const figures = new Map<string, number>();
  gather(figures, settlement);
  session.gather(figures);
  await progress.insertChunk(tx, work.importId, 'run', {
    chunkNo,
    firstRow: next.rowNo - rows.length + 1,
    next,
    counts: { ...counts, ...Object.fromEntries(figures) },
    createdIds: [...settlement.created.keys()],
  });
  const sum = addCounts(before, counts);
  await progress.saveProgress(tx, work, sum.rows, sum);
  return hold;
}

function gather(figures: Map<string, number>, { named, unsurePhones }: Settlement): void {
  if (unsurePhones > 0) figures.set(PHONES_FIGURE, (figures.get(PHONES_FIGURE) ?? 0) + unsurePhones);
  for (const [by, count] of named) figures.set(namedFigure(by), (figures.get(namedFigure(by)) ?? 0) + count);
}

function countsFrom(figures: ReadonlyMap<string, number>) {
  const of = (name: string): number => figures.get(name) ?? 0;
  return {
    rows: of('rows'),
    created: of('created'),
    updated: of('updated'),
    skipped: of('skipped'),
    failed: of('failed'),
    warned: of('warned'),
  };
}

const enter = <T>(who: TenantContext, fn: (tx: Tx) => Promise<T>): Promise<T> =>
  withTenant(who, { permission: 'import:create', pool: 'import', label: 'import.chunk', retry: true }, fn);

/** A place taken, or a record changed, between our reading and our writing. */
const isCollision = (error: unknown): boolean =>
  errorCode(error) === '23505' || errorCode(error) === 'SFCHANGED';

class Interrupted extends Error {
  constructor() {
    super('The worker stops; the import goes on with the next one.');
  }
}

function goOn(signal: AbortSignal): void {
  if (signal.aborted) throw new Interrupted();
}

/** What no second try can mend ends the import with a reason; anything else is left to the queue, which tries again. */
async function sayingWhy(who: TenantContext, importId: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const reason = finalReason(error);
    if (reason === null) throw error;
    const house: TenantContext = {
      tenantId: who.tenantId,
      userId: null,
      actor: 'system',
      actorId: 'import',
      source: 'job',
      requestId: who.requestId,
      proof: { kind: 'system' },
    };
    await withTenant(house, { permission: null, label: 'import.fail' }, async (tx) => {
      const stopped = await progress.findStopped(tx, importId);
      if (!stopped) return;
      const counts = countsFrom(new Map(Object.entries(stopped.counts)));
      await progress.endWork(
        tx,
        { importId, jobId: stopped.jobId },
        { status: 'failed', counts, notes: [], error: reason },
      );
      // of a check its own page tells: nothing was to be brought in yet
      if (stopped.isRun) await notifyOfJob(tx, 'import', stopped.jobId);
    });
  }
}

function finalReason(error: unknown): string | null {
  if (error instanceof AppError) return error.message;
  switch (errorCode(error)) {
    case 'SF401':
      return 'The person who started the import is no longer active here.';
    case 'SF403':
      return 'The person who started the import may no longer import.';
    case 'ENOENT':
      return 'The uploaded file is gone. Upload it again.';
    default:
      return null;
  }
}
