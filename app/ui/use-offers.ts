import { useEffect, useRef, useState } from 'react';
import type { Option } from './field.tsx';

export interface Offered extends Option {
  note?: string;
}

const TYPING_MS = 150;

/** What matches the typed words: out of the given options, or asked of `source` when typing pauses. The newest counts. */
export function useOffers(
  source: string | undefined,
  options: readonly Offered[],
): [found: readonly Offered[], look: (query: string) => void] {
  const [found, setFound] = useState(options);
  const pause = useRef<ReturnType<typeof setTimeout>>();
  const asked = useRef<AbortController>();
  useEffect(
    () => () => {
      clearTimeout(pause.current);
      asked.current?.abort();
    },
    [],
  );
  const look = (query: string): void => {
    clearTimeout(pause.current);
    asked.current?.abort();
    const words = query.trim();
    if (words === '') return setFound(options);
    if (source === undefined) return setFound(options.filter(({ label }) => includes(label, words)));
    const ask = new AbortController();
    asked.current = ask;
    pause.current = setTimeout(() => {
      offersFrom(source, words, ask.signal).then(setFound, () => undefined); // a fault leaves what stood there
    }, TYPING_MS);
  };
  return [found, look];
}

const includes = (label: string, words: string): boolean =>
  label.toLocaleLowerCase().includes(words.toLocaleLowerCase());

async function offersFrom(source: string, words: string, signal: AbortSignal): Promise<Offered[]> {
  const address = `${source}${source.includes('?') ? '&' : '?'}q=${encodeURIComponent(words)}`;
  const answer = await fetch(address, { signal, headers: { accept: 'application/json' } });
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
  return ((await answer.json()) as { options: Offered[] }).options;
}
