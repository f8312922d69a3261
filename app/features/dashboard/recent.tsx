import { paths } from '../../paths.ts';
import { EmptyState } from '../../ui/states.tsx';
import { EntryList, type FeedEntry } from '../activities/entry-list.tsx';
import { Widget, type WidgetSource } from './widget.tsx';

interface RecentProps {
  from: WidgetSource<readonly FeedEntry[]>;
  /** whose, as the address says it */
  owner: string;
}

export const Recent = ({ from, owner }: RecentProps) => (
  <Widget
    title="Recent Activity"
    from={from}
    lines={8}
    link={() => ({ to: paths.activities({ ...(owner && { user: owner }) }), label: 'View activities' })}
  >
    {(entries) =>
      entries.length === 0 ? (
        <EmptyState icon="history" title="Nothing has happened yet" headingLevel={3}>
          Notes, calls and changes of all records stand here, newest first.
        </EmptyState>
      ) : (
        <EntryList entries={entries} />
      )
    }
  </Widget>
);
