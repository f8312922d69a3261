import type { LucideIcon } from 'lucide-react';
import { shortcut } from '../../keys.ts';
import { LinkButton } from '../../ui/button.tsx';

interface NewButtonProps {
  to: string;
  children: string;
  icon: LucideIcon;
}

/** The first button of a list: makes a new record. */
export const NewButton = ({ to, children, icon }: NewButtonProps) => (
  <LinkButton to={to} kind="primary" icon={icon} shortcut={shortcut('create')}>
    {children}
  </LinkButton>
);
