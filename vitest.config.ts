import { randomBytes } from 'node:crypto';
import { defineConfig } from 'vitest/config';
import { LongFirst } from './tests/support/long-first.ts';

/** Tests call as fast as they can; those about limits set their own. */
const FAST = Object.fromEntries(
  [
    ...['TENANT_PER_SECOND', 'TENANT_BURST', 'USER_PER_SECOND', 'ADDRESS_PER_SECOND'].map(
      (rest) => `API_${rest}`,
    ),
    ...['TENANT_PER_SECOND', 'USER_PER_SECOND', 'ADDRESS_PER_SECOND'].map((rest) => `PAGE_${rest}`),
  ].map((name) => [`LIMIT_${name}`, '1000000']),
);

// Without Remix's plugin: tests load the sources as Node does, and pages by the built server.
export default defineConfig({
  esbuild: { jsx: 'automatic' },
  test: {
    environment: 'node',
    env: { KEK: randomBytes(32).toString('base64'), LOG_LEVEL: 'silent', ...FAST },
    include: ['tests/**/*.test.{ts,tsx}'],
    // Three processes for two cores, since browser tests wait as long as they work; each loads the product once: loading it
    // for every file took as long as half of the tests. A file has a database of its own, and what a process keeps of one
    // (pools, signing keys) it forgets with the next.
    pool: 'forks',
    isolate: false,
    maxWorkers: 3,
    sequence: { sequencer: LongFirst },
    globalSetup: ['tests/support/global-setup.ts'],
    setupFiles: ['tests/support/setup.ts'],
    // the full budget looks at pages in every theme and width, and runs properties longer
    testTimeout: process.env['TEST_BUDGET'] === 'full' ? 240_000 : 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    coverage: {
      provider: 'v8',
      include: ['app/**/*.{ts,tsx}', 'server/**/*.ts', 'db/**/*.ts'],
      reporter: ['text-summary', 'json'],
      reportOnFailure: true,
    },
  },
});
