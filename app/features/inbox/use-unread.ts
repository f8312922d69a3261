// How much is unread, wherever one is: as the page came, and as it is told since.
import { useEffect } from 'react';
import type { UnreadCount } from '../../contracts/notifications.ts';
import { overhear } from '../../live.ts';
import { paths } from '../../paths.ts';
import { useFetcher } from '../../remix.ts';

export function useUnread(loaded: UnreadCount): UnreadCount {
  const { data, load } = useFetcher<UnreadCount>({ key: 'unread' });
  useEffect(
    () =>
      overhear((event) => {
        if (event.kind === 'changed' && event.nouns.includes('notification')) load(paths.inboxUnread);
      }),
    [load],
  );
  return data ?? loaded;
}

/** Nothing where nothing is unread. */
export function unreadWords({ unread, isCapped }: UnreadCount): { shown: string; said: string } | undefined {
  if (unread === 0) return undefined;
  return {
    shown: `${unread}${isCapped ? '+' : ''}`,
    said: `, ${isCapped ? 'more than ' : ''}${unread} unread`,
  };
}
