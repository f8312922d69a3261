// A page that follows what others change: it is read again, quietly, when nobody is in the middle of something.
import { useEffect, useRef, useState } from 'react';
import type { LiveNoun } from './contracts/live.ts';
import { LivePace } from './live-pace.ts';
import { hearLive } from './live.ts';
import { useFetchers, useNavigation, useRevalidator } from './remix.ts';
import { useSession } from './session.ts';

/**
 * `isHeld`: what is on the page must stay as it is for the moment. `readAgain` reads something else than the page.
 * Answers whether changes are heard.
 */
export function useLive(
  nouns: readonly LiveNoun[],
  isHeld: boolean,
  readAgain?: () => void,
): 'live' | 'paused' {
  const { user } = useSession();
  const [state, setState] = useState<'live' | 'paused'>('live');
  const [isDue, setDue] = useState(false);
  const [isOver, setOver] = useState(false);
  const watched = nouns.join();
  useEffect(() => {
    if (isOver || watched === '') return undefined;
    return hearLive(user.id, (event) => {
      setState(event.kind === 'paused' ? 'paused' : 'live');
      const concerns =
        event.kind === 'changed' && event.nouns.some((noun) => watched.split(',').includes(noun));
      // whoever may no longer come in is sent to sign in by the page itself
      if (concerns || event.kind === 'joined' || event.kind === 'ended') setDue(true);
      if (event.kind === 'ended') setOver(true);
    });
  }, [user.id, watched, isOver]);
  const { revalidate } = useRevalidator();
  const isFree = useIsIdle() && !isHeld;
  const read = readAgain ?? revalidate;
  const pace = useRef<LivePace>();
  useEffect(() => {
    // what is cut off tells of everything once it is back
    if (!isDue || !isFree || state === 'paused') return undefined;
    const own = (pace.current ??= new LivePace());
    let later: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      if (document.hidden || isUnattended()) return;
      clearTimeout(later);
      const wait = own.wait(performance.now());
      if (wait > 0) {
        later = setTimeout(look, wait);
        return;
      }
      own.read(performance.now());
      setDue(false);
      setOver(false);
      read();
    };
    look();
    for (const event of LOOKED_AT) document.addEventListener(event, look);
    return () => {
      clearTimeout(later);
      LOOKED_AT.forEach((event) => document.removeEventListener(event, look));
    };
  }, [isDue, isFree, state, read]);
  return state;
}

/** Reading goes on only where somebody is there: it would keep the session of an empty chair alive. */
const UNATTENDED_MS = 10 * 60_000;
const TOUCHED = ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const;
const LOOKED_AT = ['visibilitychange', ...TOUCHED] as const;

let touchedAt = Date.now();
if (typeof window !== 'undefined')
  for (const event of TOUCHED)
    window.addEventListener(event, () => void (touchedAt = Date.now()), { capture: true, passive: true });

const isUnattended = (): boolean => Date.now() - touchedAt > UNATTENDED_MS;

/** Nothing is on its way to the server or back. */
function useIsIdle(): boolean {
  const { state: reading } = useRevalidator();
  const { state: going } = useNavigation();
  const sending = useFetchers();
  return [reading, going, ...sending.map(({ state }) => state)].every((state) => state === 'idle');
}
