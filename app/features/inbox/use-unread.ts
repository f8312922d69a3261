// How much is unread, wherever one is: as the page came, asked again with each page, and at once when the inbox changes.
import { useEffect, useRef, useState } from 'react';
import type { UnreadCount } from '../../contracts/notifications.ts';
import { hearLive } from '../../live.ts';
import { paths } from '../../paths.ts';
import { useLocation } from '../../remix.ts';

interface Asked {
  /** what the page had come with then */
  over: UnreadCount | null;
  count: UnreadCount;
}

/** `loaded` is null where the page came without; it is asked for then. */
export function useUnread(loaded: UnreadCount | null, person: string): UnreadCount | null {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [changes, setChanges] = useState(0);
  const { pathname } = useLocation();
  const known = useRef(loaded === null ? null : `${pathname} 0`);
  useEffect(
    () =>
      hearLive(person, (event) => {
        const concerns = event.kind === 'changed' && event.nouns.includes('notification');
        if (concerns || event.kind === 'joined') setChanges((before) => before + 1);
      }),
    [person],
  );
  const asking = `${pathname} ${changes}`;
  useEffect(() => {
    const over = new AbortController();
    if (known.current !== asking)
      void askUnread(over.signal).then((count) => {
        if (count && !over.signal.aborted) setAsked({ over: loaded, count });
      });
    known.current = asking;
    return () => over.abort();
  }, [asking, loaded]);
  return asked?.over === loaded ? asked.count : loaded;
}

/** Asked beside the router: a count that does not come is no fault of the page. */
async function askUnread(signal: AbortSignal): Promise<UnreadCount | null> {
  try {
    const answer = await fetch(paths.inboxUnread, { signal, headers: { Accept: 'application/json' } });
    return answer.ok && !answer.redirected ? ((await answer.json()) as UnreadCount) : null;
  } catch {
    return null;
  }
}

/** Nothing where nothing is unread. */
export function unreadWords(count: UnreadCount | null): { shown: string; said: string } | undefined {
  if (!count || count.unread === 0) return undefined;
  const { unread, isCapped } = count;
  return {
    shown: `${unread}${isCapped ? '+' : ''}`,
    said: `, ${isCapped ? 'more than ' : ''}${unread} unread`,
  };
}
