// The SQL of what of the inbox comes by mail as well.
import { and, eq, sql } from 'drizzle-orm';
import { tenants, users } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';

export interface Reminded {
  isWanted: boolean;
  locale: string;
  zone: string;
}

const person = (tx: Tx, id: string) => and(eq(users.tenantId, tx.context.tenantId), eq(users.id, id));

/** Whether somebody is reminded by mail, and in which words. */
export async function findReminderMail(tx: Tx, userId: string): Promise<Reminded | null> {
  const [row] = await tx
    .select({
      isWanted: users.reminderMails,
      locale: sql<string>`coalesce(${users.locale}, 'en-US')`,
      zone: sql<string>`coalesce(${users.zone}, ${tenants.zone})`,
    })
    .from(users)
    .innerJoin(tenants, eq(tenants.tenantId, users.tenantId))
    .where(person(tx, userId));
  return row ?? null;
}

export async function updateReminderMails(tx: Tx, userId: string, reminderMails: boolean): Promise<void> {
  await tx.update(users).set({ reminderMails }).where(person(tx, userId));
}
