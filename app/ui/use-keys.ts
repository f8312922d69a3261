// Listens for the registry's keys. Letters never fire in fields or with a modifier.
import { useEffect } from 'react';
import { tinykeys } from 'tinykeys';
import { keyBindings, type KeyBinding } from '../keys.ts';
import { useNavigate } from '../remix.ts';

const FIELDS = 'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]';

export function useKeys(letters: boolean): void {
  const navigate = useNavigate();
  useEffect(() => {
    if (!letters) return undefined;
    const go = (to: string): void => navigate(to);
    return tinykeys(
      window,
      Object.fromEntries(keyBindings.map((binding) => [pressed(binding.keys), onKey(binding, go)])),
    );
  }, [letters, navigate]);
}

/** A question mark is typed with Shift, which tinykeys wants to hear. */
const pressed = (keys: string): string => (keys === '?' ? 'Shift+?' : keys);

function onKey(binding: KeyBinding, go: (to: string) => void): (event: KeyboardEvent) => void {
  return (event) => {
    const from = event.target instanceof Element ? event.target : null;
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (from?.closest(FIELDS) || document.querySelector('dialog:modal, :popover-open')) return;
    if (act(binding, go)) event.preventDefault();
  };
}

function act({ to, name, row }: KeyBinding, go: (to: string) => void): boolean {
  if (to) go(to);
  if (row) return moveRow(row);
  if (!name) return to !== undefined;
  const control = document.querySelector<HTMLElement>(`[data-key="${name}"]`);
  if (!control) return false;
  if (control.matches(FIELDS)) control.focus();
  else control.click();
  return true;
}

/** Moves the focus from row to row by their links. */
function moveRow(step: 1 | -1): boolean {
  const links = [...document.querySelectorAll<HTMLElement>('.row-link')];
  const at = links.findIndex((link) => link === document.activeElement);
  const next = at < 0 ? links[0] : links[at + step];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
  return next !== undefined;
}
