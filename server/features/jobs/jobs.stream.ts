// GET /api/jobs/:id as a stream of events. The stream asks the same procedure as everybody, so a lost permission ends it.
import { isFinished, type Job } from '../../../app/contracts/jobs.ts';
import { asQueryFault, toAppError } from '../../errors.ts';
import {
  HEARTBEAT_MS,
  interrupted,
  openEventStream,
  wantsEvents,
  type EventStream,
} from '../../http/event-stream.ts';
import type { Route } from '../../http/routes.ts';
import { createCaller, type Caller } from '../../trpc/caller.ts';
import { requestContext, type Identify } from '../../trpc/request.ts';
import { sendError } from '../../trpc/rest-door.ts';

const POLL_MS = 400;

/** Wraps the JSON route of the same address: who accepts text/event-stream gets the stream. */
export const jobStream = (json: Route, identify: Identify): Route => ({
  ...json,
  async handle(req, res, edge, match) {
    if (!wantsEvents(req)) return json.handle(req, res, edge, match);
    const id = match.params.id ?? '';
    try {
      const caller = createCaller(await requestContext(edge, identify, { req, res }));
      const first = await caller.jobs.get({ id });
      await follow(openEventStream(res, edge.draining), caller, first);
      res.end();
    } catch (thrown) {
      if (res.headersSent) res.end();
      else sendError(res, asQueryFault(toAppError(thrown)), edge.requestId);
    }
  },
});

async function follow(stream: EventStream, caller: Caller, first: Job): Promise<void> {
  let job = first;
  let sent = '';
  let quiet = 0;
  for (;;) {
    const event = JSON.stringify(job);
    if (event !== sent) stream.data(job);
    else if (quiet >= HEARTBEAT_MS) stream.heartbeat();
    quiet = event === sent && quiet < HEARTBEAT_MS ? quiet + POLL_MS : 0;
    sent = event;
    if (isFinished(job)) {
      stream.end();
      return;
    }
    if (await interrupted(POLL_MS, stream.stop)) return;
    job = await caller.jobs.get({ id: job.id });
  }
}
