// What is typed in an open fact stays in the tab until it is saved or put back, whatever closes the form before that.
import { useEffect, useMemo, useRef, type FormEvent } from 'react';
import { useScripted } from '../../ui/use-scripted.ts';

type Values = Readonly<Record<string, unknown>>;

export interface FactDraft {
  /** of the record it was written on */
  version: number;
  /** what the fact said then */
  said: Values;
  values: Values;
}

const placeOf = (key: string): string => `draft ${key}`;

/** What was typed the last time, once scripts run. */
export function useFactDraft(key: string): FactDraft | null {
  const scripted = useScripted();
  return useMemo(() => {
    const kept = scripted && sessionStorage.getItem(placeOf(key));
    return kept ? (JSON.parse(kept) as FactDraft) : null;
  }, [scripted, key]);
}

export interface Looked {
  /** of the record that was looked at */
  version: number;
  /** what the fact said on it */
  start: Values;
}

/** What was looked at when the draft was written; the record as it stands, where the fact still says the same. */
export function lookedAt(draft: FactDraft | null, now: Looked): Looked {
  if (!draft || JSON.stringify(draft.said) === JSON.stringify(partOf(now.start, draft.values))) return now;
  return { version: draft.version, start: draft.said };
}

const partOf = (start: Values, values: Values): Values =>
  Object.fromEntries(Object.keys(values).map((name) => [name, start[name] ?? null]));

/** `keep` as one types, `drop` when it is put back; what was saved is dropped too. */
export function useKeeping(key: string, { version, start }: Looked, isPending: boolean, refusal: unknown) {
  const sent = useRef<{ over: unknown } | null>(null);
  useEffect(() => {
    if (isPending) sent.current = { over: refusal };
    else if (refusal && sent.current?.over !== refusal) sent.current = null; // the one before stays until it is saved
  }, [isPending, refusal]);
  const drop = (): void => sessionStorage.removeItem(placeOf(key));
  useEffect(() => {
    const home = location.pathname;
    return () => {
      // saved is what leads back to the record: not a sign-in, nor a page that says what went wrong
      const isBack = location.pathname === home && !new URLSearchParams(location.search).has('edit');
      if (sent.current && isBack) sessionStorage.removeItem(placeOf(key));
    };
  }, [key]);
  const keep = ({ currentTarget }: FormEvent<HTMLFormElement>): void => {
    const values = typedIn(currentTarget);
    const draft: FactDraft = { version, said: partOf(start, values), values };
    sessionStorage.setItem(placeOf(key), JSON.stringify(draft));
  };
  return { keep, drop };
}

/** The fields of the fact, without what the form sends beside them. */
function typedIn(form: HTMLFormElement): Values {
  const values: Record<string, unknown> = {};
  for (const [name, value] of new FormData(form)) {
    if (name === 'intent' || name === 'version' || name.startsWith('_')) continue;
    const [outer = '', inner] = name.split('.');
    values[outer] = inner ? { ...(values[outer] as object | undefined), [inner]: value } : value;
  }
  return values;
}
