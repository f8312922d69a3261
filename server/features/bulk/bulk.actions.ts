// One deed to many records: what can be changed is, each by the rights of whoever asks; what cannot is answered with why.
// What was changed is kept, so that it can be undone.
import type { z } from 'zod';
import {
  MAX_AT_ONCE,
  MAX_NAMED,
  UNDO_HOURS,
  type bulkAllInput,
  type BulkEdit,
  type BulkInput,
  type BulkNoun,
  type BulkResult,
  type taskBulkAllInput,
} from '../../../app/contracts/bulk.ts';
import { uuidv7 } from '../../../db/ids.ts';
import type { Tx } from '../../../db/tenant.ts';
import { requirePermission } from '../../auth/require-permission.ts';
import { AppError, notFound, toAppError } from '../../errors.ts';
import { enqueue } from '../../jobs/enqueue.ts';
import { apply, deedOf, requireDeed, type Deed } from './bulk.deeds.ts';
import { notify } from '../notifications/notifications.actions.ts';
import { meantBy, requireAllFound } from './bulk.lists.ts';
import * as jobs from './bulk.jobs.queries.ts';
import * as queries from './bulk.queries.ts';
import type { Outcome } from './bulk.queries.ts';

type Ctx = { tx: Tx };

/** Does it to the records that are named, and keeps what became of each. */
export async function editNow(
  { tx }: Ctx,
  noun: BulkNoun,
  { ids, versions, ...asked }: BulkInput,
): Promise<BulkResult> {
  const deed = await deedOf(tx, noun, asked);
  const wanted = [...new Set(ids.map((id) => id.toLowerCase()))];
  const read = new Map(versions?.map((version, at) => [(ids[at] ?? '').toLowerCase(), version]));
  const outcomes = await apply(tx, noun, deed, wanted, read);
  const id = uuidv7();
  const changed = outcomes.filter(({ refused }) => refused === null).length;
  await queries.insertEdit(tx, { id, noun, deed, list: null, asked: wanted.length, changed });
  await queries.insertRows(tx, id, outcomes);
  await tellOwner(tx, noun, deed, changed);
  return resultOf(id, outcomes);
}

export const resultOf = (id: string, outcomes: readonly Outcome[]): BulkResult => {
  const refused = outcomes.flatMap((each) => (each.refused ? [{ id: each.id, reason: each.refused }] : []));
  return { id, asked: outcomes.length, changed: outcomes.length - refused.length, refused };
};

/** Tells whom many records were given, once. */
export async function tellOwner(tx: Tx, noun: BulkNoun, deed: Deed, count: number): Promise<void> {
  if (deed.do !== 'assign' || !deed.to || deed.to === tx.context.userId || count === 0) return;
  await notify(tx, [deed.to], { kind: 'assignment', noun, count });
  await enqueue(tx, 'records.assigned', { noun, count, ownerId: deed.to });
}

/** All that a list has, as a job: the answer names it. A list that cannot be asked for is refused now, not by the job. */
export async function editAll(
  { tx }: Ctx,
  noun: BulkNoun,
  { list, ...asked }: z.output<typeof bulkAllInput | typeof taskBulkAllInput>,
): Promise<{ jobId: string }> {
  await asField(async () => {
    await meantBy(tx, noun, list);
    await requireAllFound(tx, noun, list);
  });
  const deed = await deedOf(tx, noun, asked);
  const jobId = uuidv7();
  await jobs.insertJob(tx, { id: jobId, type: 'bulk.edit' });
  await queries.insertEdit(tx, { id: jobId, noun, deed, list, asked: 0, changed: 0, jobId });
  await enqueue(tx, 'bulk.edit', { editId: jobId });
  return { jobId };
}

/** What is wrong with the list, said of the field that it came in. */
async function asField(reading: () => Promise<unknown>): Promise<void> {
  try {
    await reading();
  } catch (thrown) {
    const { status, message } = toAppError(thrown);
    if (status >= 500) throw thrown;
    throw new AppError('Unprocessable', 'input.invalid', message, { details: { list: [message] } });
  }
}

/** What became of an edit of the caller's own, with the records that were not changed. */
export async function getEdit({ tx }: Ctx, id: string): Promise<BulkEdit> {
  const edit = await queries.findEdit(tx, id);
  if (!edit) throw notFound('edit');
  const { noun, deed, asked, changed, undoneAt } = edit;
  await requirePermission(tx, `${noun}:read`);
  return {
    id,
    noun,
    do: deed.do,
    asked,
    changed,
    isUndone: undoneAt !== null,
    canBeUndone: !undoneAt && changed > 0 && !isTooLate(edit),
    refused: await queries.findRefused(tx, noun, id, MAX_NAMED),
  };
}

const isTooLate = ({ createdAt }: Pick<queries.Edit, 'createdAt'>): boolean =>
  Date.now() - Date.parse(createdAt) > UNDO_HOURS * 3_600_000;

/** The edit, if it can be undone by the caller now. */
export async function requireUndoable(tx: Tx, id: string): Promise<queries.Edit> {
  const edit = await queries.holdEdit(tx, id);
  if (!edit) throw notFound('edit');
  await requireDeed(tx, edit.noun, edit.deed.do);
  if (edit.undoneAt)
    throw new AppError('Conflict', 'bulk.undone', 'This was undone already.', {
      hint: 'Look at the list: everything is as it was.',
    });
  if (isTooLate(edit))
    throw new AppError('Conflict', 'bulk.too_late', `This can be undone for ${UNDO_HOURS} hours only.`, {
      hint: 'Change the records again, or take deleted ones out of the trash.',
    });
  const job = await jobs.holdJob(tx, id);
  if (job && ['queued', 'running'].includes(job.status))
    throw new AppError('Conflict', 'bulk.running', 'This is still being done.', {
      hint: 'Wait until it is done, then undo it.',
      retryAfter: 2,
    });
  return edit;
}

export const isLarge = ({ changed }: Pick<queries.Edit, 'changed'>): boolean => changed > MAX_AT_ONCE;
