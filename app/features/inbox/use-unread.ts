// How much is unread, wherever one is: as the page came, asked again with each page, and at once where changes are heard.
import { useEffect, useRef } from 'react';
import type { UnreadCount } from '../../contracts/notifications.ts';
import { overhear } from '../../live.ts';
import { paths } from '../../paths.ts';
import { useFetcher, useLocation } from '../../remix.ts';

/** `loaded` is null where the page came without; it is asked for then. */
export function useUnread(loaded: UnreadCount | null): UnreadCount | null {
  const { data, load } = useFetcher<UnreadCount>({ key: 'unread' });
  useEffect(
    () =>
      overhear((event) => {
        if (event.kind === 'changed' && event.nouns.includes('notification')) load(paths.inboxUnread);
      }),
    [load],
  );
  const { pathname } = useLocation();
  const known = useRef(loaded === null ? null : pathname);
  useEffect(() => {
    if (known.current === pathname) return;
    known.current = pathname;
    load(paths.inboxUnread);
  }, [pathname, load]);
  return data ?? loaded;
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
