// Once per run: a PostgreSQL of our own in a temporary folder, the roles, and one migrated database to clone from.
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { startTestCluster, type TestCluster } from './cluster.ts';

declare module 'vitest' {
  interface ProvidedContext {
    cluster: TestCluster;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // what a process has compiled, the next one need not: there are hundreds; coverage is exact without it only
  if (!project.config.coverage.enabled) process.env.NODE_COMPILE_CACHE ??= path.resolve('.cache/compiled');
  const quick = `--import=${new URL('./quick-drizzle.mjs', import.meta.url).href}`;
  process.env.NODE_OPTIONS = [process.env.NODE_OPTIONS, quick].filter(Boolean).join(' ');
  const folder = mkdtempSync(path.join(tmpdir(), 'streamflow-test-'));
  chmodSync(folder, 0o755); // as root the server runs as nobody, who must be able to pass
  process.env.TEST_FOLDER = folder;
  // what a developer's machine may have set, and tests of the default must not meet
  for (const name of ['PUBLIC_ORIGIN', 'SMTP_URL', 'SIGNUP_NEUTRAL', 'LIMIT_FACTOR'])
    Reflect.deleteProperty(process.env, name);
  const { cluster, stop } = await startTestCluster(path.join(folder, 'pg'), randomBytes(12).toString('hex'));
  project.provide('cluster', cluster);
  return async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
