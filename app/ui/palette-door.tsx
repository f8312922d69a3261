// Where the palette is opened: a link to the search page, which a script turns into the palette.
import { lazy, Suspense, useState, type MouseEvent } from 'react';
import { createPortal } from 'react-dom';
import { shortcut } from '../keys.ts';
import { Link } from '../remix.ts';
import { Icon } from './icon.tsx';
import { Kbd } from './kbd.tsx';

const Palette = lazy(() => import('./palette.tsx'));

export interface SearchPlaces {
  /** the page that lists everything found */
  href: (words?: string) => string;
  /** a resource route that answers `?q=` with { options } */
  source: string;
}

export function PaletteDoor({ href, source }: SearchPlaces) {
  const [isOpen, setOpen] = useState(false);
  const { name, keys } = shortcut('palette');
  const open = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // another tab or window
    event.preventDefault();
    setOpen(true);
  };
  return (
    <>
      <Link
        to={href()}
        className="nav-item palette-door"
        data-key={name}
        aria-keyshortcuts={keys}
        onClick={open}
      >
        <Icon of="search" />
        <span>Search</span>
        <Kbd keys="$mod+K" />
      </Link>
      {isOpen &&
        // the sidebar, and all that is in it, is not shown on phones
        createPortal(
          <Suspense>
            <Palette searchHref={href} source={source} onClose={() => setOpen(false)} />
          </Suspense>,
          document.body,
        )}
    </>
  );
}
