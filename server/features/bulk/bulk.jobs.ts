// A deed to all that a list has, and taking it back: chunk by chunk, each with what became of it in one transaction, so
// that a run killed anywhere goes on behind its last chunk.
import { z } from 'zod';
import { MAX_AT_ONCE } from '../../../app/contracts/bulk.ts';
import { id } from '../../../app/contracts/fields.ts';
import { withTenant, type TenantContext, type Tx } from '../../../db/tenant.ts';
import { requirePermission } from '../../auth/require-permission.ts';
import { toAppError } from '../../errors.ts';
import { task } from '../../jobs/task.ts';
import { notifyOfJob } from '../notifications/notifications.actions.ts';
import { tellOwner } from './bulk.actions.ts';
import { apply, requireDeed } from './bulk.deeds.ts';
import { meantBy } from './bulk.lists.ts';
import * as jobs from './bulk.jobs.queries.ts';
import * as queries from './bulk.queries.ts';
import type { Watched } from './bulk.jobs.queries.ts';
import type { Edit, Outcome } from './bulk.queries.ts';
import { undoRows } from './bulk.undo.ts';

export const bulkEdit = task(z.object({ editId: id }), ({ payload: { editId }, context, signal }) =>
  inChunks({ context, signal, jobId: editId, editId }, editChunk),
);

export const bulkUndo = task(
  z.object({ editId: id, jobId: id }),
  ({ payload: { editId, jobId }, context, signal }) =>
    inChunks({ context, signal, jobId, editId }, undoChunk),
);

interface Work {
  context: TenantContext;
  signal: AbortSignal;
  jobId: string;
  editId: string;
}

/** Answers what became of the next records; null when there are none left. */
type Chunk = (tx: Tx, edit: Edit, job: Watched & { id: string }) => Promise<Outcome[] | null>;

async function inChunks({ context, signal, jobId, editId }: Work, chunk: Chunk): Promise<void> {
  const options = { permission: null, label: 'job.bulk', retry: true };
  try {
    for (let goesOn = true; goesOn;) {
      signal.throwIfAborted();
      goesOn = await withTenant(context, options, (tx) => oneChunk(tx, { jobId, editId }, chunk));
    }
  } catch (thrown) {
    if (signal.aborted || toAppError(thrown).status >= 500) throw thrown;
    const error = toAppError(thrown).message;
    await withTenant(context, options, async (tx) => {
      await jobs.saveJob(tx, jobId, { status: 'failed', error });
      await notifyOfJob(tx, 'bulk', jobId);
      // what was not taken back can be taken back once more
      if (jobId !== editId) await queries.updateEdit(tx, editId, { undoneAt: null });
    });
  }
}

/** Whether there may be more. */
async function oneChunk(tx: Tx, { jobId, editId }: Pick<Work, 'jobId' | 'editId'>, chunk: Chunk) {
  const edit = await queries.holdEdit(tx, editId);
  const job = await jobs.holdJob(tx, jobId);
  if (!edit || !job || !['queued', 'running'].includes(job.status)) return false;
  await requirePermission(tx, `${edit.noun}:read`);
  await requireDeed(tx, edit.noun, edit.deed.do);
  const outcomes = await chunk(tx, edit, { ...job, id: jobId });
  if (outcomes === null) {
    await jobs.saveJob(tx, jobId, { status: 'done', total: job.done });
    await notifyOfJob(tx, 'bulk', jobId);
    return false;
  }
  const refused = outcomes.filter((each) => each.refused).length;
  const counts = {
    asked: (job.counts['asked'] ?? 0) + outcomes.length,
    changed: (job.counts['changed'] ?? 0) + outcomes.length - refused,
    refused: (job.counts['refused'] ?? 0) + refused,
  };
  await jobs.saveJob(tx, jobId, { status: 'running', done: job.done + outcomes.length, counts });
  return true;
}

async function editChunk(tx: Tx, edit: Edit, job: Watched & { id: string }): Promise<Outcome[] | null> {
  const meant = await meantBy(tx, edit.noun, edit.list ?? '');
  const before = edit.createdAt;
  if (job.total === null)
    await jobs.saveJob(tx, job.id, { total: await jobs.countListed(tx, meant, before) });
  const after = await queries.findReached(tx, edit.id);
  const ids = await jobs.findListed(tx, meant, { after, before, limit: MAX_AT_ONCE });
  if (ids.length === 0) {
    await tellOwner(tx, edit.noun, edit.deed, edit.changed);
    return null;
  }
  const outcomes = await apply(tx, edit.noun, edit.deed, ids);
  await queries.insertRows(tx, edit.id, outcomes);
  const changed = outcomes.filter(({ refused }) => refused === null).length;
  await queries.updateEdit(tx, edit.id, {
    asked: edit.asked + outcomes.length,
    changed: edit.changed + changed,
  });
  return outcomes;
}

/** The job's own count says how far it has come: the rows of an edit that is over stay as they are. */
async function undoChunk(tx: Tx, edit: Edit, { done }: Watched): Promise<Outcome[] | null> {
  const rows = await queries.findChanged(tx, edit.id, { skip: done, limit: MAX_AT_ONCE });
  return rows.length === 0 ? null : undoRows(tx, edit, rows);
}
