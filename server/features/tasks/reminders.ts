// When somebody is to be reminded of a task: one job waits for it, and a later reminder takes the place of the earlier one.
import type { Tx } from '../../../db/tenant.ts';
import { enqueue } from '../../jobs/enqueue.ts';

/** A time that has passed reminds nobody. */
export async function remindAt(tx: Tx, id: string, at: string, now = new Date()): Promise<void> {
  const runAt = new Date(at);
  if (runAt > now) await enqueue(tx, 'task.remind', { id, at }, { key: `task.remind:${id}`, runAt });
}

/** Forms know minutes: a reminder that is sent back to the minute is the one there was. */
export const isSameReminder = (one: string | null, other: string | null): boolean =>
  one === null || other === null ? one === other : minuteOf(one) === minuteOf(other);

const minuteOf = (at: string): number => Math.floor(Date.parse(at) / 60_000);
