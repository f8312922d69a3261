// The one registry of keys: what is pressed, what it does, what the key sheet and docs/shortcuts.md say. Bindings act on
// links and buttons that carry data-key="<name>", so a key does nothing on a page that lacks its control.
import { paths } from './paths.ts';
import type { RowDeed } from './ui/row-keys.ts';

export type KeyGroup = 'Anywhere' | 'Go to' | 'Lists' | 'Records' | 'Board' | 'Dashboard' | 'Forms';

export interface KeyBinding {
  /** in tinykeys' notation: "g l", "Shift+X", "$mod+Enter" ($mod is ⌘ on a Mac, Ctrl elsewhere) */
  keys: string;
  label: string;
  group: KeyGroup;
  /** where it leads */
  to?: string;
  /** the data-key of the control it presses or focuses */
  name?: string;
  /** what it does with the row that has the focus; comes before `name` */
  row?: RowDeed;
  /** presses the first button of the form in which one types */
  submits?: true;
  /** acts while one types as well */
  everywhere?: true;
  /** said by the line before it, and so not listed */
  alike?: true;
  /** what the browser does by itself, for the sheet */
  native?: true;
}

const STAGE_KEYS = 9;

/** 1 to 9: the stages of an opportunity, in order. */
function stageKeys(): KeyBinding[] {
  return Array.from({ length: STAGE_KEYS }, (_, at) => ({
    keys: String(at + 1),
    label:
      at === 0
        ? 'Move to stage 1; 2 to 9 alike. On the dashboard: 1 to 4 for the period'
        : `Move to stage ${at + 1}`,
    ...(at > 0 && { alike: true as const }),
    group: 'Records',
    name: `stage-${at + 1}`,
  }));
}

/** What makes a control the one for this place, counted from 0: of stages, or of periods. */
export const stageKey = (place: number): { 'data-key'?: string; 'aria-keyshortcuts'?: string } =>
  place < STAGE_KEYS ? { 'data-key': `stage-${place + 1}`, 'aria-keyshortcuts': String(place + 1) } : {};

