// A page that follows what others change: it is read again, quietly, when nobody is in the middle of something.
import { useEffect, useState } from 'react';
import type { LiveNoun } from './contracts/live.ts';
import { hearLive } from './live.ts';
import { useFetchers, useNavigation, useRevalidator } from './remix.ts';
import { useSession } from './session.ts';

/** `isHeld`: what is on the page must stay as it is for the moment. Answers whether changes are heard. */
export function useLive(nouns: readonly LiveNoun[], isHeld: boolean): 'live' | 'paused' {
  const { user } = useSession();
  const [state, setState] = useState<'live' | 'paused'>('live');
  const [isDue, setDue] = useState(false);
  const watched = nouns.join();
  useEffect(
    () =>
      hearLive(user.id, (event) => {
        setState(event.kind === 'paused' ? 'paused' : 'live');
        const concerns =
          event.kind === 'changed' && event.nouns.some((noun) => watched.split(',').includes(noun));
        // whoever may no longer come in is sent to sign in by the page itself
        if (concerns || event.kind === 'ended') setDue(true);
      }),
    [user.id, watched],
  );
  const { revalidate } = useRevalidator();
  const isFree = useIsIdle() && !isHeld;
  useEffect(() => {
    if (!isDue || !isFree) return undefined;
    const look = (): void => {
      if (document.hidden) return;
      setDue(false);
      revalidate();
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [isDue, isFree, revalidate]);
  return state;
}

/** Nothing is on its way to the server or back. */
function useIsIdle(): boolean {
  const { state: reading } = useRevalidator();
  const { state: going } = useNavigation();
  const sending = useFetchers();
  return [reading, going, ...sending.map(({ state }) => state)].every((state) => state === 'idle');
}
