// Keeping lists: one's own, and those that everybody has, which needs the permission.
import { randomInt } from 'node:crypto';
import {
  MAX_VIEWS,
  type SavedView,
  type ViewCreate,
  type ViewNoun,
  type ViewUpdate,
} from '../../../app/contracts/views.ts';
import type { Tx } from '../../../db/tenant.ts';
import { requirePermission } from '../../auth/require-permission.ts';
import { AppError, notFound, sqlState, toAppError } from '../../errors.ts';
import * as queries from './views.queries.ts';
import { freeSlug, keptList, slugOf } from './views.rules.ts';

type Ctx = { tx: Tx };

export async function requireView(tx: Tx, id: string): Promise<SavedView> {
  const view = await queries.findView(tx, id);
  if (!view) throw notFound('view');
  return view;
}

export async function createView({ tx }: Ctx, input: ViewCreate): Promise<{ id: string }> {
  const { noun, name, shared } = input;
  await requirePermission(tx, `${noun}:read`);
  const userId = await ownerFor(tx, shared);
  const list = kept(noun, input.list ?? null);
  if ((await queries.countViews(tx, noun, userId)) >= MAX_VIEWS) throw tooMany();
  await requireFreeName(tx, { noun, userId, name });
  const slug = await slugFor(tx, noun, userId, name);
  const values = { name, list, userId };
  const id =
    (await queries.insertView(tx, noun, { ...values, slug })) ??
    (await besides({ tx, noun, userId, name, slug }, (free) =>
      queries.insertView(tx, noun, { ...values, slug: free }),
    ));
  if (!id) throw new Error(`no slug is free for ${slug}`);
  return { id };
}

/** Somebody took the slug this very moment: under the same name, which is said, or under another that reads alike. */
async function besides<T>(
  { tx, slug, ...asked }: queries.AskedName & { tx: Tx; slug: string },
  write: (free: string) => Promise<T>,
): Promise<T> {
  await requireFreeName(tx, asked);
  return write(`${slug}-${randomInt(1e9)}`);
}

export async function updateView(
  { tx }: Ctx,
  { id, version, name, list, shared }: ViewUpdate,
): Promise<{ id: string; version: number }> {
  const before = await requireChangeable(tx, id);
  const { noun } = before;
  const isMoved = shared !== undefined && shared !== before.shared;
  const userId = isMoved ? await ownerAfter(tx, before, shared) : undefined;
  const owner = userId === undefined ? ownerOf(tx, before) : userId;
  if (isMoved && (await queries.countViews(tx, noun, owner)) >= MAX_VIEWS) throw tooMany();
  await requireFreeName(tx, { noun, userId: owner, name: name ?? before.name, exceptId: id });
  const changes = {
    ...(name !== undefined && { name }),
    ...(list !== undefined && { list: kept(noun, list) }),
  };
  const saved =
    userId === undefined
      ? await queries.updateView(tx, { id, version }, changes)
      : await moveView({ tx }, { noun, userId, name: name ?? before.name, exceptId: id }, (slug) =>
          queries.updateView(tx, { id, version }, { ...changes, userId, slug }),
        );
  if (saved === null) throw stale(await requireView(tx, id));
  return { id, version: saved };
}

export async function deleteView(
  { tx }: Ctx,
  { id, version }: { id: string; version: number },
): Promise<{ id: string }> {
  const before = await requireChangeable(tx, id);
  if (!(await queries.deleteView(tx, { id, version }))) throw stale(before);
  return { id };
}

export async function beginWith(
  { tx }: Ctx,
  { noun, id }: { noun: ViewNoun; id: string | null },
): Promise<{ noun: ViewNoun; id: string | null }> {
  const { userId } = tx.context;
  if (id && (await requireView(tx, id)).noun !== noun) throw notFound('view');
  if (userId) await queries.setDefault(tx, userId, noun, id);
  return { noun, id };
}

/** One's own, or a shared one for those who may share. */
async function requireChangeable(tx: Tx, id: string): Promise<SavedView> {
  const view = await requireView(tx, id);
  if (view.shared) await requirePermission(tx, 'view:share');
  return view;
}

async function ownerFor(tx: Tx, shared: boolean): Promise<string | null> {
  if (shared) await requirePermission(tx, 'view:share');
  return shared ? null : tx.context.userId;
}

/** One that everybody has goes back to whoever made it, and they alone may take it back. */
async function ownerAfter(tx: Tx, { isMine }: SavedView, shared: boolean): Promise<string | null> {
  if (!shared && !isMine) {
    const message = 'Somebody else made this view. Only they can keep it to themselves.';
    throw new AppError('Forbidden', 'view.not_maker', message, {
      hint: 'Save a view of your own with the same list.',
    });
  }
  return ownerFor(tx, shared);
}

const ownerOf = (tx: Tx, { shared }: SavedView): string | null => (shared ? null : tx.context.userId);

/** Tabs are told apart by their names. */
async function requireFreeName(tx: Tx, asked: queries.AskedName): Promise<void> {
  if (await queries.isNameTaken(tx, asked)) throw nameTaken(asked.userId);
}

/** Into the views of somebody else, or of everybody, where it needs a slug of its own. Two at once: the index decides. */
async function moveView<T>(
  { tx }: Ctx,
  asked: queries.AskedName,
  write: (slug: string) => Promise<T>,
): Promise<T> {
  const slug = await slugFor(tx, asked.noun, asked.userId, asked.name);
  try {
    return await tx.savepoint(() => write(slug));
  } catch (error) {
    if (sqlState(error) !== '23505') throw error;
    return besides({ tx, slug, ...asked }, write);
  }
}

function nameTaken(owner: string | null): AppError {
  const message = `${owner === null ? 'A shared view' : 'A view of yours'} has this name. Choose another.`;
  return new AppError('Conflict', 'view.name_taken', message, { details: { name: [message] } });
}

const slugFor = async (tx: Tx, noun: ViewNoun, userId: string | null, name: string): Promise<string> => {
  const slug = slugOf(name);
  return freeSlug(slug, await queries.findSlugs(tx, noun, userId, slug));
};

/** What cannot be asked of the list is the field's fault. */
function kept(noun: ViewNoun, list: string | null): string {
  try {
    return keptList(noun, list);
  } catch (thrown) {
    const { status, message } = toAppError(thrown);
    if (status >= 500) throw thrown;
    throw new AppError('Unprocessable', 'view.list', message, { details: { list: [message] } });
  }
}

function tooMany(): AppError {
  const message = `There can be at most ${MAX_VIEWS} views of one kind of record. Delete one first.`;
  return new AppError('Unprocessable', 'view.too_many', message, { details: { name: [message] } });
}

const stale = (current: SavedView): AppError =>
  new AppError('Conflict', 'record.stale', 'Someone else changed this view since you opened it.', {
    hint: 'Look at it as it is now, then save again.',
    data: { current },
  });
