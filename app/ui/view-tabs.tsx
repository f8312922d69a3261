// The saved views of a list as tabs: five, the others under "More". A tab is a link, for the view is the address.
import { useEffect, useRef, type ReactNode } from 'react';
import { Link, useLocation } from '../remix.ts';
import { Badge } from './badge.tsx';
import { Icon } from './icon.tsx';
import { Menu, MenuLink } from './menu.tsx';

const AT_MOST = 5;

export interface View {
  label: string;
  href: string;
  current?: boolean;
}

interface ViewTabsProps {
  /** names the tabs: "Views of leads" */
  label: string;
  views: readonly View[];
  /** the list is not as the current view says: where that is undone, and what else can be done ("Save", "Save as") */
  edited?: { resetHref: string; actions?: ReactNode } | undefined;
}

export function ViewTabs({ label, views, edited }: ViewTabsProps) {
  const hidden = views.slice(AT_MOST);
  const list = useCurrentInSight();
  const hiddenCurrent = hidden.find(({ current }) => current);
  return (
    <nav className="view-tabs" aria-label={label}>
      <ul ref={list}>
        {views.slice(0, AT_MOST).map(({ label: words, href, current }) => (
          <li key={href}>
            <Link to={href} className="view-tab" aria-current={current ? 'page' : undefined}>
              <span>{words}</span>
            </Link>
          </li>
        ))}
        {hidden.length > 0 && (
          <li>
            <Menu
              id="more-views"
              trigger={<More current={hiddenCurrent} />}
              className={moreClass(hiddenCurrent)}
            >
              {hidden.map(({ label: words, href, current }) => (
                <MenuLink key={href} to={href} current={current ?? false}>
                  {words}
                </MenuLink>
              ))}
            </Menu>
          </li>
        )}
      </ul>
      {edited && (
        <div className="view-edited">
          <Badge tone="accent">edited</Badge>
          {edited.actions}
          <Link to={edited.resetHref} className="btn btn-ghost btn-sm">
            Reset
          </Link>
        </div>
      )}
    </nav>
  );
}

/** On phones the tabs are wider than the screen. */
function useCurrentInSight() {
  const list = useRef<HTMLUListElement>(null);
  const { key } = useLocation();
  useEffect(() => {
    const row = list.current;
    const tab = row?.querySelector<HTMLElement>('[aria-current]');
    if (row && tab && row.scrollWidth > row.clientWidth)
      row.scrollLeft = tab.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
  }, [key]);
  return list;
}

const moreClass = (current: View | undefined): string => (current ? 'view-tab view-tab-on' : 'view-tab');

const More = ({ current }: { current: View | undefined }) => (
  <>
    <span>{current?.label ?? 'More'}</span>
    <Icon of="chevron-down" size={14} />
  </>
);
