// When a call is worth repeating and after how long. Decides from its arguments; the waiting itself is one function.
import { ApiError, ConnectionError } from './errors.ts';

const FIRST_MS = 250;
const LONGEST_MS = 8_000;
/** Longer than this nobody waits inside a call: the error says how long it would have been. */
const LONGEST_RETRY_AFTER_S = 60;

/** Busy, overloaded, restarting, broken on the way. A 409 that names a time is two writes that met. */
function isPassing(error: unknown): boolean {
  if (error instanceof ConnectionError) return true;
  if (!(error instanceof ApiError)) return false;
  return (
    error.status === 429 || error.status >= 500 || (error.status === 409 && error.retryAfter !== undefined)
  );
}

/**
 * Milliseconds until the next attempt, or undefined when there should be none. Doubles from a quarter of a second, with
 * half of it by chance so that many clients do not come back together, and never before the server's Retry-After.
 */
export function waitBefore(
  failed: unknown,
  attempt: number,
  chance: () => number = Math.random,
): number | undefined {
  if (!isPassing(failed)) return undefined;
  const asked = failed instanceof ApiError ? (failed.retryAfter ?? 0) : 0;
  if (asked > LONGEST_RETRY_AFTER_S) return undefined;
  const step = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1));
  return asked * 1000 + step * (0.5 + chance() / 2);
}

/** Rejects with the signal's reason as soon as it is aborted. */
export function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}
