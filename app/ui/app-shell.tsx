// The frame of every signed-in page: skip link, navigation, the page itself, and a bottom bar on phones.
// It knows no noun: what can be navigated to is passed in.
import { useEffect, useRef, type ReactNode } from 'react';
import { keyBindings, shortcut } from '../keys.ts';
import { Form, Link, NavLink, useLocation, useNavigation, useNavigationType } from '../remix.ts';
import { Avatar } from './avatar.tsx';
import { Icon, type IconName } from './icon.tsx';
import { KeySheet } from './kbd.tsx';
import { Menu, MenuButton, MenuHeading, MenuLine, MenuLink } from './menu.tsx';
import { PaletteDoor, type SearchPlaces } from './palette-door.tsx';
import { ThemeSwitch, type Theme } from './theme-switch.tsx';
import { focusRowOf } from './row-keys.ts';
import { useKeys } from './use-keys.ts';

export interface NavItem {
  to: string;
  label: string;
  icon: IconName;
  /** has a place in the bottom bar of phones, which holds four; the others are under "More" there */
  prime?: boolean;
  /** how many of something wait there, as it is shown and as it is said */
  count?: { shown: string; said: string } | undefined;
}

export interface Preferences {
  theme: Theme;
  /** single-letter keys */
  letters: boolean;
}

interface AppShellProps {
  tenant: { name: string };
  user: { id: string; name: string; email: string };
  nav: readonly NavItem[];
  /** where preferences and sign-out are posted, and where home, settings and the other tenants are */
  actions: {
    preferences: string;
    signOut: string;
    home: string;
    settings?: string;
    switchTenant?: string;
  };
  /** absent for those who may not search */
  search?: SearchPlaces | undefined;
  preferences: Pick<Preferences, 'theme' | 'letters'>;
  children: ReactNode;
}

export function AppShell(props: AppShellProps) {
  const { tenant, nav, actions, search: found, preferences, children } = props;
  const { pathname, search } = useLocation();
  useKeys(preferences.letters);
  useFocusOnArrival(pathname);
  const busy = useNavigation().state !== 'idle';
  return (
    <div className="shell">
      <a href="#main" className="skip-link">
        Skip to content
      </a>
      <aside className="sidebar">
        <Link to={actions.home} className="brand">
          <Mark />
          <span>{tenant.name}</span>
        </Link>
        {found && <PaletteDoor {...found} />}
        <nav aria-label="Main">
          <NavLinks nav={nav} />
        </nav>
        <UserMenu {...props} id="user-menu" />
      </aside>
      <main id="main" tabIndex={-1} className="main" aria-busy={busy || undefined}>
        <LoadingBar busy={busy} />
        {children}
      </main>
      <nav aria-label="Main, bottom" className="bottom-bar">
        <NavLinks nav={nav.filter(({ prime }) => prime)} />
        <UserMenu {...props} id="more-menu" phone />
      </nav>
      <KeySheet
        id="keys"
        bindings={keyBindings}
        letters={preferences.letters}
        action={actions.preferences}
        next={pathname + search}
      />
    </div>
  );
}

/**
 * After a click on a link the new page is where reading goes on, not the link that has been left. Who comes back from a
 * record to the list goes on at its row.
 */
function useFocusOnArrival(pathname: string): void {
  const before = useRef(pathname);
  const how = useNavigationType();
  useEffect(() => {
    if (before.current === pathname) return;
    const left = before.current;
    before.current = pathname;
    const cameBack = how === 'POP' || left.startsWith(`${pathname}/`);
    if (document.activeElement?.closest('#main form')) return; // a field that took the focus by itself
    if (!(cameBack && focusRowOf(left))) document.getElementById('main')?.focus({ preventScroll: true });
  }, [pathname, how]);
}

const NavLinks = ({ nav }: { nav: readonly NavItem[] }) => (
  <ul>
    {nav.map(({ to, label, icon, count }) => (
      <li key={to}>
        <NavLink to={to} className="nav-item" title={label}>
          <Icon of={icon} />
          <span>{label}</span>
          <NavCount count={count} />
        </NavLink>
      </li>
    ))}
  </ul>
);

