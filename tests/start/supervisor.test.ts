import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { livePostmaster } from '../../db/embedded/postmaster.ts';
import { isRunning } from '../../db/embedded/process.ts';
import type { Launched } from './support/launched.ts';
import { launcher, stateOf, supervise } from './support/launched.ts';
import { freePort } from '../support/ports.ts';
import { temporaryFolders } from './support/places.ts';

const folder = temporaryFolders();
const launch = launcher();
const READY = /StreamFlow is ready/;

interface Instance {
  data: string;
  port: number;
  settings: Record<string, string>;
}

async function instance(more: Record<string, string> = {}): Promise<Instance> {
  const data = folder();
  const port = await freePort();
  return { data, port, settings: { STREAMFLOW_DATA_DIR: data, PORT: String(port), ...more } };
}

const childPid = (data: string, name: string): number =>
  stateOf(data).children.find((child) => child.name === name)?.pid ?? 0;
/** Which web process answers a fresh connection. */
async function webPid(port: number): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${port}/`, { headers: { connection: 'close' } });
  return ((await answer.json()) as { pid: number }).pid;
}
const until = <T>(look: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(look, { timeout: 20_000, interval: 25 });

describe('a running instance', () => {
  let here: Instance;
  let running: Launched;

  beforeAll(async () => {
    here = await instance();
    running = launch(supervise, { env: here.settings });
    await running.says(READY);
  });
  afterAll(async () => {
    running.kill('SIGTERM');
    await running.exit;
  });

  test('prints its address, the demo sign-ins, data and log places', () => {
    const text = running.output();
    expect(text).toContain(`http://localhost:${here.port}`);
    for (const who of ['admin@canary.test', 'manager@canary.test', 'user@canary.test', 'admin@globex.test']) {
      expect(text).toContain(who);
    }
    expect(text).toMatch(/Password of all: /);
    expect(text).toContain(`${here.data}/logs`);
    expect(text).toMatch(/PostgreSQL 18\.\d+ on 127\.0\.0\.1:\d+/);
  });

  test('gives its children no administrator address, and keeps its files to itself', async () => {
    const answer = await fetch(`http://127.0.0.1:${here.port}/`);
    expect(await answer.json()).toMatchObject({ admin: null, mode: 'development' });
  });

  test('a second start beside it says so, where it is, and how to run one more', async () => {
    const second = launch(supervise, { env: here.settings });
    expect(await second.exit).toBe(1);
    expect(second.output()).toContain(`already runs at http://localhost:${here.port} (pid ${running.pid}`);
    expect(second.output()).toContain(here.data);
    expect(second.output()).toMatch(/PORT=\d+ STREAMFLOW_DATA_DIR=\S+ npm start/);
    expect(await webPid(here.port)).toBe(childPid(here.data, 'web'));
  });

  test('a start on its port names the holder and a free port, and leaves no server behind', async () => {
    const other = await instance({ PORT: String(here.port) });
    const start = launch(supervise, { env: other.settings });
    expect(await start.exit).toBe(1);
    expect(start.output()).toMatch(new RegExp(`Port ${here.port} is in use by node web\\.ts \\(pid \\d+\\)`));
    expect(start.output()).toMatch(/Choose another: PORT=\d+ npm start/);
    expect(existsSync(path.join(other.data, 'run/all.lock'))).toBe(false);
  });

  test('another with its own port and data folder runs side by side', async () => {
    const beside = await instance();
    const other = launch(supervise, { env: beside.settings });
    await other.says(READY);
    expect(stateOf(beside.data).postgres?.port).not.toBe(stateOf(here.data).postgres?.port);
    other.kill('SIGTERM');
    expect(await other.exit).toBe(0);
    expect(await webPid(here.port)).toBe(childPid(here.data, 'web'));
  });

  test('a killed web process is started again', async () => {
    const killed = await webPid(here.port);
    process.kill(killed, 'SIGKILL');
    const fresh = await until(() => webPid(here.port));
    expect(fresh).not.toBe(killed);
    await running.says(/web ended \(SIGKILL\); starting it again/);
  });

  test('a killed PostgreSQL is started again on its port, and web and worker survive it', async () => {
    const { postgres, children } = stateOf(here.data);
    process.kill(postgres?.pid ?? 0, 'SIGKILL');
    await running.says(/PostgreSQL is back/);
    const ready = await until(async () => {
      const answer = await fetch(`http://127.0.0.1:${here.port}/health/ready`);
      expect(answer.status).toBe(200);
      return answer.status;
    });
    expect(ready).toBe(200);
    const after = stateOf(here.data);
    expect(after.postgres?.port).toBe(postgres?.port);
    expect(after.postgres?.pid).not.toBe(postgres?.pid);
    expect(after.children.map(({ pid }) => pid)).toEqual(children.map(({ pid }) => pid));
  });

  test('status names its processes and is 0; db:url prints nothing but the address', async () => {
    // a web process that has no time to answer for three seconds is not called ready
    await until(async () => {
      const status = launch('scripts/status.ts', { env: here.settings });
      expect(await status.exit).toBe(0);
      expect(status.output()).toContain(`runs at http://localhost:${here.port}`);
      expect(status.output()).toMatch(
        /supervisor .*pid \d+[\s\S]*web .*pid[\s\S]*worker .*pid[\s\S]*health +ready/,
      );
    });
    const url = launch('scripts/db-url.ts', { env: here.settings, args: ['--role', 'auth'] });
    expect(await url.exit).toBe(0);
    expect(url.output()).toMatch(/^postgres:\/\/streamflow_auth:\S+@127\.0\.0\.1:\d+\/streamflow\n$/);
    const unknown = launch('scripts/db-url.ts', { env: here.settings, args: ['--role', 'root'] });
    expect(await unknown.exit).toBe(2);
  });

  test('a worker alone shares its PostgreSQL and leaves it running', async () => {
    const alone = launch(supervise, { env: here.settings, args: ['--only', 'worker'] });
    await alone.says(READY);
    expect(alone.output()).toMatch(/was still running, taken over/);
    alone.kill('SIGINT');
    expect(await alone.exit).toBe(0);
    expect(livePostmaster(path.join(here.data, 'postgres'))?.pid).toBe(stateOf(here.data).postgres?.pid);
    expect(await webPid(here.port)).toBe(childPid(here.data, 'web'));
  });
});

