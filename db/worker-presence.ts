// In charge of knowing which queue workers are alive: each holds an advisory lock on its own name for as long as its
// connection lives, so a killed process lets go by itself and its jobs can be freed within seconds instead of hours.
import postgres from 'postgres';
import { wireTypes } from './wire.ts';

/** First half of the two-part advisory lock key; the second is the hash of the worker's name. */
const LOCK_CLASS = 0x5f0001;

export interface Presence {
  /** Says that this worker is alive, until close() or the end of the process. */
  hold(workerId: string): Promise<void>;
  /** Frees what workers hold that are no longer alive; answers their names. */
  freeDead(): Promise<string[]>;
  close(): Promise<void>;
}

export function openPresence(jobsUrl: string): Presence {
  const held = new Set<string>();
  // one connection: advisory locks belong to it. A lost connection is opened again and the locks are taken anew.
  const sql = postgres(jobsUrl, {
    types: wireTypes,
    fetch_types: false,
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    onnotice: () => undefined,
    connection: { application_name: 'streamflow-worker-presence' },
  });
  const lock = (workerId: string): Promise<unknown> =>
    sql`select pg_advisory_lock(${LOCK_CLASS}, hashtext(${workerId}))
        where not exists (select from pg_locks where pid = pg_backend_pid() and locktype = 'advisory'
                             and classid = ${LOCK_CLASS} and objid = (hashtext(${workerId})::bit(32)::bigint)::oid)`;
  return {
    async hold(workerId) {
      held.add(workerId);
      await lock(workerId);
    },
    async freeDead() {
      for (const workerId of held) await lock(workerId);
      const rows = await sql<{ worker: string }[]>`
        select distinct locked_by as worker from graphile_worker._private_jobs where locked_by is not null
        union
        select distinct locked_by from graphile_worker._private_job_queues where locked_by is not null`;
      const dead: string[] = [];
      for (const { worker } of rows) {
        if (!held.has(worker) && (await isFree(sql, worker))) dead.push(worker);
      }
      if (dead.length) await sql`select graphile_worker.force_unlock_workers(${dead})`;
      return dead;
    },
    close: () => sql.end({ timeout: 2 }),
  };
}

async function isFree(sql: postgres.Sql, workerId: string): Promise<boolean> {
  return sql.begin(async (tx) => {
    const [row] = await tx<{ free: boolean }[]>`
      select pg_try_advisory_xact_lock(${LOCK_CLASS}, hashtext(${workerId})) as free`;
    return row?.free ?? false;
  });
}
