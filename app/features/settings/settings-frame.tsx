// Around every page of settings: where one is among them, and one column. A page is known here by its line.
import type { ReactNode } from 'react';
import { paths } from '../../paths.ts';
import { NavLink } from '../../remix.ts';
import { useMay } from '../../session.ts';
import { PageHeader } from '../../ui/app-shell.tsx';
import './settings.css';

interface SettingsPage {
  to: string;
  label: string;
  /** shown to those who hold it; to everybody when absent */
  permission?: string;
}

const PAGES: readonly SettingsPage[] = [
  { to: paths.profile, label: 'Profile' },
  { to: paths.security, label: 'Security' },
  { to: paths.team(), label: 'Team', permission: 'user:read' },
  { to: paths.teamSettings(), label: 'Teams', permission: 'team:read' },
  { to: paths.roles, label: 'Roles', permission: 'role:read' },
  { to: paths.pipelineSettings(), label: 'Pipelines', permission: 'pipeline:read' },
  { to: paths.fieldSettings(), label: 'Custom fields', permission: 'field:read' },
  { to: paths.apiKeys, label: 'API keys', permission: 'apikey:read' },
  { to: paths.trash(), label: 'Trash' },
];

export function SettingsFrame({ children }: { children: ReactNode }) {
  const may = useMay();
  return (
    <>
      <PageHeader title="Settings" />
      <div className="settings">
        <nav aria-label="Settings" className="settings-nav">
          <ul>
            {PAGES.filter(({ permission }) => permission === undefined || may(permission)).map(
              ({ to, label }) => (
                <li key={to}>
                  <NavLink to={to} className="menu-item">
                    {label}
                  </NavLink>
                </li>
              ),
            )}
            <li>
              <a href={paths.apiDocs} className="menu-item">
                API reference
              </a>
            </li>
          </ul>
        </nav>
        <div className="settings-column">{children}</div>
      </div>
    </>
  );
}

interface PartProps {
  title: string;
  lead?: ReactNode;
  /** where links of other pages lead */
  id?: string;
  children: ReactNode;
}

/** One section, saved by itself. */
export const SettingsPart = ({ title, lead, id, children }: PartProps) => (
  <section className="settings-part" id={id} aria-label={title}>
    <h2>{title}</h2>
    {lead && <p>{lead}</p>}
    {children}
  </section>
);
