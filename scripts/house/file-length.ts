import type { HouseRule } from './tree.ts';

const MAX_LINES = 300;
const MAX_ROUTE_LINES = 120;
const CODE = /^(app|server|db|scripts|tests|sdk)\/.*\.(tsx?|[cm]?js|css)$/;

/** A file over 300 lines asks to be split by sub-noun; a route composes and stays under 120. What a program writes is not counted. */
export const fileLength: HouseRule = {
  name: 'file-length',
  check: (tree) =>
    tree.files
      .filter(
        (file) => CODE.test(file) && !file.startsWith('tests/fixtures/') && !file.includes('/generated/'),
      )
      .flatMap((file) => {
        const limit = file.startsWith('app/routes/') ? MAX_ROUTE_LINES : MAX_LINES;
        const lines = tree.text(file).split('\n').length - 1;
        return lines > limit
          ? [{ file, message: `${lines} lines, the limit is ${limit}: split it by idea` }]
          : [];
      }),
};
