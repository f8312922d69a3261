// Around every test file: a console.error fails the test that caused it; what the file opened is closed, and the settings it
// changed are as they were.
import { format } from 'node:util';
import { afterAll, afterEach } from 'vitest';
import { closeAll } from './cleanup.ts';
import { emptyDataFolder } from './data-folder.ts';
import { env } from '../../server/env.ts';

const complaints: string[] = [];
console.error = (...words: unknown[]): void => {
  complaints.push(format(...words));
};

const settings = { ...env };

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
