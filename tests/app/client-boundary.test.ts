import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  globSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { outside } from '../support/pages.ts';
import { run } from './browser.ts';

const COPIED = [
  'app',
  'server',
  'db',
  'public',
  'vite.config.ts',
  'remix.config.js',
  'package.json',
  'tsconfig.json',
];

/** Builds a copy of the sources in which one browser module begins with `line`; answers with what the build said. */
function buildWith(line: string): { ok: boolean; said: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'planted-build-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const name of COPIED) cpSync(name, path.join(folder, name), { recursive: true });
  symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'));
  const module = path.join(folder, 'app/ui/avatar.tsx');
  writeFileSync(module, `${line}\n${readFileSync(module, 'utf8')}`);
  const remix = path.resolve('node_modules/@remix-run/dev/dist/cli.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [remix, 'vite:build'], {
    cwd: folder,
    env: outside(),
  });
  return { ok: status === 0, said: `${String(stdout)}${String(stderr)}` };
}

describe('A browser module that reaches for the server fails the build:', { timeout: 120_000 }, () => {
  const plants: [what: string, line: string, named: RegExp][] = [
    ['server/', "import { env } from '../../server/env.ts'; globalThis.planted = env;", /server\/env\.ts/],
    ['db/', "import { uuidv7 } from '../../db/ids.ts'; globalThis.planted = uuidv7;", /db\/ids\.ts/],
    [
      'the edge',
      "import { flashing } from '../edge/flash.server.ts'; globalThis.planted = flashing;",
      /flash\.server/,
    ],
    [
      'zod, by a contract',
      "import { leadCreate } from '../contracts/leads.ts'; globalThis.planted = leadCreate;",
      /zod/,
    ],
  ];
  // Each is a build of its own; the first stands for all where the budget is small.
  const chosen = process.env['TEST_BUDGET'] === 'full' ? plants : plants.slice(0, 1);
  for (const [what, line, named] of chosen) {
    it(what, () => {
      const { ok, said } = buildWith(line);
      expect(said).toMatch(named);
      expect(ok).toBe(false);
    });
  }
});

describe('The built pages', () => {
  beforeAll(() => run('scripts/build.ts'), 240_000);

  it('load server, db and contracts as Node does, so that each module exists once', () => {
    const built = readFileSync('build/server/index.js', 'utf8');
    const imports = [...built.matchAll(/^import .* from "([./][^"]+)"/gm)].map(([, target = '']) => target);
    expect(imports.length).toBeGreaterThan(10);
    for (const target of imports) {
      expect(target).toMatch(/^\.\.\/\.\.\/(server|db|app\/contracts)\/[\w./-]+\.ts$/);
      expect(existsSync(path.resolve('build/server', target)), target).toBe(true);
    }
    expect(built).not.toMatch(/class AppError|initTRPC/);
  });

  it('send no validator to the browser', () => {
    const scripts = globSync('build/client/assets/*.js');
    expect(scripts.length).toBeGreaterThan(10);
    const withZod = scripts.filter((file) => /ZodError|invalid_type/.test(readFileSync(file, 'utf8')));
    expect(withZod).toEqual([]);
  });
});
