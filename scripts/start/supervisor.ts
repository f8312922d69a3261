// In charge of one running instance: brings up PostgreSQL, web and worker in order, keeps them up, takes them down
// in reverse. Does not know what they do; serving and working happen in the children.
import path from 'node:path';
import { pause } from '../../db/embedded/process.ts';
import type { Env } from '../../server/env.ts';
import type { Secrets } from '../../server/secrets.ts';
import { ensureSecrets } from '../../server/secrets.ts';
import type { BuildResult } from './build.ts';
import { childEnvironment } from './child-environment.ts';
import type { Database } from './database.ts';
import { openDatabase } from './database.ts';
import { askHealth, localUrl } from './health.ts';
import type { Notices } from './kept.ts';
import { KeptChild } from './kept.ts';
import { endLeftovers } from './leftovers.ts';
import type { Part } from './lock.ts';
import { holderOf } from './lock.ts';
import type { Places } from './places.ts';
import { logFile, makePlaces, placesOf } from './places.ts';
import { busyPort, isPortFree } from './port.ts';
import { claim, lastLines, StartRefused } from './refusals.ts';
import type { State } from './state.ts';
import { forgetState, version, writeState } from './state.ts';
import { say, warn } from './talk.ts';

export interface SupervisorOptions {
  env: Env;
  dataDir: string;
  part: Part;
  /** Entry files of the children, relative to the project folder. */
  entries: { web: string; worker: string };
  build: (signal: AbortSignal) => Promise<BuildResult | null>;
  /** Provisions, migrates and seeds. */
  prepare: (database: Database, env: Env, secrets: Secrets) => Promise<void>;
}

export interface Running {
  url: string | null;
  places: Places;
  database: Database;
}

const WEB_DRAIN_MS = 12_000;
const WORKER_DRAIN_MS = 12_000;
const READY_MS = 120_000;
/** Ends of one child before the first readiness after which waiting makes no sense. */
const HOPELESS = 4;

