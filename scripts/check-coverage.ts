// Reads coverage/coverage-final.json: statements covered over all shipped code, and over the files that this branch
// changed when git knows a base to compare with. Exit code 1 below the threshold. Measures nothing itself.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from './steps.ts';

const THRESHOLD = 80;
const SHIPPED = /^(app|server|db)\/.*\.tsx?$/;

interface Coverage {
  covered: number;
  total: number;
}

const { values } = parseArgs({
  options: { report: { type: 'string', default: 'coverage/coverage-final.json' }, base: { type: 'string' } },
});
process.exitCode = main(path.resolve(ROOT, values.report), values.base ?? process.env.COVERAGE_BASE ?? '');

function main(report: string, wantedBase: string): number {
  if (!existsSync(report)) {
    console.error(`${report} is missing: run npm test -- --coverage first`);
    return 1;
  }
  const files = readCoverage(report);
  const overall = sum([...files.values()]);
  console.log(`coverage of all shipped code: ${percentText(overall)} (threshold ${THRESHOLD} %)`);
  const base = findBase(wantedBase ? [wantedBase] : ['origin/main', 'HEAD~1']);
  if (!base) {
    console.log('coverage of changed files: not compared, this clone has no earlier commit');
    return percent(overall) >= THRESHOLD ? 0 : 1;
  }
  const changed = changedFiles(base).flatMap((file) => {
    const coverage = files.get(file);
    return coverage ? [{ file, coverage }] : [];
  });
  const changedSum = sum(changed.map((entry) => entry.coverage));
  console.log(`coverage of ${changed.length} files changed since ${base}: ${percentText(changedSum)}`);
  for (const { file, coverage } of changed) {
    if (percent(coverage) < THRESHOLD) console.log(`  ${percentText(coverage).padStart(7)}  ${file}`);
  }
  return percent(overall) >= THRESHOLD && percent(changedSum) >= THRESHOLD ? 0 : 1;
}

/** Statements per file, keyed by the path below the project's root. */
function readCoverage(report: string): Map<string, Coverage> {
  const raw = JSON.parse(readFileSync(report, 'utf8')) as Record<string, { s: Record<string, number> }>;
  const files = new Map<string, Coverage>();
  for (const [absolute, { s }] of Object.entries(raw)) {
    const file = path.relative(ROOT, absolute).replaceAll(path.sep, '/');
    if (!SHIPPED.test(file)) continue;
    const hits = Object.values(s);
    files.set(file, { covered: hits.filter((count) => count > 0).length, total: hits.length });
  }
  return files;
}

/** Where this branch left the wanted one, as far as the clone knows; for a push, the commit before. */
function findBase(candidates: string[]): string | null {
  const head = git('rev-parse', 'HEAD')?.trim();
  for (const candidate of candidates) {
    const base = git('merge-base', candidate, 'HEAD')?.trim();
    if (base && base !== head) return base.slice(0, 12);
  }
  return null;
}

function changedFiles(base: string): string[] {
  return (git('diff', '--name-only', '--diff-filter=ACMR', base, '--') ?? '').split('\n').filter(Boolean);
}

function git(...args: string[]): string | null {
  try {
    return execFileSync('git', ['-c', `safe.directory=${ROOT}`, '-C', ROOT, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return null;
  }
}

function sum(parts: Coverage[]): Coverage {
  return parts.reduce((a, b) => ({ covered: a.covered + b.covered, total: a.total + b.total }), {
    covered: 0,
    total: 0,
  });
}

function percent({ covered, total }: Coverage): number {
  return total === 0 ? 100 : (covered / total) * 100;
}

function percentText(coverage: Coverage): string {
  return `${percent(coverage).toFixed(1)} %`;
}
