// The one registry of keys: what is pressed, what it does, what the key sheet says. Bindings act on links and buttons
// that carry data-key="<name>", so a key does nothing on a page that lacks its control.
import { paths } from './paths.ts';

export type KeyGroup = 'Anywhere' | 'Go to' | 'Lists' | 'Records';

export interface KeyBinding {
  /** in tinykeys' notation: "g l", "Shift+?" */
  keys: string;
  label: string;
  group: KeyGroup;
  /** where it leads */
  to?: string;
  /** the data-key of the control it presses or focuses */
  name?: string;
  /** a row of the list it moves to */
  row?: 1 | -1;
}

export const keyBindings: readonly KeyBinding[] = [
  { keys: 'c', label: 'New lead', group: 'Anywhere', name: 'create' },
  { keys: '/', label: 'Search this page', group: 'Anywhere', name: 'search' },
  { keys: '?', label: 'Show all keys', group: 'Anywhere', name: 'keys' },
  { keys: 'z', label: 'Undo the last change', group: 'Anywhere', name: 'undo' },
  { keys: 'g d', label: 'Dashboard', group: 'Go to', to: paths.dashboard },
  { keys: 'g l', label: 'Leads', group: 'Go to', to: paths.leads() },
  { keys: 'g m', label: 'Import', group: 'Go to', to: paths.import },
  { keys: 'j', label: 'Next row', group: 'Lists', row: 1 },
  { keys: 'k', label: 'Previous row', group: 'Lists', row: -1 },
  { keys: 'f', label: 'First filter', group: 'Lists', name: 'filter' },
  { keys: 'e', label: 'Edit', group: 'Records', name: 'edit' },
  { keys: 'a', label: 'Assign', group: 'Records', name: 'assign' },
  { keys: 'n', label: 'Write a note', group: 'Records', name: 'note' },
];

/** The keys of a binding as ARIA spells them, for aria-keyshortcuts. */
export const keysOf = (name: string): string | undefined =>
  keyBindings.find((binding) => binding.name === name)?.keys;

export const shortcut = (name: string): { name: string; keys: string } => ({
  name,
  keys: keysOf(name) ?? '',
});
