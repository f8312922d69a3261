// In charge of a supervisor's life in the terminal: signals, messages, exit codes.
import type { Env } from '../../server/env.ts';
import { EXIT_CONFIG } from '../../server/env.ts';
import { ClusterRefused } from '../../db/embedded.ts';
import { MissingBinaries } from '../../db/embedded/binaries.ts';
import { banner } from './banner.ts';
import { BuildFailed, ensureBuild } from './build.ts';
import { ConfigurationRefused, StartRefused } from './refusals.ts';
import type { SupervisorOptions } from './supervisor.ts';
import { Supervisor } from './supervisor.ts';
import { complain, say, secondsSinceStart, surviveLostTerminal, warn } from './talk.ts';
import { watchSources } from './watch.ts';

/** A second Ctrl-C sooner than this is npm passing on the first one. */
const ECHO_MS = 1_000;

/** Runs until told to stop; answers the exit code. */
export async function run(options: SupervisorOptions, watching: boolean): Promise<number> {
  surviveLostTerminal();
  const supervisor = new Supervisor(options);
  const told = stopSignal(() => supervisor.hurry());
  let code = 0;
  let stopWatching = (): void => undefined;
  try {
    const running = await Promise.race([supervisor.start(), told, brokenChild(supervisor)]);
    if (typeof running !== 'string') {
      printReady(options.env, running);
      if (watching) stopWatching = watchSources(() => void rebuild(supervisor));
      say(
        `Stopping (${await Promise.race([told, brokenChild(supervisor)])}); open requests and jobs finish first`,
      );
    }
  } catch (error) {
    code = explain(error);
  }
  stopWatching();
  await supervisor.stop();
  if (code === 0) say('Stopped');
  return code;
}

function printReady(env: Env, running: Awaited<ReturnType<Supervisor['start']>>): void {
  console.log(
    banner({
      url: running.url,
      demo: env.STREAMFLOW_DEMO,
      data: running.places.data,
      logs: running.places.logs,
      database: running.database.description,
      seconds: secondsSinceStart(),
    }),
  );
}

async function brokenChild(supervisor: Supervisor): Promise<never> {
  throw new ConfigurationRefused(await supervisor.broken);
}

/** Resolves at the first Ctrl-C, SIGTERM or lost terminal; a later Ctrl-C calls `again`. */
function stopSignal(again: () => void): Promise<string> {
  return new Promise((resolve) => {
    let first = 0;
    const on = (signal: NodeJS.Signals): void => {
      if (first === 0) {
        first = Date.now();
        resolve(signal === 'SIGINT' ? 'Ctrl-C' : signal);
      } else if (Date.now() - first > ECHO_MS) {
        warn('Not waiting any longer; unfinished work is taken up at the next start');
        again();
      }
    };
    process.on('SIGINT', on).on('SIGTERM', on);
    // Without a terminal (nohup, a service) a hangup is nobody's wish to stop.
    process.on('SIGHUP', () => {
      if (process.stdout.isTTY) on('SIGHUP');
    });
  });
}

function explain(error: unknown): number {
  const known = [StartRefused, ConfigurationRefused, ClusterRefused, MissingBinaries, BuildFailed];
  if (known.some((kind) => error instanceof kind)) complain((error as Error).message);
  else if (isFileTrouble(error)) complain(fileTrouble(error));
  else complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return error instanceof ConfigurationRefused ? EXIT_CONFIG : 1;
}

const isFileTrouble = (error: unknown): error is NodeJS.ErrnoException & { path: string } =>
  error instanceof Error &&
  ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR', 'EEXIST'].includes(codeOf(error)) &&
  'path' in error;

const codeOf = (error: Error): string => (error as NodeJS.ErrnoException).code ?? '';

function fileTrouble(error: NodeJS.ErrnoException & { path: string }): string {
  if (error.code === 'ENOSPC') return `The disk is full: ${error.path} cannot be written.`;
  if (['ENOTDIR', 'EEXIST'].includes(codeOf(error)))
    return `${error.path}: a file is where a folder should be.`;
  return (
    `${error.path} may not be read or written by this account (${codeOf(error)}). If another account started StreamFlow ` +
    'here, go on as that one, or choose another place: STREAMFLOW_DATA_DIR=~/streamflow npm start'
  );
}

async function rebuild(supervisor: Supervisor): Promise<void> {
  try {
    const result = await ensureBuild();
    await supervisor.renew();
    say(result === 'built' ? 'Built and restarted' : 'Restarted');
  } catch (error) {
    warn(error instanceof Error ? error.message : String(error));
  }
}
