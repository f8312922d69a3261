// /dev/ui: every component in every state, and whole pages on invented data. Not in production.
import type { ComponentType } from 'react';
import type { Preferences } from '../../preferences.ts';
import './gallery.css';
import { FormatsContext } from '../../ui/formats.tsx';
import { AppFrame } from '../shell/app-frame.tsx';
import * as pages from './pages.tsx';
import { NOW, people } from './samples.ts';

const FRAMED: Readonly<Record<string, ComponentType>> = {
  components: pages.Components,
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

export function Gallery({ view, preferences }: { view: string; preferences: Preferences }) {
  const Bare = BARE[view];
  const Framed = FRAMED[view] ?? pages.Components;
  return (
    <FormatsContext.Provider value={formats}>
      {Bare ? (
        <Bare />
      ) : (
        <AppFrame
          tenant={{ name: 'Canary Corp' }}
          user={{ ...people[0], email: 'maya@canary.test' }}
          permissions={['admin:*']}
          preferences={preferences}
        >
          <Framed />
        </AppFrame>
      )}
    </FormatsContext.Provider>
  );
}
