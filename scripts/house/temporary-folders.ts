import type { HouseRule } from './tree.ts';

/** A machine that runs the tests every day is not to fill up with what they leave: who makes a folder removes it. */
export const temporaryFolders: HouseRule = {
  name: 'temporary-folders',
  check: (tree) =>
    tree
      .texts(/^tests\//)
      .filter((file) => /\.tsx?$/.test(file) && /\bmkdtemp(Sync)?\(/.test(tree.text(file)))
      .filter((file) => !/\brm(Sync)?\(/.test(tree.text(file)))
      .map((file) => ({
        file,
        message: 'makes a temporary folder and removes none: take one of tests/support/folder.ts',
      })),
};
