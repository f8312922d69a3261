// What sign-in asks the database while something happens, as the server counted it.
import type { Sql } from 'postgres';

/** Text and number of every statement that the sign-in role ran during `work`, in this database alone. */
export async function statementsDuring(
  admin: Sql,
  work: () => Promise<unknown>,
): Promise<[string, string][]> {
  await admin`select ext.pg_stat_statements_reset(0::oid, oid, 0) from pg_database where datname = current_database()`;
  await work();
  const rows = await admin<{ query: string; calls: string }[]>`
    select query, calls from ext.pg_stat_statements
     where dbid = (select oid from pg_database where datname = current_database())
       and userid = 'streamflow_auth'::regrole`;
  const counted = rows.map(({ query, calls }): [string, string] => [withoutValues(query), calls]);
  return counted.sort(([one], [other]) => (one < other ? -1 : 1));
}

/** A connection that prepared a statement before the count began has it counted with its constants in it. */
const withoutValues = (query: string): string =>
  query.replace(/\$\d+|'(?:[^']|'')*'|\b\d+(?:\.\d+)?\b|\bepoch\b/g, '?');
