// The skeleton that `npm run new:feature` makes, made in a copy of this repository: it compiles, lints, passes its own test,
// brings no drift between schema and migrations, and leaves the isolation audit clean.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const NOT_COPIED = new Set(['node_modules', '.git', '.data', 'coverage', 'test-results', 'build']);
const copy = mkdtempSync(path.join(tmpdir(), 'new-feature-'));
afterAll(() => {
  rmSync(copy, { recursive: true, force: true });
});

function run(...command: [string, ...string[]]): string {
  const [program, ...args] = command;
  const outer = Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_V8_COVERAGE)/.test(name));
  const env = Object.fromEntries(outer) as NodeJS.ProcessEnv;
  const tools = path.join(root, 'node_modules/.bin');
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: copy,
    encoding: 'utf8',
    env: { ...env, PATH: `${tools}${path.delimiter}${process.env.PATH ?? ''}`, NO_COLOR: '1' },
  });
  return status === 0 ? 'ok' : stdout + stderr;
}

beforeAll(() => {
  for (const name of readdirSync(root))
    if (!NOT_COPIED.has(name)) cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
  expect(run('node', 'scripts/new-feature.ts', 'purchase-order', '--root', copy)).toBe('ok');
});

describe('a feature made by the generator', () => {
  test('compiles', () => {
    expect(run('tsc', '--noEmit')).toBe('ok');
  }, 300_000);

  test('keeps the habits of the house', () => {
    const many = 'purchase-orders';
    const folders = [`server/features/${many}`, `app/features/${many}`, `tests/${many}`];
    const files = [
      `app/contracts/${many}.ts`,
      `app/routes/${many}.tsx`,
      `app/routes/${many}.new.tsx`,
      `app/routes/${many}.$id.tsx`,
    ];
    expect(run('eslint', ...folders, ...files)).toBe('ok');
    expect(
      run('prettier', '--check', '--log-level', 'warn', ...folders, ...files, 'server/trpc', 'app/paths.ts'),
    ).toBe('ok');
    expect(run('depcruise', '--config', '.dependency-cruiser.cjs', 'app', 'server', 'db')).toBe('ok');
    expect(run('node', 'scripts/check-house.ts', '--only', 'error-slugs,file-names,file-length')).toBe('ok');
  }, 240_000);

  test('passes its own test, and its table is the one its migration makes', () => {
    expect(run('vitest', 'run', 'tests/purchase-orders', 'tests/db/drift.test.ts')).toBe('ok');
  }, 240_000);

  test('is not written over a feature that is there', () => {
    expect(run('node', 'scripts/new-feature.ts', 'lead', '--root', copy)).toContain(
      'exists already: nothing was written',
    );
    expect(run('node', 'scripts/new-feature.ts', 'Lead Gen', '--root', copy)).toContain(
      'cannot name a feature',
    );
  });
});
