import type { HouseRule } from './tree.ts';

const LITERAL =
  /(?<![\w&/-])#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})(?![\w-])|\b(?:rgba?|hsla?|oklch|oklab|lab|lch)\(/i;
/** In style sheets: a color by its name, where a value stands. */
const NAMED =
  /(?<=[:,(\s])(?:white|black|red|green|blue|yellow|orange|purple|pink|brown|gr[ae]y|silver|navy|teal|maroon|olive|lime|aqua|fuchsia|gold|crimson|tomato)(?=\s*[;)])/;
const TOKENS = 'app/tokens.css';

/** A color is chosen once, in the tokens, where its contrast is tested in both themes. */
export const colors: HouseRule = {
  name: 'colors',
  check(tree) {
    const files = tree.files.filter((file) => /^app\/.*\.(tsx?|css)$/.test(file) && file !== TOKENS);
    const says = (match: string): string => `"${match}" is a color literal: use a token of ${TOKENS}`;
    const sheets = files.filter((file) => file.endsWith('.css'));
    return [...tree.grep(files, LITERAL, says), ...tree.grep(sheets, NAMED, says)];
  },
};
