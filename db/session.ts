// Drizzle on one lane: built from its dialect and session, because drizzle() wants a whole postgres.js client.
// Adds three things: every statement is prepared, carries the procedure's name as a comment, and fails with
// PostgreSQL's own error (Drizzle's would spell out the SQL with its parameters). Does not begin or end anything.
import { NoopCache } from 'drizzle-orm/cache/core';
import { entityKind } from 'drizzle-orm/entity';
import { NoopLogger } from 'drizzle-orm/logger';
import type { PgTransaction, PreparedQueryConfig, SelectedFieldsOrdered } from 'drizzle-orm/pg-core';
import { PgDatabase, PgDialect } from 'drizzle-orm/pg-core';
import type { PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js';
import { PostgresJsPreparedQuery, PostgresJsSession } from 'drizzle-orm/postgres-js';
import type { Query } from 'drizzle-orm';
import type { Sql } from 'postgres';

export type Database = PgDatabase<PostgresJsQueryResultHKT>;

const dialect = new PgDialect();
const logger = new NoopLogger();
const cache = new NoopCache();

class PlainQuery<T extends PreparedQueryConfig> extends PostgresJsPreparedQuery<T> {
  static override readonly [entityKind]: string = 'PlainQuery';

  /** Called by Drizzle around the driver; the stock one wraps errors in the statement's text. */
  queryWithCache<R>(_text: string, _params: unknown[], run: () => Promise<R>): Promise<R> {
    return run();
  }
}

class LaneSession extends PostgresJsSession<Sql, Record<string, never>, Record<string, never>> {
  static override readonly [entityKind]: string = 'LaneSession';
  readonly #comment: string;

  constructor(client: Sql, comment: string) {
    super(client, dialect, undefined, { logger, cache });
    this.#comment = comment;
  }

  override prepareQuery<T extends PreparedQueryConfig>(
    query: Query,
    fields: SelectedFieldsOrdered | undefined,
    _name: string | undefined,
    rowsAreArrays: boolean,
    mapper?: (rows: unknown[][]) => T['execute'],
  ): PlainQuery<T> {
    return new PlainQuery<T>(
      this.client,
      this.#comment + query.sql,
      query.params,
      logger,
      cache,
      undefined,
      undefined,
      fields,
      rowsAreArrays,
      true,
      mapper,
    );
  }

  override transaction<T>(_run: (tx: PgTransaction<PostgresJsQueryResultHKT>) => Promise<T>): Promise<T> {
    return Promise.reject(
      new Error('This is a transaction already: use tx.savepoint(…) for a part that may fail'),
    );
  }
}

export function databaseOn(client: Sql, comment: string): Database {
  return new PgDatabase(dialect, new LaneSession(client, comment), undefined);
}
