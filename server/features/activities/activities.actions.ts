// Writing entries down and changing them. Only their author changes them; what happened by itself nobody changes.
import type { ActivityOfRecord, ActivityPatch, TimelineNoun } from '../../../app/contracts/activities.ts';
import { isVisible } from '../../../app/contracts/fields.ts';
import type { Tx } from '../../../db/tenant.ts';
import { requirePermission } from '../../auth/require-permission.ts';
import { AppError, notFound } from '../../errors.ts';
import { momentOf } from '../../lists/spans.ts';
import { holdOwned } from '../../records/records.queries.ts';
import { addNoteWords, writeNoteWords } from '../search/search.queries.ts';
import { notify } from '../notifications/notifications.actions.ts';
import * as activities from './activities.queries.ts';
import { resolveMentions } from './mentions.rules.ts';

type Ctx = { tx: Tx };

/** A record as its noun loads it: who owns it is who sees what hangs on it. */
export interface Owned {
  id: string;
  owner: { id: string } | null;
  teamId: string | null;
}

/** Adds an entry to a record; names typed behind an @ become mentions. */
export async function writeDown(
  { tx }: Ctx,
  noun: TimelineNoun,
  { id: recordId }: Owned,
  entry: Omit<activities.Entry, 'mentions'>,
): Promise<{ id: string }> {
  const written = {
    ...entry,
    ...(await bodyOf(tx, entry.body)),
    occurredAt: await whenOf(tx, entry.occurredAt),
  };
  const owned = await holdOwned(tx, noun, recordId);
  if (!owned) throw notFound(noun);
  const id = await activities.insertActivity(tx, { [`${noun}Id`]: recordId, ...owned }, written);
  await addNoteWords(tx, noun, { id: recordId, ...owned }, [entry.subject, written.body]);
  await tellMentioned(tx, written.mentions, id, { noun, recordId, ...owned });
  return { id };
}

/** Who is mentioned hears of it, once for each entry however often it is changed. */
const tellMentioned = (
  tx: Tx,
  people: readonly string[],
  entryId: string,
  record: { noun: TimelineNoun; recordId: string; ownerId: string | null; teamId: string | null },
): Promise<void> => notify(tx, people, { kind: 'mention', entryId, cause: `mention:${entryId}`, ...record });

async function whenOf(tx: Tx, written: string | undefined): Promise<string | undefined> {
  return written && momentOf(written, (await tx.entered).zone).toISOString();
}

async function bodyOf(tx: Tx, body: string | null | undefined) {
  if (!body?.includes('@')) return { body, mentions: [] };
  return resolveMentions(body, await activities.findMentionable(tx, body));
}

export async function requireActivity(tx: Tx, id: string): Promise<ActivityOfRecord> {
  const found = await activities.findActivity(tx, id);
  if (!found) throw notFound('activity');
  await requireReader(tx, found);
  return found;
}

/** Who may not read leads reads nothing that is written on one. */
const requireReader = (tx: Tx, { record }: ActivityOfRecord): Promise<void> =>
  requirePermission(tx, `${record.noun}:read`);

export async function saveActivity(
  { tx }: Ctx,
  { id, version, ...changes }: ActivityPatch,
): Promise<{ id: string; version: number }> {
  const before = await requireActivity(tx, id);
  requireWritten(before);
  requireAuthor(tx, before);
  if (before.version !== version) throw stale(before);
  if (before.kind === 'note' && changes.body !== undefined && !isVisible(changes.body ?? ''))
    throw new AppError('Unprocessable', 'activity.empty', 'A note needs some text. Delete it instead.', {
      details: { body: ['A note needs some text. Delete it instead.'] },
    });
  const { body, mentions } = await bodyOf(tx, changes.body);
  const occurredAt = await whenOf(tx, changes.occurredAt);
  const values = { ...changes, occurredAt, ...(changes.body !== undefined && { body, meta: { mentions } }) };
  const isChanged = Object.values<unknown>(values).some((value) => value !== undefined);
  const saved = isChanged ? await activities.updateActivity(tx, before, values) : version;
  if (saved === null) throw stale(await requireActivity(tx, id));
  if (isChanged) await rewriteWords(tx, before, mentions);
  return { id, version: saved };
}

/** What is written on the record is found, and what is no longer written there is not. */
async function rewriteWords(
  tx: Tx,
  { id: entryId, record: { noun, id } }: ActivityOfRecord,
  mentions: readonly string[] = [],
): Promise<void> {
  const owned = await holdOwned(tx, noun, id);
  if (!owned) return;
  await tellMentioned(tx, mentions, entryId, { noun, recordId: id, ...owned });
  await writeNoteWords(tx, noun, { id, ...owned }, await activities.findWritten(tx, { noun, id }));
}

/** One's own, or anybody's for those who may delete. */
export async function deleteActivity(
  { tx }: Ctx,
  { id, version }: { id: string; version: number },
): Promise<{ id: string }> {
  const before = await requireActivity(tx, id);
  requireWritten(before);
  if (!isAuthor(tx, before)) await requirePermission(tx, 'activity:delete');
  const deletedAt = new Date().toISOString();
  if ((await activities.updateActivity(tx, { id, version }, { deletedAt })) === null) throw stale(before);
  await rewriteWords(tx, before);
  return { id };
}

/** Takes an entry back that was deleted; one that is there stays as it is. */
export async function restoreActivity({ tx }: Ctx, id: string): Promise<{ id: string }> {
  const trashed = await activities.findActivity(tx, id, { trashed: true });
  if (!trashed) await requireActivity(tx, id);
  else {
    await requireReader(tx, trashed);
    if (!isAuthor(tx, trashed)) await requirePermission(tx, 'activity:delete');
    await activities.updateActivity(tx, trashed, { deletedAt: null });
    await rewriteWords(tx, trashed);
  }
  return { id };
}

const isAuthor = (tx: Tx, { author }: ActivityOfRecord): boolean =>
  author !== null && author.id === tx.context.userId;

function requireAuthor(tx: Tx, activity: ActivityOfRecord): void {
  if (isAuthor(tx, activity)) return;
  throw new AppError('Forbidden', 'activity.not_author', 'Only who wrote this can change it.', {
    hint: activity.author
      ? `Ask ${activity.author.name}, or add a note of your own.`
      : 'Add a note of your own.',
  });
}

function requireWritten({ kind }: ActivityOfRecord): void {
  if (kind !== 'stage_change' && kind !== 'system') return;
  throw new AppError('Conflict', 'activity.not_written', 'This happened by itself and stays as it is.');
}

const stale = (current: ActivityOfRecord): AppError =>
  new AppError('Conflict', 'activity.stale', 'This entry was changed since you opened it.', {
    hint: 'Look at what it says now, then save again.',
    data: { current },
  });
