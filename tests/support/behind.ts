// Two at once, in an order: somebody has written what is not committed yet, and who comes second waits for it.
import type { TransactionSql } from 'postgres';
import { expect, vi } from 'vitest';
import type { TestDatabase } from './database.ts';
import { PATIENCE } from './patience.ts';

/** What `act` comes to when somebody else has done `write` before it, but is through with it only afterwards. */
export async function behind<T>(
  { admin, name }: Pick<TestDatabase, 'admin' | 'name'>,
  write: (sql: TransactionSql) => Promise<unknown>,
  act: () => Promise<T>,
): Promise<T> {
  const [acting] = await admin.begin(async (other) => {
    await write(other);
    const begun = act();
    await vi.waitFor(async () => {
      const waiting =
        await admin`select 1 from pg_stat_activity where datname = ${name} and wait_event_type = 'Lock'`;
      expect(waiting.length).toBeGreaterThan(0);
    }, PATIENCE);
    return [begun];
  });
  return acting;
}
