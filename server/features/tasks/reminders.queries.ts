// The SQL about reminders of tasks.
import { and, eq, isNull, sql } from 'drizzle-orm';
import { tasks } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';

export interface Reminded {
  title: string;
  dueAt: string | null;
  ownerId: string | null;
  teamId: string | null;
}

/** The task, held, if there is still something to be reminded of at this time. */
export async function holdReminded(tx: Tx, { id, at }: { id: string; at: string }): Promise<Reminded | null> {
  const [row] = await tx
    .select({ title: tasks.title, dueAt: tasks.dueAt, ownerId: tasks.ownerId, teamId: tasks.teamId })
    .from(tasks)
    .where(
      and(
        eq(tasks.tenantId, tx.context.tenantId),
        eq(tasks.id, id),
        eq(tasks.status, 'open'),
        isNull(tasks.deletedAt),
        sql`${tasks.reminderAt} = ${at}::timestamptz`,
      ),
    )
    .for('no key update');
  return row ?? null;
}
