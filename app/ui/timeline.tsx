// What happened to a record, newest first, by day. Every entry has an address of its own (#a-<id>).
import type { ReactNode } from 'react';
import { formatDay, formatDateTime, formatTime } from '../format.ts';
import { Avatar } from './avatar.tsx';
import { useFormats } from './formats.tsx';
import { Icon, type IconName } from './icon.tsx';

export interface TimelineItem {
  id: string;
  at: string;
  /** who did it; without one the icon stands alone */
  actor: { id: string; name: string } | null;
  icon: IconName;
  /** what was done, as the rest of a sentence: "wrote a note" */
  did: string;
  body?: ReactNode;
  /** what the reader can do with it */
  actions?: ReactNode;
}

export function Timeline({ items, label }: { items: readonly TimelineItem[]; label: string }) {
  const formats = useFormats();
  const days = new Map<string, TimelineItem[]>();
  for (const item of items) {
    const day = formatDay(item.at, formats);
    days.set(day, [...(days.get(day) ?? []), item]);
  }
  return (
    <section className="timeline" aria-label={label}>
      {[...days].map(([day, ofDay]) => (
        <div key={day} className="timeline-day">
          <h3>{day}</h3>
          {ofDay.map((item) => (
            <Entry key={item.id} item={item} />
          ))}
        </div>
      ))}
    </section>
  );
}

function Entry({ item }: { item: TimelineItem }) {
  const formats = useFormats();
  const { id, at, actor, icon, did, body, actions } = item;
  return (
    <article id={`a-${id}`} className="entry" aria-labelledby={`a-${id}-did`} tabIndex={-1}>
      <span className="entry-mark">
        <Icon of={icon} size={14} />
      </span>
      <p id={`a-${id}-did`} className="entry-did">
        {actor && (
          <>
            <Avatar {...actor} />
            <b>{actor.name}</b>{' '}
          </>
        )}
        {did}
        <a href={`#a-${id}`} className="entry-at">
          <time dateTime={at} title={formatDateTime(at, formats)}>
            {formatTime(at, formats)}
          </time>
        </a>
      </p>
      {body && <div className="entry-body">{body}</div>}
      {actions}
    </article>
  );
}
