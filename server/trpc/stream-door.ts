// Routes whose bodies are streams stand beside the router. Who asks, what is refused and how it is said are the same as at
// the other doors; what is taken in or sent out is the business of the feature.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { refusalCookie } from '../../app/contracts/upload-refusal.ts';
import { paths } from '../../app/paths.ts';
import { AppError, toAppError } from '../errors.ts';
import { ClientGone } from '../http/body.ts';
import type { Edge } from '../http/edge.ts';
import { setHeaders } from '../http/headers.ts';
import { csrfRefused } from '../http/refusal.ts';
import { StreamBody } from '../http/stream-body.ts';
import { reportFailure } from '../observability/failures.ts';
import type { RequestContext } from './context.ts';
import { requestContext, type Identify } from './request.ts';
import { sendError } from './rest-door.ts';

export interface Visit {
  req: IncomingMessage;
  res: ServerResponse;
  edge: Edge;
  identify: Identify;
  url: URL;
}

interface About {
  /** what failures are counted under */
  feature: string;
  /** the page whose form it is, where a browser without scripts is sent back to */
  page?: string;
}

/** Takes in a form with a file. `take` gets its bytes; what it throws is said, after a little more has been read. */
export async function takeStream(
  visit: Visit,
  about: About,
  take: (context: RequestContext, body: StreamBody) => Promise<void>,
): Promise<void> {
  const { req, res } = visit;
  const body = new StreamBody(req);
  try {
    const context = await contextOf(visit);
    if (context.crossSite) throw csrfRefused();
    if (visit.url.search.length > 1) throw unexpectedQuery();
    await take(context, body);
  } catch (thrown) {
    if (thrown instanceof ClientGone) throw thrown;
    await body.swallow();
    if (!req.complete) res.setHeader('Connection', 'close');
    fail(visit, about, thrown);
  }
}

/** Sends a stream out. Once it has begun, a failure can only cut it off. */
export async function sendStream(
  visit: Visit,
  about: About,
  send: (context: RequestContext) => Promise<void>,
): Promise<void> {
  try {
    await send(await contextOf(visit));
  } catch (thrown) {
    if (visit.res.headersSent) visit.res.destroy();
    else fail(visit, about, thrown);
  }
}

async function contextOf({ req, res, edge, identify }: Visit): Promise<RequestContext> {
  const context = await requestContext(edge, identify, { req, res });
  if (context.reply.cookies.length > 0) res.appendHeader('Set-Cookie', context.reply.cookies);
  return context;
}

/** What the reply has gathered, ahead of the answer. */
export const withReply = (res: ServerResponse, { reply }: RequestContext): void =>
  setHeaders(res, reply.headers);

/** A program gets the envelope; a page without scripts goes back to its form, which says what was wrong. */
function fail({ req, res, edge }: Visit, { feature, page = paths.home }: About, thrown: unknown): void {
  const error = toAppError(thrown);
  reportFailure(error, { edge, path: feature });
  const envelope = error.toEnvelope(edge.requestId);
  if (edge.door !== 'page' || byScript(req)) return sendError(res, error, edge.requestId);
  if (error.code === 'Unauthorized') return seeOther(res, paths.login(page));
  res.appendHeader('Set-Cookie', refusalCookie(envelope, edge.origin.startsWith('https:')));
  seeOther(res, page);
}

export const byScript = (req: IncomingMessage): boolean =>
  /\bapplication\/json\b/.test(req.headers.accept ?? '');

export function seeOther(res: ServerResponse, location: string): void {
  res.writeHead(303, { Location: location, 'Cache-Control': 'no-store', 'Content-Length': 0 }).end();
}

const unexpectedQuery = (): AppError =>
  new AppError('BadRequest', 'query.unexpected', 'This operation takes no query parameters; send a form.');
