// What an ErrorBoundary shows: the reason in words, the way on, the request id. Works for refusals of ours (the error
// envelope), for addresses that do not exist, and for anything unforeseen.
import { paths } from '../paths.ts';
import { Form, Link, isRouteErrorResponse, useLocation, useRevalidator, useRouteError } from '../remix.ts';
import { useMay } from '../session.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { Denied, EmptyState, ErrorState } from './states.tsx';

interface Facts {
  status: number;
  slug?: string | undefined;
  message: string;
  hint?: string | undefined;
  requestId?: string | undefined;
  permission?: string | undefined;
}

export function factsOf(error: unknown): Facts {
  if (!isRouteErrorResponse(error)) return { status: 500, message: 'Something went wrong on our side.' };
  if (error.status === 405) return { status: 405, message: 'This page takes no forms.' };
  const envelope: Record<string, unknown> =
    typeof error.data === 'object' && error.data !== null ? (error.data as Record<string, unknown>) : {};
  const text = (name: string): string | undefined =>
    typeof envelope[name] === 'string' ? envelope[name] : undefined;
  const facts = typeof envelope['data'] === 'object' && envelope['data'] !== null ? envelope['data'] : {};
  return {
    status: error.status,
    message: text('message') ?? 'Something went wrong on our side.',
    slug: text('slug'),
    hint: text('hint'),
    requestId: text('requestId'),
    permission: 'permission' in facts && typeof facts.permission === 'string' ? facts.permission : undefined,
  };
}

interface FaultProps {
  home: { to: string; label: string };
  /** offered where an address leads nowhere; the search over all nouns unless said otherwise */
  search?: { action: string; label: string };
  headingLevel?: 1 | 2;
}

export function Fault({ home, search, headingLevel = 1 }: FaultProps) {
  const facts = factsOf(useRouteError());
  const maySearch = useMay()('search:read');
  const finding = search ?? (maySearch && { action: paths.search(), label: 'Search' });
  const wayOut = (
    <Link to={home.to} className="btn btn-secondary">
      {home.label}
    </Link>
  );
  if (facts.status === 403) return <Denied {...facts} headingLevel={headingLevel} actions={wayOut} />;
  if (facts.status === 404) {
    return (
      <EmptyState
        icon="search-x"
        title="Nothing here"
        headingLevel={headingLevel}
        actions={
          <>
            {finding && <SearchForm {...finding} />}
            {wayOut}
          </>
        }
      >
        This page does not exist, or you may not be allowed to see it.
      </EmptyState>
    );
  }
  const actions = (
    <>
      {isPassing(facts.status) && <Retry />}
      {wayOut}
    </>
  );
  return (
    <ErrorState
      title={TITLES[facts.slug ?? ''] ?? TITLES[facts.status] ?? 'Something went wrong'}
      headingLevel={headingLevel}
      actions={actions}
      requestId={facts.requestId}
    >
      {facts.message} {facts.hint}
    </ErrorState>
  );
}

/** The same for pages outside the frame of the application. */
export const BareFault = (props: FaultProps) => (
  <main className="bare">
    <Fault {...props} />
  </main>
);

/** Whether the same request may go well a moment later. */
const isPassing = (status: number): boolean =>
  status >= 500 || status === 408 || status === 409 || status === 429;

const SearchForm = ({ action, label }: { action: string; label: string }) => (
  <Form method="get" action={action} role="search" className="state-search">
    <input type="search" name="q" className="control" aria-label={label} placeholder={label} required />
    <Button>Search</Button>
  </Form>
);

const TITLES: Readonly<Record<string | number, string>> = {
  'form.unknown': 'That form could not be read',
  400: 'That address could not be read',
  405: 'That cannot be done here',
  408: 'That took too long',
  409: 'Someone else changed this',
  429: 'Too many requests',
  503: 'StreamFlow is restarting',
};

/** A link to this very page without scripts, a fresh load of its data with them. */
function Retry() {
  const { pathname, search } = useLocation();
  const revalidator = useRevalidator();
  return (
    <a
      href={pathname + search}
      className="btn btn-primary"
      onClick={(event) => {
        event.preventDefault();
        revalidator.revalidate();
      }}
      aria-busy={revalidator.state === 'loading' || undefined}
    >
      <Icon of="rotate-cw" />
      Retry
    </a>
  );
}

interface WidgetFaultProps {
  title: string;
  message: string;
  requestId?: string;
}

/** The fault of one part of a page; the rest of the page stays. */
export function WidgetFault({ title, message, requestId }: WidgetFaultProps) {
  const { revalidate, state } = useRevalidator();
  const { pathname, search } = useLocation();
  const actions = (
    <form action={pathname}>
      {[...new URLSearchParams(search)].map(([name, value]) => (
        <input key={name + value} type="hidden" name={name} value={value} />
      ))}
      <Button
        size="sm"
        pending={state === 'loading'}
        onClick={(event) => {
          event.preventDefault();
          revalidate();
        }}
      >
        Retry
      </Button>
    </form>
  );
  return (
    <ErrorState title={title} headingLevel={3} requestId={requestId} actions={actions}>
      {message}
    </ErrorState>
  );
}
