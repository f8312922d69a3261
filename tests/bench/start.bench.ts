// Rows 22 and 23 of the scoreboard: from the command to the first page of a built instance, and what its processes hold
// when nothing is asked of them, against a bare HTTP server.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { spread, type Spread } from './abba.ts';
import { parentsOfAll, readIfThere, residentOf } from './memory.ts';
import { circumstances, keep, markdown } from './report.ts';

export const about = 'seconds from `npm start` to the first page, cold and warm, and memory at rest';

const ROOT = path.resolve(import.meta.dirname, '../..');
const START = ['--import', './scripts/guard.mjs', 'scripts/start.ts'];
const BARE = "require('node:http').createServer((q, s) => s.end('ok')).listen(process.env.PORT)";

interface Run {
  seconds: number;
  /** Bytes by process. */
  memory: Map<string, number>;
}

export async function run(options: { rounds: number; keep: boolean }): Promise<void> {
  const [bare, cold, warm]: Run[][] = [[], [], []];
  for (let round = 0; round < options.rounds; round += 1) {
    const folder = mkdtempSync(path.join(tmpdir(), 'streamflow-start-'));
    try {
      bare?.push(await started(['-e', BARE], folder, '/'));
      cold?.push(await started(START, folder, '/login'));
      warm?.push(await started(START, folder, '/login'));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  const seconds = (of: Run[] = []): Spread => spread(of.map((one) => one.seconds));
  const held = (of: Run[] = [], name: string): Spread =>
    spread(of.map(({ memory }) => (memory.get(name) ?? 0) / 1024 ** 2));
  const body = [
    '## Start and memory at rest',
    circumstances('npm run bench -- start'),
    NOTES,
    markdown(
      ['', 'seconds to the first page'],
      [
        ['bare HTTP server', shown(seconds(bare), 2)],
        ['first start: new data folder, roles, migrations, demo tenants', shown(seconds(cold), 1)],
        ['later starts', shown(seconds(warm), 1)],
      ],
    ),
    markdown(
      ['at rest', 'MB'],
      [
        ['bare HTTP server', shown(held(bare, 'main'), 0)],
        ...['supervisor', 'web', 'worker', 'PostgreSQL'].map((name) => [name, shown(held(warm, name), 0)]),
      ],
    ),
  ].join('\n\n');
  console.log(body);
  if (options.keep) keep('start', body);
}

const NOTES =
  'The pages are built already, as they are after the first start or `npm run build`. Memory of PostgreSQL counts shared ' +
  'memory once (PSS of all its processes); the others are what each process holds (RSS), five seconds after the first page.';

const shown = ({ median, min, max }: Spread, digits: number): string =>
  `${median.toFixed(digits)} (${min.toFixed(digits)}–${max.toFixed(digits)})`;

async function started(args: readonly string[], folder: string, page: string): Promise<Run> {
  const port = await freePort();
  const began = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: 'ignore',
    env: { ...process.env, PORT: String(port), STREAMFLOW_DATA_DIR: folder },
  });
  try {
    await answers(`http://127.0.0.1:${port}${page}`);
    const seconds = (performance.now() - began) / 1000;
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    return { seconds, memory: memoryOf(child) };
  } finally {
    child.kill('SIGINT');
    if (child.exitCode === null) await once(child, 'exit');
  }
}

async function answers(url: string): Promise<void> {
  const deadline = AbortSignal.timeout(120_000);
  for (;;) {
    deadline.throwIfAborted();
    const ok = await fetch(url).then(
      ({ ok: isOk }) => isOk,
      () => false,
    );
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a port');
  return address.port;
}

/** By what each process of the tree is: its memory, PostgreSQL's many together. */
function memoryOf(child: ChildProcess): Map<string, number> {
  const memory = new Map<string, number>();
  const parents = parentsOfAll();
  const isOurs = (pid: number | undefined): boolean =>
    pid !== undefined && pid > 1 && (pid === child.pid || isOurs(parents.get(pid)));
  for (const pid of [...parents.keys()].filter(isOurs)) {
    const command = readIfThere(`/proc/${pid}/cmdline`).replaceAll('\0', ' ');
    const name = nameOf(command, pid === child.pid);
    memory.set(name, (memory.get(name) ?? 0) + residentOf(pid, name === 'PostgreSQL'));
  }
  return memory;
}

function nameOf(command: string, isFirst: boolean): string {
  if ((command.split(' ')[0] ?? '').includes('postgres')) return 'PostgreSQL';
  if (command.includes('server/worker.ts')) return 'worker';
  if (command.includes('server/main.ts')) return 'web';
  return isFirst ? (command.includes('scripts/start') ? 'supervisor' : 'main') : 'other';
}
