import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCounts, sentence } from '../../scripts/test-report.ts';
import { treePlanter } from '../support/planted-tree.ts';

const plantTree = treePlanter();
const root = path.resolve(import.meta.dirname, '../..');

function report(testResults: object[]): string {
  return path.join(plantTree({ 'vitest.json': JSON.stringify({ testResults }) }), 'vitest.json');
}

describe('the last line of npm test', () => {
  test('counts tests that passed and failed', () => {
    const file = report([
      { status: 'passed', assertionResults: [{ status: 'passed' }, { status: 'passed' }] },
      { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] },
    ]);
    expect(sentence(readCounts(file))).toBe('3 passed, 1 failed');
  });

  test('counts a file that could not be loaded as a failure', () => {
    expect(sentence(readCounts(report([{ status: 'failed', assertionResults: [] }])))).toBe(
      '0 passed, 1 failed',
    );
  });

  test('a run that left no report is a failure', () => {
    expect(sentence(readCounts('/nowhere/vitest.json'))).toBe('0 passed, 1 failed');
  });

  test('tests that did not run are counted apart', () => {
    const file = report([
      { status: 'passed', assertionResults: [{ status: 'skipped' }, { status: 'passed' }] },
    ]);
    expect(readCounts(file)).toEqual({ passed: 1, failed: 0, skipped: 1 });
  });
});

describe('the coverage check', () => {
  function check(hits: Record<string, number[]>): { code: number | null; output: string } {
    const entries = Object.entries(hits).map(([file, counts]) => [
      path.join(root, file),
      { s: Object.fromEntries(counts.entries()) },
    ]);
    const folder = plantTree({ 'coverage.json': JSON.stringify(Object.fromEntries(entries)) });
    const args = [
      'scripts/check-coverage.ts',
      '--report',
      path.join(folder, 'coverage.json'),
      '--base',
      'no-such-base',
    ];
    const { status, stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    return { code: status, output: stdout };
  }

  test('is red below 80 % of all shipped statements', () => {
    expect(check({ 'server/a.ts': [1, 1, 1, 0], 'db/b.ts': [0] })).toEqual({
      code: 1,
      output: expect.stringContaining('60.0 %'),
    });
  });

  test('is green from 80 % on, and looks at nothing but shipped code', () => {
    const { code, output } = check({ 'server/a.ts': [1, 1, 1, 1, 0], 'tests/b.ts': [0, 0, 0] });
    expect(code).toBe(0);
    expect(output).toContain('80.0 %');
  });
});
