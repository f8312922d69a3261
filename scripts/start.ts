// `npm start`: the whole of StreamFlow on this machine. `--only worker` runs the worker alone, `--watch` rebuilds and
// restarts when sources change.
import { parseArgs } from 'node:util';
import { dataDir, env } from '../server/env.ts';
import { ensureBuild } from './start/build.ts';
import type { Part } from './start/lock.ts';
import { prepare } from './start/prepare.ts';
import { run } from './start/run.ts';
import { complain } from './start/talk.ts';

const { values } = parseArgs({
  options: { only: { type: 'string' }, watch: { type: 'boolean', default: false } },
});
if (values.only !== undefined && values.only !== 'worker') {
  complain('--only knows one part: worker');
  process.exit(2);
}
const part: Part = values.only === 'worker' ? 'worker' : 'all';

process.exitCode = await run(
  {
    env,
    dataDir,
    part,
    entries: { web: 'server/main.ts', worker: 'server/worker.ts' },
    // The worker has no pages, so it needs no build.
    build: (signal) => (part === 'all' ? ensureBuild(signal) : Promise.resolve(null)),
    prepare: (database, settings, secrets) => prepare(database, settings, secrets, dataDir),
  },
  values.watch,
);
// A child's or connection's last handle must not keep a finished supervisor.
process.exit();
