// GET /api/live as a stream of events: which nouns have changed, for those who watch. Before each word the caller is asked for
// again, so whoever has signed out or lost a right hears nothing more.
import { asQueryFault, toAppError } from '../../errors.ts';
import {
  HEARTBEAT_MS,
  interrupted,
  openEventStream,
  wantsEvents,
  type EventStream,
} from '../../http/event-stream.ts';
import type { Route } from '../../http/routes.ts';
import { reportFailure } from '../../observability/failures.ts';
import { tenantContext, type RequestContext } from '../../trpc/context.ts';
import { readTenant } from '../../trpc/reads.ts';
import { requestContext, type Identify } from '../../trpc/request.ts';
import { sendError } from '../../trpc/rest-door.ts';
import { findTokens, type Tokens } from './live.queries.ts';
import { takeSeat } from './live.seats.ts';
import { Watch } from './live.watch.ts';

/** However much changes: a page that is drawn more often than this helps nobody. */
const REST_MS = 500;

/** Wraps the JSON route of the same address: who accepts text/event-stream gets the stream. */
export const liveStream = (json: Route, identify: Identify): Route => ({
  ...json,
  async handle(req, res, edge, match) {
    if (!wantsEvents(req)) return json.handle(req, res, edge, match);
    try {
      const context = await requestContext(edge, identify, { req, res });
      if (context.reply.cookies.length > 0) res.appendHeader('Set-Cookie', context.reply.cookies);
      const tokens = await tokensOf(context);
      const leave = takeSeat(tenantContext(context).userId ?? '');
      await follow(openEventStream(res, edge.draining), context, tokens).finally(leave);
      res.end();
    } catch (thrown) {
      const error = asQueryFault(toAppError(thrown));
      if (!res.headersSent) {
        sendError(res, error, edge.requestId);
        return;
      }
      reportFailure(error, { edge, path: 'live.get' });
      res.end();
    }
  },
});

const tokensOf = (context: RequestContext): Promise<Tokens> =>
  readTenant(context, { permission: null, label: 'live.get' }, findTokens);

async function follow(stream: EventStream, context: RequestContext, tokens: Tokens): Promise<void> {
  const watch = new Watch(tokens, () => stream.event('paused'));
  try {
    for (;;) {
      await watch.change(HEARTBEAT_MS, stream.stop);
      if (stream.stop.aborted) return;
      watch.tokens = await tokensOf(context);
      const nouns = watch.take();
      if (nouns.length > 0) stream.data({ nouns, at: new Date().toISOString() });
      else stream.heartbeat();
      if (await interrupted(REST_MS, stream.stop)) return;
    }
  } catch (thrown) {
    const { code } = toAppError(thrown);
    if (code !== 'Unauthorized' && code !== 'Forbidden') throw thrown;
    stream.end();
  } finally {
    watch.leave();
  }
}
