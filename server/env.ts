// In charge of the settings of this process: read once, parsed whole, every fault named at once (exit 78).
// The only file that reads process.env.
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Env, RawEnv } from './env/parse.ts';
import { EnvFaults, parseEnv } from './env/parse.ts';

export type { Env, RawEnv } from './env/parse.ts';
export { EnvFaults, parseEnv } from './env/parse.ts';

/** Exit code of sysexits.h for wrong configuration. */
export const EXIT_CONFIG = 78;

/** The .env file in the folder we run in; what the environment already says wins. The supervisor has read it for us. */
function readEnvFile(): void {
  const handedOver = process.env.STREAMFLOW_MODE !== undefined;
  if (!handedOver && process.env.NODE_ENV !== 'test' && existsSync('.env')) process.loadEnvFile('.env');
}

function loadOrExit(): Env {
  try {
    readEnvFile();
    return parseEnv(process.env);
  } catch (error) {
    if (!(error instanceof EnvFaults)) throw error;
    const many = error.faults.length === 1 ? 'One setting is' : `${error.faults.length} settings are`;
    process.stderr.write(`${many} wrong:\n  ${error.message.replaceAll('\n', '\n  ')}\n`);
    process.exit(EXIT_CONFIG);
  }
}

export const env: Env = loadOrExit();

/** Absolute path of this instance's folder. */
export const dataDir: string = path.resolve(env.STREAMFLOW_DATA_DIR);

/** The process's raw environment, for handing on to child processes; read settings from `env` instead. */
export const inheritedEnvironment = (): RawEnv => ({ ...process.env });

export interface ProcessDatabaseUrls {
  migrator: string;
  app: string;
  auth: string;
  jobs: string;
  import: string;
  operator: string;
  auditor: string;
}

/**
 * The addresses a web or worker process connects to; `npm start` hands them over. Exits with 78 and the list of the
 * missing ones when the process was started by hand without them.
 */
export function requireDatabaseUrls(): ProcessDatabaseUrls {
  const { DATABASE_URL_APP: app, DATABASE_URL_AUTH: auth, DATABASE_URL_JOBS: jobs } = env;
  const { DATABASE_URL_IMPORT: bulk, DATABASE_URL_OPERATOR: operator, DATABASE_URL_AUDITOR: auditor } = env;
  if (app && auth && jobs && bulk && operator && auditor) {
    return { migrator: env.DATABASE_URL_MIGRATOR ?? '', app, auth, jobs, import: bulk, operator, auditor };
  }
  process.stderr.write(
    'DATABASE_URL_APP and its siblings: missing. `npm start` sets them for its processes; alone, give each one. ' +
      'Example: DATABASE_URL_APP=postgres://streamflow_app:password@localhost:5432/streamflow  See docs/config.md#database_url\n',
  );
  process.exit(EXIT_CONFIG);
}
