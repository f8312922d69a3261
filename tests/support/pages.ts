// The built pages, for processes that tests start.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { isBuilt, sourceStamp } from '../../scripts/start/build.ts';

/**
 * The environment of a process that is not part of the test run: libraries in production mode, as `npm start` has them
 * (React's development build is several times slower); the build leaves Remix out when Vitest reads it.
 */
export function outside(): NodeJS.ProcessEnv {
  const { VITEST: _vitest, ...rest } = process.env;
  return { ...rest, NODE_ENV: 'production', STREAMFLOW_MODE: 'development' };
}

/** Builds the pages and the client's package into build/, unless they fit the sources. */
export async function ensurePages(): Promise<void> {
  if (isBuilt(sourceStamp())) return;
  const child = spawn(process.execPath, ['scripts/build.ts'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: outside(),
  });
  const [code] = (await once(child, 'exit')) as [number];
  if (code !== 0) throw new Error(`The build ended with ${code}.`);
}
