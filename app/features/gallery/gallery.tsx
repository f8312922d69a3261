// /dev/ui: every component in every state, and whole pages on invented data. Not in production.
import type { ComponentType } from 'react';
import { paths } from '../../paths.ts';
import type { Preferences } from '../../preferences.ts';
import './gallery.css';
import { AppShell } from '../../ui/app-shell.tsx';
import { FormatsContext } from '../../ui/formats.tsx';
import { ChartsContext, ChartsPage } from './charts.tsx';
import type { SampleCharts } from './charts.server.ts';
import { ListPage, ListPeekPage } from './list-page.tsx';
import * as pages from './pages.tsx';
import { NOW, people } from './samples.ts';

const FRAMED: Readonly<Record<string, ComponentType>> = {
  components: pages.Components,
  charts: ChartsPage,
  list: ListPage,
  'list-peek': ListPeekPage,
  leads: pages.LeadsPage,
  'leads-empty': pages.EmptyLeadsPage,
  'leads-unmatched': pages.UnmatchedLeadsPage,
  lead: pages.LeadPage,
  'lead-new': pages.NewLeadPage,
  'lead-edit': pages.EditLeadPage,
  dashboard: pages.DashboardPage,
  'dashboard-troubled': pages.TroubledDashboardPage,
};

const BARE: Readonly<Record<string, ComponentType>> = {
  login: pages.LoginPage,
  'login-refused': pages.RefusedLoginPage,
  register: pages.RegisterPage,
  forgot: pages.ForgotPage,
  reset: pages.ResetPage,
  'reset-expired': pages.ExpiredPage,
  tenants: pages.TenantsPage,
};

export const galleryViews: readonly string[] = [...Object.keys(FRAMED), ...Object.keys(BARE)];

const formats = { locale: 'en-US', zone: 'America/New_York', now: NOW };

const nav = [
  { to: paths.dashboard, label: 'Dashboard', icon: 'layout-dashboard' },
  { to: paths.leads(), label: 'Leads', icon: 'contact-round' },
  { to: paths.import, label: 'Import', icon: 'upload' },
] as const;

interface GalleryProps {
  view: string;
  preferences: Preferences;
  charts: SampleCharts | null;
}

export function Gallery({ view, preferences, charts }: GalleryProps) {
  const Bare = BARE[view];
  const Framed = FRAMED[view] ?? pages.Components;
  return (
    <FormatsContext.Provider value={formats}>
      {Bare ? (
        <Bare />
      ) : (
        <AppShell
          tenant={{ name: 'Canary Corp' }}
          user={{ ...people[0], email: 'maya@canary.test' }}
          nav={nav}
          search={{ href: (q) => paths.search({ ...(q && { q }) }), source: paths.searchOptions }}
          actions={{ preferences: paths.theme, signOut: paths.logout, home: paths.devUi }}
          preferences={preferences}
        >
          <ChartsContext.Provider value={charts}>
            <Framed />
          </ChartsContext.Provider>
        </AppShell>
      )}
    </FormatsContext.Provider>
  );
}
