// `npm run lint`: every check that needs neither a build nor a database, one line each; exit code 1 if one fails.
//   --only eslint,house   some of them        --staged   what is about to be committed (the pre-commit hook)
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT, report, runStep, type Step } from './steps.ts';

const SECRET_GLOBS = ['**/*', '.*', '.ci/**/*', '.github/**/*'];
const CODE = /\.(tsx?|[cm]?js)$/;

const { values } = parseArgs({
  options: { only: { type: 'string' }, staged: { type: 'boolean', default: false } },
});
const steps = values.staged ? stagedSteps() : allSteps();
const only = values.only?.split(',');
const chosen = only ? steps.filter((step) => only.includes(step.name)) : steps;
if (chosen.length === 0) {
  console.error(
    `Nothing to run. Known checks: ${allSteps()
      .map((step) => step.name)
      .join(', ')}`,
  );
  process.exit(only ? 2 : 0);
}
const results = await Promise.all(lanes(chosen).map(runInOrder));
process.exitCode = results.flat().every(Boolean) ? 0 : 1;

function allSteps(): Step[] {
  const folders = ['app', 'server', 'db', 'scripts', 'sdk', 'tests'].filter((name) =>
    existsSync(path.join(ROOT, name)),
  );
  return [
    { name: 'eslint', command: ['eslint', '.', '--max-warnings', '0'] },
    { name: 'prettier', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
    { name: 'arrows', command: ['depcruise', '--config', '.dependency-cruiser.cjs', ...folders] },
    ...houseSteps(),
    { name: 'secrets', command: ['secretlint', '--maskSecrets', ...SECRET_GLOBS] },
  ];
}

function houseSteps(): Step[] {
  return [
    { name: 'house', command: ['node', 'scripts/check-house.ts'] },
    { name: 'lockfile', command: ['node', 'scripts/check-house.ts', '--only', 'lockfile'] },
  ];
}

function stagedSteps(): Step[] {
  const git = ['diff', '--cached', '--name-only', '--diff-filter=ACMR', '-z'];
  const files = execFileSync('git', git, { cwd: ROOT, encoding: 'utf8' }).split('\0').filter(Boolean);
  if (files.length === 0) return [];
  const code = files.filter((file) => CODE.test(file));
  return [
    ...(code.length > 0
      ? [
          {
            name: 'eslint',
            command: ['eslint', '--no-warn-ignored', '--max-warnings', '0', ...code],
          } as const,
        ]
      : []),
    {
      name: 'prettier',
      command: ['prettier', '--check', '--ignore-unknown', '--log-level', 'warn', ...files],
    },
    { name: 'secrets', command: ['secretlint', '--maskSecrets', '--no-glob', ...files] },
    ...houseSteps(),
  ];
}

/** Two cores: the slow check on one, the quick ones in order on the other. */
function lanes(all: Step[]): Step[][] {
  const slow = all.filter((step) => step.name === 'eslint');
  return [slow, all.filter((step) => step.name !== 'eslint')];
}

async function runInOrder(lane: Step[]): Promise<boolean[]> {
  const oks: boolean[] = [];
  for (const step of lane) {
    const result = await runStep(step);
    report(result, step.name === 'house' && result.ok ? houseNotes(result.output) : '');
    oks.push(result.ok);
  }
  return oks;
}

/** The notes in parentheses of check-house, joined: `903 packages on Linux x64, limit 1000; 120 demands: …` */
function houseNotes(output: string): string {
  return [...output.matchAll(/\(([^)]+)\)$/gm)].map((match) => match[1]).join('; ');
}
