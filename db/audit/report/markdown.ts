// The generated part of docs/rls.md: which role may do what on which table, who answers for which definer function,
// and the rules that are checked.
import { CHECKS } from '../checks.ts';
import type { Inventory, InventoryRelation } from '../inventory.ts';

const LETTER: Record<string, string> = { SELECT: 'S', INSERT: 'I', UPDATE: 'U', DELETE: 'D' };
const SOME = ' of some columns';

const BEGIN = '<!-- generated: npm run rls:audit -- --write -->';
const END = '<!-- end of the generated part -->';

/** A document with its generated part brought up to date. */
export function withGenerated(document: string, inventory: Inventory): string {
  const [before, rest] = document.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`The document has no ${BEGIN} … ${END}`);
  return `${before}${BEGIN}\n\n${asMarkdown(inventory)}\n\n${END}${after}`;
}

export function asMarkdown({ relations, functions }: Inventory): string {
  const tables = relations.filter(({ kind }) => kind !== 'other');
  const roles = [...new Set(tables.flatMap(({ grants }) => Object.keys(grants)))].sort(byImportance);
  const short = (role: string): string => role.replace(/^[a-z]+_/, '');
  return [
    '### Tables',
    '',
    'S select, I insert, U update, D delete; small letters: some columns only. tenant_id is never among them for U.',
    '',
    row(['table', 'class', 'RLS', 'policies', ...roles.map(short)]),
    row(['---', '---', '---', '---', ...roles.map(() => '---')]),
    ...tables.map((table) =>
      row([
        `\`${table.name}\``,
        table.kind === 'view' ? 'view' : `@${table.class ?? '?'}`,
        table.kind === 'view' ? '–' : table.walls,
        policiesOf(table),
        ...roles.map((role) => letters(table.grants[role] ?? [])),
      ]),
    ),
    '',
    '### SECURITY DEFINER functions',
    '',
    row(['function', 'owner', 'callers']),
    row(['---', '---', '---']),
    ...functions
      .filter(({ definer }) => definer)
      .map(({ name, owner, callers }) => row([`\`${name}\``, short(owner), callers.map(short).join(', ')])),
    '',
    '### Rules',
    '',
    row(['id', 'severity', 'rule', 'what happens otherwise']),
    row(['---', '---', '---', '---']),
    ...CHECKS.map(({ id, severity, title, why }) => row([`\`${id}\``, severity, title, why])),
  ].join('\n');
}

const row = (cells: string[]): string => `| ${cells.join(' | ')} |`;

const FIRST = ['app', 'import'];
const byImportance = (a: string, b: string): number => place(a) - place(b) || (a < b ? -1 : 1);
const place = (role: string): number => {
  const index = FIRST.findIndex((name) => role.endsWith(`_${name}`));
  return index < 0 ? FIRST.length : index;
};

const policiesOf = ({ policies }: InventoryRelation): string =>
  policies.map(({ name }) => name.replaceAll('_', ' ')).join(', ') || '–';

/** ["SELECT", "UPDATE of some columns"] → "Su" */
function letters(verbs: string[]): string {
  const known = Object.entries(LETTER).map(([verb, letter]) => {
    if (verbs.includes(verb)) return letter;
    return verbs.some((held) => held === verb + SOME) ? letter.toLowerCase() : '';
  });
  return known.join('');
}
