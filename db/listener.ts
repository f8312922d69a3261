// In charge of one connection that hears what the database announces. It comes back by itself after it was lost, and says
// both, because what was announced in between is heard by nobody. Knows nothing of what the announcements mean.
import { setTimeout as wait } from 'node:timers/promises';
import postgres from 'postgres';
import { addressOf } from './client.ts';
import { connectionOptions, type ConnectionOptions, type PoolName } from './options.ts';

export interface Hears {
  message(payload: string): void;
  /** it listens from here on, also after it was lost */
  up(): void;
  down(): void;
}

export interface Listener {
  close(): Promise<void>;
}

/** How often the connection is asked whether it is still one, and for how long it may be silent. */
const ASK_MS = 15_000;
const SILENT_MS = 5_000;
const AGAIN_MS = 250;

/** Runs until close(). `channel` is a plain name. */
export function listen(name: PoolName, channel: string, hears: Hears): Listener {
  const over = new AbortController();
  const running = keepListening({ name, channel, hears }, over.signal);
  return {
    close: () => {
      over.abort();
      return running;
    },
  };
}

interface Listening {
  name: PoolName;
  channel: string;
  hears: Hears;
}

async function keepListening(listening: Listening, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    await listenOnce(listening, over);
    // those who listen in other processes do not all come back in the same moment
    await wait(AGAIN_MS * (1 + Math.random()), undefined, { signal: over }).catch(() => undefined);
  }
}

async function listenOnce({ name, channel, hears }: Listening, over: AbortSignal): Promise<void> {
  const lost = new AbortController();
  const ended = AbortSignal.any([over, lost.signal]);
  const shared = connectionOptions(name);
  const options: ConnectionOptions & { onnotify: (channel: string, payload: string) => void } = {
    ...shared,
    connection: { ...shared.connection, application_name: `streamflow_${channel}` },
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    onclose: () => lost.abort(),
    // what the driver's own listen() uses; that one is not asked because it gives up when it cannot connect again
    onnotify: (_, payload) => hears.message(payload),
  };
  const sql = postgres(addressOf(name), options);
  let isUp = false;
  try {
    await sql`listen ${sql(channel)}`;
    isUp = true;
    hears.up();
    while (!(await ends(ended, ASK_MS))) await answers(sql`select 1`, SILENT_MS);
  } catch {
    // lost, or never there: the next round says which
  } finally {
    if (isUp) hears.down();
    await sql.end({ timeout: 0 }).catch(() => undefined);
  }
}

/** Waits; true when it was ended meanwhile. */
const ends = (ended: AbortSignal, ms: number): Promise<boolean> =>
  wait(ms, undefined, { signal: ended }).then(
    () => false,
    () => true,
  );

async function answers(question: Promise<unknown>, ms: number): Promise<void> {
  const patience = new AbortController();
  const silence = wait(ms, undefined, { signal: patience.signal }).then(() => {
    throw new Error('The database is silent.');
  });
  try {
    await Promise.race([question, silence]);
  } finally {
    patience.abort();
  }
}
