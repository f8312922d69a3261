import { activitiesOf } from '../edge/activities.server.ts';
import { pageLoader } from '../edge/page.server.ts';
import { EntryList } from '../features/activities/entry-list.tsx';
import { FeedFilters, FeedSpan, NoEntries } from '../features/activities/feed.tsx';
import { useAhead } from '../features/records/ahead.tsx';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { PageHeader } from '../ui/app-shell.tsx';
import { Fault } from '../ui/fault.tsx';
import { LoadMore, useMore } from '../ui/load-more.tsx';

export const meta: MetaFunction = () => [{ title: 'Activities · StreamFlow' }];

export const loader = pageLoader(activitiesOf);

const readPage = (answer: unknown) =>
  answer as Pick<ReturnType<typeof useLoaderData<typeof loader>>, 'rows' | 'next'>;

const WATCHED = ['activity'] as const;

export default function Activities() {
  const { rows, next, asked, owners } = useLoaderData<typeof loader>();
  const more = useMore(rows, next && paths.activities({ ...asked, after: next }), readPage);
  const { rows: entries, note } = useAhead(WATCHED, { first: rows, shown: more.rows }, readPage);
  return (
    <>
      <PageHeader title="Activities" />
      <div className="tasks">
        <FeedFilters asked={asked} owners={owners} />
        <FeedSpan asked={asked} />
        {note}
        {entries.length > 0 ? (
          <EntryList entries={entries} />
        ) : (
          <NoEntries isFiltered={Object.keys(asked).length > 0} />
        )}
        {more.nextHref && (
          <div>
            <LoadMore href={more.nextHref} isLoading={more.isLoading} load={more.load} />
          </div>
        )}
      </div>
    </>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.activities(), label: 'All activities' }} />;
}
