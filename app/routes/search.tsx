import { markedParts } from '../edge/marks.server.ts';
import { pageLoader } from '../edge/page.server.ts';
import { Found } from '../features/search/found.tsx';
import { SEARCHED, titleOf } from '../features/search/search-words.ts';
import { formatCount } from '../format.ts';
import { paths } from '../paths.ts';
import { Form, Link, useLoaderData, type MetaFunction } from '../remix.ts';
import { PageHeader } from '../ui/app-shell.tsx';
import { Button } from '../ui/button.tsx';
import { Fault } from '../ui/fault.tsx';
import { useFormats } from '../ui/formats.tsx';
import { EmptyState } from '../ui/states.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.q ? `${data.q} · ` : ''}Search · StreamFlow` },
];

const LONGEST = 200;

export const loader = pageLoader(async ({ caller, url }) => {
  const q = (url.searchParams.get('q') ?? '').slice(0, LONGEST);
  const type = SEARCHED.find((noun) => noun === url.searchParams.get('type')) ?? null;
  const { terms, close, groups } = await caller.search.find({ q, ...(type && { noun: type }) });
  return {
    q,
    type,
    close,
    groups: groups.map(({ items, ...group }) => ({
      ...group,
      items: items.map((hit) => ({ ...hit, parts: markedParts(hit.name, terms) })),
    })),
  };
});

export default function Search() {
  const { q, type, close, groups } = useLoaderData<typeof loader>();
  const formats = useFormats();
  const found = groups.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <PageHeader title="Search" />
      <div className="page">
        <Form method="get" className="search-form" role="search">
          <input
            type="search"
            name="q"
            className="control"
            aria-label="Search everything"
            placeholder="A name, company, e-mail, domain or phone"
            defaultValue={q}
            key={q}
            maxLength={LONGEST}
            autoFocus={q === ''}
            data-key="search"
          />
          {type && <input type="hidden" name="type" value={type} />}
          <Button kind="primary">Search</Button>
        </Form>
        {q && (
          <nav className="search-types" aria-label="Kinds of records">
            {[null, ...SEARCHED].map((noun) => (
              <Link
                key={noun}
                to={paths.search({ q, ...(noun && { type: noun }) })}
                className="chip-link"
                aria-current={noun === type ? 'page' : undefined}
              >
                {noun ? titleOf(noun) : 'Everything'}
              </Link>
            ))}
          </nav>
        )}
        <p role="status" className="sr-only">
          {q && formatCount(found, 'record found', 'records found', formats)}
        </p>
        {close && <p className="found-close">No exact match; showing close ones.</p>}
        <Found q={q} groups={groups} />
        {q === '' && <Anything />}
        {q !== '' && groups.length === 0 && <Nothing q={q} />}
      </div>
    </>
  );
}

const Anything = () => (
  <EmptyState icon="search" title="Find anything">
    A part of a word, an address or a number is enough, and a letter may be wrong.
  </EmptyState>
);

const Nothing = ({ q }: { q: string }) => (
  <EmptyState icon="search-x" title={`Nothing found for “${q}”`}>
    Names, companies, e-mail addresses, domains, phone numbers and notes were searched, also for words that
    differ by a letter. You find only what you may see.
  </EmptyState>
);

export function ErrorBoundary() {
  return <Fault home={{ to: paths.dashboard, label: 'Dashboard' }} />;
}
