// The icons: one file that says what their list says, and nothing in the list that no page shows.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ICONS } from '../../app/ui/icons.ts';

it('app/ui/icons.svg is drawn from the list of icons', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/icons.ts', '--check'], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});

it('each icon is shown somewhere, and none is there twice', () => {
  const files = execFileSync('git', ['ls-files', 'app/**/*.ts', 'app/**/*.tsx'], { encoding: 'utf8' });
  const code = files
    .split('\n')
    .filter((file) => file !== '' && file !== 'app/ui/icons.ts')
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  expect(ICONS.filter((name) => !code.includes(`'${name}'`) && !code.includes(`"${name}"`))).toEqual([]);
  expect([...new Set(ICONS)]).toEqual([...ICONS]);
});
