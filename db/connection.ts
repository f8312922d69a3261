import type { Sql } from 'postgres';
import { connect } from './connect.ts';

/** Runs `use` with one connection to `url`, outside the pools, and closes it whatever happens. */
export async function withConnection<T>(
  url: string,
  use: (sql: Sql) => Promise<T>,
  purpose = 'command',
): Promise<T> {
  const sql = connect(url, purpose);
  try {
    return await use(sql);
  } finally {
    await sql.end({ timeout: 2 });
  }
}
