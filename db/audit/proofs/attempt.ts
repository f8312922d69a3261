// One attack: sent, answered, undone whatever it did.
import type { Sql } from 'postgres';
import type { Answer } from './outcome.ts';

/** `settings` are SET LOCAL statements. The three messages travel together. */
export async function attempt(sql: Sql, role: string, settings: string, statement: string): Promise<Answer> {
  const [, attacked] = await Promise.allSettled([
    sql.unsafe(`savepoint attack; set local role ${role}; ${settings}`),
    sql.unsafe(statement),
    sql.unsafe('rollback to savepoint attack; release savepoint attack'),
  ]);
  if (attacked.status === 'fulfilled') return { rows: attacked.value.count };
  const { code, message } = attacked.reason as { code?: string; message: string };
  return { code: code ?? '?????', message };
}
