// The only SQL about exports: that one was made.
import { sql } from 'drizzle-orm';
import type { Tx } from '../../../db/tenant.ts';

/** Reading leaves no trace by itself, so an export is written to the audit log as a fact. */
export async function recordExport(
  tx: Tx,
  noun: string,
  meta: { count: number; countIsCapped: boolean; query: string },
): Promise<void> {
  await tx.execute(sql`select audit.record_fact(${noun}, 'exported', '{}', ${JSON.stringify(meta)}::jsonb)`);
}