describe('the end of an instance', () => {
  test('Ctrl-C drains the web, then the worker, then PostgreSQL, and leaves nothing', async () => {
    const here = await instance();
    const running = launch(supervise, { env: here.settings });
    await running.says(READY);
    const { children, postgres } = stateOf(here.data);
    running.kill('SIGINT');
    // npm passes the terminal's Ctrl-C on, so it arrives twice; the second one must not cut the draining short.
    running.kill('SIGINT');
    expect(await running.exit).toBe(0);
    expect(running.output()).toMatch(/Stopping \(Ctrl-C\)[\s\S]*Stopped/);
    expect(readFileSync(path.join(here.data, 'logs/web.log'), 'utf8')).toContain('web drained');
    expect(readFileSync(path.join(here.data, 'logs/worker.log'), 'utf8')).toContain('worker drained');
    for (const { pid } of [...children, ...(postgres ? [postgres] : [])]) expect(isRunning(pid)).toBe(false);
    expect(readFileSync(path.join(here.data, 'logs/postgres.log'), 'utf8')).toContain(
      'database system is shut down',
    );
    const status = launch('scripts/status.ts', { env: here.settings });
    expect(await status.exit).toBe(3);
  });

  test('npm run stop ends it from outside, and again says that nothing runs', async () => {
    const here = await instance();
    const running = launch(supervise, { env: here.settings });
    await running.says(READY);
    const stop = launch('scripts/stop.ts', { env: here.settings });
    expect(await stop.exit).toBe(0);
    expect(await running.exit).toBe(0);
    expect(livePostmaster(path.join(here.data, 'postgres'))).toBeNull();
    const again = launch('scripts/stop.ts', { env: here.settings });
    expect(await again.exit).toBe(0);
    expect(again.output()).toMatch(/Nothing runs/);
  });

  test('after kill -9 of the supervisor its children end, and the next start takes PostgreSQL over', async () => {
    const here = await instance();
    const killed = launch(supervise, { env: here.settings });
    await killed.says(READY);
    const { children, postgres } = stateOf(here.data);
    killed.kill('SIGKILL');
    await until(() => expect(children.filter(({ pid }) => isRunning(pid))).toEqual([]));
    const next = launch(supervise, { env: here.settings });
    await next.says(READY);
    expect(next.output()).toMatch(/was still running, taken over/);
    expect(stateOf(here.data).postgres?.pid).toBe(postgres?.pid);
    next.kill('SIGTERM');
    expect(await next.exit).toBe(0);
    expect(isRunning(postgres?.pid ?? 0)).toBe(false);
  });

  test('npm run stop cleans up after a killed supervisor', async () => {
    const here = await instance();
    const killed = launch(supervise, { env: here.settings });
    await killed.says(READY);
    killed.kill('SIGKILL');
    await killed.exit;
    const stop = launch('scripts/stop.ts', { env: here.settings });
    expect(await stop.exit).toBe(0);
    expect(stop.output()).toMatch(/PostgreSQL/);
    expect(livePostmaster(path.join(here.data, 'postgres'))).toBeNull();
  });
});

