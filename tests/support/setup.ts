// Around every test file: a console.error fails the test that caused it; what the file opened is closed, and the settings it
// changed are as they were.
import { fileURLToPath } from 'node:url';
import { format } from 'node:util';
import fc from 'fast-check';
import { afterAll, afterEach } from 'vitest';
import { closeAll } from './cleanup.ts';
import { emptyDataFolder } from './data-folder.ts';
import { TEST_SEED } from './seed.ts';
import { env } from '../../server/env.ts';

// What tests start is compiled once for all of them; measuring coverage wants it compiled anew.
if (!process.env['NODE_V8_COVERAGE'])
  process.env['NODE_COMPILE_CACHE'] ??= fileURLToPath(
    new URL('../../node_modules/.cache/compiled', import.meta.url),
  );

const complaints: string[] = [];
console.error = (...words: unknown[]): void => {
  complaints.push(format(...words));
};

const settings = { ...env };
fc.configureGlobal({ seed: TEST_SEED });

afterEach(() => {
  const said = complaints.splice(0);
  if (said.length > 0) throw new Error(`console.error was called:\n${said.join('\n')}`);
});
afterAll(async () => {
  try {
    await closeAll();
  } finally {
    emptyDataFolder();
    for (const name of Object.keys(env)) if (!(name in settings)) Reflect.deleteProperty(env, name);
    Object.assign(env, settings);
  }
});
