import { shortcut } from '../../keys.ts';
import { LinkButton } from '../../ui/button.tsx';
import type { IconName } from '../../ui/icon.tsx';

interface NewButtonProps {
  to: string;
  children: string;
  icon: IconName;
}

/** The first button of a list: makes a new record. */
export const NewButton = ({ to, children, icon }: NewButtonProps) => (
  <LinkButton to={to} kind="primary" icon={icon} shortcut={shortcut('create')}>
    {children}
  </LinkButton>
);
