// The changes a task goes through. Whose it is and who made it may take it away; others need the permission.
import { timelineNouns } from '../../../app/contracts/activities.ts';
import type { TaskCreate, TaskPatch, TaskRow } from '../../../app/contracts/tasks.ts';
import { uuidv7 } from '../../../db/ids.ts';
import type { Tx } from '../../../db/tenant.ts';
import { requirePermission } from '../../auth/require-permission.ts';
import { AppError, notFound } from '../../errors.ts';
import { momentOf } from '../../lists/spans.ts';
import {
  assignRecord,
  decidedSince,
  requireOwner,
  tellOwner,
  type TakenBack,
} from '../../records/records.actions.ts';
import * as records from '../../records/records.queries.ts';
import { writeTokens } from '../search/search.queries.ts';
import { isSameReminder, remindAt, requireToCome } from './reminders.ts';
import { findTask } from './tasks.queries.ts';
import { daysOf, type Days } from './tasks.rules.ts';
import { parseWhen } from './typed-task.rules.ts';

type Ctx = { tx: Tx };
type Existing = NonNullable<Awaited<ReturnType<typeof findTask>>>;

export const daysFor = async (tx: Tx): Promise<Days> => daysOf((await tx.entered).zone);

export async function requireTask(tx: Tx, id: string): Promise<Existing> {
  const found = await findTask(tx, id, await daysFor(tx));
  if (!found) throw notFound('task');
  return found;
}

export async function createTask({ tx }: Ctx, input: TaskCreate): Promise<{ id: string }> {
  const { assigneeId, ...fields } = input;
  await requireRecords(tx, fields);
  const owner = await requireOwner(tx, 'task', assigneeId);
  const id = uuidv7();
  const columns = await stored(tx, fields);
  if (columns.reminderAt) requireToCome(columns.reminderAt);
  await records.insertRecord(tx, 'task', { ...columns, ...owner, id });
  if (columns.reminderAt) await remindAt(tx, id, columns.reminderAt);
  await writeTokens(tx, 'task', { id, ...owner, name: fields.title });
  await tellOwner(tx, 'task', id, owner.ownerId);
  return { id };
}

export async function saveTask(
  { tx }: Ctx,
  { id, version, ...fields }: TaskPatch,
): Promise<{ id: string; version: number }> {
  const before = await requireTask(tx, id);
  if (before.version !== version) throw stale(before);
  await requireRecords(tx, fields);
  const { reminderAt, ...columns } = await stored(tx, fields);
  const isMoved = reminderAt !== undefined && !isSameReminder(before.reminderAt, reminderAt);
  if (isMoved && reminderAt) requireToCome(reminderAt);
  const saved = await change(tx, before, { ...columns, ...(isMoved && { reminderAt }) });
  const at = isMoved ? reminderAt : before.reminderAt;
  // also where it stays: it may have been written before there was a job for it
  if (reminderAt && at && new Date(at) > new Date()) await remindAt(tx, id, at);
  const owned = fields.title === undefined ? null : await records.findOwned(tx, 'task', id);
  if (owned) await writeTokens(tx, 'task', { id, ...owned, name: fields.title ?? before.title });
  return saved;
}

export async function finishTask(
  { tx }: Ctx,
  { id, version, done }: { id: string; version: number; done: boolean },
): Promise<{ id: string; version: number }> {
  const before = await requireTask(tx, id);
  if (before.version !== version) throw stale(before);
  return change(tx, before, {
    status: done ? 'done' : 'open',
    doneAt: done ? new Date().toISOString() : null,
  });
}

export async function snoozeTask(
  { tx }: Ctx,
  { id, version, until }: { id: string; version: number; until: string },
): Promise<{ id: string; version: number }> {
  const before = await requireTask(tx, id);
  const { zone } = await tx.entered;
  const dueAt = parseWhen(until, { zone, now: new Date() });
  if (dueAt === null)
    throw new AppError('Unprocessable', 'task.when', `"${until}" says no time.`, {
      details: { until: ['Say it like "tomorrow", "fri 3pm", "next week" or "in 2 hours".'] },
    });
  if (before.version !== version) throw stale(before);
  return change(tx, before, { dueAt });
}

export const assignTask = async (
  { tx }: Ctx,
  { id, assigneeId }: { id: string; assigneeId: string | null },
): Promise<{ id: string }> => assignRecord({ noun: 'task', find: requireTask }, tx, id, assigneeId);

export async function deleteTask(
  { tx }: Ctx,
  { id, version }: { id: string; version: number },
): Promise<{ id: string; version: number }> {
  const before = await requireTask(tx, id);
  const isOwn = [before.assignee?.id, before.createdBy].includes(tx.context.userId ?? '');
  if (!isOwn) await requirePermission(tx, 'task:delete');
  if (before.version !== version) throw stale(before);
  return change(tx, before, { deletedAt: new Date().toISOString() });
}

/** Out of the trash; a task that is not there stays as it is. */
export async function restoreTask({ tx }: Ctx, { id, version }: TakenBack): Promise<{ id: string }> {
  if (await records.restoreTrashed(tx, 'task', { id, version })) return { id };
  const now = (await records.findTrashed(tx, 'task', id)) ?? (await requireTask(tx, id));
  if (version !== undefined && version !== now.version) throw decidedSince('task');
  return { id };
}

async function change(
  tx: Tx,
  { id, version }: TaskRow,
  columns: Readonly<Record<string, unknown>>,
): Promise<{ id: string; version: number }> {
  const saved = await records.updateRecord(tx, 'task', { id, version }, columns);
  if (saved === null) throw stale(await requireTask(tx, id));
  return { id, version: saved };
}

/** Times without a zone are the caller's. */
async function stored<
  T extends { dueAt?: string | null | undefined; reminderAt?: string | null | undefined },
>(tx: Tx, fields: T): Promise<T> {
  const { zone } = await tx.entered;
  const at = (written: string): string => momentOf(written, zone).toISOString();
  const { dueAt, reminderAt } = fields;
  return { ...fields, ...(dueAt && { dueAt: at(dueAt) }), ...(reminderAt && { reminderAt: at(reminderAt) }) };
}

/** The records a task is about must be in sight. */
async function requireRecords(tx: Tx, sent: TaskCreate | Omit<TaskPatch, 'id' | 'version'>): Promise<void> {
  for (const noun of timelineNouns) {
    const id = sent[`${noun}Id`];
    if (id && !(await records.findHeld(tx, noun, id))) throw notFound(noun);
  }
}

const stale = (current: TaskRow): AppError =>
  new AppError('Conflict', 'task.stale', 'Someone else changed this task since you opened it.', {
    hint: 'Look at what it says now, then try again.',
    data: { current },
  });
