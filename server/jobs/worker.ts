// The queue's worker inside this process: graphile-worker with our tasks, our crons, and quick recovery of a dead one.
import { EventEmitter } from 'node:events';
import { parseCronItems, run, type WorkerEvents } from 'graphile-worker';
import { openPresence } from '../../db/worker-presence.ts';
import { log } from '../observability/log.ts';
import { crons } from './cron.ts';
import { queueLogger } from './queue-log.ts';
import { taskList } from './run.ts';

export interface RunningWorker {
  /** Takes no new job, lets the running ones finish (they see an aborted signal), then resolves. */
  stop(): Promise<void>;
  readonly finished: Promise<void>;
}

interface Options {
  jobsUrl: string;
  concurrency?: number;
  sweepMs?: number;
}

const SWEEP_MS = 15_000;

export async function startWorker({
  jobsUrl,
  concurrency = 4,
  sweepMs = SWEEP_MS,
}: Options): Promise<RunningWorker> {
  const presence = openPresence(jobsUrl);
  const stopping = new AbortController();
  const events = new EventEmitter() as WorkerEvents;
  // jobs are locked in the name of the pool, not of the worker in it
  events.on('pool:create', ({ workerPool }) => {
    presence
      .hold(workerPool.id)
      .catch((error: unknown) => log.error({ err: error }, 'worker presence not held'));
  });
  const sweep = async (): Promise<void> => {
    try {
      const freed = await presence.freeDead();
      if (freed.length) log.warn({ workers: freed }, 'jobs of dead workers freed');
    } catch (error) {
      log.warn({ err: error }, 'sweep of dead workers failed');
    }
  };
  await sweep();
  const runner = await run({
    connectionString: jobsUrl,
    maxPoolSize: concurrency + 2,
    concurrency,
    pollInterval: 1_000,
    noHandleSignals: true,
    taskList: taskList(stopping.signal),
    parsedCronItems: parseCronItems(crons),
    events,
    logger: queueLogger,
  });
  const timer = setInterval(() => void sweep(), sweepMs);
  return {
    finished: runner.promise,
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await runner.stop();
      await presence.close();
    },
  };
}
