// The repository as the house rules see it: a list of paths and their text, read once.
// Works on any folder, so that a test can plant a fault in a copy; knows no rule.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

export interface Finding {
  file: string;
  line?: number;
  message: string;
}

/** One house rule: its name in the output and what it finds. Notes are printed also when nothing is wrong. */
export interface HouseRule {
  name: string;
  check(tree: Tree): Finding[];
  note?(tree: Tree): string;
}

const NOT_OURS = new Set([
  '.git',
  'node_modules',
  'build',
  'build.next',
  'build.old',
  'coverage',
  'test-results',
  '.data',
  '.cache',
  '.idea',
  '.vscode',
]);
const TEXT =
  /\.(tsx?|[cm]?js|jsx|css|sql|md|json|ya?ml|toml|html|svg|txt|sh)$|(^|\/)(\.ci\/run|\.npmrc|\.gitignore|CODEOWNERS|scripts\/hooks\/[^/]+)$/;
const MAX_TEXT_BYTES = 4_000_000;

export class Tree {
  readonly root: string;
  /** Paths with forward slashes, sorted. */
  readonly files: readonly string[];
  readonly #texts = new Map<string, string>();

  constructor(root: string) {
    this.root = root;
    this.files = walk(root, '').sort();
  }

  has(file: string): boolean {
    return this.files.includes(file);
  }

  text(file: string): string {
    let text = this.#texts.get(file);
    if (text === undefined) {
      text = readFileSync(path.join(this.root, file), 'utf8');
      this.#texts.set(file, text);
    }
    return text;
  }

  json(file: string): unknown {
    return JSON.parse(this.text(file));
  }

  /** Text files of the product and its documents, fixtures excluded: those keep the bytes they came with. */
  texts(folders?: RegExp): string[] {
    return this.files.filter(
      (file) =>
        TEXT.test(file) &&
        !file.startsWith('tests/fixtures/') &&
        (!folders || folders.test(file)) &&
        statSync(path.join(this.root, file)).size <= MAX_TEXT_BYTES,
    );
  }

  /** Every match of a pattern, line by line. */
  grep(files: readonly string[], pattern: RegExp, message: (match: string) => string): Finding[] {
    return files.flatMap((file) =>
      this.text(file)
        .split('\n')
        .flatMap((text, index) => {
          const match = pattern.exec(text);
          return match ? [{ file, line: index + 1, message: message(match[0]) }] : [];
        }),
    );
  }
}

function walk(root: string, folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : walk(root, name);
    return entry.isFile() ? [name] : [];
  });
}
