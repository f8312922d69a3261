// How often each API key is used. A call is counted in memory and costs no round trip; once a minute, and when the
// process stops, one statement adds what was counted to the hour's row, so several processes add up.
import { withAuth } from '../../db/system.ts';
import { log } from '../observability/log.ts';
import { addCalls } from './key-calls.queries.ts';

const MINUTE = 60_000;

export class KeyCalls {
  #counted = new Map<string, number>();

  note(keyId: string, calls = 1): void {
    this.#counted.set(keyId, (this.#counted.get(keyId) ?? 0) + calls);
  }

  /** Writes down what was counted; it stays counted when that fails. */
  async flush(): Promise<void> {
    const counted = this.#counted;
    if (counted.size === 0) return;
    this.#counted = new Map();
    try {
      await withAuth((tx) => addCalls(tx, counted));
    } catch (error) {
      for (const [keyId, calls] of counted) this.note(keyId, calls);
      throw error;
    }
  }
}

/** Those of this process. */
export const keyCalls = new KeyCalls();

/** Writes every minute from now on; what it answers stops that and writes the rest. */
export function keepCounting(): () => Promise<void> {
  const timer = setInterval(() => {
    keyCalls.flush().catch((error: unknown) => log.warn({ err: error }, 'calls of keys are written later'));
  }, MINUTE);
  timer.unref();
  return () => {
    clearInterval(timer);
    return keyCalls.flush();
  };
}
