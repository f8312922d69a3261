// Starts the worker process: takes jobs from the queue until told to stop, then finishes what it holds.
import { startWorker } from './jobs/worker.ts';
import { configureProcess } from './process.ts';
import { log } from './observability/log.ts';

const { jobsUrl } = await configureProcess('worker');
const worker = await startWorker({ jobsUrl });
log.info('worker ready');
process.send?.({ ready: true });

let stopping = false;
const stop = async (): Promise<void> => {
  if (stopping) return;
  stopping = true;
  await worker.stop();
  process.exit(0);
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());
process.on('disconnect', () => void stop());
await worker.finished;
