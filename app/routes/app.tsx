// The frame of every page inside a tenant: who is here, what they can reach, how numbers and times are spelled for them.
import { isSignedOut, pageLoader, type Page } from '../edge/page.server.ts';
import { FormatsProvider } from '../ui/formats.tsx';
import { AppShell, type NavItem } from '../ui/app-shell.tsx';
import { BareFault } from '../ui/fault.tsx';
import { paths } from '../paths.ts';
import { Outlet, useLoaderData, useRouteLoaderData, type ShouldRevalidateFunction } from '../remix.ts';
import type { loader as rootLoader } from '../root.tsx';
import { holds, type Session } from '../session.ts';
import { unreadWords, useUnread } from '../features/inbox/use-unread.ts';

export const loader = pageLoader(async ({ caller, url }) => {
  const [{ user, tenant, permissions, seesAll, locale, zone }, unread] = await Promise.all([
    caller.auth.me(),
    // the dashboard has no statement to spare: its browser asks by itself
    url.pathname === paths.dashboard ? null : unreadOf(caller),
  ]);
  const session: Session = {
    user: { id: user.id, name: user.name, email: user.email },
    tenant: { name: tenant?.name ?? 'StreamFlow' },
    permissions,
    seesAll,
  };
  return { ...session, unread, formats: { locale, zone, now: new Date().toISOString() } };
});

/** The number beside the inbox; that it cannot be told is no reason for a page not to be there. */
async function unreadOf(caller: Page['caller']) {
  try {
    return await caller.notifications.unread();
  } catch (thrown) {
    if (isSignedOut(thrown)) throw thrown;
    return null;
  }
}

/** Who is here changes seldom: it is asked again after a change was made, not on every click. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ formMethod, defaultShouldRevalidate }) =>
  formMethod !== undefined && formMethod !== 'GET' ? defaultShouldRevalidate : false;

export default function App() {
  const { user, tenant, permissions, formats, unread } = useLoaderData<typeof loader>();
  const count = unreadWords(useUnread(unread, user.id));
  const root = useRouteLoaderData<typeof rootLoader>('root');
  return (
    <FormatsProvider value={formats}>
      <AppShell
        tenant={tenant}
        user={user}
        nav={navOf(permissions, count)}
        actions={{
          preferences: paths.theme,
          signOut: paths.logout,
          home: paths.dashboard,
          settings: paths.profile,
          switchTenant: paths.chooseTenant(),
        }}
        search={holds(permissions, 'search:read') ? SEARCH : undefined}
        preferences={{ theme: root?.theme ?? 'system', letters: root?.letters ?? true }}
      >
        <Outlet />
      </AppShell>
    </FormatsProvider>
  );
}

const SEARCH = { href: (q?: string) => paths.search({ ...(q && { q }) }), source: paths.searchOptions };

const NAV: readonly (NavItem & { permission: string | null })[] = [
  {
    permission: 'dashboard:read',
    to: paths.dashboard,
    label: 'Dashboard',
    icon: 'layout-dashboard',
    prime: true,
  },
  { permission: null, to: paths.inbox(), label: 'Inbox', icon: 'bell' },
  { permission: 'lead:read', to: paths.leads(), label: 'Leads', icon: 'inbox', prime: true },
  { permission: 'organization:read', to: paths.organizations(), label: 'Organizations', icon: 'building-2' },
  { permission: 'contact:read', to: paths.contacts(), label: 'Contacts', icon: 'contact', prime: true },
  { permission: 'opportunity:read', to: paths.opportunities(), label: 'Opportunities', icon: 'handshake' },
  { permission: 'opportunity:read', to: paths.pipeline(), label: 'Pipeline', icon: 'columns-3' },
  { permission: 'task:read', to: paths.tasks(), label: 'Tasks', icon: 'list-checks', prime: true },
  { permission: 'activity:read', to: paths.activities(), label: 'Activities', icon: 'history' },
  { permission: 'import:create', to: paths.import, label: 'Import', icon: 'upload' },
];

const navOf = (permissions: readonly string[], count: NavItem['count']): NavItem[] =>
  NAV.filter(({ permission }) => permission === null || holds(permissions, permission)).map((item) =>
    item.to === paths.inbox() ? { ...item, count } : item,
  );

export function ErrorBoundary() {
  return <BareFault home={{ to: paths.home, label: 'Go to StreamFlow' }} />;
}
