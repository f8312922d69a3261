// docs/requirements.md is the promise "this demand is kept here, proven there": every place it names must exist.
// Rows that say "later" name nothing; whether a demand is kept is for people and tests to say.
import type { Finding, HouseRule, Tree } from './tree.ts';

const FILE = 'docs/requirements.md';
const COLUMNS = 6;

interface Row {
  line: number;
  id: string;
  status: string;
  file: string;
  test: string;
  command: string;
}

export const requirements: HouseRule = {
  name: 'requirements',
  check(tree) {
    if (!tree.has(FILE)) return [{ file: FILE, message: 'is missing' }];
    const { rows, findings } = parse(tree.text(FILE));
    const scripts = (tree.json('package.json') as { scripts?: Record<string, string> }).scripts ?? {};
    const seen = new Set<string>();
    for (const row of rows) {
      const at = (message: string): Finding => ({
        file: FILE,
        line: row.line,
        message: `${row.id}: ${message}`,
      });
      if (seen.has(row.id)) findings.push(at('appears twice'));
      seen.add(row.id);
      findings.push(...check(tree, scripts, row).map(at));
    }
    return findings;
  },
  note(tree) {
    if (!tree.has(FILE)) return '';
    const { rows } = parse(tree.text(FILE));
    const count = (status: string): number => rows.filter((row) => row.status === status).length;
    return `${rows.length} demands: ${count('now')} now, ${count('part')} in part, ${count('later')} later`;
  },
};

function check(tree: Tree, scripts: Record<string, string>, row: Row): string[] {
  const named = [row.file, row.test, row.command].flatMap(codeSpans);
  if (row.status === 'later') return named.length === 0 ? [] : ['is "later" and names something'];
  if (row.status !== 'now' && row.status !== 'part')
    return [`status "${row.status}" is not now, part or later`];
  const files = codeSpans(row.file);
  const tests = codeSpans(row.test);
  const faults: string[] = [];
  if (files.length === 0) faults.push('names no file');
  if (tests.length === 0) faults.push('names no test');
  for (const path of [...files, ...tests]) if (!exists(tree, path)) faults.push(`${path} does not exist`);
  for (const path of tests) if (!path.startsWith('tests/')) faults.push(`${path} is no test`);
  for (const command of codeSpans(row.command)) {
    const script = /^npm (?:run (?:-s )?)?([\w:-]+)/.exec(command)?.[1];
    if (script && !(script in scripts)) faults.push(`npm script "${script}" does not exist`);
  }
  return faults;
}

/** A file, or a folder when the name ends in a slash. */
function exists(tree: Tree, path: string): boolean {
  return path.endsWith('/') ? tree.files.some((file) => file.startsWith(path)) : tree.has(path);
}

function codeSpans(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
}

function parse(text: string): { rows: Row[]; findings: Finding[] } {
  const rows: Row[] = [];
  const findings: Finding[] = [];
  text.split('\n').forEach((line, index) => {
    if (!/^\| [A-Z]+\d+(\.\d+)? /.test(line)) return;
    const cells = line.split('|').slice(1, -1);
    if (cells.length !== COLUMNS) {
      findings.push({ file: FILE, line: index + 1, message: `${cells.length} cells, not ${COLUMNS}` });
      return;
    }
    const [id = '', , status = '', file = '', test = '', command = ''] = cells.map((cell) => cell.trim());
    rows.push({ line: index + 1, id, status, file, test, command });
  });
  if (rows.length === 0) findings.push({ file: FILE, message: 'has no rows' });
  return { rows, findings };
}
