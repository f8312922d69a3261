// The feed of all records: which kinds, whose, and of which span of time where the dashboard asked for one.
import { formatDateTime } from '../../format.ts';
import { keysOf } from '../../keys.ts';
import { paths } from '../../paths.ts';
import { Form, Link } from '../../remix.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { useFormats } from '../../ui/formats.tsx';
import { EmptyState } from '../../ui/states.tsx';

export type Asked = Partial<Record<'type' | 'user' | 'since' | 'until' | 'weekday' | 'hour', string>>;

interface FeedFiltersProps {
  asked: Asked;
  owners: readonly { id: string; name: string }[];
}

const TYPES = [
  { type: '', label: 'All' },
  { type: 'note', label: 'Notes' },
  { type: 'call', label: 'Calls' },
  { type: 'email', label: 'Emails' },
  { type: 'meeting', label: 'Meetings' },
  { type: 'stage_change,system', label: 'Changes' },
] as const;

export function FeedFilters({ asked, owners }: FeedFiltersProps) {
  const { user = '', ...kept } = asked;
  return (
    <div className="feed-filters">
      <nav className="timeline-types" aria-label="What to show">
        {TYPES.map(({ type, label }) => (
          <Link
            key={type}
            to={paths.activities({ ...asked, type })}
            className="chip-link"
            aria-current={type === (asked.type ?? '') ? 'page' : undefined}
          >
            {label}
          </Link>
        ))}
      </nav>
      <Form method="get" action={paths.activities()} className="period-choices">
        {Object.entries(kept).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <select
          key={user}
          name="user"
          className="control"
          aria-label="Who did it"
          defaultValue={user}
          onChange={({ currentTarget }) => currentTarget.form?.requestSubmit()}
          data-key="filter"
          aria-keyshortcuts={keysOf('filter')}
        >
          <option value="">Everybody</option>
          <option value="me">Me</option>
          <option value="team">My team</option>
          {owners.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        <Button>Show</Button>
      </Form>
    </div>
  );
}

const DAYS = ['Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays'];

/** Says a span of time in words, and offers to leave it. */
export function FeedSpan({ asked: { since, until, weekday, hour, ...rest } }: { asked: Asked }) {
  const formats = useFormats();
  const day = weekday && DAYS[Number(weekday) - 1];
  const words = [
    day ? `on ${day}` : '',
    hour ? `between ${hour}:00 and ${hour}:59` : '',
    since ? `from ${formatDateTime(since, formats)}` : '',
    until ? `before ${formatDateTime(until, formats)}` : '',
  ].filter(Boolean);
  if (words.length === 0) return null;
  return (
    <p className="feed-span">
      Only what happened {words.join(', ')}.{' '}
      <Link to={paths.activities(rest)} className="link">
        Show all times
      </Link>
    </p>
  );
}

export const NoEntries = ({ isFiltered }: { isFiltered: boolean }) =>
  isFiltered ? (
    <EmptyState
      icon="message-square-text"
      title="No activities match"
      actions={<LinkButton to={paths.activities()}>Show all</LinkButton>}
    >
      Another kind, person or time may have some.
    </EmptyState>
  ) : (
    <EmptyState icon="message-square-text" title="Nothing has happened yet">
      Notes, calls and changes of all records stand here, newest first.
    </EmptyState>
  );
