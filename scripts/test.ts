// `npm test`: the tests of one tier against the real stack; last line `N passed, M failed`.
//   default  everything but tests/full, small budgets      --tier smoke | e2e   one folder
//   --tier full   everything, tests/full and large budgets included
//   --coverage    measure app, server and db into coverage/      any other argument goes to vitest: npm test -- tests/db
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { HOW_TO_GET_ONE, findChromium } from './chromium.ts';
import { ROOT, report, runStep } from './steps.ts';
import { readCounts, sentence } from './test-report.ts';

const TIERS = {
  default: ['--exclude', 'tests/full/**'],
  smoke: ['tests/smoke'],
  e2e: ['tests/e2e'],
  full: [],
} as const;
/** Shipped code, also in processes that tests start; pages run as the build, whose source map leads back to app/. */
const COVERAGE = [
  '--coverage.enabled',
  '--coverage.autoAttachSubprocess',
  '--coverage.excludeAfterRemap',
  ...['app/**/*.{ts,tsx}', 'server/**/*.ts', 'db/**/*.ts', 'build/server/index.js'].map(
    (glob) => `--coverage.include=${glob}`,
  ),
];
const REPORT = path.join(ROOT, 'test-results', 'vitest.json');

const { values, positionals } = parseArgs({
  options: { tier: { type: 'string', default: 'default' }, coverage: { type: 'boolean', default: false } },
  allowPositionals: true,
  strict: true,
});
if (!isTier(values.tier)) {
  console.error(`Unknown tier "${values.tier}". Known: ${Object.keys(TIERS).join(', ')}`);
  process.exit(2);
}
process.exitCode = await runTests(values.tier, positionals, values.coverage);

async function runTests(tier: keyof typeof TIERS, filters: string[], coverage: boolean): Promise<number> {
  const chromium = findChromium();
  if (!chromium) console.error(HOW_TO_GET_ONE);
  const build = await runStep({ name: 'build', command: ['node', 'scripts/build.ts'] });
  if (!build.ok) report(build);
  mkdirSync(path.dirname(REPORT), { recursive: true });
  rmSync(REPORT, { force: true });
  const result = await runStep({
    name: 'vitest',
    command: ['vitest', 'run', ...TIERS[tier], ...filters, ...reporters(), ...(coverage ? COVERAGE : [])],
    live: true,
    env: {
      TEST_BUDGET: tier === 'full' ? 'full' : 'small',
      ...(chromium ? { CHROMIUM_PATH: chromium } : {}),
    },
  });
  const counts = readCounts(REPORT);
  if (counts.skipped > 0) console.error(`${counts.skipped} skipped: a test that does not run proves nothing`);
  console.log(sentence(counts));
  return result.ok && counts.failed === 0 && counts.skipped === 0 ? 0 : 1;
}

function reporters(): string[] {
  return ['--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`];
}

function isTier(name: string): name is keyof typeof TIERS {
  return name in TIERS;
}
