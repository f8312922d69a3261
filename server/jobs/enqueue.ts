// Queues work in the transaction that causes it: both happen or neither does. The database stamps tenant and actor.
import { sql } from 'drizzle-orm';
import type { Tx } from '../../db/tenant.ts';
import type { TaskName, TaskPayload } from './catalog.ts';

interface Options {
  /** a later job with the same key replaces this one while it waits */
  key?: string;
  runAt?: Date;
}

export async function enqueue<N extends TaskName>(
  tx: Tx,
  task: N,
  payload: TaskPayload<N>,
  options: Options = {},
): Promise<void> {
  await tx.execute(
    sql`select crm.enqueue(${task}, ${JSON.stringify(payload)}::jsonb, ${options.key ?? null}, ${options.runAt?.toISOString() ?? null}::timestamptz)`,
  );
}
