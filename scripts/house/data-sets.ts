// Imports must read files they have never seen: nothing in the product may recognise a data set by its name or hash.
// The names come from tests/fixtures, so that a new fixture is guarded without editing this rule.
import type { Finding, HouseRule, Tree } from './tree.ts';

const PRODUCT = /^(app|server|db)\/.*\.(tsx?|sql|json|css)$/;
const HASH = /\b[0-9a-f]{32,}\b/i;
/** Words of the product's own language that happen to be the name of a fixture folder. */
const PLAIN_WORDS = new Set(['security', 'vcards', 'contacts', 'leads', 'accounts']);
const PLAIN_FILES =
  /^(leads?|contacts?|accounts?|organizations?|companies|opportunit(y|ies)|tasks?|data|table|index|test|empty)$/i;
const NOT_DATA = /^(license|readme|notice|copying|expected\.json)/i;

export const dataSets: HouseRule = {
  name: 'data-sets',
  check(tree) {
    const files = tree.files.filter((file) => PRODUCT.test(file));
    const hashes = tree.grep(
      files,
      HASH,
      (match) => `"${match.slice(0, 12)}…" looks like the hash of a header`,
    );
    return [...hashes, ...named(tree, files)];
  },
};

function named(tree: Tree, files: string[]): Finding[] {
  const names = dataSetNames(tree);
  if (names.length === 0) return [];
  const pattern = new RegExp(`(?<![\\w-])(${names.map(escapeRegExp).join('|')})(?![\\w-])`);
  return tree.grep(files, pattern, (match) => `"${match}" is the name of a data set`);
}

/** Folder names and file names (with their extension) below tests/fixtures that could only mean the data set. */
function dataSetNames(tree: Tree): string[] {
  const names = new Set<string>();
  for (const file of tree.files) {
    if (!file.startsWith('tests/fixtures/')) continue;
    const segments = file.split('/').slice(2);
    const base = segments.pop() ?? '';
    for (const folder of segments) if (folder.length > 4 && !PLAIN_WORDS.has(folder)) names.add(folder);
    const stem = base.replace(/\.\w+$/, '');
    if (base.includes('.') && !PLAIN_FILES.test(stem) && !NOT_DATA.test(base)) names.add(base);
  }
  return [...names];
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
