// `npm run stop`: ends everything of this data folder in order, also what a killed supervisor left behind.
import { waitUntilGone } from '../db/embedded/process.ts';
import { dataDir, env } from '../server/env.ts';
import { command } from './start/command.ts';
import { endLeftovers } from './start/leftovers.ts';
import { holderOf } from './start/lock.ts';
import { placesOf } from './start/places.ts';
import { reportOf } from './start/report.ts';
import { forgetState } from './start/state.ts';

const PATIENCE_MS = 70_000;
const parts = ['worker', 'all'] as const;

await command(async () => {
  const places = placesOf(dataDir);
  const ended: string[] = [];
  for (const part of parts) {
    const holder = holderOf(places.run, part);
    if (!holder) continue;
    process.kill(holder.pid, 'SIGTERM');
    if (!(await waitUntilGone(holder.pid, PATIENCE_MS))) {
      throw new Error(
        `Process ${holder.pid} does not end. See ${places.logs}; kill -9 ${holder.pid} loses nothing.`,
      );
    }
    ended.push(part === 'all' ? 'StreamFlow' : 'the worker');
  }
  for (const part of parts) {
    if ((await endLeftovers(places.run, part)) > 0) ended.push('processes left behind');
    forgetState(places.run, part);
  }
  const { postgres } = await reportOf(places, !env.externalDatabase);
  if (postgres) {
    process.kill(postgres.pid, 'SIGINT');
    await waitUntilGone(postgres.pid, PATIENCE_MS);
    ended.push('PostgreSQL');
  }
  console.log(ended.length > 0 ? `Stopped: ${ended.join(', ')}` : `Nothing runs on ${places.data}`);
  return 0;
});
