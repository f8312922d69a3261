// A card of the board: what it is, whose, what it is worth, what comes next, and how long it has stood there.
import type { DragEvent } from 'react';
import { isSameDay } from '../../format.ts';
import { paths } from '../../paths.ts';
import { Link } from '../../remix.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { DayText, Money, useFormats } from '../../ui/formats.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { daysSince, type DealCard as Card } from './lanes.ts';

interface DealCardProps {
  card: Card;
  rotDays: number | null;
  /** where it is said which stage it goes to; null for those who may not move it */
  moveHref: string | null;
  /** said where the lanes are not stages */
  stageName?: string;
  /** absent where it is not dragged */
  onDragStart?: (event: DragEvent, card: Card) => void;
  onDragEnd?: () => void;
}

export function DealCard(props: DealCardProps) {
  const { card, rotDays, moveHref, stageName, onDragStart, onDragEnd } = props;
  const { id, title, organization, amount, owner, closeDate } = card;
  return (
    <li
      className="deal-card"
      data-card={id}
      draggable={moveHref !== null && onDragStart !== undefined}
      onDragStart={(event) => onDragStart?.(event, card)}
      onDragEnd={onDragEnd}
    >
      <Link to={paths.opportunity(id)} className="row-link deal-title" draggable={false}>
        {title}
      </Link>
      {(organization ?? stageName) && (
        <p className="deal-line">{[stageName, organization].filter(Boolean).join(' · ')}</p>
      )}
      <p className="deal-line">
        {amount && (
          <b>
            <Money {...amount} />
          </b>
        )}
        {closeDate && <DayText day={closeDate} />}
        {owner && (
          <span className="deal-owner" title={owner.name}>
            <span className="sr-only">Owner: {owner.name}</span>
            <Avatar {...owner} />
          </span>
        )}
      </p>
      <p className="deal-line deal-marks">
        <NextActivity at={card.nextDueAt} />
        <Age at={card.stageEnteredAt} rotDays={rotDays} />
        {moveHref && (
          <span data-deed="move" className="deal-move">
            <Link to={moveHref} preventScrollReset>
              Move to…<span className="sr-only"> {title}</span>
            </Link>
          </span>
        )}
      </p>
    </li>
  );
}

interface MarkProps {
  icon: IconName;
  tone?: 'bad' | 'warn' | 'muted';
  children: string;
}

const Mark = ({ icon, tone = 'muted', children }: MarkProps) => (
  <span className={`deal-mark deal-mark-${tone}`}>
    <Icon of={icon} size={14} />
    {children}
  </span>
);

function NextActivity({ at }: { at: string | null }) {
  const formats = useFormats();
  if (at === null) return <Mark icon="calendar-x">No task</Mark>;
  if (at < formats.now)
    return (
      <Mark icon="circle-alert" tone="bad">
        Overdue
      </Mark>
    );
  return isSameDay(at, formats.now, formats) ? (
    <Mark icon="calendar-clock" tone="warn">
      Today
    </Mark>
  ) : (
    <Mark icon="calendar-clock">Later</Mark>
  );
}

/** How long it has been in its stage, and whether that is too long. */
function Age({ at, rotDays }: { at: string; rotDays: number | null }) {
  const days = daysSince(at, useFormats().now);
  if (rotDays !== null && days >= rotDays)
    return <Mark icon="hourglass" tone="warn">{`Rotting, ${days} d`}</Mark>;
  return <span className="deal-mark deal-mark-muted">{`${days} d`}</span>;
}
