import { randomBytes } from 'node:crypto';
import { defineConfig } from 'vitest/config';

// Without Remix's plugin: tests load the sources as Node does, and pages by the built server.
export default defineConfig({
  esbuild: { jsx: 'automatic' },
  test: {
    environment: 'node',
    env: { KEK: randomBytes(32).toString('base64'), LOG_LEVEL: 'silent' },
    include: ['tests/**/*.test.{ts,tsx}'],
    // A process per file: each has its own connections and its own nesting guard.
    pool: 'forks',
    maxWorkers: 2,
    globalSetup: ['tests/support/global-setup.ts'],
    setupFiles: ['tests/support/setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    coverage: {
      provider: 'v8',
      include: ['app/**/*.{ts,tsx}', 'server/**/*.ts', 'db/**/*.ts'],
      reporter: ['text-summary', 'json'],
      reportOnFailure: true,
    },
  },
});
