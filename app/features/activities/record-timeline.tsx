// What happened to a record: the composer, the kinds to narrow to, the entries by day, and the way to older ones.
import type { FormAnswer } from '../../forms.ts';
import { Link } from '../../remix.ts';
import { EmptyState } from '../../ui/states.tsx';
import { placed, useListMark } from '../records/place.tsx';
import { Timeline } from '../../ui/timeline.tsx';
import type { EntryRow } from './entry.ts';
import { itemOf } from './entry-item.tsx';
import { RecordComposer } from './record-composer.tsx';

/** What a page's loader gets from timelineFor. */
export interface TimelineData {
  entries: readonly EntryRow[];
  next: string | null;
  type: string;
  compose: string;
}

interface RecordTimelineProps {
  timeline: TimelineData;
  /** the page of the record, where its forms are posted */
  home: string;
  recordId: string;
  /** "lead", for the words where nothing has happened */
  noun: string;
  canWrite: boolean;
  taskHref?: string | undefined;
  /** the refusal of the composer */
  answer?: FormAnswer | undefined;
}

const FILTERS = [
  { type: '', label: 'All' },
  { type: 'note', label: 'Notes' },
  { type: 'call', label: 'Calls' },
  { type: 'email', label: 'Emails' },
  { type: 'meeting', label: 'Meetings' },
  { type: 'stage_change,system', label: 'Changes' },
] as const;

export function RecordTimeline(props: RecordTimelineProps) {
  const { timeline, recordId, noun, canWrite, taskHref, answer } = props;
  const { entries, next, type, compose } = timeline;
  const list = useListMark();
  const home = placed(props.home, list);
  const at = (query: Record<string, string>): string => {
    const said = Object.entries({ ...query, ...(list !== null && { list }) });
    const search = new URLSearchParams(said.filter(([name, value]) => value !== '' || name === 'list'));
    return search.size > 0 ? `${props.home}?${search}` : props.home;
  };
  return (
    <>
      {canWrite && (
        <RecordComposer
          {...{ home, recordId, compose, taskHref, answer }}
          tabHref={(tab) => at({ compose: tab })}
        />
      )}
      <div>
        {(entries.length > 0 || type !== '') && (
          <nav className="timeline-types" aria-label="What to show">
            {FILTERS.map((each) => (
              <Link
                key={each.type}
                to={at({ type: each.type })}
                className="chip-link"
                aria-current={each.type === type ? 'page' : undefined}
                preventScrollReset
              >
                {each.label}
              </Link>
            ))}
          </nav>
        )}
        {entries.length > 0 ? (
          <Timeline label="Timeline" items={entries.map((entry) => itemOf(entry, home, list))} />
        ) : (
          <NothingYet noun={noun} isFiltered={type !== ''} home={home} />
        )}
        {next && (
          <Link to={at({ type, after: next })} className="btn btn-secondary btn-sm" preventScrollReset>
            Show older
          </Link>
        )}
      </div>
    </>
  );
}

const NothingYet = ({ noun, isFiltered, home }: { noun: string; isFiltered: boolean; home: string }) =>
  isFiltered ? (
    <EmptyState
      icon="message-square-text"
      title="Nothing of this kind"
      headingLevel={3}
      actions={<Link to={home}>Show all</Link>}
    >
      Other entries of this {noun} may be there.
    </EmptyState>
  ) : (
    <EmptyState icon="message-square-text" title="Nothing has happened yet" headingLevel={3}>
      Notes, calls and changes of this {noun} will stand here, newest first.
    </EmptyState>
  );
