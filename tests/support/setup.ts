// Around every test file: a console.error fails the test that caused it, and what the file opened is closed.
import { format } from 'node:util';
import { afterAll, afterEach } from 'vitest';
import { closeAll } from './cleanup.ts';

const complaints: string[] = [];
console.error = (...words: unknown[]): void => {
  complaints.push(format(...words));
};

afterEach(() => {
  const said = complaints.splice(0);
  if (said.length > 0) throw new Error(`console.error was called:\n${said.join('\n')}`);
});
afterAll(closeAll);
