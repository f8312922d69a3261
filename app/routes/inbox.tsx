import type { InboxView } from '../contracts/notifications.ts';
import { actionsByIntent } from '../edge/form.server.ts';
import { inboxActions } from '../edge/inbox.server.ts';
import { pageLoader } from '../edge/page.server.ts';
import { ArchiveAll, InboxDays, InboxTabs, NoNews } from '../features/inbox/inbox-list.tsx';
import { unreadWords } from '../features/inbox/use-unread.ts';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { PageHeader } from '../ui/app-shell.tsx';
import { Fault } from '../ui/fault.tsx';
import { LoadMore, useMore } from '../ui/load-more.tsx';
import { useLive } from '../use-live.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  const count = unreadWords(data ?? null);
  return [{ title: `${count ? `(${count.shown}) ` : ''}Inbox · StreamFlow` }];
};

export const loader = pageLoader(async ({ caller, url: { searchParams } }) => {
  const show = (searchParams.get('show') || 'inbox') as InboxView;
  const after = searchParams.get('after') || undefined;
  // a view there is none of is refused by the procedure, in words
  const { items: rows, ...rest } = await caller.notifications.list({ show, ...(after && { after }) });
  return { rows, show, ...rest };
});

export const action = actionsByIntent(inboxActions);

const readPage = (answer: unknown) =>
  answer as Pick<ReturnType<typeof useLoaderData<typeof loader>>, 'rows' | 'next'>;

const WATCHED = ['notification'] as const;

export default function Inbox() {
  const { rows, next, show, unread, isCapped } = useLoaderData<typeof loader>();
  const href = next && paths.inbox({ ...(show !== 'inbox' && { show }), after: next });
  const more = useMore(rows, href, readPage);
  useLive(WATCHED, false);
  const [newest] = more.rows;
  return (
    <>
      <PageHeader
        title="Inbox"
        actions={newest && show !== 'archived' && <ArchiveAll show={show} until={newest.id} />}
      />
      <InboxTabs show={show} unread={unread} isCapped={isCapped} />
      <div className="inbox">
        {more.rows.length > 0 ? <InboxDays rows={more.rows} /> : <NoNews show={show} />}
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
  return <Fault home={{ to: paths.inbox(), label: 'Inbox' }} />;
}
