// GET /api/jobs/:id as a stream of events. The stream asks the same procedure as everybody, so a lost permission ends it.
import type { ServerResponse } from 'node:http';
import { isFinished, type Job } from '../../../app/contracts/jobs.ts';
import { asQueryFault, toAppError } from '../../errors.ts';
import type { Route } from '../../http/routes.ts';
import { createCaller, type Caller } from '../../trpc/caller.ts';
import { requestContext, type Identify } from '../../trpc/request.ts';
import { sendError } from '../../trpc/rest-door.ts';

const POLL_MS = 400;
const HEARTBEAT_MS = 15_000;

/** Wraps the JSON route of the same address: who accepts text/event-stream gets the stream. */
export const jobStream = (json: Route, identify: Identify): Route => ({
  ...json,
  async handle(req, res, edge, match) {
    if (!/\btext\/event-stream\b/.test(req.headers.accept ?? '')) return json.handle(req, res, edge, match);
    const id = match.params.id ?? '';
    try {
      const caller = createCaller(await requestContext(edge, identify, { req, res }));
      const first = await caller.jobs.get({ id });
      await follow(res, caller, first, edge.draining);
    } catch (thrown) {
      if (res.headersSent) res.end();
      else sendError(res, asQueryFault(toAppError(thrown)), edge.requestId);
    }
  },
});

async function follow(res: ServerResponse, caller: Caller, first: Job, draining: AbortSignal): Promise<void> {
  const gone = new AbortController();
  res.once('close', () => gone.abort());
  const stop = AbortSignal.any([gone.signal, draining]);
  res.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  });
  let job = first;
  let sent = '';
  let quiet = 0;
  for (;;) {
    const event = JSON.stringify(job);
    if (event !== sent) res.write(`data: ${event}\n\n`);
    else if (quiet >= HEARTBEAT_MS) res.write(': still here\n\n');
    quiet = event === sent && quiet < HEARTBEAT_MS ? quiet + POLL_MS : 0;
    sent = event;
    if (isFinished(job)) {
      // told apart from a connection that broke, after which a client comes back
      res.write('event: end\ndata: {}\n\n');
      break;
    }
    if (await interrupted(POLL_MS, stop)) break;
    job = await caller.jobs.get({ id: job.id });
  }
  res.end();
}

/** Waits; true when the wait was cut short because nobody listens any more. */
const interrupted = (ms: number, signal: AbortSignal): Promise<boolean> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve(signal.aborted);
    };
    const timer = setTimeout(done, signal.aborted ? 0 : ms);
    signal.addEventListener('abort', done);
  });
