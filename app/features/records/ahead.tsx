// A list that follows what others change: what stands there is renewed in its place, and rows that came, went or moved are
// announced and shown when somebody asks, so that none moves under a hand.
import { useCallback, useMemo, useRef, useState, type ReactNode } from 'react';
import type { LiveNoun } from '../../contracts/live.ts';
import { useFetcher, useRevalidator } from '../../remix.ts';
import { useListAddress } from '../../ui/load-more.tsx';
import { useLive } from '../../use-live.ts';
import './ahead.css';

interface Ahead<Row> {
  /** the rows that stand there, as they are now */
  rows: readonly Row[];
  /** says what is new, and that changes are not followed for the moment */
  note: ReactNode;
}

/**
 * `first` is the first page as the loader answered it, `shown` all rows that stand there; `read` takes the rows out of
 * what the loader answers.
 */
export function useAhead<Row extends { id: string }>(
  nouns: readonly LiveNoun[],
  { first, shown }: { first: readonly Row[]; shown: readonly Row[] },
  read: (answer: unknown) => { rows: readonly Row[] },
): Ahead<Row> {
  const list = useListAddress();
  const { data, load } = useFetcher({ key: `ahead ${list}` });
  const { revalidate } = useRevalidator();
  const isEmpty = first.length === 0;
  const look = useCallback(() => (isEmpty ? revalidate() : load(list)), [isEmpty, revalidate, load, list]);
  const state = useLive(nouns, false, look);
  // what was read before the page was read again is older than the page
  const [seen, setSeen] = useState({ data, first });
  if (seen.data !== data) setSeen({ data, first });
  const now = data !== undefined && seen.data === data && seen.first === first ? read(data).rows : null;
  const rows = useMemo(() => (now ? renewed(shown, now) : shown), [shown, now]);
  const place = useRef<HTMLDivElement>(null);
  const show = (): void => {
    place.current?.focus();
    revalidate();
  };
  const note = (
    <div className="ahead" role="status" tabIndex={-1} ref={place}>
      {state === 'paused' && <span className="ahead-note">Live updates paused, retrying</span>}
      {state === 'live' && now && isOther(first, now) && (
        <button type="button" className="ahead-note" onClick={show}>
          {newsOf(first, now)}
        </button>
      )}
    </div>
  );
  return { rows, note };
}

function renewed<Row extends { id: string }>(shown: readonly Row[], now: readonly Row[]): readonly Row[] {
  const byId = new Map(now.map((row) => [row.id, row]));
  return shown.map((row) => byId.get(row.id) ?? row);
}

type Rows = readonly { id: string }[];
const isOther = (first: Rows, now: Rows): boolean =>
  first.map(({ id }) => id).join() !== now.map(({ id }) => id).join();

function newsOf(first: Rows, now: Rows): string {
  const known = new Set(first.map(({ id }) => id));
  const many = now.filter(({ id }) => !known.has(id)).length;
  return many > 0 ? `${many} new, show` : 'This list has changed, show';
}
