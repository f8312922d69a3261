import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { newEmail, PASSWORD, Visitor } from './visitor.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});

const run = promisify(execFile);
const CHILD = new URL('./sign-in-child.ts', import.meta.url).pathname;

async function signInWithout(without: string | null): Promise<{ login: string; refresh: string }> {
  const visitor = new Visitor();
  const email = newEmail();
  await visitor.register(email);
  const order = {
    urls: database.urls,
    email,
    password: PASSWORD,
    refreshToken: visitor.refreshToken,
    without,
  };
  const { stdout } = await run(process.execPath, [CHILD], {
    env: { PATH: process.env.PATH, KEK: process.env.KEK, NODE_ENV: 'test', ORDER: JSON.stringify(order) },
  });
  return JSON.parse(stdout) as { login: string; refresh: string };
}

test('a process with everything in place signs in and refreshes', async () => {
  expect(await signInWithout(null)).toEqual({ login: 'ok', refresh: 'ok' });
});

test('a process without lucia can do neither', async () => {
  const missing = 'lucia is not installed';
  expect(await signInWithout('lucia')).toEqual({ login: missing, refresh: missing });
});
