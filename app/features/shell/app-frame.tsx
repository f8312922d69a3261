// The signed-in frame of this product: which nouns can be gone to, and whose tenant it is.
import { ContactRound, LayoutDashboard, Upload } from 'lucide-react';
import type { ReactNode } from 'react';
import { paths } from '../../paths.ts';
import type { Preferences } from '../../preferences.ts';
import { AppShell, type NavItem } from '../../ui/app-shell.tsx';

export interface FrameProps {
  tenant: { name: string };
  user: { id: string; name: string; email: string };
  /** what this person holds; places one may not see are absent */
  permissions: readonly string[];
  preferences: Preferences;
  children: ReactNode;
}

const PLACES: readonly (NavItem & { needs: string })[] = [
  { to: paths.dashboard, label: 'Dashboard', icon: LayoutDashboard, needs: 'dashboard:read' },
  { to: paths.leads(), label: 'Leads', icon: ContactRound, needs: 'lead:read' },
  { to: paths.import, label: 'Import', icon: Upload, needs: 'import:create' },
];

/** Whether somebody with these permissions may do `needed`. */
export const holds = (permissions: readonly string[], needed: string): boolean =>
  permissions.includes('admin:*') || permissions.includes(needed);

export const AppFrame = ({ permissions, children, ...rest }: FrameProps) => (
  <AppShell
    nav={PLACES.filter(({ needs }) => holds(permissions, needs))}
    actions={{ preferences: paths.theme, signOut: paths.logout, home: paths.home }}
    {...rest}
  >
    {children}
  </AppShell>
);
