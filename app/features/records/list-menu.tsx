// What else can be done with the list one sees: as a file, as a link, on paper, and kept as a view.
import { useState, useSyncExternalStore, type ReactNode } from 'react';
import { shortcut } from '../../keys.ts';
import { useLocation } from '../../remix.ts';
import { useMay } from '../../session.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { Menu, MenuButton, MenuHeading, MenuLine } from '../../ui/menu.tsx';
import { useScripted } from '../../ui/use-scripted.ts';
import { DELETE_VIEW, RENAME_VIEW, SAVE_VIEW, ViewDialogs, ViewForm } from '../views/view-dialogs.tsx';
import { useMayChange, wholeOf, type ViewsOfList } from '../views/views.tsx';
import { exportAddress, sharedAddress } from './list-links.ts';

interface ListMenuProps {
  /** "leads" */
  many: string;
  /** the list as a file, where it can be had */
  exports?: string | undefined;
  views?: ViewsOfList | null | undefined;
}

export function ListMenu({ many, exports, views }: ListMenuProps) {
  const may = useMay();
  const isScripted = useScripted();
  const { search } = useLocation();
  const canExport = exports !== undefined && may('export:create');
  const hasViews = views != null && (may('view:create') || views.current !== null || views.isBegun);
  // no button without anything behind it
  if (!canExport && !hasViews && !isScripted) return null;
  return (
    <>
      <Menu
        id="list-menu"
        align="end"
        className="btn btn-ghost btn-sm btn-icon"
        label="More for this list"
        shortcut={shortcut('views')}
        trigger={<Icon of="ellipsis" />}
      >
        {canExport && (
          <a href={exportAddress(exports, search)} className="menu-item" download>
            <Icon of="download" />
            Export CSV
          </a>
        )}
        <CopyLink isPrivate={views?.current?.shared === false} />
        {isScripted && (
          <MenuDeed icon="printer" onClick={() => window.print()}>
            Print
          </MenuDeed>
        )}
        {hasViews && <ViewDeeds of={views} many={many} isFirst={!canExport && !isScripted} />}
      </Menu>
      {views && <Dialogs of={views} many={many} />}
    </>
  );
}

const Dialogs = ({ of, many }: { of: ViewsOfList; many: string }) => (
  <ViewDialogs of={of} many={many} mayChange={useMayChange(of)} />
);

interface ViewDeedsProps {
  of: ViewsOfList;
  many: string;
  isFirst: boolean;
}

/** Keeps the list one sees, and does to the view that is shown what can be done to it. */
function ViewDeeds({ of, many, isFirst }: ViewDeedsProps) {
  const may = useMay();
  const { current, isBegun } = of;
  return (
    <>
      {!isFirst && <MenuLine />}
      {may('view:create') && (
        <MenuDeed icon="bookmark" command="show-modal" commandfor={SAVE_VIEW}>
          Save view…
        </MenuDeed>
      )}
      {current ? (
        <CurrentDeeds of={of} many={many} current={current} />
      ) : (
        isBegun && (
          <ViewForm of={of}>
            <MenuButton icon="star" name="do" value="begin">
              Begin with {wholeOf(of.noun, many)}
            </MenuButton>
          </ViewForm>
        )
      )}
    </>
  );
}

interface CurrentDeedsProps extends Omit<ViewDeedsProps, 'isFirst'> {
  current: NonNullable<ViewsOfList['current']>;
}

function CurrentDeeds({ of, many, current: { name, isDefault, isMine, shared } }: CurrentDeedsProps) {
  const mayShare = useMay()('view:share');
  const mayChange = useMayChange(of);
  return (
    <>
      <MenuLine />
      <MenuHeading>{name}</MenuHeading>
      {mayChange && (
        <MenuDeed icon="pencil" command="show-modal" commandfor={RENAME_VIEW}>
          Rename…
        </MenuDeed>
      )}
      <ViewForm of={of}>
        <MenuButton icon="star" name="do" value="begin">
          {isDefault ? `Begin with ${wholeOf(of.noun, many)}` : 'Begin with this view'}
        </MenuButton>
        {mayChange && mayShare && (isMine || !shared) && (
          <MenuButton icon="users" name="do" value="share">
            {shared ? 'Keep it to myself' : 'Share with everybody'}
          </MenuButton>
        )}
      </ViewForm>
      {mayChange && (
        <MenuDeed icon="trash-2" command="show-modal" commandfor={DELETE_VIEW}>
          Delete view…
        </MenuDeed>
      )}
    </>
  );
}

interface MenuDeedProps {
  icon: IconName;
  onClick?: () => void;
  command?: 'show-modal';
  commandfor?: string;
  children: ReactNode;
}

const MenuDeed = ({ icon, children, ...rest }: MenuDeedProps) => (
  <button type="button" className="menu-item" {...rest}>
    <Icon of={icon} />
    {children}
  </button>
);

const never = () => () => undefined;
/** Browsers offer it on https and on this machine only. */
const hasClipboard = (): boolean => 'clipboard' in navigator;

/** The address of the list, for colleagues: it says all of the list, so it needs no view that is one's own. */
function CopyLink({ isPrivate }: { isPrivate: boolean }) {
  const canCopy = useSyncExternalStore(never, hasClipboard, () => false);
  const { pathname, search } = useLocation();
  const [copied, setCopied] = useState('');
  const address = sharedAddress(pathname, search, isPrivate);
  if (!canCopy) return null;
  const copy = (): void =>
    void navigator.clipboard.writeText(location.origin + address).then(() => setCopied(address));
  return (
    <MenuDeed icon="link-2" onClick={copy}>
      <span role="status">{copied === address ? 'Link copied' : 'Copy link'}</span>
    </MenuDeed>
  );
}
