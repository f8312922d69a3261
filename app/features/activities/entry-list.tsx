// Entries of many records in rows: who did what, when, and to which record the row leads.
import { paths } from '../../paths.ts';
import { Link } from '../../remix.ts';
import { RelTime } from '../../ui/formats.tsx';
import { Icon } from '../../ui/icon.tsx';
import { iconOf, sentenceOf, type EntryRow } from './entry.ts';

export interface FeedEntry extends Pick<EntryRow, 'id' | 'kind' | 'subject' | 'author' | 'occurredAt'> {
  record: { noun: 'lead' | 'contact' | 'organization' | 'opportunity'; id: string; name: string };
}

export const EntryList = ({ entries }: { entries: readonly FeedEntry[] }) => (
  <ul className="row-list entry-list">
    {entries.map((entry) => (
      <li key={entry.id}>
        <Icon of={iconOf(entry.kind)} size={14} className="text-fg-3" />
        <div className="row-main">
          <Link to={`${paths.record(entry.record.noun, entry.record.id)}#a-${entry.id}`} className="row-link">
            <span className="font-medium">{entry.record.name}</span>
          </Link>
          <small>
            {entry.author && `${entry.author.name} `}
            {sentenceOf(entry)}
          </small>
        </div>
        <span className="row-side">
          <RelTime at={entry.occurredAt} />
        </span>
      </li>
    ))}
  </ul>
);
