// A record looked at beside its list (`?peek=id`). No dialog: the list stays usable, and its keys move what is looked at.
import { useEffect, useId, type ReactNode } from 'react';
import { shortcut } from '../keys.ts';
import { IconLink, LinkButton } from './button.tsx';
import { focusRow } from './row-keys.ts';

interface PanelProps {
  /** the id of the record: closing gives the focus back to its row */
  of: string;
  title: ReactNode;
  /** the record's own page, the list without the panel, and the panel of the rows beside */
  openHref?: string | undefined;
  closeHref: string;
  previousHref?: string | undefined;
  nextHref?: string | undefined;
  children: ReactNode;
}

export function Panel({ of, title, openHref, closeHref, previousHref, nextHref, children }: PanelProps) {
  const titleId = useId();
  useEffect(() => () => focusRow(of), [of]);
  return (
    <aside className="panel" aria-labelledby={titleId}>
      <header className="panel-head">
        <h2 id={titleId}>{title}</h2>
        {previousHref && <IconLink icon="chevron-up" label="Previous" size="sm" to={previousHref} inPlace />}
        {nextHref && <IconLink icon="chevron-down" label="Next" size="sm" to={nextHref} inPlace />}
        {openHref && (
          <LinkButton size="sm" to={openHref}>
            Open
          </LinkButton>
        )}
        <IconLink icon="x" label="Close" size="sm" to={closeHref} shortcut={shortcut('close')} inPlace />
      </header>
      <div className="panel-body">{children}</div>
    </aside>
  );
}
