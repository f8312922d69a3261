// "Load more" is a link to the next page. A script loads that page's rows under the ones that stand there instead,
// so that the place and the focus are kept.
import { useEffect, useMemo, useState, type MouseEvent } from 'react';
import { Link, useFetcher, useLocation } from '../remix.ts';

interface Page<Row> {
  rows: readonly Row[];
  next: string | null;
}

interface Chain<Row> {
  /** whose pages these are; those of another list are left behind */
  list: string;
  /** the first page, as the route's loader answered it */
  first: readonly Row[];
  /** those loaded since */
  pages: readonly Page<Row>[];
  /** how many there should be */
  wanted: number;
  /** which of them is being read, for the first time or because the first page was read again */
  reading: number | null;
  /** the last answer that was taken */
  taken: unknown;
}

export interface More<Row> {
  rows: readonly Row[];
  nextHref: string | null;
  isLoading: boolean;
  load: () => void;
}

/**
 * The rows of `first` and of all pages loaded since, and what the link needs. `read` takes a page out of what the
 * route's loader answers; its cursor becomes the parameter `after`. When the first page is read again, the others are
 * read behind it, one after the other, and stand as they are until then.
 */
export function useMore<Row extends Keyed>(
  first: readonly Row[],
  nextHref: string | null,
  read: (answer: unknown) => Page<Row>,
): More<Row> {
  const { data, state, load } = useFetcher();
  const list = useListAddress();
  const [chain, setChain] = useState<Chain<Row>>({ ...NOTHING, list, first });
  const { pages, reading, wanted } = chain;
  if (chain.first !== first) {
    const isSame = chain.list === list && nextHref !== null && wanted > 0;
    setChain({ ...NOTHING, ...(isSame && { pages, wanted, reading: 0 }), list, first, taken: data });
  } else if (reading !== null && state === 'idle' && data !== undefined && data !== chain.taken) {
    setChain({ ...chain, ...withPage(chain, reading, read(data)), taken: data });
  }
  const cursor = reading === null || reading === 0 ? null : (pages[reading - 1]?.next ?? null);
  const href = reading === null || nextHref === null ? null : withCursor(nextHref, cursor);
  useEffect(() => {
    if (href !== null) load(href);
  }, [href, first, load]);
  const last = pages.at(-1);
  return {
    rows: useMemo(() => rowsOf(first, pages), [first, pages]),
    nextHref: last ? last.next && nextHref && withCursor(nextHref, last.next) : nextHref,
    isLoading: reading !== null,
    load: () =>
      setChain((before) =>
        before.reading === null
          ? { ...before, reading: before.pages.length, wanted: before.pages.length + 1 }
          : before,
      ),
  };
}

const NOTHING = { pages: [], wanted: 0, reading: null, taken: undefined };

type Keyed = { id: string } | { rowNo: number };
const keyOf = (row: Keyed): string | number => ('id' in row ? row.id : row.rowNo);

/** The address of the list, whichever record of it is looked at. */
export function useListAddress(): string {
  const { pathname, search } = useLocation();
  const query = new URLSearchParams(search);
  query.delete('peek');
  return query.size > 0 ? `${pathname}?${query}` : pathname;
}

/** A page that was read again may be the last one now: those behind it are no more. */
function withPage<Row>(
  { pages, wanted }: Pick<Chain<Row>, 'pages' | 'wanted'>,
  at: number,
  page: Page<Row>,
): Pick<Chain<Row>, 'pages' | 'wanted' | 'reading'> {
  const isLast = page.next === null;
  const kept = [...pages.slice(0, at), page, ...(isLast ? [] : pages.slice(at + 1))];
  const most = isLast ? at + 1 : wanted;
  return { pages: kept, wanted: most, reading: at + 1 < most ? at + 1 : null };
}

/** While pages are read again, a row may be on two of them: the newer one counts. */
function rowsOf<Row extends Keyed>(first: readonly Row[], pages: readonly Page<Row>[]): readonly Row[] {
  if (pages.length === 0) return first;
  const rows = new Map<string | number, Row>();
  for (const row of [...first, ...pages.flatMap((page) => page.rows)])
    if (!rows.has(keyOf(row))) rows.set(keyOf(row), row);
  return [...rows.values()];
}

function withCursor(href: string, cursor: string | null): string {
  if (cursor === null) return href;
  const [path = '', search = ''] = href.split('?');
  const query = new URLSearchParams(search);
  query.set('after', cursor);
  return `${path}?${query.toString()}`;
}

interface LoadMoreProps {
  href: string;
  isLoading: boolean;
  load: () => void;
}

export function LoadMore({ href, isLoading, load }: LoadMoreProps) {
  const onClick = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    if (!isLoading) load();
  };
  return (
    <Link to={href} className="btn btn-secondary btn-sm" aria-busy={isLoading} onClick={onClick}>
      Load more
    </Link>
  );
}
