// In charge of the sentences a start ends with when it cannot go on.
import { readFileSync } from 'node:fs';
import type { Part } from './lock.ts';
import { lockFile, takeLock } from './lock.ts';
import type { Places } from './places.ts';
import { readState } from './state.ts';

/** A start that cannot go on, with a message for people. */
export class StartRefused extends Error {}

/** Settings that cannot hold together; ends with exit code 78. */
export class ConfigurationRefused extends Error {}

/** The lock of this data folder, or the refusal that says who runs there, where, and how to run beside it. */
export function claim(places: Places, part: Part): { release: () => void } {
  const taken = takeLock(lockFile(places.run, part));
  if (!('holder' in taken)) return taken;
  const running = readState(places.run, part);
  const what = part === 'all' ? 'StreamFlow already runs' : 'A worker already runs';
  const at = running?.url ? ` at ${running.url}` : '';
  throw new StartRefused(
    `${what}${at} (pid ${taken.holder.pid}, since ${taken.holder.since}) with the data folder ${places.data}\n` +
      '  npm run status                                      what runs\n' +
      '  npm run stop                                        stop it\n' +
      '  PORT=4000 STREAMFLOW_DATA_DIR=./data-2 npm start    a second one beside it',
  );
}

/** The end of a log and where the rest is. */
export function lastLines(file: string, count = 15): string {
  try {
    return `${readFileSync(file, 'utf8').trim().split('\n').slice(-count).join('\n')}\n(${file})`;
  } catch {
    return `(${file})`;
  }
}
