// In charge of one child process: started, watched, started again with growing delays, drained.
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import path from 'node:path';
import { EXIT_CONFIG } from '../../server/env.ts';
import { birthOf } from './lock.ts';
import { projectFolder } from './places.ts';
import type { ChildState } from './state.ts';

const DELAYS_MS = [100, 300, 1_000, 3_000, 10_000];
/** A child that lived this long has recovered; its next end starts the delays anew. */
const HEALTHY_MS = 30_000;

export interface ChildSpec {
  name: string;
  /** Entry file, relative to the project folder. */
  entry: string;
  log: string;
  environment: NodeJS.ProcessEnv;
  drainMs: number;
}

export interface Notices {
  changed(): void;
  ended(child: KeptChild, how: string, nextInMs: number): void;
  /** The child refuses its settings; starting it again cannot help. */
  refused(child: KeptChild): void;
}

export class KeptChild {
  readonly spec: ChildSpec;
  /** Ends since it last ran well. */
  failures = 0;
  /** The process that runs now has said so with an IPC message { ready: true }. */
  ready = false;
  readonly #notices: Notices;
  #process: ChildProcess | null = null;
  #wanted = false;
  #restarts = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(spec: ChildSpec, notices: Notices) {
    this.spec = spec;
    this.#notices = notices;
  }

  state(): ChildState | null {
    const pid = this.#process?.pid;
    return pid ? { name: this.spec.name, pid, born: birthOf(pid), restarts: this.#restarts } : null;
  }

  start(): void {
    this.#wanted = true;
    const startedAt = Date.now();
    const child = launch(this.spec);
    this.#process = child;
    this.ready = false;
    this.#notices.changed();
    child.on('message', (message) => {
      if (this.#process === child && isReady(message)) this.ready = true;
    });
    child.once('exit', (code, signal) =>
      this.#ended(child, startedAt, code, signal ?? `exit code ${String(code)}`),
    );
    child.once('error', (error) => this.#ended(child, startedAt, null, error.message));
  }

  #ended(child: ChildProcess, startedAt: number, code: number | null, how: string): void {
    if (this.#process !== child) return;
    this.#process = null;
    if (!this.#wanted) return;
    if (code === EXIT_CONFIG) {
      this.#notices.refused(this);
      return;
    }
    this.failures = Date.now() - startedAt > HEALTHY_MS ? 1 : this.failures + 1;
    this.#restarts += 1;
    const delay = DELAYS_MS[Math.min(this.failures, DELAYS_MS.length) - 1] ?? 0;
    this.#notices.ended(this, how, delay);
    this.#timer = setTimeout(() => this.start(), delay);
  }

  /** SIGTERM, then SIGKILL when it does not drain in time. */
  async stop(): Promise<void> {
    this.#wanted = false;
    clearTimeout(this.#timer);
    if (this.#process) await drain(this.#process, this.spec.drainMs);
  }

  /** Drains the child and starts it anew, for changed sources. */
  async renew(): Promise<void> {
    await this.stop();
    this.failures = 0;
    this.start();
  }

  kill(): void {
    this.#process?.kill('SIGKILL');
  }
}

const isReady = (message: unknown): boolean =>
  typeof message === 'object' && message !== null && 'ready' in message && message.ready === true;

function launch(spec: ChildSpec): ChildProcess {
  const log = openSync(spec.log, 'a', 0o600);
  const tether = path.join(import.meta.dirname, 'tether.ts');
  // Detached: Ctrl-C in the terminal reaches the supervisor alone, which drains in the right order.
  const child = spawn(process.execPath, ['--import', tether, path.join(projectFolder, spec.entry)], {
    cwd: projectFolder,
    detached: true,
    stdio: ['ignore', log, log, 'ipc'],
    env: spec.environment,
  });
  closeSync(log);
  return child;
}

function drain(child: ChildProcess, limitMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), limitMs);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill('SIGTERM');
  });
}
