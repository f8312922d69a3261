// /api/trpc: the router for the typed client. Status codes follow the house's envelope, not tRPC's defaults.
import type { ServerResponse } from 'node:http';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { refuseShape } from '../http/json-shape.ts';
import type { Route } from '../http/routes.ts';
import { sendWebResponse, toWebRequest } from '../http/web.ts';
import { AppError, asQueryFault, toAppError } from '../errors.ts';
import { requireRoomAt } from '../limits/limited.ts';
import { reportFailure } from '../observability/failures.ts';
import { requestContext, type Identify } from './request.ts';
import { sendJson } from './rest-door.ts';
import { appRouter } from './router.ts';
import { wireError } from './wire-error.ts';

const MAX_BATCH = 10;

const callsIn = (path: string | undefined, url: URL): number =>
  url.searchParams.get('batch') === '1' ? decodeURIComponent(path ?? '').split(',').length : 1;

/** Thrown by the procedure, so that it is said in the client's words. */
function faultOfShape(body: Buffer, { searchParams }: URL): AppError | undefined {
  try {
    refuseShape(body);
    refuseShape(Buffer.from(searchParams.get('input') ?? ''));
    return undefined;
  } catch (thrown) {
    return toAppError(thrown);
  }
}

/** As the router's formatter spells a refusal. Said here, because a batch is refused before a call has a context. */
function sendTooMany(res: ServerResponse, requestId: string): void {
  const error = new AppError('BadRequest', 'request.batch', `A batch has at most ${MAX_BATCH} calls.`, {
    hint: 'Send the rest in another batch.',
  });
  res.setHeader('Cache-Control', 'no-store');
  sendJson(res, error.status, { error: wireError(error, requestId) });
}

export const trpcDoor = (identify: Identify): Route => ({
  method: ['GET', 'POST'],
  path: '/api/trpc/*',
  door: 'trpc',
  csrf: 'self',
  async handle(req, res, edge, { url, body, params }) {
    const calls = callsIn(params['*'], url);
    if (calls > MAX_BATCH) {
      requireRoomAt(res, edge.ip);
      sendTooMany(res, edge.requestId);
      return;
    }
    const asked = await requestContext(edge, identify, { req, res, calls });
    const context = { ...asked, refusal: asked.refusal ?? faultOfShape(body, url) };
    const response = await fetchRequestHandler({
      endpoint: '/api/trpc',
      req: toWebRequest(req, { url, body, signal: edge.draining }),
      router: appRouter,
      createContext: () => context,
      maxBatchSize: MAX_BATCH,
      allowMethodOverride: false,
      onError: ({ error, path }) => reportFailure(toAppError(error), { edge, path: path ?? 'unknown' }),
      responseMeta({ errors, type }) {
        const headers = new Headers({ 'Cache-Control': 'no-store', ...context.reply.headers });
        for (const cookie of context.reply.cookies) headers.append('Set-Cookie', cookie);
        const [first] = errors;
        if (!first) return { headers };
        const error = type === 'query' ? asQueryFault(toAppError(first)) : toAppError(first);
        if (error.retryAfter) headers.set('Retry-After', String(error.retryAfter));
        return { headers, ...(errors.length === 1 && { status: error.status }) };
      },
    });
    await sendWebResponse(req, res, response);
  },
});
