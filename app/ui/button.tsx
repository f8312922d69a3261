import { cva, type VariantProps } from 'class-variance-authority';
import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Link } from '../remix.ts';
import { Icon, type IconName } from './icon.tsx';

const button = cva('btn', {
  variants: {
    kind: { primary: 'btn-primary', secondary: 'btn-secondary', ghost: 'btn-ghost', danger: 'btn-danger' },
    size: { sm: 'btn-sm', md: '' },
  },
  defaultVariants: { kind: 'secondary', size: 'md' },
});

type Look = VariantProps<typeof button> & { icon?: IconName };

export type ButtonProps = Look & ButtonHTMLAttributes<HTMLButtonElement> & { pending?: boolean };

/** While `pending` it keeps its width, cannot be pressed twice and says that it works. */
export function Button({
  kind,
  size,
  icon,
  pending = false,
  type = 'submit',
  disabled = false,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      className={button({ kind, size })}
      {...rest}
      disabled={pending || disabled}
      aria-busy={pending || undefined}
    >
      {icon && <Icon of={icon} />}
      {children}
    </button>
  );
}

const IN_PLACE = { replace: true, preventScrollReset: true } as const;

interface LinkButtonProps extends Look {
  to: string;
  children: ReactNode;
  /** name of the key binding that follows this link */
  shortcut?: { name: string; keys: string };
  reload?: boolean;
  /** the page stays where it is scrolled to, and the way back leads to before it */
  inPlace?: boolean;
}

export function LinkButton({ kind, size, icon, to, children, shortcut, reload, inPlace }: LinkButtonProps) {
  return (
    <Link
      to={to}
      className={button({ kind, size })}
      data-key={shortcut?.name}
      aria-keyshortcuts={shortcut?.keys}
      reloadDocument={reload}
      {...(inPlace && IN_PLACE)}
    >
      {icon && <Icon of={icon} />}
      {children}
    </Link>
  );
}

type IconButtonProps = Omit<ButtonProps, 'children' | 'icon'> & { icon: IconName; label: string };

export function IconButton({ icon, label, kind = 'ghost', size, type = 'button', ...rest }: IconButtonProps) {
  return (
    <button
      type={type}
      className={`${button({ kind, size })} btn-icon`}
      aria-label={label}
      title={label}
      {...rest}
    >
      <Icon of={icon} />
    </button>
  );
}

type IconLinkProps = Omit<LinkButtonProps, 'children' | 'icon'> & { icon: IconName; label: string };

export const IconLink = ({ icon, label, kind = 'ghost', size, to, shortcut, inPlace }: IconLinkProps) => (
  <Link
    to={to}
    className={`${button({ kind, size })} btn-icon`}
    aria-label={label}
    title={label}
    data-key={shortcut?.name}
    aria-keyshortcuts={shortcut?.keys}
    {...(inPlace && IN_PLACE)}
  >
    <Icon of={icon} />
  </Link>
);
