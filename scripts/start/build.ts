// In charge of having a build that fits the sources: a stamp over the contents of everything the build reads.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { pause } from '../../db/embedded/process.ts';
import { compressAssets } from '../../server/http/assets.ts';
import { takeLock } from './lock.ts';
import { projectFolder } from './places.ts';

const INPUTS = [
  'app/**/*',
  'public/**/*',
  'vite.config.*',
  'remix.config.*',
  'postcss.config.*',
  'tailwind.config.*',
  'tsconfig.json',
  'package-lock.json',
  'sdk/src/**/*',
  'sdk/*.*',
  'scripts/sdk/**/*',
  'server/http/{assets,compress}.ts',
];
const OUTPUT = 'build/server/index.js';
const STAMP = 'build/stamp';
/** Filled first: a build that fails leaves the one in use alone. */
const NEXT = 'build.next';
const BUILDER = 'node_modules/@remix-run/dev/dist/cli.js';
/** The typed client, made after the pages: sdk/ and sdk.tgz in the same folder. */
const PACKER = 'scripts/sdk.ts';

/** The message is what the build tool said last. */
export class BuildFailed extends Error {}

/** A digest of the names and contents of every file the build reads. */
export function sourceStamp(folder: string = projectFolder): string {
  const digest = createHash('sha256');
  for (const file of globSync(INPUTS, { cwd: folder }).sort()) {
    const at = path.join(folder, file);
    if (!statSync(at).isFile()) continue;
    digest.update(file).update('\0').update(readFileSync(at)).update('\0');
  }
  return digest.digest('hex');
}

export function isBuilt(stamp: string, folder: string = projectFolder): boolean {
  const file = path.join(folder, STAMP);
  return existsSync(path.join(folder, OUTPUT)) && existsSync(file) && readFileSync(file, 'utf8') === stamp;
}

export type BuildResult = 'fresh' | 'built' | 'shipped';

/**
 * Builds when the sources changed. "shipped": there is a build and no builder (an install without development
 * packages), so the build is used as it is. Throws with the builder's output when it fails.
 */
export async function ensureBuild(signal?: AbortSignal): Promise<BuildResult> {
  const stamp = sourceStamp();
  if (isBuilt(stamp)) return 'fresh';
  if (!existsSync(path.join(projectFolder, BUILDER))) {
    if (existsSync(path.join(projectFolder, OUTPUT))) return 'shipped';
    throw new BuildFailed(
      'There is no build, and the build tools are not installed. Run `npm ci` with all dependencies.',
    );
  }
  return oneAtATime(async () => {
    // Whoever had the lock before us may have built exactly this.
    if (isBuilt(stamp)) return 'fresh';
    await run([BUILDER, 'vite:build'], signal);
    await compressAssets(path.join(projectFolder, NEXT, 'client'));
    await run([PACKER, '--pack', NEXT], signal);
    writeFileSync(path.join(projectFolder, NEXT, 'stamp'), stamp);
    swapIn();
    return 'built';
  }, signal);
}

/** Two instances of one project folder share its build. */
async function oneAtATime<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  const file = path.join(projectFolder, '.cache/build.lock');
  mkdirSync(path.dirname(file), { recursive: true });
  for (;;) {
    const taken = takeLock(file);
    if ('release' in taken) return work().finally(() => taken.release());
    await pause(100);
    signal?.throwIfAborted();
  }
}

function swapIn(): void {
  const [next, current, old] = [NEXT, 'build', 'build.old'].map((name) => path.join(projectFolder, name)) as [
    string,
    string,
    string,
  ];
  rmSync(old, { recursive: true, force: true });
  if (existsSync(current)) renameSync(current, old);
  renameSync(next, current);
  rmSync(old, { recursive: true, force: true });
}

/** Build tools put the cause first and an inventory of everything last. */
function excerpt(said: string): string {
  const lines = said.trim().split('\n');
  const around = [...lines.slice(0, 30), `… ${lines.length - 40} more lines …`, ...lines.slice(-10)];
  return (lines.length > 45 ? around : lines).join('\n');
}

function run([script = '', ...args]: string[], signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(projectFolder, script), ...args], {
      cwd: projectFolder,
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
      env: { ...process.env, NODE_ENV: 'production', BUILD_DIRECTORY: NEXT },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (said += text));
    }
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new BuildFailed(`The build failed:\n${excerpt(said)}`));
    });
  });
}