describe('a start', () => {
  test('that cannot go on because a port belongs to somebody else says so before touching the database', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    const here = await instance({ PORT: String(port) });
    const start = launch(supervise, { env: here.settings });
    expect(await start.exit).toBe(1);
    expect(start.output()).toContain(`Port ${port} is in use`);
    expect(existsSync(path.join(here.data, 'postgres'))).toBe(false);
  });

  test('stopped half-way leaves nothing behind', async () => {
    const here = await instance();
    const start = launch(supervise, { env: here.settings, args: ['--web', 'silent.ts'] });
    await start.says(/PostgreSQL .* started/);
    start.kill('SIGINT');
    expect(await start.exit).toBe(0);
    expect(livePostmaster(path.join(here.data, 'postgres'))).toBeNull();
    expect(existsSync(path.join(here.data, 'run/all.lock'))).toBe(false);
  });

  test('whose web process does not stay up ends with what it said last, and takes PostgreSQL down again', async () => {
    const here = await instance();
    const start = launch(supervise, { env: here.settings, args: ['--web', 'crashing.ts'] });
    expect(await start.exit).toBe(1);
    expect(start.output()).toMatch(/web does not stay up:[\s\S]*no such thing/);
    expect(livePostmaster(path.join(here.data, 'postgres'))).toBeNull();
  });

  test('whose web process refuses its settings ends with 78 at once', async () => {
    const here = await instance();
    const start = launch(supervise, { env: here.settings, args: ['--web', 'refusing.ts'] });
    expect(await start.exit).toBe(78);
    expect(start.output()).toMatch(/web refuses its settings:[\s\S]*COLOUR: not a colour/);
  });

  test('whose data folder cannot be made says so without a stack', async () => {
    const file = path.join(folder(), 'notes.txt');
    writeFileSync(file, 'not a folder');
    const here = await instance({ STREAMFLOW_DATA_DIR: path.join(file, 'data') });
    const start = launch(supervise, { env: here.settings });
    expect(await start.exit).toBe(1);
    expect(start.output()).toContain(`${file}/data: a file is where a folder should be`);
    expect(start.output()).not.toMatch(/at .*\.ts:\d+/);
  });

  test('runs several web processes on one port', async () => {
    const here = await instance({ WEB_PROCESSES: '2' });
    const running = launch(supervise, { env: here.settings });
    await running.says(READY);
    expect(stateOf(here.data).children.map(({ name }) => name)).toEqual(['web', 'web-2', 'worker']);
    const seen = new Set<number>();
    await until(async () => {
      seen.add(await webPid(here.port));
      expect(seen.size).toBe(2);
    });
    running.kill('SIGTERM');
    expect(await running.exit).toBe(0);
  });
});
