// What can be done to many records, and doing it: what is refused for each record, and the change of the others.
import { isOffered, type BulkDeed, type BulkInput, type BulkNoun } from '../../../app/contracts/bulk.ts';
import type { Tx } from '../../../db/tenant.ts';
import type { Permission } from '../../auth/permissions.ts';
import { requirePermission } from '../../auth/require-permission.ts';
import { AppError } from '../../errors.ts';
import { missingReference, requireActiveUser } from '../../records/records.actions.ts';
import { handOver } from '../../records/records.queries.ts';
import { saveLead } from '../leads/leads.actions.ts';
import { saveOpportunity } from '../opportunities/opportunities.actions.ts';
import { usableTag } from '../tags/tags.actions.ts';
import * as queries from './bulk.queries.ts';
import type { Outcome, Target } from './bulk.queries.ts';

/** What is done, with all that it needs looked up. */
export type Deed =
  | { do: 'assign' | 'stage' | 'source'; to: string | null }
  | { do: 'tag' | 'untag'; tagId: string }
  | { do: 'archive' | 'restore' | 'delete' | 'done' | 'reopen' };

type Placing = Extract<Deed, { to: string | null }>;

export const isPlacing = (deed: Deed): deed is Placing => 'to' in deed;

const NEEDS = {
  assign: 'assign',
  stage: 'update',
  source: 'update',
  tag: 'update',
  untag: 'update',
  archive: 'archive',
  restore: 'archive',
  delete: 'delete',
  done: 'update',
  reopen: 'update',
} as const satisfies Record<BulkDeed, string>;

/** Throws Forbidden where the caller may not do it to any record, and Unprocessable where it is not done to the noun at all. */
export async function requireDeed(tx: Tx, noun: BulkNoun, what: BulkDeed): Promise<void> {
  if (!isOffered(what, noun)) throw lacking('do', `There is no ${what} of this noun.`);
  await requirePermission(tx, `${noun}:${NEEDS[what]}` as Permission);
}

/** The deed as it was asked for, checked; throws what it lacks. */
export async function deedOf(
  tx: Tx,
  noun: BulkNoun,
  { do: what, to, tag }: Pick<BulkInput, 'do' | 'to' | 'tag'>,
): Promise<Deed> {
  await requireDeed(tx, noun, what);
  if (what === 'assign') {
    if (to === undefined) throw lacking('to', 'Say who it is given to; null for nobody.');
    if (to) await requireActiveUser(tx, to);
    return { do: what, to };
  }
  if (what === 'stage' || what === 'source') {
    if (!to) throw lacking('to', `Choose a ${what}.`);
    return { do: what, to };
  }
  if (what !== 'tag' && what !== 'untag') return { do: what };
  if (!tag) throw lacking('tag', 'Enter a tag.');
  return { do: what, tagId: await usableTag(tx, tag, what === 'tag') };
}

const lacking = (field: string, message: string): AppError =>
  new AppError('Unprocessable', 'input.invalid', message, { details: { [field]: [message] } });

/** What a record has there now. */
export const placeOf = ({ do: what }: Placing, { ownerId, stageId, sourceId }: Target): string | null =>
  ({ assign: ownerId, stage: stageId, source: sourceId })[what];

/** Does it to those of the records that it can be done to. `versions` are those that were read. */
export async function apply(
  tx: Tx,
  noun: BulkNoun,
  deed: Deed,
  ids: readonly string[],
  versions: ReadonlyMap<string, number> = new Map(),
): Promise<Outcome[]> {
  const targets = await queries.holdTargets(tx, noun, ids);
  const isStale = ({ id, version }: Target): boolean => (versions.get(id) ?? version) !== version;
  const fresh = targets.filter((target) => !isStale(target));
  const refusalOf = await refusals(tx, noun, deed, fresh);
  const open = fresh.filter((target) => refusalOf(target) === null);
  if (open.length > 0) await write(tx, noun, deed, open);
  const done = new Map(
    targets.map((target): [string, Outcome] => [
      target.id,
      {
        id: target.id,
        refused: isStale(target) ? 'changed_since' : refusalOf(target),
        was: isPlacing(deed) ? placeOf(deed, target) : null,
        wasAt: deed.do === 'stage' || deed.do === 'reopen' ? target.closedAt : null,
      },
    ]),
  );
  return ids.map((id) => done.get(id) ?? { id, refused: 'not_found' });
}

