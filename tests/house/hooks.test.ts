import { spawnSync } from 'node:child_process';
import { cpSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { SUBJECT, commitSubjects } from '../../scripts/house/commit-subjects.ts';
import { Tree } from '../../scripts/house/tree.ts';
import { treePlanter } from '../support/planted-tree.ts';

const plantTree = treePlanter();
const root = path.resolve(import.meta.dirname, '../..');

function commitMessage(text: string): { code: number | null; output: string } {
  const folder = plantTree({ message: text });
  const { status, stderr } = spawnSync(
    'bash',
    [path.join(root, 'scripts/hooks/commit-msg'), path.join(folder, 'message')],
    {
      encoding: 'utf8',
    },
  );
  return { code: status, output: stderr };
}

describe('the commit-msg hook', () => {
  const accepted = [
    'feat: leads can be handed over — the holder is asked first',
    'fix: the second page starts where the first ends\n\nWhy it did not.\n',
    '# what git writes\nchore: a comment before it',
    "Merge branch 'main' into leads",
  ];
  const refused = ['leads can be handed over', 'feature: leads', 'feat:leads', 'feat: ', 'Feat: leads', ''];

  for (const message of accepted)
    test(`accepts "${message.split('\n').at(-1) || message}"`, () => {
      expect(commitMessage(message)).toEqual({ code: 0, output: '' });
    });
  for (const message of refused)
    test(`refuses "${message}" and says what it wants`, () => {
      const { code, output } = commitMessage(message);
      expect(code).toBe(1);
      expect(output).toContain('begin with feat, fix, refactor, test, docs or chore');
      expect(message).not.toMatch(SUBJECT);
    });

  test('refuses a subject that no list shows whole', () => {
    expect(commitMessage(`feat: ${'long '.repeat(30)}`).code).toBe(1);
  });
});

describe('the pre-commit hook', () => {
  test('refuses a staged secret and a file nobody formatted, and names both checks', () => {
    const folder = plantTree({
      'settings.json': `{"token":"${['ghp', 'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'].join('_')}" }`,
    });
    for (const name of ['scripts', 'package.json', '.secretlintrc.json', '.prettierrc.json'])
      cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
    symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
    spawnSync('git', ['-C', folder, 'init', '--quiet']);
    spawnSync('git', ['-C', folder, 'add', 'settings.json']);
    const { status, stdout } = spawnSync('bash', ['scripts/hooks/pre-commit'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(stdout).toMatch(/^FAIL secrets/m);
    expect(stdout).toMatch(/^FAIL prettier/m);
    expect(status).toBe(1);
  }, 60_000);
});

describe('the house rule over the history', () => {
  test('a commit without a type is found, also where hooks were not installed', () => {
    const folder = plantTree({ 'a.txt': '' });
    const git = (...args: string[]): void => {
      const identity = ['-c', 'user.name=A', '-c', 'user.email=a@canary.test', '-c', 'commit.gpgsign=false'];
      const { status } = spawnSync('git', [
        '-C',
        folder,
        '-c',
        'core.hooksPath=/dev/null',
        ...identity,
        ...args,
      ]);
      expect(status).toBe(0);
    };
    git('init', '--quiet');
    git('commit', '--quiet', '--allow-empty', '-m', 'feat: a beginning');
    expect(commitSubjects.check(new Tree(folder))).toEqual([]);
    git('commit', '--quiet', '--allow-empty', '-m', 'more work');
    expect(commitSubjects.check(new Tree(folder)).map((finding) => finding.message)).toEqual([
      '"more work" is not "type: what — why"',
    ]);
  });
});
