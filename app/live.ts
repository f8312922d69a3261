// What others change, as the server tells it: one connection for each browser. The tab that holds the lock has it and tells the
// other tabs; when it is closed, the next one takes over.
import type { LiveChange, LiveNoun } from './contracts/live.ts';
import { paths } from './paths.ts';

export type LiveEvent =
  | { kind: 'changed'; nouns: readonly LiveNoun[] }
  /** what changed before this tab began to listen was not heard */
  | { kind: 'joined' }
  /** nothing is heard for the moment; it is tried again */
  | { kind: 'paused' }
  /** whoever is here has signed out or may no longer come in */
  | { kind: 'ended' };

type Hears = (event: LiveEvent) => void;

/** A server that refuses is asked again after this; one that is gone the browser asks by itself. */
const AGAIN_MS = 15_000;
/** Within this the browsers that watch the same thing read it again, each at a moment of its own. */
const SPREAD_MS = 250;

/** Those who listen in this tab, by person: somebody else may sign in while it is open. */
const watches = new Map<string, Set<Hears>>();

/** Answers how to stop. The first one who asks opens the connection; it stays until the tab leaves the site. */
export function hearLive(person: string, hears: Hears): () => void {
  const hearers = watches.get(person) ?? start(person);
  hearers.add(hears);
  // a page that comes up while others write has been read before it listens
  const nouns = [...latest].filter(([, at]) => Date.now() - at < JUST_NOW_MS).map(([noun]) => noun);
  if (nouns.length > 0) queueMicrotask(() => hearers.has(hears) && hears({ kind: 'changed', nouns }));
  return () => void hearers.delete(hears);
}

/** When a change of each noun was told of last, whoever listened. */
const latest = new Map<LiveNoun, number>();
const JUST_NOW_MS = 10_000;

function start(person: string): Set<Hears> {
  const hearers = new Set<Hears>();
  const over = new AbortController();
  const tabs = new BroadcastChannel(`live ${person}`);
  const here: Hears = (event) => {
    if (event.kind === 'changed') for (const noun of event.nouns) latest.set(noun, Date.now());
    [...hearers].forEach((hears) => hears(event));
    if (event.kind !== 'ended') return;
    watches.delete(person);
    over.abort();
    tabs.close();
  };
  const everywhere: Hears = (event) => {
    tabs.postMessage(event);
    here(event);
  };
  tabs.onmessage = ({ data }: MessageEvent<LiveEvent>) => here(data);
  watches.set(person, hearers);
  const lead = (): Promise<void> =>
    new Promise((resolve) => {
      if (over.signal.aborted) resolve();
      over.signal.addEventListener('abort', () => resolve());
      connect(everywhere, over.signal);
    });
  const follow = (): void => here({ kind: 'joined' });
  // locks are there on safe origins alone; elsewhere each tab has a connection of its own
  if ('locks' in navigator) takeTurns(tabs.name, over.signal, { lead, follow }).catch(() => undefined);
  else connect(here, over.signal);
  return hearers;
}

/** Who is alone leads at once, and is told of everything by the server; who follows until then is told by nobody. */
async function takeTurns(
  name: string,
  over: AbortSignal,
  { lead, follow }: { lead: () => Promise<void>; follow: () => void },
): Promise<void> {
  const { locks } = navigator;
  const hasLed = await locks.request(name, { ifAvailable: true }, async (lock) => {
    if (lock) await lead();
    return lock !== null;
  });
  if (hasLed || over.aborted) return;
  follow();
  await locks.request(name, { signal: over }, lead);
}

function connect(say: Hears, over: AbortSignal): void {
  if (over.aborted) return;
  const events = new EventSource(paths.live);
  over.addEventListener('abort', () => events.close());
  events.onmessage = ({ data }: MessageEvent<string>) => {
    const { nouns } = JSON.parse(data) as LiveChange;
    setTimeout(() => over.aborted || say({ kind: 'changed', nouns }), Math.random() * SPREAD_MS);
  };
  events.addEventListener('paused', () => say({ kind: 'paused' }));
  events.addEventListener('end', () => say({ kind: 'ended' }));
  events.onerror = () => {
    say({ kind: 'paused' });
    if (events.readyState === EventSource.CLOSED) setTimeout(() => connect(say, over), AGAIN_MS);
  };
}
