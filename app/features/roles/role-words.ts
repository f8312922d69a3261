// Permissions and fields in the words of the page, grouped as people look for them. A noun nobody put into a group is still shown.
import type { FieldAccess } from '../../contracts/field-rules.ts';
import type { FieldRow } from '../../contracts/role-fields.ts';
import { nounLabel } from '../../permission-words.ts';

export interface NounRow {
  noun: string;
  label: string;
  verbs: { permission: string; verb: string }[];
}

export interface NounGroup {
  title: string;
  rows: NounRow[];
}

const GROUPS: readonly (readonly [title: string, nouns: readonly string[]])[] = [
  ['Records', ['lead', 'contact', 'organization', 'opportunity', 'activity', 'task', 'tag']],
  ['Finding and moving data', ['search', 'dashboard', 'report', 'import', 'export', 'job']],
  ['People and access', ['user', 'team', 'role', 'apikey']],
];
const REST = 'The tenant';

/** All permissions but the one for everything, noun by noun, in groups. */
export function groupsOf(permissions: readonly string[]): NounGroup[] {
  const rows = new Map<string, NounRow>();
  for (const permission of permissions) {
    const [noun = '', verb = ''] = permission.split(':');
    if (permission === EVERYTHING) continue;
    const row = rows.get(noun) ?? { noun, label: nounLabel(noun), verbs: [] };
    row.verbs.push({ permission, verb });
    rows.set(noun, row);
  }
  const grouped = GROUPS.map(([title, nouns]) => ({
    title,
    rows: nouns.flatMap((noun) => rows.get(noun) ?? []),
  }));
  const known = new Set(GROUPS.flatMap(([, nouns]) => nouns));
  const rest = { title: REST, rows: [...rows.values()].filter(({ noun }) => !known.has(noun)) };
  return [...grouped, rest].filter((group) => group.rows.length > 0);
}

export const EVERYTHING = 'admin:*';

export const SCOPE_LABELS = { none: 'None', own: 'Own', team: 'Team', all: 'All' } as const;

export const peopleWord = (count: number): string => (count === 1 ? '1 person' : `${count} people`);

/** "adds lead:delete; Contacts: own → team; affects 3 people" is what these lines say one by one. */
export function changeLines(changes: {
  name: string | null;
  adds: readonly string[];
  removes: readonly string[];
  sights: readonly { noun: string; from: string; to: string }[];
}): { sign: string; text: string }[] {
  return [
    ...(changes.name === null ? [] : [{ sign: 'Renames', text: `to “${changes.name}”` }]),
    ...changes.adds.map((permission) => ({ sign: 'Adds', text: permission })),
    ...changes.removes.map((permission) => ({ sign: 'Removes', text: permission })),
    ...changes.sights.map(({ noun, from, to }) => ({
      sign: 'Shows',
      text: `${nounLabel(noun)}: ${from} → ${to}`,
    })),
  ];
}

export const ACCESS_LABELS = { editable: 'Editable', read_only: 'Read-only', hidden: 'Hidden' } as const;

export const fieldName = ({ noun, label }: { noun: string; label: string }): string =>
  `${nounLabel(noun)}: ${label}`;

type Chosen = Readonly<Record<string, Readonly<Record<string, FieldAccess | undefined>> | undefined>>;

/** What becomes different about fields: "Hides Leads: Phone, Editable → Hidden". */
export const fieldLines = (rows: readonly FieldRow[], chosen: Chosen): { sign: string; text: string }[] =>
  rows.flatMap((row) => {
    const { noun, field, access: from } = row;
    const to = chosen[noun]?.[field] ?? 'editable';
    const text = `${fieldName(row)}, ${ACCESS_LABELS[from]} → ${ACCESS_LABELS[to]}`;
    return from === to ? [] : [{ sign: fieldSign(from, to), text }];
  });

function fieldSign(from: FieldAccess, to: FieldAccess): string {
  if (to === 'hidden') return 'Hides';
  if (to === 'editable') return 'Opens';
  return from === 'hidden' ? 'Shows' : 'Locks';
}