export const keyBindings: readonly KeyBinding[] = [
  { keys: 'c', label: 'New', group: 'Anywhere', name: 'create' },
  { keys: '/', label: 'Search this page', group: 'Anywhere', name: 'search' },
  { keys: '$mod+k', label: 'Find, go, do', group: 'Anywhere', name: 'palette', everywhere: true },
  { keys: '?', label: 'Show all keys', group: 'Anywhere', name: 'keys' },
  { keys: 'z', label: 'Undo the last change', group: 'Anywhere', name: 'undo' },
  { keys: 'Escape', label: 'Close what is on top', group: 'Anywhere', name: 'close' },
  { keys: 'g d', label: 'Dashboard', group: 'Go to', to: paths.dashboard },
  { keys: 'g l', label: 'Leads', group: 'Go to', to: paths.leads() },
  { keys: 'g o', label: 'Organizations', group: 'Go to', to: paths.organizations() },
  { keys: 'g c', label: 'Contacts', group: 'Go to', to: paths.contacts() },
  { keys: 'g u', label: 'Opportunities', group: 'Go to', to: paths.opportunities() },
  { keys: 'g p', label: 'Pipeline', group: 'Go to', to: paths.pipeline() },
  { keys: 'g t', label: 'Tasks', group: 'Go to', to: paths.tasks() },
  { keys: 'g i', label: 'Inbox', group: 'Go to', to: paths.inbox() },
  { keys: 'g a', label: 'Activities', group: 'Go to', to: paths.activities() },
  { keys: 'g m', label: 'Import', group: 'Go to', to: paths.import },
  { keys: 'g s', label: 'Settings', group: 'Go to', to: paths.profile },
  { keys: 'j', label: 'Next row', group: 'Lists', row: 'next' },
  { keys: 'k', label: 'Previous row', group: 'Lists', row: 'previous' },
  {
    keys: 'ArrowDown',
    label: 'Look at the next row, while one is beside the list',
    group: 'Lists',
    row: 'look-next',
  },
  {
    keys: 'ArrowUp',
    label: 'Look at the previous row, while one is beside the list',
    group: 'Lists',
    row: 'look-previous',
  },
  { keys: 'Enter', label: 'Open the row', group: 'Lists', native: true },
  { keys: 'Space', label: 'Look at the row beside the list, or no longer', group: 'Lists', row: 'peek' },
  { keys: 'x', label: 'Tick the row', group: 'Lists', row: 'select' },
  { keys: 'Shift+X', label: 'Tick all rows up to here', group: 'Lists', row: 'range' },
  { keys: 's', label: 'Snooze the task of the row', group: 'Lists', row: 'snooze' },
  { keys: 'd', label: 'When the task of the row is due', group: 'Lists', row: 'due' },
  { keys: 'u', label: 'Mark the row of the inbox as unread, or as read', group: 'Lists', row: 'unread' },
  { keys: 'f', label: 'First filter', group: 'Lists', name: 'filter' },
  { keys: 'Shift+V', label: 'Views, and what else can be done with the list', group: 'Lists', name: 'views' },
  { keys: '[', label: 'Previous page', group: 'Lists', name: 'page-before' },
  { keys: ']', label: 'Next page', group: 'Lists', name: 'page-after' },
  {
    keys: 'e',
    label: 'Edit; in tasks: done; in the inbox: put away',
    group: 'Records',
    name: 'edit',
    row: 'edit',
  },
  { keys: 'a', label: 'Assign', group: 'Records', name: 'assign' },
  { keys: 'v', label: 'Convert the lead', group: 'Records', name: 'convert' },
  { keys: 'n', label: 'Write a note', group: 'Records', name: 'note' },
  { keys: 'l', label: 'Log a call', group: 'Records', name: 'log-call' },
  {
    keys: 'm',
    label: 'Log a meeting; on the board: move to…',
    group: 'Records',
    name: 'log-meeting',
    row: 'move',
  },
  { keys: 't', label: 'Add a task', group: 'Records', name: 'task' },
  ...stageKeys(),
  { keys: 'Alt+ArrowUp', label: 'Previous record of the list', group: 'Records', name: 'record-before' },
  { keys: 'Alt+ArrowDown', label: 'Next record of the list', group: 'Records', name: 'record-after' },
  { keys: 'Shift+T', label: 'Add a tag', group: 'Records', name: 'tag' },
  { keys: 'Shift+ArrowRight', label: 'Card to the next stage or month', group: 'Board', native: true },
  { keys: 'Shift+ArrowLeft', label: 'Card to the stage or month before', group: 'Board', native: true },
  { keys: 'o', label: 'Whose figures', group: 'Dashboard', name: 'owner' },
  { keys: '$mod+Enter', label: 'Save', group: 'Forms', submits: true },
];

/**
 * Whether a character alone presses it. Such keys stay away from fields and can be switched off, because speech input
 * and stray presses trigger them.
 */
export const isCharacter = ({ keys }: KeyBinding): boolean => /^(Shift\+)?\S$|^\S \S$/.test(keys);

/** The keys of a binding as ARIA spells them, for aria-keyshortcuts. */
export const keysOf = (name: string): string | undefined => {
  const keys = keyBindings.find((binding) => binding.name === name)?.keys;
  return keys?.replace('$mod', 'Control');
};

export const shortcut = (name: string): { name: string; keys: string } => ({
  name,
  keys: keysOf(name) ?? '',
});

const SPELLED: Readonly<Record<string, string>> = {
  $mod: 'Ctrl or ⌘',
  Shift: '⇧',
  Escape: 'Esc',
  Enter: '↵',
  Alt: '⌥',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowRight: '→',
  ArrowLeft: '←',
};

/** What is pressed one after the other, each as the caps to press together: "Shift+X" → [["⇧", "X"]]. */
export const keyCaps = (keys: string): string[][] =>
  keys.split(' ').map((chord) => chord.split('+').map((cap) => SPELLED[cap] ?? cap));

/** The bindings by group, in the order of the registry. */
export function keyGroups(bindings: readonly KeyBinding[] = keyBindings): [KeyGroup, KeyBinding[]][] {
  const groups = [...new Set(bindings.map(({ group }) => group))];
  return groups.map((group) => [
    group,
    bindings.filter((binding) => binding.group === group && !binding.alike),
  ]);
}
