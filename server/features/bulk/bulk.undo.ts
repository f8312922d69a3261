// Taking a bulk edit back: each record as it was before, if nobody has changed that since.
import type { BulkNoun, BulkResult } from '../../../app/contracts/bulk.ts';
import { uuidv7 } from '../../../db/ids.ts';
import type { Tx } from '../../../db/tenant.ts';
import { AppError } from '../../errors.ts';
import { enqueue } from '../../jobs/enqueue.ts';
import { restoreContact } from '../contacts/contacts.actions.ts';
import { restoreLead } from '../leads/leads.actions.ts';
import { restoreOpportunity } from '../opportunities/opportunities.actions.ts';
import { restoreOrganization } from '../organizations/organizations.actions.ts';
import { restoreTask } from '../tasks/tasks.actions.ts';
import { findTrashed } from '../../records/records.queries.ts';
import { findUser } from '../users/users.queries.ts';
import { isLarge, requireUndoable, resultOf } from './bulk.actions.ts';
import { apply, isPlacing, placeOf, type Deed } from './bulk.deeds.ts';
import * as jobs from './bulk.jobs.queries.ts';
import * as queries from './bulk.queries.ts';
import type { Edit, Outcome } from './bulk.queries.ts';

const RESTORE: Readonly<Record<BulkNoun, (ctx: { tx: Tx }, taken: { id: string }) => Promise<unknown>>> = {
  lead: restoreLead,
  contact: restoreContact,
  organization: restoreOrganization,
  opportunity: restoreOpportunity,
  task: restoreTask,
};

/** At once, or by a job where many were changed. */
export async function undoEdit(
  { tx }: { tx: Tx },
  id: string,
): Promise<BulkResult & { jobId: string | null }> {
  const edit = await requireUndoable(tx, id);
  await queries.updateEdit(tx, id, { undoneAt: new Date().toISOString() });
  if (isLarge(edit)) {
    const jobId = uuidv7();
    await jobs.insertJob(tx, { id: jobId, type: 'bulk.undo', total: edit.changed });
    await enqueue(tx, 'bulk.undo', { editId: id, jobId });
    return { id, asked: edit.changed, changed: 0, refused: [], jobId };
  }
  const rows = await queries.findChanged(tx, id, { skip: 0, limit: edit.changed });
  return { ...resultOf(id, await undoRows(tx, edit, rows)), jobId: null };
}

type Changed = { id: string; was: string | null; wasAt: string | null };
type Placing = Extract<Deed, { to: string | null }>;

export async function undoRows(
  tx: Tx,
  { noun, deed }: Pick<Edit, 'noun' | 'deed'>,
  rows: readonly Changed[],
): Promise<Outcome[]> {
  const ids = rows.map(({ id }) => id);
  if (deed.do === 'delete') return restoreEach(tx, noun, ids);
  if (isPlacing(deed)) return putBack(tx, noun, deed, rows);
  const outcomes = await apply(tx, noun, inverse(deed), ids);
  // what was done is so again since the day it had been
  if (deed.do === 'reopen') await doneAsBefore(tx, rows, outcomes);
  return outcomes;
}

async function doneAsBefore(tx: Tx, rows: readonly Changed[], outcomes: readonly Outcome[]): Promise<void> {
  const done = new Set(outcomes.flatMap(({ id, refused }) => (refused === null ? [id] : [])));
  for (const { id, wasAt } of rows) if (wasAt && done.has(id)) await queries.finishAll(tx, [id], wasAt);
}

function inverse(deed: Exclude<Deed, Placing>): Deed {
  if (deed.do === 'tag') return { ...deed, do: 'untag' };
  if (deed.do === 'untag') return { ...deed, do: 'tag' };
  if (deed.do === 'done' || deed.do === 'reopen') return { do: deed.do === 'done' ? 'reopen' : 'done' };
  return { do: deed.do === 'archive' ? 'restore' : 'archive' };
}

/** One by one, because the place of each may be taken meanwhile: by somebody who writes at this moment, too. */
async function restoreEach(tx: Tx, noun: BulkNoun, ids: readonly string[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const id of ids) {
    const isThere = await findTrashed(tx, noun, id);
    const restore = (): Promise<unknown> => tx.savepoint(() => RESTORE[noun]({ tx }, { id }));
    const refused = isThere ? await refusalOf(restore) : 'changed_since';
    outcomes.push({ id, refused });
  }
  return outcomes;
}

async function refusalOf(restore: () => Promise<unknown>): Promise<Outcome['refused']> {
  try {
    await restore();
    return null;
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    if (thrown.code === 'Conflict') return 'taken';
    if (thrown.code === 'NotFound') return 'not_found';
    throw thrown;
  }
}

/** Each to the owner, stage or source it had. One placed elsewhere since stays, and so does one whose place has gone. */
async function putBack(tx: Tx, noun: BulkNoun, deed: Placing, rows: readonly Changed[]): Promise<Outcome[]> {
  const ids = rows.map(({ id }) => id);
  const held = new Map((await queries.holdTargets(tx, noun, ids)).map((target) => [target.id, target]));
  const outcomes = rows.flatMap(({ id }): Outcome[] => {
    const target = held.get(id);
    if (!target) return [{ id, refused: 'not_found' }];
    return placeOf(deed, target) === deed.to ? [] : [{ id, refused: 'changed_since' }];
  });
  const settled = new Set(outcomes.map(({ id }) => id));
  const open = rows.filter(({ id }) => !settled.has(id));
  for (const was of new Set(open.map((row) => row.was)))
    outcomes.push(
      ...(await putAllBack(
        tx,
        noun,
        { ...deed, to: was },
        open.filter((row) => row.was === was),
      )),
    );
  return outcomes;
}

async function putAllBack(
  tx: Tx,
  noun: BulkNoun,
  deed: Placing,
  rows: readonly Changed[],
): Promise<Outcome[]> {
  if (deed.do === 'assign') {
    const isThere = deed.to === null || (await findUser(tx, deed.to))?.status === 'active';
    return isThere
      ? apply(
          tx,
          noun,
          deed,
          rows.map(({ id }) => id),
        )
      : rows.map(({ id }) => gone(id));
  }
  const outcomes: Outcome[] = [];
  for (const row of rows) outcomes.push(await putOneBack(tx, noun, deed, row));
  return outcomes;
}

/** A stage or source that was deleted since takes nothing back; neither does a lost stage whose reason is forgotten. */
async function putOneBack(tx: Tx, noun: BulkNoun, deed: Placing, { id, wasAt }: Changed): Promise<Outcome> {
  try {
    const [outcome] = await apply(tx, noun, deed, [id]);
    if (outcome?.refused === null && wasAt) await queries.putClosedAt(tx, id, wasAt);
    return outcome ?? gone(id);
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.status >= 500 || thrown.code === 'Forbidden') throw thrown;
    return gone(id);
  }
}

const gone = (id: string): Outcome => ({ id, refused: 'changed_since' });
