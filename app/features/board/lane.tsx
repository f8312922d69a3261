// A column of the board: name, how many, what they are worth, the cards, and the way to the rest.
import type { DragEvent, ReactNode } from 'react';
import { formatNumber } from '../../format.ts';
import { Link } from '../../remix.ts';
import { Badge } from '../../ui/badge.tsx';
import { Money, useFormats } from '../../ui/formats.tsx';
import type { Worth } from './lanes.ts';

interface LaneProps {
  id: string;
  name: string;
  kind: 'open' | 'won' | 'lost';
  count: number;
  worth: readonly Worth[];
  /** how the weighted sum comes about; null where it is not asked for */
  formula: string | null;
  wipLimit?: number | null;
  /** of what is closed: it is counted without cards */
  note?: ReactNode;
  /** how many are not shown, and where they are */
  more?: { count: number; href: string } | null;
  isTarget?: boolean;
  onDragOver?: (event: DragEvent) => void;
  onDragLeave?: () => void;
  onDrop?: (event: DragEvent) => void;
  children: ReactNode;
}

export function Lane(props: LaneProps) {
  const { id, name, kind, count, wipLimit = null, more, note, isTarget, children } = props;
  const formats = useFormats();
  const total = formatNumber(count, formats);
  return (
    <section
      id={`lane-${id}`}
      className={`lane lane-${kind}${isTarget ? ' lane-target' : ''}`}
      aria-labelledby={`lane-name-${id}`}
      onDragOver={props.onDragOver}
      onDragLeave={props.onDragLeave}
      onDrop={props.onDrop}
    >
      <header className="lane-head">
        <h2 id={`lane-name-${id}`}>
          {name}
          <span className="lane-count">{wipLimit === null ? total : `${total} of ${wipLimit}`}</span>
        </h2>
        {wipLimit !== null && count > wipLimit && <Badge tone="warn">Over the limit</Badge>}
        <Sums {...props} />
      </header>
      {note}
      {children}
      {more && (
        <Link to={more.href} className="btn btn-ghost btn-sm lane-more" preventScrollReset>
          Show {formatNumber(more.count, formats)} more
        </Link>
      )}
    </section>
  );
}

function Sums({ worth, kind, formula }: Pick<LaneProps, 'worth' | 'kind' | 'formula'>) {
  return (
    <div className="lane-sums">
      {worth.map(({ currency, minor, weighted }) => (
        <p key={currency}>
          <Money minor={minor} currency={currency} compact />
          {kind === 'open' && formula && (
            <>
              {' · '}
              <span title={formula} className="lane-weighted">
                weighted <Money minor={weighted} currency={currency} compact />
              </span>
              <span className="sr-only">. {formula}</span>
            </>
          )}
        </p>
      ))}
    </div>
  );
}

interface LaneLinksProps {
  label: string;
  lanes: readonly { id: string; name: string; count: number }[];
}

/** On phones one lane fills the screen; here one goes to another. */
export const LaneLinks = ({ label, lanes }: LaneLinksProps) => (
  <nav className="lane-links" aria-label={label}>
    {lanes.map(({ id, name, count }) => (
      <a key={id} href={`#lane-${id}`} className="chip-link">
        {name} {count}
      </a>
    ))}
  </nav>
);
