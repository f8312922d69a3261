// What happened to a record: the composer, the kinds to narrow to, the entries by day, and the way to older ones.
import { MessageSquareText } from 'lucide-react';
import type { FormAnswer } from '../../forms.ts';
import { paths } from '../../paths.ts';
import { Form, Link } from '../../remix.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Timeline, type TimelineItem } from '../../ui/timeline.tsx';
import { iconOf, sentenceOf, type EntryRow } from './entry.ts';
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
  const { timeline, home, recordId, noun, canWrite, taskHref, answer } = props;
  const { entries, next, type, compose } = timeline;
  const at = (query: Record<string, string>): string => {
    const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ''));
    return search.size > 0 ? `${home}?${search}` : home;
  };
  return (
    <>
      {canWrite && <RecordComposer {...{ home, recordId, compose, taskHref, answer }} />}
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
          <Timeline label="Timeline" items={entries.map((entry) => itemOf(entry, home))} />
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
      icon={MessageSquareText}
      title="Nothing of this kind"
      headingLevel={3}
      actions={<Link to={home}>Show all</Link>}
    >
      Other entries of this {noun} may be there.
    </EmptyState>
  ) : (
    <EmptyState icon={MessageSquareText} title="Nothing has happened yet" headingLevel={3}>
      Notes, calls and changes of this {noun} will stand here, newest first.
    </EmptyState>
  );

export const itemOf = (entry: EntryRow, home: string): TimelineItem => ({
  id: entry.id,
  at: entry.occurredAt,
  actor: entry.author,
  icon: iconOf(entry.kind),
  did: sentenceOf(entry),
  body: entry.html && <div className="markdown" dangerouslySetInnerHTML={{ __html: entry.html }} />,
  actions: entry.isMine && <EntryActions entry={entry} home={home} />,
});

const EntryActions = ({ entry: { id, version }, home }: { entry: EntryRow; home: string }) => (
  <div className="entry-actions">
    <Link to={paths.editEntry(id)} className="btn btn-ghost btn-sm">
      Edit
    </Link>
    <Form method="post" action={home} preventScrollReset>
      <input type="hidden" name="intent" value="delete-entry" />
      <input type="hidden" name="entry" value={id} />
      <input type="hidden" name="version" value={version} />
      <Button kind="ghost" size="sm">
        Delete
      </Button>
    </Form>
  </div>
);
