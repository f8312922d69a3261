// How fast long work goes, and how long it will still take. Times are the server's, so that a wrong clock does no harm.

export interface Watched {
  id: string;
  type: string;
  status: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  done: number;
  total: number | null;
  counts: Record<string, number> | null;
  error: string | null;
  createdAt: string;
  startedAt: string | null;
  importId: string | null;
}

export const isOver = ({ status }: Pick<Watched, 'status'>): boolean =>
  status !== 'queued' && status !== 'running';

export interface Pace {
  /** null until there is something to go by */
  perSecond: number | null;
  secondsLeft: number | null;
}

/** `now` in milliseconds by the server's clock; `from` is where this stretch of work was first seen. */
export function paceOf(
  { done, total, status }: Pick<Watched, 'done' | 'total' | 'status'>,
  from: { done: number; at: number },
  now: number,
): Pace {
  const seconds = (now - from.at) / 1000;
  const handled = done - from.done;
  if (status !== 'running' || handled <= 0 || seconds < 0.5) return { perSecond: null, secondsLeft: null };
  const perSecond = handled / seconds;
  return { perSecond, secondsLeft: total === null ? null : Math.max(0, total - done) / perSecond };
}