type RefusalOf = (target: Target) => Outcome['refused'];

async function refusals(tx: Tx, noun: BulkNoun, deed: Deed, targets: readonly Target[]): Promise<RefusalOf> {
  const unless =
    (is: (target: Target) => boolean): RefusalOf =>
    (target) =>
      is(target) ? 'unchanged' : null;
  if (isPlacing(deed)) return unless((target) => placeOf(deed, target) === deed.to);
  if (!('tagId' in deed)) return putAway(deed.do);
  const { having, full } = await queries.tagState(tx, noun, idsOf(targets), deed.tagId);
  if (deed.do === 'untag') return unless(({ id }) => !having.has(id));
  return ({ id }) => {
    if (having.has(id)) return 'unchanged';
    return full.has(id) ? 'too_many_tags' : null;
  };
}

const putAway = (what: 'archive' | 'restore' | 'delete' | 'done' | 'reopen'): RefusalOf => {
  if (what === 'delete') return () => null;
  if (what === 'done' || what === 'reopen')
    return ({ isDone }) => (isDone === (what === 'done') ? 'unchanged' : null);
  return ({ archived }) => (archived === (what === 'archive') ? 'unchanged' : null);
};

const idsOf = (targets: readonly Target[]): string[] => targets.map(({ id }) => id);

async function write(tx: Tx, noun: BulkNoun, deed: Deed, targets: readonly Target[]): Promise<void> {
  const ids = idsOf(targets);
  const now = new Date().toISOString();
  if (deed.do === 'assign') await handOver(tx, noun, ids, deed.to);
  else if (deed.do === 'stage' || deed.do === 'source') await place(tx, noun, deed, targets);
  else if (deed.do === 'tag') await queries.tagAll(tx, noun, targets, deed.tagId);
  else if (deed.do === 'untag') await queries.untagAll(tx, noun, ids, deed.tagId);
  else if (deed.do === 'done' || deed.do === 'reopen')
    await queries.finishAll(tx, ids, deed.do === 'done' ? now : null);
  else if (deed.do === 'delete') await queries.updateAll(tx, noun, ids, { deletedAt: now });
  else await queries.updateAll(tx, noun, ids, { archivedAt: deed.do === 'archive' ? now : null });
}

/** One by one, as their pages do it: field rules, stages and what is noted of the move are theirs. */
async function place(tx: Tx, noun: BulkNoun, deed: Placing, targets: readonly Target[]): Promise<void> {
  for (const target of targets) {
    try {
      await placeOne(tx, noun, deed, target);
    } catch (thrown) {
      if (thrown instanceof AppError && ['Conflict', 'NotFound'].includes(thrown.code))
        throw missingReference({ to: thrown.message });
      if (thrown instanceof AppError && thrown.slug === 'opportunity.reason_missing') throw lostOneByOne();
      throw thrown;
    }
  }
}

function lostOneByOne(): AppError {
  const message = 'Opportunities are lost one by one, because each needs its reason.';
  return new AppError('Unprocessable', 'opportunity.reason_missing', message, { details: { to: [message] } });
}

function placeOne(tx: Tx, noun: BulkNoun, { do: what, to }: Placing, { id, version }: Target) {
  if (what === 'source') return saveLead({ tx }, { id, version, sourceId: to });
  const moved = { id, version, ...(to && { stageId: to }) };
  return noun === 'opportunity' ? saveOpportunity({ tx }, moved) : saveLead({ tx }, moved);
}
