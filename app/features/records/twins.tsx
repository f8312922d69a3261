// Records that may be the same as the one in a form, said under the field they share as one types. Nothing is refused.
import { useEffect, useRef, useState, type FormEvent } from 'react';
import type { DuplicateNoun, Duplicates } from '../../contracts/duplicates.ts';
import { paths, type RecordNoun } from '../../paths.ts';

type Found = Duplicates['items'];
export type Shared = Found[number]['same'][number];

const TYPING_MS = 400;
const NONE: Duplicates = { items: [], heldBy: null };

/** What is asked about, of the fields that the form of a noun has. */
const ASKED: Readonly<Record<DuplicateNoun, readonly string[]>> = {
  lead: ['name', 'email', 'phone', 'company'],
  contact: ['firstName', 'lastName', 'email', 'phone'],
  organization: ['name', 'domain'],
};

const isAsked = (noun: RecordNoun): noun is DuplicateNoun => noun in ASKED;

/** What was found when typing last paused, and what the form calls as one types. */
export function useTwins(
  noun: RecordNoun,
  except: string | undefined,
): [found: Duplicates, onInput: (event: FormEvent<HTMLFormElement>) => void] {
  const [found, setFound] = useState(NONE);
  const pause = useRef<ReturnType<typeof setTimeout>>();
  const asked = useRef<AbortController>();
  const stop = (): void => {
    clearTimeout(pause.current);
    asked.current?.abort();
  };
  useEffect(() => stop, []);
  const onInput = ({ currentTarget, target }: FormEvent<HTMLFormElement>): void => {
    const typed = target instanceof HTMLInputElement ? target.name : '';
    if (!isAsked(noun) || !ASKED[noun].includes(typed)) return;
    stop();
    const ask = new AbortController();
    asked.current = ask;
    const query = queryOf(noun, new FormData(currentTarget), except);
    pause.current = setTimeout(() => {
      twinsFor(query, ask.signal).then(setFound, () => undefined); // a fault leaves what stood there
    }, TYPING_MS);
  };
  return [found, onInput];
}

function queryOf(noun: DuplicateNoun, form: FormData, except: string | undefined): URLSearchParams {
  const text = (name: string): string => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const { firstName, lastName, ...given } = Object.fromEntries(ASKED[noun].map((name) => [name, text(name)]));
  const name = given['name'] ?? [firstName, lastName].filter(Boolean).join(' ');
  const query = { noun, ...given, name, except: except ?? '' };
  return new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ''));
}

async function twinsFor(query: URLSearchParams, signal: AbortSignal): Promise<Duplicates> {
  const answer = await fetch(`${paths.duplicateOptions}?${query}`, {
    signal,
    headers: { accept: 'application/json' },
  });
  if (!answer.ok) throw new Error(`${paths.duplicateOptions} answered ${answer.status}`);
  return (await answer.json()) as Duplicates;
}

interface TwinsProps {
  noun: RecordNoun;
  /** what the field above holds */
  by: Shared;
  found: Duplicates;
}

/** Always there, so that what comes is read out. A record is said once, under the first thing it shares. */
export function Twins({ noun, by, found: { items, heldBy } }: TwinsProps) {
  const own = items.filter(({ same }) => same[0] === by);
  const holds = heldBy && by === PLACE[noun];
  return (
    <div role="status" className="twins">
      {own.length > 0 && (
        <p>
          Possible duplicate{own.length > 1 && 's'}:{' '}
          {own.map(({ id, name, detail, reasons, against }, at) => (
            <span key={id}>
              {at > 0 && '; '}
              <a
                href={paths.record(noun, id)}
                className="link"
                target="_blank"
                rel="noreferrer"
                title="Opens in a new tab"
              >
                {name}
              </a>
              {detail && `, ${detail}`} ({whyOf(reasons, against)})
            </span>
          ))}
        </p>
      )}
      {holds && (
        <p>
          One with this {by === 'email' ? 'e-mail' : 'name'} exists already, owned by someone else. Ask{' '}
          {heldBy.name} about it, or create yours beside it.
        </p>
      )}
    </div>
  );
}

/** "same e-mail, same phone, but other first name" */
const whyOf = (reasons: readonly string[], against: readonly string[]): string =>
  [reasons.join(', '), against.join(', ')].filter(Boolean).join(', but ');

/** What only one record of a noun holds unless it is kept apart. */
const PLACE: Partial<Record<RecordNoun, Shared>> = { lead: 'email', organization: 'name' };
