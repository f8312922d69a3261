// An empty folder as somebody else's project: nothing of ours in it but the package they installed.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { atFileEnd } from '../support/cleanup.ts';
import { ensurePages } from '../support/pages.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

export interface Project {
  folder: string;
  write(file: string, text: string): void;
  /** Runs a program there; rejects with what it said when it fails. */
  run(program: string, args: readonly string[], env?: Record<string, string>): Promise<string>;
}

export function emptyProject(): Project {
  const folder = mkdtempSync(path.join(tmpdir(), 'streamflow-sdk-'));
  atFileEnd(() => rmSync(folder, { recursive: true, force: true }));
  const { VITEST: _vitest, NODE_OPTIONS: _options, ...outside } = process.env;
  return {
    folder,
    write: (file, text) => writeFileSync(path.join(folder, file), text),
    async run(program, args, env = {}) {
      const options = { cwd: folder, env: { ...outside, npm_config_update_notifier: 'false', ...env } };
      const { stdout } = await promisify(execFile)(program, args, options).catch((error: unknown) => {
        const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
        throw new Error(`${program} ${args.join(' ')}:\n${stdout}${stderr}`, { cause: error });
      });
      return stdout;
    },
  };
}

/** Where the package is as the build makes it: `sdk/` and `sdk.tgz`. */
export async function packed(): Promise<string> {
  await ensurePages();
  return path.join(ROOT, 'build');
}

/** The same project with the package installed by npm, without a registry. */
export async function projectWith(tarball: string): Promise<Project> {
  const project = emptyProject();
  project.write('package.json', JSON.stringify({ name: 'theirs', private: true, type: 'module' }));
  await project.run('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball]);
  return project;
}

/** Their TypeScript and nothing else; a link, because a registry may not be there. */
export function addTypeScript({ folder }: Project, ...types: string[]): void {
  for (const name of ['typescript', ...types]) {
    const at = path.join(folder, 'node_modules', name);
    mkdirSync(path.dirname(at), { recursive: true });
    symlinkSync(path.join(ROOT, 'node_modules', name), at);
  }
}

export const tsc = (project: Project, ...args: string[]): Promise<string> =>
  project.run(process.execPath, ['node_modules/typescript/bin/tsc', ...args]);
