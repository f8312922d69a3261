// House rules that no general linter knows: names, sizes, documents, packages, wording (scripts/house/, one rule per
// file). Usage: node scripts/check-house.ts [--root folder] [--only rule,rule]; exit code 1 on a finding.
import { parseArgs } from 'node:util';
import path from 'node:path';
import { lockfile } from './house/lockfile.ts';
import { HOUSE_RULES } from './house/rules.ts';
import { Tree, type Finding, type HouseRule } from './house/tree.ts';

const { values } = parseArgs({ options: { root: { type: 'string' }, only: { type: 'string' } } });
const root = values.root ?? path.resolve(import.meta.dirname, '..');
const all: readonly HouseRule[] = [...HOUSE_RULES, lockfile];
const only = values.only?.split(',');
const rules = only ? all.filter((rule) => only.includes(rule.name)) : HOUSE_RULES;
if (only && rules.length !== only.length) {
  console.error(
    `Unknown rule in --only ${only.join(',')}. Known: ${all.map((rule) => rule.name).join(', ')}`,
  );
  process.exit(2);
}

const tree = new Tree(root);
let found = 0;
for (const rule of rules) {
  const findings = rule.check(tree);
  found += findings.length;
  console.log(`${findings.length === 0 ? 'ok  ' : 'FAIL'} ${rule.name}${suffix(rule.note?.(tree))}`);
  for (const finding of findings) console.log(`     ${describe(finding)}`);
}
process.exitCode = found === 0 ? 0 : 1;

function suffix(note: string | undefined): string {
  return note ? ` (${note})` : '';
}

function describe({ file, line, message }: Finding): string {
  return `${file}${line ? `:${line}` : ''}  ${message}`;
}