const NavCount = ({ count }: Pick<NavItem, 'count'>) =>
  count && (
    <b className="nav-count num">
      <span aria-hidden>{count.shown}</span>
      <span className="sr-only">{count.said}</span>
    </b>
  );

function UserMenu({
  user,
  nav,
  search,
  actions,
  preferences,
  id,
  phone = false,
}: AppShellProps & { id: string; phone?: boolean }) {
  const trigger = phone ? (
    <>
      <Icon of="ellipsis" />
      <span>More</span>
      <NavCount count={nav.find(({ prime, count }) => !prime && count)?.count} />
    </>
  ) : (
    <>
      <Avatar id={user.id} name={user.name} />
      <span>{user.name}</span>
    </>
  );
  return (
    <div className="user-menu">
      <Menu id={id} trigger={trigger} className="nav-item" align="above">
        <div className="menu-user">
          <b>{user.name}</b>
          <span>{user.email}</span>
        </div>
        {phone && <OtherPages nav={nav.filter(({ prime }) => !prime)} searchHref={search?.href()} />}
        <MenuHeading>Theme</MenuHeading>
        <ThemeSwitch theme={preferences.theme} action={actions.preferences} />
        <MenuLine />
        <button
          type="button"
          className="menu-item scripted"
          command="show-modal"
          commandfor="keys"
          {...(!phone && { 'data-key': 'keys', 'aria-keyshortcuts': shortcut('keys').keys })}
        >
          <Icon of="keyboard" />
          Keyboard
        </button>
        {actions.settings && (
          <MenuLink to={actions.settings} icon="settings">
            Settings
          </MenuLink>
        )}
        {actions.switchTenant && (
          <MenuLink to={actions.switchTenant} icon="arrow-left-right">
            Switch tenant
          </MenuLink>
        )}
        <Form method="post" action={actions.signOut}>
          <MenuButton icon="log-out">Sign out</MenuButton>
        </Form>
      </Menu>
    </div>
  );
}

const OtherPages = ({ nav, searchHref }: { nav: readonly NavItem[]; searchHref: string | undefined }) => (
  <>
    {searchHref && (
      <MenuLink to={searchHref} icon="search">
        Search
      </MenuLink>
    )}
    {nav.map(({ to, label, icon, count }) => (
      <MenuLink key={to} to={to} icon={icon}>
        {label}
        <NavCount count={count} />
      </MenuLink>
    ))}
    {nav.length > 0 && <MenuLine />}
  </>
);

/** StreamFlow's sign: two streams. */
export const Mark = () => (
  <svg className="mark" viewBox="0 0 32 32" width="20" height="20" aria-hidden>
    <rect width="32" height="32" rx="7" className="mark-ground" />
    <path d="M8 12.5c4-4.5 7.5 2.5 16-1.5M8 20.5c4-4.5 7.5 2.5 16-1.5" className="mark-streams" />
  </svg>
);

const LoadingBar = ({ busy }: { busy: boolean }) => (
  <div className={busy ? 'loading-bar loading-bar-on' : 'loading-bar'} role="presentation" />
);

interface PageHeaderProps {
  title: ReactNode;
  /** the page one level up */
  back?: { to: string; label: string };
  /** how many there are, in words for screen readers too */
  count?: string;
  actions?: ReactNode;
}

/** The topbar of a page: where one is and what one can do here. */
export const PageHeader = ({ title, back, count, actions }: PageHeaderProps) => (
  <header className="topbar">
    <div className="topbar-title">
      {back && (
        <>
          <Link to={back.to} className="topbar-back">
            {back.label}
          </Link>
          <span aria-hidden className="text-fg-3">
            /
          </span>
        </>
      )}
      <h1>{title}</h1>
      {count !== undefined && <span className="topbar-count num">{count}</span>}
    </div>
    {actions && <div className="topbar-actions">{actions}</div>}
  </header>
);
