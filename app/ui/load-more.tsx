// "Load more" is a link to the next page. A script loads that page's rows under the ones that stand there instead,
// so that the place and the focus are kept.
import { useState, type MouseEvent } from 'react';
import { Link, useFetcher } from '../remix.ts';

interface Page<Row> {
  rows: readonly Row[];
  next: string | null;
}

interface Shown<Row> {
  /** the first page these rows belong to; another one starts over */
  first: readonly Row[];
  rows: readonly Row[];
  nextHref: string | null;
  /** the last loader answer that has been added */
  added: unknown;
}

export interface More<Row> {
  rows: readonly Row[];
  nextHref: string | null;
  isLoading: boolean;
  load: (href: string) => void;
}

/**
 * The rows of `first` and of all pages loaded since, and what the link needs. `read` takes a page out of what the
 * route's loader answers; its cursor becomes the parameter `after`.
 */
export function useMore<Row>(
  first: readonly Row[],
  nextHref: string | null,
  read: (answer: unknown) => Page<Row>,
): More<Row> {
  const { data, state, load } = useFetcher();
  const [shown, setShown] = useState<Shown<Row>>({ first, rows: first, nextHref, added: undefined });
  if (shown.first !== first) {
    setShown({ first, rows: first, nextHref, added: data });
  } else if (data !== undefined && data !== shown.added) {
    const { rows, next } = read(data);
    const href = next === null ? null : withCursor(shown.nextHref, next);
    setShown({ first, rows: [...shown.rows, ...rows], nextHref: href, added: data });
  }
  return { rows: shown.rows, nextHref: shown.nextHref, isLoading: state !== 'idle', load };
}

function withCursor(href: string | null, cursor: string): string {
  const [path = '', search = ''] = (href ?? '').split('?');
  const query = new URLSearchParams(search);
  query.set('after', cursor);
  return `${path}?${query.toString()}`;
}

interface LoadMoreProps {
  href: string;
  isLoading: boolean;
  load: (href: string) => void;
}

export function LoadMore({ href, isLoading, load }: LoadMoreProps) {
  const onClick = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    if (!isLoading) load(href);
  };
  return (
    <Link to={href} className="btn btn-secondary btn-sm" aria-busy={isLoading} onClick={onClick}>
      Load more
    </Link>
  );
}
