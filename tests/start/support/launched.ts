import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll } from 'vitest';
import type { State } from '../../../scripts/start/state.ts';

export const projectRoot = path.resolve(import.meta.dirname, '../../..');
const SUPERVISE = 'tests/start/support/supervise.ts';

export interface Launched {
  pid: number;
  /** Everything printed so far, stdout and stderr together. */
  output(): string;
  /** Resolves with the first match in the output; rejects when the process ends without it. */
  says(pattern: RegExp): Promise<RegExpMatchArray>;
  exit: Promise<number | null>;
  kill(signal: NodeJS.Signals): void;
}

export interface LaunchOptions {
  env?: Record<string, string>;
  args?: string[];
  uid?: number;
  gid?: number;
}

/** Runs a script of the project with exactly these settings; killed at the end of the file if it still runs. */
export function launcher(): (script: string, options?: LaunchOptions) => Launched {
  const all: ChildProcess[] = [];
  afterAll(() => {
    for (const child of all) if (child.exitCode === null) child.kill('SIGKILL');
  });
  return (script, { env = {}, args = [], ...identity } = {}) => {
    const child = spawn(process.execPath, [path.join(projectRoot, script), ...args], {
      ...identity,
      cwd: projectRoot,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, NODE_ENV: 'development', ...env },
    });
    all.push(child);
    return watch(child);
  };
}

function watch(child: ChildProcess): Launched {
  let text = '';
  const heard = new EventTarget();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      heard.dispatchEvent(new Event('text'));
    });
  }
  const exit = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  return {
    pid: child.pid ?? 0,
    output: () => text,
    says: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const match = pattern.exec(text);
          if (match) resolve(match);
        };
        heard.addEventListener('text', look);
        look();
        void exit.then(() => reject(new Error(`ended without saying ${String(pattern)}:\n${text}`)));
      }),
    exit,
    kill: (signal) => void child.kill(signal),
  };
}

/** What a supervisor of this data folder last wrote about itself. */
export const stateOf = (data: string): State =>
  JSON.parse(readFileSync(path.join(data, 'run/all.json'), 'utf8')) as State;

export const supervise = SUPERVISE;
