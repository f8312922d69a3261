// A popover that opens without scripts and sits at its button. Arrow keys and typing a first letter are added by script.
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { Link, useLocation } from '../remix.ts';
import { Icon, type IconName } from './icon.tsx';

interface MenuProps {
  id: string;
  /** what the button shows */
  trigger: ReactNode;
  /** the button's name when `trigger` is only a picture */
  label?: string;
  className?: string;
  align?: 'start' | 'end' | 'above';
  /** the key that opens it */
  shortcut?: { name: string; keys: string } | undefined;
  children: ReactNode;
}

export function Menu({
  id,
  trigger,
  label,
  className = 'btn btn-secondary',
  align = 'start',
  shortcut,
  children,
}: MenuProps) {
  const panel = useRef<HTMLDivElement>(null);
  const { key } = useLocation();
  useEffect(() => closePopover(panel.current), [key]);
  return (
    <>
      <button
        type="button"
        className={className}
        popovertarget={id}
        aria-label={label}
        title={label}
        data-key={shortcut?.name}
        aria-keyshortcuts={shortcut?.keys}
      >
        {trigger}
      </button>
      <div id={id} ref={panel} popover="auto" className={`popover popover-${align}`} onKeyDown={roam}>
        {children}
      </div>
    </>
  );
}

function closePopover(panel: HTMLElement | null): void {
  if (panel?.matches(':popover-open')) panel.hidePopover();
}

const ITEMS = 'a[href], button:not(:disabled), input:not([type=hidden])';

/** Up, down, Home, End and a first letter move the focus between the items. */
export function roam(event: KeyboardEvent<HTMLElement>): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (document.activeElement instanceof HTMLSelectElement) return;
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>(ITEMS)];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const next = neighbour(event.key, items, at);
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function neighbour(key: string, items: HTMLElement[], at: number): HTMLElement | undefined {
  if (key === 'ArrowDown') return items[(at + 1) % items.length];
  if (key === 'ArrowUp') return items[(at - 1 + items.length) % items.length];
  if (key === 'Home') return items[0];
  if (key === 'End') return items.at(-1);
  if (
    key.length !== 1 ||
    key === ' ' ||
    document.activeElement?.matches('input[type=search], input[type=text]')
  )
    return undefined;
  const startsWithKey = (item: HTMLElement): boolean =>
    (item.closest('label') ?? item).textContent.trim().toLowerCase().startsWith(key.toLowerCase());
  return [...items.slice(at + 1), ...items.slice(0, at + 1)].find(startsWithKey);
}

interface MenuItemProps {
  icon?: IconName;
  children: ReactNode;
}

export const MenuLink = ({
  to,
  icon,
  children,
  current,
}: MenuItemProps & { to: string; current?: boolean }) => (
  <Link to={to} className="menu-item" aria-current={current ? 'page' : undefined}>
    {icon && <Icon of={icon} />}
    {children}
  </Link>
);

/** A submit button of the form around it. */
export const MenuButton = ({
  icon,
  children,
  name,
  value,
}: MenuItemProps & { name?: string; value?: string }) => (
  <button type="submit" className="menu-item" name={name} value={value}>
    {icon && <Icon of={icon} />}
    {children}
  </button>
);

export const MenuHeading = ({ children }: { children: ReactNode }) => (
  <p className="menu-heading">{children}</p>
);
export const MenuLine = () => <hr className="menu-line" />;