export class Supervisor {
  readonly places: Places;
  /** Resolves with the reason when a child refuses to run at all. */
  readonly broken: Promise<string>;
  readonly #options: SupervisorOptions;
  readonly #url: string | null;
  readonly #abort = new AbortController();
  readonly #breaking = Promise.withResolvers<string>();
  readonly #since = new Date().toISOString();
  #children: KeptChild[] = [];
  #lock: { release: () => void } | null = null;
  #opening: Promise<Database> | null = null;
  #database: Database | null = null;
  #phase: State['phase'] = 'starting';

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.places = placesOf(path.resolve(options.dataDir));
    this.#url = options.part === 'all' ? localUrl(options.env) : null;
    this.broken = this.#breaking.promise;
  }

  /** Brings everything up. Rejects with StartRefused, or with the cause, when it cannot be. */
  async start(): Promise<Running> {
    const { env, part } = this.#options;
    makePlaces(this.places);
    this.#lock = claim(this.places, part);
    const left = await endLeftovers(this.places.run, part);
    if (left > 0) say(`Ended ${left} process${left === 1 ? '' : 'es'} an earlier start left behind`);
    if (this.#url && !(await isPortFree(env.PORT, env.HOST))) {
      throw new StartRefused(await busyPort(env.PORT, env.HOST));
    }
    this.#publish();
    const secrets = ensureSecrets(this.places.data);
    const database = await this.#bringUp(secrets);
    this.#abort.signal.throwIfAborted();
    this.#startChildren(childEnvironment(env, this.places.data, secrets, database.urls));
    await this.#ready();
    this.#phase = 'running';
    this.#publish();
    return { url: this.#url && env.PUBLIC_ORIGIN, places: this.places, database };
  }

  /** HTTP first, then the worker, then PostgreSQL. */
  async stop(): Promise<void> {
    this.#phase = 'stopping';
    this.#abort.abort();
    this.#publish();
    const web = this.#children.filter(({ spec }) => spec.name !== 'worker');
    await Promise.all(web.map((child) => child.stop()));
    await Promise.all(this.#children.map((child) => child.stop()));
    const database = await this.#opening?.catch(() => null);
    const other: Part = this.#options.part === 'all' ? 'worker' : 'all';
    // The last one out turns off the light.
    if (holderOf(this.places.run, other)) database?.kept?.leave();
    else await database?.kept?.stop();
    if (!this.#lock) return;
    forgetState(this.places.run, this.#options.part);
    this.#lock.release();
    this.#lock = null;
  }

  /** Does not wait for draining any longer. */
  hurry(): void {
    for (const child of this.#children) child.kill();
  }

  /** New sources: fresh children. */
  async renew(): Promise<void> {
    await Promise.all(this.#children.map((child) => child.renew()));
    await this.#ready();
  }

  /** The build uses one core while the database comes up on the other. */
  async #bringUp(secrets: Secrets): Promise<Database> {
    const { env, build, prepare } = this.#options;
    const { signal } = this.#abort;
    this.#opening = openDatabase(env, this.places, secrets, () => this.#publish());
    const built = build(signal).then((result) => {
      if (result === 'built') say('Pages built');
    });
    // Whichever fails first is reported; the other one's end must not go unheard.
    built.catch(() => undefined);
    this.#database = await this.#opening;
    this.#publish();
    signal.throwIfAborted();
    await prepare(this.#database, env, secrets);
    await built;
    return this.#database;
  }

  #startChildren(environment: NodeJS.ProcessEnv): void {
    const { env, part, entries } = this.#options;
    const child = (name: string, entry: string, drainMs: number): KeptChild =>
      new KeptChild({ name, entry, environment, drainMs, log: logFile(this.places, name) }, this.#notices);
    const webs = part === 'all' ? env.WEB_PROCESSES : 0;
    for (let n = 1; n <= webs; n += 1) {
      this.#children.push(child(n === 1 ? 'web' : `web-${n}`, entries.web, WEB_DRAIN_MS));
    }
    this.#children.push(child('worker', entries.worker, WORKER_DRAIN_MS));
    for (const each of this.#children) each.start();
  }

  readonly #notices: Notices = {
    changed: () => this.#publish(),
    ended: (child, how, next) => {
      warn(`${child.spec.name} ended (${how}); starting it again in ${next} ms`);
      this.#publish();
    },
    refused: (child) =>
      this.#breaking.resolve(`${child.spec.name} refuses its settings:\n${lastLines(child.spec.log)}`),
  };

  /** The web answers over HTTP, as for anybody; the worker has no door and says it over IPC. */
  async #ready(): Promise<void> {
    const deadline = Date.now() + READY_MS;
    for (;;) {
      const health = this.#url ? await askHealth(this.#url, this.#abort.signal) : null;
      this.#abort.signal.throwIfAborted();
      const waiting = this.#children.filter(({ spec, ready }) => spec.name === 'worker' && !ready);
      if (health?.ready !== false && waiting.length === 0) return;
      const hopeless = this.#children.find((child) => child.failures >= HOPELESS);
      if (hopeless) {
        throw new StartRefused(`${hopeless.spec.name} does not stay up:\n${lastLines(hopeless.spec.log)}`);
      }
      if (Date.now() > deadline) {
        const what =
          health?.ready === false ? `/health/ready says ${health.answer}` : 'the worker is not ready';
        throw new StartRefused(`${what}. See ${this.places.logs}`);
      }
      await pause(50);
    }
  }

  #publish(): void {
    if (!this.#lock) return;
    const { env, part } = this.#options;
    const cluster = this.#database?.kept?.current;
    writeState(this.places.run, part, {
      phase: this.#phase,
      supervisor: process.pid,
      since: this.#since,
      version: version(),
      url: this.#url && env.PUBLIC_ORIGIN,
      local: this.#url,
      children: this.#children.flatMap((child) => child.state() ?? []),
      postgres: cluster
        ? { pid: cluster.pid, port: cluster.port, version: cluster.version, dataDir: cluster.dataDir }
        : null,
    });
  }
}
