// In charge of one transaction on one lane: opened in one message, ended for certain, its lane given back or closed.
// Does not know what the opening says: tenant.ts and system.ts hand it over.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { ISql, Sql } from 'postgres';
import { lanes } from './client.ts';
import { aborted, DatabaseError } from './errors.ts';
import type { Lane, Lanes, Pending } from './lanes.ts';
import { connectionLost } from './lanes.ts';
import type { PoolName } from './options.ts';
import type { Database } from './session.ts';
import { databaseOn } from './session.ts';

/** Drizzle bound to the transaction. */
export type Transaction = Database & {
  /** Runs a part that may fail: its error rolls back that part only, and is thrown on. */
  readonly savepoint: <T>(part: () => Promise<T>) => Promise<T>;
  /** The connection itself, for COPY; on the import pool only. */
  readonly raw: ISql;
  /** The same transaction for a part of the work that goes by a name of its own; it has no savepoints. */
  readonly as: (label: string) => Transaction;
};

export interface Door<E> {
  pool: PoolName;
  readOnly: boolean;
  /** Roll back at the end and answer nevertheless. */
  dryRun: boolean;
  /** Names the work in statement comments and in errors. */
  label: string;
  /** `set local` statements that follow `begin` in the same message; literals checked by the caller. */
  settings: string;
  /** The check sent right behind the opening; what it answers, the caller of `run` may wait for. */
  enter: (sql: Sql) => Promise<E>;
  /** Sent right behind that check, in the same message; the work begins when both have answered. */
  behind?: ((tx: Transaction) => Promise<unknown>) | undefined;
}

const LABEL = /^[A-Za-z][\w.:-]{0,62}$/;

interface Scope {
  label: string;
  open: boolean;
}
// One guard per process even where this module is loaded twice; see client.ts.
const KEY = Symbol.for('streamflow.db.transaction');
const processWide = globalThis as { [KEY]?: AsyncLocalStorage<Scope> };
const current = (processWide[KEY] ??= new AsyncLocalStorage<Scope>());

export async function transact<T, E>(
  door: Door<E>,
  run: (tx: Transaction, entered: Promise<E>) => Promise<T>,
): Promise<T> {
  const outer = current.getStore();
  if (outer?.open) {
    // A second connection while holding a first: with a small pool, everybody waits for everybody.
    throw new DatabaseError(
      'SFNEST',
      `"${door.label}" was opened inside "${outer.label}": transactions do not nest`,
    );
  }
  if (!LABEL.test(door.label))
    throw new DatabaseError('SFCONTEXT', 'A transaction label is a word like lead.list');
  const held = lanes(door.pool);
  return inScope(door.label, () => onSomeLane(door, held, run));
}

/** Runs `work` as the inside of a transaction: one that it tries to open is refused. */
export async function inScope<T>(label: string, work: () => Promise<T>): Promise<T> {
  const scope: Scope = { label, open: true };
  try {
    return await current.run(scope, work);
  } finally {
    scope.open = false;
  }
}

/** A connection that the server closed while it was idle may be noticed only now: another one is as good. */
async function onSomeLane<T, E>(
  door: Door<E>,
  held: Lanes,
  run: (tx: Transaction, entered: Promise<E>) => Promise<T>,
): Promise<T> {
  for (let isSecond = false; ; isSecond = true) {
    const lane = await held.take();
    const work = { hasRun: false };
    try {
      return await onLane(door, held, lane, (tx, entered) => {
        work.hasRun = true;
        return run(tx, entered);
      });
    } catch (error) {
      if (work.hasRun || isSecond || !lane.lost) throw error;
    }
  }
}

interface LaneState {
  over: boolean;
  /** the newest failure of a statement that was more than the consequence of another */
  cause: unknown;
}

async function onLane<T, E>(
  door: Door<E>,
  held: Lanes,
  lane: Lane,
  run: (tx: Transaction, entered: Promise<E>) => Promise<T>,
): Promise<T> {
  const state: LaneState = { over: false, cause: undefined };
  const guarded = guardedClient(lane, state);
  const begun = send(lane, `/* ${door.label} */ begin${door.readOnly ? ' read only' : ''}${door.settings}`);
  const entered = door.enter(guarded);
  // Whoever cares awaits these; nobody having cared yet is not an unhandled rejection.
  begun.catch(() => undefined);
  entered.catch(() => undefined);
  const tx = transactionOn(guarded, door);
  const behind = door.behind?.(tx);
  behind?.catch(() => undefined);

  let value: T;
  try {
    if (!door.readOnly) await opened(begun, entered);
    await behind;
    value = await run(tx, entered);
    await opened(begun, entered);
  } catch (error) {
    state.over = true;
    await rollBack(held, lane);
    // A statement behind a failed one, or behind a failed entry, says only "transaction is aborted"; that one says why.
    throw await opened(begun, entered).then(
      () => (aborted(error) ? (state.cause ?? error) : error),
      (cause: unknown) => cause,
    );
  }
  state.over = true;
  if (door.dryRun) await rollBack(held, lane);
  else if (door.readOnly)
    void commit(held, lane).catch(() => undefined); // nothing written, nothing to wait for
  else await commit(held, lane);
  return value;
}

