// `npm run ci`: what GitHub and .ci/run run, step by step with its seconds. A failed step does not hide the ones after
// it. The last line is `N passed, M failed` of the test suite; the exit code is 0 only when every step is green.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ROOT, report, runStep, type Step, type StepResult } from './steps.ts';
import { readCounts, sentence } from './test-report.ts';

/** The database's own tests once more, on the oldest PostgreSQL that is supported; its binaries come for x64 only. */
const OLDEST = existsSync(path.join(ROOT, 'node_modules', 'postgres-16-linux-x64'))
  ? [
      {
        name: 'postgres 16',
        command: ['vitest', 'run', 'tests/db'] as const,
        env: { TEST_POSTGRES: '16', TEST_BUDGET: 'small' },
      },
    ]
  : [];

const STEPS: readonly Step[] = [
  { name: 'typecheck', command: ['npm', 'run', '--silent', 'typecheck'] },
  { name: 'lint', command: ['node', 'scripts/lint.ts'], live: true },
  { name: 'build', command: ['node', 'scripts/build.ts'] },
  { name: 'test', command: ['node', 'scripts/test.ts', '--coverage'], live: true },
  ...OLDEST,
  { name: 'coverage', command: ['node', 'scripts/check-coverage.ts'], live: true },
];

const results: StepResult[] = [];
for (const step of STEPS) {
  console.log(`── ${step.name}`);
  const result = await runStep(step);
  report(result);
  results.push(result);
}

const failed = results.filter((result) => !result.ok);
const seconds = results.reduce((sum, result) => sum + result.seconds, 0);
console.log(
  `── ${results.length - failed.length} of ${results.length} steps green in ${seconds.toFixed(0)} s`,
);
if (failed.length > 0) console.log(`   failed: ${failed.map((result) => result.name).join(', ')}`);
console.log(sentence(readCounts(path.join(ROOT, 'test-results', 'vitest.json'))));
process.exitCode = failed.length === 0 ? 0 : 1;
