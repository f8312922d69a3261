import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { HouseRule } from './tree.ts';

export const SUBJECT = /^(feat|fix|refactor|test|docs|chore): \S/;
const HISTORY = 200;

/** `feat: what — why`: the log is read as often as the code. Looks at the newest commits that the clone has. */
export const commitSubjects: HouseRule = {
  name: 'commit-subjects',
  check(tree) {
    if (!existsSync(path.join(tree.root, '.git'))) return [];
    return subjects(tree.root)
      .filter(({ subject }) => !SUBJECT.test(subject))
      .map(({ hash, subject }) => ({
        file: `commit ${hash}`,
        message: `"${subject}" is not "type: what — why"`,
      }));
  },
};

function subjects(root: string): { hash: string; subject: string }[] {
  const git = ['-c', `safe.directory=${root}`, '-C', root];
  try {
    const log = execFileSync('git', [...git, 'log', '--no-merges', `-${HISTORY}`, '--format=%h %s'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return log
      .split('\n')
      .filter(Boolean)
      .map((line) => ({ hash: line.split(' ')[0] ?? '', subject: line.slice(line.indexOf(' ') + 1) }));
  } catch {
    return []; // no git on this machine, or no commit yet
  }
}