async function opened(begun: Promise<unknown>, entered: Promise<unknown>): Promise<void> {
  await begun;
  await entered;
}

async function commit(held: Lanes, lane: Lane): Promise<void> {
  let ended = false;
  try {
    const answer = await send(lane, 'commit');
    ended = true;
    // PostgreSQL answers COMMIT of a failed transaction with ROLLBACK and no error.
    if (answer.command !== 'COMMIT') {
      throw new DatabaseError(
        'SFROLLED',
        'A statement failed and its error was swallowed: nothing was written',
      );
    }
  } finally {
    held.giveBack(lane, ended);
  }
}

async function rollBack(held: Lanes, lane: Lane): Promise<void> {
  const ended = await send(lane, 'rollback').then(
    () => true,
    () => false,
  );
  held.giveBack(lane, ended);
}

async function send(lane: Lane, text: string): Promise<{ command: string }> {
  // postgres.js would open a new connection for this statement, and run it outside the transaction.
  if (lane.lost) throw connectionLost();
  const statement = lane.sql.unsafe(text);
  const answer = statement.execute();
  watch(lane, statement as unknown as Sendable);
  return answer;
}

function transactionOn(guarded: Sql, door: Door<unknown>): Transaction {
  let depth = 0;
  const savepoint = async <T>(part: () => Promise<T>): Promise<T> => {
    const name = `part_${(depth += 1)}`;
    await guarded.unsafe(`savepoint ${name}`);
    try {
      const value = await part();
      await guarded.unsafe(`release savepoint ${name}`);
      return value;
    } catch (error) {
      await guarded.unsafe(`rollback to savepoint ${name}`);
      throw error;
    }
  };
  const as = (label: string): Transaction =>
    Object.assign(transactionOn(guarded, { ...door, label }), { savepoint: refuseSavepoint });
  const database = Object.assign(databaseOn(guarded, `/* ${door.label} */ `), { savepoint, as });
  return Object.defineProperty(database, 'raw', {
    get(): ISql {
      if (door.pool === 'import') return guarded;
      throw new Error('The raw connection is for COPY on the import pool');
    },
  }) as Transaction;
}

/** Parts run side by side on one connection: rolling back to a point of one would undo the other. */
const refuseSavepoint = (): Promise<never> =>
  Promise.reject(new DatabaseError('SFNEST', 'A part of a shared transaction has no savepoints'));

/** A postgres.js query as its own package drives it: started by `await`, sent by its handler. */
interface Sendable extends Pending, PromiseLike<unknown> {
  handler: (query: Sendable) => void;
}

/** Has a statement under way refused when its connection goes. */
function watch(lane: Lane, statement: Sendable): void {
  lane.pending.add(statement);
  const settled = (): boolean => lane.pending.delete(statement);
  statement.then(settled, settled);
}

/**
 * The lane's client with a lock on it: a statement started after the transaction's end, or after its connection was
 * lost, would run in somebody else's transaction or in none. The lock is at the moment of sending, not of asking.
 */
function guardedClient(lane: Lane, state: LaneState): Sql {
  const guard = <Q>(query: Q): Q => {
    if (!isSendable(query)) return query;
    const send = query.handler;
    query.handler = (sent) => {
      if (lane.lost) sent.reject(connectionLost());
      else if (state.over)
        sent.reject(new DatabaseError('SFOVER', 'A statement came after its transaction had ended'));
      else {
        send(sent);
        watch(lane, sent);
        sent.then(undefined, (error: unknown) => {
          if (!aborted(error)) state.cause = error;
        });
      }
    };
    return query;
  };
  return new Proxy(lane.sql, {
    apply: (client, _this, args: Parameters<Sql>) => guard(Reflect.apply(client, undefined, args) as unknown),
    get: (client, key) => {
      if (key === 'unsafe') return (...args: Parameters<Sql['unsafe']>) => guard(client.unsafe(...args));
      if (key === 'json' || key === 'array' || key === 'typed' || key === 'types') {
        return Reflect.get(client, key) as unknown;
      }
      return undefined;
    },
  });
}

function isSendable(query: unknown): query is Sendable {
  return (
    typeof query === 'object' && query !== null && typeof (query as Partial<Sendable>).handler === 'function'
  );
}
