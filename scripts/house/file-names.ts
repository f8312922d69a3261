import type { HouseRule } from './tree.ts';

const BANNED = [
  'utils',
  'util',
  'helpers',
  'helper',
  'misc',
  'common',
  'lib',
  'manager',
  'service',
  'services',
];
const CODE = /^(app|server|db|scripts|tests|sdk)\/.*\.(tsx?|[cm]?js|css|sql)$/;

/** A file is one idea with a guessable name: names that fit anything say nothing. */
export const fileNames: HouseRule = {
  name: 'file-names',
  check: (tree) =>
    tree.files
      .filter((file) => CODE.test(file) && !file.startsWith('tests/fixtures/'))
      .flatMap((file) => {
        const banned = file.split('/').map(lastWord).find(isBanned);
        return banned ? [{ file, message: `"${banned}" says nothing about what is inside` }] : [];
      }),
};

function isBanned(word: string): boolean {
  return BANNED.includes(word);
}

/** `string-utils.ts` → utils, `leadService.ts` → service, `helpers/` → helpers */
function lastWord(segment: string): string {
  const stem = segment.split('.')[0] ?? '';
  return (
    stem
      .split(/[-_]|(?<=[a-z])(?=[A-Z])/)
      .at(-1)
      ?.toLowerCase() ?? ''
  );
}
