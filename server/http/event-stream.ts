// An answer that goes on as events (text/event-stream), until nobody listens or the server drains. What is said is passed in.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { countStream } from '../observability/metrics.ts';

/** Something is sent at least this often, so that nobody in between takes the connection for dead. */
export const HEARTBEAT_MS = 15_000;

export const wantsEvents = ({ headers }: IncomingMessage): boolean =>
  /\btext\/event-stream\b/.test(headers.accept ?? '');

export interface EventStream {
  /** aborted when nobody listens any more, or when the server drains */
  readonly stop: AbortSignal;
  data(value: unknown): void;
  event(name: string): void;
  heartbeat(): void;
  /** The good end, told apart from a connection that broke, after which a client comes back. */
  end(): void;
}

export function openEventStream(res: ServerResponse, draining: AbortSignal): EventStream {
  const gone = new AbortController();
  // whoever left while it was found out who they are is not told of again
  if (res.destroyed) gone.abort();
  else {
    countStream(1);
    res.once('close', () => {
      countStream(-1);
      gone.abort();
    });
  }
  res.setHeader('Content-Type', EVENTS);
  res.setHeader('Cache-Control', 'no-store');
  res.setHeader('X-Accel-Buffering', 'no');
  // kept for another request it would outlive the stream, and a server that drains waits for it
  res.setHeader('Connection', 'close');
  res.writeHead(200);
  // after a restart not everybody comes back in the same moment
  res.write(`retry: ${Math.round(1_000 * (1 + Math.random()))}\n\n`);
  const event = (name: string): void => void res.write(`event: ${name}\ndata: {}\n\n`);
  return {
    stop: AbortSignal.any([gone.signal, draining]),
    data: (value) => void res.write(`data: ${JSON.stringify(value)}\n\n`),
    event,
    heartbeat: () => void res.write(': still here\n\n'),
    end: () => event('end'),
  };
}

const EVENTS = 'text/event-stream; charset=utf-8';

/** Whether what was answered went on as events: how long that took says nothing of how fast the server is. */
export const wasEventStream = (res: ServerResponse): boolean => res.getHeader('Content-Type') === EVENTS;

/** Waits; true when the wait was cut short because nobody listens any more. */
export const interrupted = (ms: number, signal: AbortSignal): Promise<boolean> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve(signal.aborted);
    };
    const timer = setTimeout(done, signal.aborted ? 0 : ms);
    signal.addEventListener('abort', done);
  });
