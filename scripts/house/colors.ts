import type { HouseRule } from './tree.ts';

const LITERAL =
  /(?<![\w&/-])#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})(?![\w-])|\b(?:rgba?|hsla?|oklch|oklab|lab|lch)\(/i;
const TOKENS = 'app/tokens.css';

/** A color is chosen once, in the tokens, where its contrast is tested in both themes. */
export const colors: HouseRule = {
  name: 'colors',
  check: (tree) =>
    tree.grep(
      tree.files.filter((file) => /^app\/.*\.(tsx?|css)$/.test(file) && file !== TOKENS),
      LITERAL,
      (match) => `"${match}" is a color literal: use a token of ${TOKENS}`,
    ),
};
