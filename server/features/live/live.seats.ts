// How many streams one person may have open at a process.
import { AppError } from '../../errors.ts';

/** One for each browser, and some to spare. */
export const MOST_STREAMS = 8;
const RETRY_SECONDS = 30;

const seats = new Map<string, number>();

/** Answers how to give it back. Throws TooManyRequests. */
export function takeSeat(person: string): () => void {
  const taken = seats.get(person) ?? 0;
  if (taken >= MOST_STREAMS) throw tooMany();
  seats.set(person, taken + 1);
  return () => {
    const left = (seats.get(person) ?? 1) - 1;
    if (left > 0) seats.set(person, left);
    else seats.delete(person);
  };
}

const tooMany = (): AppError =>
  new AppError('TooManyRequests', 'live.too_many', `At most ${MOST_STREAMS} streams of changes at once.`, {
    hint: 'Close one, for example a browser that is still open elsewhere.',
    retryAfter: RETRY_SECONDS,
  });
