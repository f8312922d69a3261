// What tags go through: named once in a tenant, put on records and taken off. Deleting one takes it off all records, and
// restoring it puts it back, because its rows stay.
import { MAX_TAGS, MAX_TENANT_TAGS, type TagMark } from '../../../app/contracts/tags.ts';
import type { RecordNoun } from '../../../app/paths.ts';
import type { Tx } from '../../../db/tenant.ts';
import { requirePermission } from '../../auth/require-permission.ts';
import { AppError, notFound, refusingAs } from '../../errors.ts';
import { holdOwned } from '../../records/records.queries.ts';
import type { Owned } from '../activities/activities.actions.ts';
import * as queries from './tags.queries.ts';

type Ctx = { tx: Tx };

export async function createTag({ tx }: Ctx, { name }: { name: string }): Promise<{ id: string }> {
  await refuseTaken(tx, name);
  const made = await madeTags(tx, [name]);
  return { id: made[0]?.id ?? '' };
}

export async function renameTag(
  { tx }: Ctx,
  { id, version, name }: { id: string; version: number; name: string },
): Promise<{ id: string; version: number }> {
  await requireTag(tx, id);
  await refuseTaken(tx, name, id);
  const saved = await queries.updateTag(tx, { id, version }, { name });
  if (saved === null) throw stale(await requireTag(tx, id));
  return { id, version: saved };
}

export async function deleteTag(
  { tx }: Ctx,
  { id, version }: { id: string; version: number },
): Promise<{ id: string }> {
  const tag = await requireTag(tx, id);
  if ((await queries.updateTag(tx, { id, version }, { deletedAt: new Date().toISOString() })) === null)
    throw stale(tag);
  return { id };
}

export async function restoreTag({ tx }: Ctx, id: string): Promise<{ id: string }> {
  const deleted = await queries.findDeleted(tx, id);
  if (!deleted) {
    await requireTag(tx, id);
    return { id };
  }
  await refuseTaken(tx, deleted.name, id);
  await requireRoomInTenant(tx, 1);
  await queries.updateTag(tx, { id }, { deletedAt: null });
  return { id };
}

async function requireTag(tx: Tx, id: string) {
  const tag = await queries.findTag(tx, id);
  if (!tag) throw notFound('tag');
  return tag;
}

const stale = (current: unknown): AppError =>
  new AppError('Conflict', 'record.stale', 'Someone else changed this tag since you opened it.', {
    hint: 'Look at it again, then save.',
    data: { current },
  });

async function refuseTaken(tx: Tx, name: string, exceptId?: string): Promise<void> {
  const existing = (await queries.findNamed(tx, [name])).find(({ id }) => id !== exceptId);
  if (!existing) return;
  const message = `There is a tag called ${existing.name} already.`;
  throw new AppError('Conflict', 'tag.name_taken', message, {
    details: { name: [message] },
    hint: 'Use that one, or choose another name.',
    data: { existing },
  });
}

/** The tags of these names; those that are not there yet are made, which needs the permission. */
async function madeTags(tx: Tx, names: readonly string[]): Promise<TagMark[]> {
  if (names.length === 0) return [];
  const found = await queries.findNamed(tx, names);
  const missing = names.filter((name) => !found.some((tag) => isSameWord(tag.name, name)));
  if (missing.length === 0) return found;
  await requirePermission(tx, 'tag:create');
  await requireRoomInTenant(tx, missing.length);
  await queries.insertTags(tx, missing);
  return queries.findNamed(tx, names);
}

/** One after the other, so that two at once are not one too many. */
async function requireRoomInTenant(tx: Tx, more: number): Promise<void> {
  await queries.lockTags(tx);
  if ((await queries.countTags(tx)) + more > MAX_TENANT_TAGS) throw tooManyInTenant();
}

function tooManyInTenant(): AppError {
  const message = `A tenant can have at most ${MAX_TENANT_TAGS} tags.`;
  return new AppError('Unprocessable', 'tag.too_many', message, {
    details: { name: [message] },
    hint: 'Use one that is there, or delete those that nobody needs.',
  });
}

/** The id of the tag of this name; one that is not there is made where that is wanted, and is a 404 where not. */
export async function usableTag(tx: Tx, name: string, isMade: boolean): Promise<string> {
  const [tag] = isMade ? await madeTags(tx, [name]) : await queries.findNamed(tx, [name]);
  if (!tag) throw notFound('tag');
  return tag.id;
}

/** Cheap and narrower than the database's rule: a name that is one only there is found again after the attempt to make it. */
const isSameWord = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/** The record, and nobody else puts tags on it or gives it away until the transaction is over. */
async function held(tx: Tx, noun: RecordNoun, { id }: Owned) {
  const owned = await holdOwned(tx, noun, id);
  if (!owned) throw notFound(noun);
  return { noun, id, ...owned };
}

/** Gives the record exactly these tags. */
export async function setTags(
  { tx }: Ctx,
  noun: RecordNoun,
  record: Owned,
  names: readonly string[],
): Promise<{ items: TagMark[] }> {
  const wanted = await refusingAs({ name: 'tags' }, () => madeTags(tx, names));
  const of = await held(tx, noun, record);
  const before = await queries.findTagsOf(tx, of);
  const isIn = (among: readonly TagMark[], { id }: TagMark): boolean => among.some((tag) => tag.id === id);
  await queries.deleteRecordTags(tx, of, idsOf(before.filter((tag) => !isIn(wanted, tag))));
  await queries.insertRecordTags(tx, of, idsOf(wanted.filter((tag) => !isIn(before, tag))));
  return { items: wanted };
}

const idsOf = (marks: readonly TagMark[]): string[] => marks.map(({ id }) => id);

/** Puts one more tag on the record. One that it has already stays. */
export async function addTag({ tx }: Ctx, noun: RecordNoun, record: Owned, name: string): Promise<TagMark> {
  const [tag] = await madeTags(tx, [name]);
  if (!tag) throw notFound('tag');
  const of = await held(tx, noun, record);
  const before = await queries.findTagsOf(tx, of);
  if (before.some(({ id }) => id === tag.id)) return tag;
  if (before.length >= MAX_TAGS) throw tooMany();
  await queries.insertRecordTags(tx, of, [tag.id]);
  return tag;
}

function tooMany(): AppError {
  const message = `A record can have at most ${MAX_TAGS} tags. Take one off first.`;
  return new AppError('Unprocessable', 'record.too_many_tags', message, { details: { name: [message] } });
}

/** Takes a tag off the record; 404 where it has none of this id. */
export async function removeTag(
  { tx }: Ctx,
  noun: RecordNoun,
  record: Owned,
  tagId: string,
): Promise<{ id: string }> {
  if ((await queries.deleteRecordTags(tx, { noun, id: record.id }, [tagId])) === 0) throw notFound('tag');
  return { id: tagId };
}
