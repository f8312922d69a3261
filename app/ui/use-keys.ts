// Listens for the registry's keys. Characters never fire in fields or with a modifier, and not at all when switched off.
import { useEffect } from 'react';
import { tinykeys } from 'tinykeys';
import { isCharacter, keyBindings, type KeyBinding } from '../keys.ts';
import { useNavigate } from '../remix.ts';
import { onRow } from './row-keys.ts';

const FIELDS = 'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]';

type Go = (to: string, replace?: boolean) => void;

export function useKeys(letters: boolean): void {
  const navigate = useNavigate();
  useEffect(() => {
    const go: Go = (to, replace = false) => navigate(to, { replace, preventScrollReset: true });
    // "g c" before "c": the first that acts keeps the others from it
    const active = keyBindings
      .filter((binding) => !binding.native && (letters || !isCharacter(binding)))
      .sort((one, other) => other.keys.split(' ').length - one.keys.split(' ').length);
    return tinykeys(
      window,
      Object.fromEntries(active.map((binding) => [pressed(binding.keys), onKey(binding, go)])),
    );
  }, [letters, navigate]);
}

/** A question mark is typed with Shift, which tinykeys wants to hear. */
const pressed = (keys: string): string => (keys === '?' ? 'Shift+?' : keys);

function onKey(binding: KeyBinding, go: Go): (event: KeyboardEvent) => void {
  return (event) => {
    const from = event.target instanceof Element ? event.target : null;
    if (event.defaultPrevented || event.isComposing) return;
    if (binding.submits ? submit(from) : isFree(event, from, binding) && act(binding, from, go))
      event.preventDefault();
  };
}

/** Nobody types, nothing is open on top, and no modifier that the binding lacks makes it somebody else's key. */
const isFree = (event: KeyboardEvent, from: Element | null, { keys, everywhere }: KeyBinding): boolean =>
  everywhere
    ? !document.querySelector('dialog:modal')
    : !(event.ctrlKey || event.metaKey || (event.altKey && !keys.startsWith('Alt+'))) &&
      !from?.closest(FIELDS) &&
      !document.querySelector('dialog:modal, :popover-open');

function act({ to, name, row, keys }: KeyBinding, from: Element | null, go: Go): boolean {
  if (to) go(to);
  if (row === 'peek' && !from?.matches('.row-link')) return false; // a space scrolls, and ticks boxes
  if (row?.startsWith('look-') && from?.closest('.panel-body')) return false; // what one looks at scrolls
  if (row && onRow(row, go)) return true;
  if (!name) return to !== undefined;
  const controls = [...document.querySelectorAll<HTMLElement>(`[data-key="${name}"]`)];
  const control = keys === 'z' ? controls.at(-1) : controls[0]; // the newest message is the last
  if (!control) return false;
  if (control.matches(FIELDS)) control.focus();
  else press(control);
  return true;
}

/** What opens by it takes the focus, for who pressed a key goes on by keys. */
function press(control: HTMLElement): void {
  control.click();
  const opened = document.querySelector(
    `#${CSS.escape(control.getAttribute('popovertarget') ?? '-')}:popover-open`,
  );
  opened?.querySelector<HTMLElement>('a[href], button, input:not([type=hidden]), select, textarea')?.focus();
}

/** As Enter in a one-line field does: by the form's first button, so that its name and value are sent. */
function submit(from: Element | null): boolean {
  const form = from?.closest('form');
  const button = form?.querySelector<HTMLButtonElement>('button:not([type=button]):not([type=reset])');
  button?.click();
  return button != null;
}
