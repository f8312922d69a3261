// Reads vitest's JSON report: the counts that `npm test` and `npm run ci` end with.
import { readFileSync } from 'node:fs';

export interface TestCounts {
  passed: number;
  failed: number;
  /** Tests that did not run. The house has none on purpose: a suite with one is not green. */
  skipped: number;
}

interface Report {
  testResults: {
    status: string;
    assertionResults: { status: string }[];
  }[];
}

/** A file that could not be loaded has no tests and counts as one failure. Without a report nothing passed. */
export function readCounts(file: string): TestCounts {
  let report: Report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const tests = report.testResults.flatMap((result) => result.assertionResults);
  const count = (...states: string[]): number => tests.filter((test) => states.includes(test.status)).length;
  const broken = report.testResults.filter(
    (result) =>
      result.status === 'failed' && !result.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  return {
    passed: count('passed'),
    failed: count('failed') + broken,
    skipped: count('pending', 'skipped', 'todo', 'disabled'),
  };
}

export function sentence(counts: TestCounts): string {
  return `${counts.passed} passed, ${counts.failed} failed`;
}
