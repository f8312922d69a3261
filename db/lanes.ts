// In charge of lanes: connections of which each carries one transaction at a time, handed out and taken back.
// Every lane is a postgres.js client of exactly one connection, because releasing a reserved connection that the
// server has closed makes postgres.js write to a socket that is gone. Knows nothing of tenants or of SQL.
import { setTimeout as wait } from 'node:timers/promises';
import postgres from 'postgres';
import type { Sql } from 'postgres';
import { DatabaseError } from './errors.ts';
import type { ConnectionOptions } from './options.ts';

export interface Lane {
  readonly sql: Sql;
  /** The connection is gone; what was open on it has been rolled back by the server. */
  lost: boolean;
  readonly bornAt: number;
  /** Statements under way, to be refused when the connection goes: postgres.js forgets those sent between its error and its end. */
  readonly pending: Set<Pending>;
}

export interface Pending {
  reject(error: Error): void;
}

export const connectionLost = (): Error & { code: string } =>
  Object.assign(new Error('The database connection was lost in mid-transaction'), {
    code: 'CONNECTION_CLOSED',
  });

export interface LaneCounts {
  open: number;
  idle: number;
  waiting: number;
}

interface Waiter {
  resolve(lane: Lane): void;
  reject(error: Error): void;
  timer: NodeJS.Timeout;
}

const LIFETIME_MS = 45 * 60_000;
const DRAIN_MS = 10_000;

export class Lanes {
  readonly #name: string;
  readonly #url: string;
  readonly #options: ConnectionOptions;
  readonly #size: number;
  readonly #patienceMs: number;
  readonly #idle: Lane[] = [];
  readonly #all = new Set<Lane>();
  readonly #waiters: Waiter[] = [];
  readonly #endings = new Set<Promise<void>>();
  #closed = false;

  constructor(name: string, url: string, options: ConnectionOptions, size: number, patienceMs: number) {
    this.#name = name;
    this.#url = url;
    this.#options = options;
    this.#size = size;
    this.#patienceMs = patienceMs;
  }

  /** A lane of one's own; waits at most the pool's patience, then fails with SF503. */
  take(): Promise<Lane> {
    if (this.#closed)
      return Promise.reject(new DatabaseError('SF503', `The ${this.#name} connections are closed`));
    for (let lane = this.#idle.pop(); lane; lane = this.#idle.pop()) {
      if (this.#usable(lane)) return Promise.resolve(lane);
      this.#retire(lane);
    }
    if (this.#all.size < this.#size) return Promise.resolve(this.#open());
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        resolve,
        reject,
        timer: setTimeout(() => {
          this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
          reject(
            new DatabaseError('SF503', `No free ${this.#name} connection within ${this.#patienceMs} ms`),
          );
        }, this.#patienceMs),
      };
      this.#waiters.push(waiter);
    });
  }

  /** Hands a lane back. `clean` is false when its transaction is not known to have ended: then it is closed. */
  giveBack(lane: Lane, clean: boolean): void {
    const keep = clean && !this.#closed && this.#usable(lane);
    if (!keep) this.#retire(lane);
    const waiter = this.#waiters.shift();
    if (!waiter) {
      if (keep) this.#idle.push(lane);
      return;
    }
    clearTimeout(waiter.timer);
    waiter.resolve(keep ? lane : this.#open());
  }

  counts(): LaneCounts {
    return { open: this.#all.size, idle: this.#idle.length, waiting: this.#waiters.length };
  }

  /** Nobody gets a lane any more; those in use have ten seconds to come back before they are cut off. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const waiter of this.#waiters.splice(0)) {
      clearTimeout(waiter.timer);
      waiter.reject(new DatabaseError('SF503', `The ${this.#name} connections are closing`));
    }
    for (const lane of this.#idle.splice(0)) this.#retire(lane);
    const deadline = AbortSignal.timeout(DRAIN_MS);
    while (this.#all.size > 0 && !deadline.aborted) await wait(10);
    for (const lane of this.#all) this.#retire(lane);
    await Promise.all(this.#endings);
  }

  #usable(lane: Lane): boolean {
    return !lane.lost && performance.now() - lane.bornAt < LIFETIME_MS;
  }

  #open(): Lane {
    const sql = postgres(this.#url, {
      ...this.#options,
      max: 1,
      // Both would end a connection between two statements of one transaction.
      idle_timeout: undefined,
      max_lifetime: null,
      onclose: () => {
        lane.lost = true;
        for (const statement of lane.pending) statement.reject(connectionLost());
      },
    });
    const lane: Lane = { sql, lost: false, bornAt: performance.now(), pending: new Set() };
    this.#all.add(lane);
    return lane;
  }

  #retire(lane: Lane): void {
    this.#all.delete(lane);
    const ending = lane.sql.end({ timeout: 0 }).finally(() => this.#endings.delete(ending));
    this.#endings.add(ending);
  }
}
