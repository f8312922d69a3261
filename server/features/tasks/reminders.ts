// When somebody is to be reminded of a task: one job waits for it, and a later reminder takes the place of the earlier one.
import type { Tx } from '../../../db/tenant.ts';
import { AppError } from '../../errors.ts';
import { enqueue } from '../../jobs/enqueue.ts';

export async function remindAt(tx: Tx, id: string, at: string): Promise<void> {
  await enqueue(tx, 'task.remind', { id, at }, { key: `task.remind:${id}`, runAt: new Date(at) });
}

/** A reminder that is set is still to come: a time that has passed would remind nobody. */
export function requireToCome(at: string, now = new Date()): void {
  if (new Date(at) > now) return;
  throw new AppError('Unprocessable', 'task.reminder_passed', 'The time of the reminder has passed.', {
    details: { reminderAt: ['This time has passed. Choose one that is still to come, or leave it empty.'] },
  });
}

/** Forms know minutes: a reminder that is sent back to the minute is the one there was. */
export const isSameReminder = (one: string | null, other: string | null): boolean =>
  one === null || other === null ? one === other : minuteOf(one) === minuteOf(other);

const minuteOf = (at: string): number => Math.floor(Date.parse(at) / 60_000);
