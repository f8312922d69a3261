// Telling people, in the transaction of what they are told, and what they do with it.
import type { ArchiveAllInput } from '../../../app/contracts/notifications.ts';
import type { Tx } from '../../../db/tenant.ts';
import { notFound } from '../../errors.ts';
import * as queries from './notifications.queries.ts';

export { insertJobNews as notifyOfJob } from './notifications.queries.ts';

type Ctx = { tx: Tx };

/** Tells the people, but not the caller, who knows, and not those who may not see what it is about. */
export async function notify(tx: Tx, people: readonly string[], news: queries.News): Promise<void> {
  const others = [...new Set(people)].filter((person) => person !== tx.context.userId);
  if (others.length > 0) await queries.insertNews(tx, others, news);
}

export async function setRead(
  { tx }: Ctx,
  { id, read }: { id: string; read: boolean },
): Promise<{ id: string }> {
  const readAt = read ? new Date().toISOString() : null;
  if (!(await queries.mark(tx, id, { readAt }))) throw notFound('notification');
  return { id };
}

export async function setArchived(
  { tx }: Ctx,
  { id, archived }: { id: string; archived: boolean },
): Promise<{ id: string }> {
  const archivedAt = archived ? new Date().toISOString() : null;
  if (!(await queries.mark(tx, id, { archivedAt }))) throw notFound('notification');
  return { id };
}

/** Puts all away that was seen. `at` takes exactly these back. */
export async function archiveAll(
  { tx }: Ctx,
  input: ArchiveAllInput,
): Promise<{ count: number; at: string }> {
  const at = new Date().toISOString();
  return { count: await queries.putAway(tx, at, input), at };
}
