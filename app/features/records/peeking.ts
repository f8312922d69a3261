// Which record one looks at beside a list: the address says it (`?peek=<id>`), and what is known of it comes with the page or,
// as one goes from row to row, by itself.
import { useEffect, useState } from 'react';
import { paths, type RecordNoun } from '../../paths.ts';
import { useLocation, useRevalidator, type ShouldRevalidateFunction } from '../../remix.ts';
import type { EntryRow } from '../activities/entry.ts';

/** A record and its latest entries, null where it has none to show; without a record where it is gone or out of sight. */
export type Peeked<Record> =
  | { id: string; record: null }
  | { id: string; record: Record; entries: readonly EntryRow[] | null; hasOlder: boolean };

export const usePeekId = (): string | null => new URLSearchParams(useLocation().search).get('peek') || null;

type Asked = Parameters<ShouldRevalidateFunction>[0];

/** Whether one only looks at another record of the same list, or at none. */
export function isPeekAlone({
  currentUrl,
  nextUrl,
  formMethod,
}: Omit<Asked, 'defaultShouldRevalidate'>): boolean {
  const list = ({ pathname, searchParams }: URL): string => {
    const query = new URLSearchParams(searchParams);
    query.delete('peek');
    return `${pathname}?${query}`;
  };
  return (
    formMethod === undefined && currentUrl.search !== nextUrl.search && list(currentUrl) === list(nextUrl)
  );
}

/** The list is not read again then: its rows stay, also those that were loaded on. */
export const unlessPeekAlone: ShouldRevalidateFunction = ({ defaultShouldRevalidate, ...asked }) =>
  defaultShouldRevalidate && !isPeekAlone(asked);

interface Answer<Record> {
  /** what the page had come with then */
  over: Peeked<Record> | null;
  id: string;
  /** null when it could not be read */
  peeked: Peeked<Record> | null;
}

interface Peeking<Record> {
  state: 'reading' | 'failed' | 'read';
  peeked: Peeked<Record> | null;
  again: () => void;
}

/** `loaded` is what the page came with. */
export function usePeeked<Record>(
  noun: RecordNoun,
  loaded: Peeked<Record> | null,
  id: string | null,
): Peeking<Record> {
  const [answer, setAnswer] = useState<Answer<Record> | null>(null);
  const { revalidate } = useRevalidator();
  const isLoaded = loaded?.id === id;
  const asked = answer?.id === id && answer.over === loaded ? answer : null;
  const isMissing = id !== null && !isLoaded && asked === null;
  useEffect(() => {
    if (!isMissing) return undefined;
    const over = new AbortController();
    void ask<Record>(noun, id, over.signal).then((peeked) => {
      if (over.signal.aborted) return;
      // whoever may no longer come in is sent to sign in by the page itself
      if (peeked === 'ended') revalidate();
      else setAnswer({ over: loaded, id, peeked });
    });
    return () => over.abort();
  }, [noun, id, loaded, isMissing, revalidate]);
  const peeked = isLoaded ? loaded : (asked?.peeked ?? null);
  return { state: peeked ? 'read' : asked ? 'failed' : 'reading', peeked, again: () => setAnswer(null) };
}

/** Asked beside the router: a record that cannot be read is no fault of the list. */
async function ask<Record>(
  noun: RecordNoun,
  id: string,
  signal: AbortSignal,
): Promise<Peeked<Record> | 'ended' | null> {
  try {
    const answer = await fetch(paths.peek(noun, id), { signal, headers: { Accept: 'application/json' } });
    if (answer.redirected) return 'ended';
    return answer.ok ? ((await answer.json()) as Peeked<Record>) : null;
  } catch {
    return null;
  }
}
