// The routes of imports whose bodies are streams: the upload by programs and by the page, and the file of failed rows.
// Who asks, what is refused and how it is said are the same as at the other doors.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { refusalCookie } from '../../../app/contracts/upload-refusal.ts';
import { paths } from '../../../app/paths.ts';
import { AppError, toAppError } from '../../errors.ts';
import { ClientGone } from '../../http/body.ts';
import type { Edge } from '../../http/edge.ts';
import { setHeaders } from '../../http/headers.ts';
import { csrfRefused } from '../../http/refusal.ts';
import type { Route } from '../../http/routes.ts';
import { StreamBody } from '../../http/stream-body.ts';
import { reportFailure } from '../../observability/failures.ts';
import type { RequestContext } from '../../trpc/context.ts';
import { requestContext, type Identify } from '../../trpc/request.ts';
import { sendError, sendJson } from '../../trpc/rest-door.ts';
import { downloadErrors } from './imports.download.ts';
import { takeUpload, type Uploaded } from './imports.upload.ts';

export const importRoutes = (identify: Identify): Route[] => [
  {
    method: 'POST',
    path: '/api/leads/import',
    door: 'rest',
    body: 'stream',
    csrf: 'self',
    handle: (req, res, edge, { url }) =>
      upload({ req, res, edge, identify, url, run: true }, (context, { jobId }) => {
        if (context.dryRun) res.setHeader('X-Dry-Run', 'true');
        else res.setHeader('Location', `/api/jobs/${jobId ?? ''}`);
        sendJson(res, context.dryRun ? 200 : 202, { jobId });
      }),
  },
  {
    method: 'POST',
    path: paths.importUpload,
    door: 'page',
    body: 'stream',
    handle: (req, res, edge, { url }) =>
      upload({ req, res, edge, identify, url, run: false }, (_context, { id }) => {
        const location = paths.importStep(id, 'map');
        if (byScript(req)) sendJson(res.setHeader('Location', location), 201, { id });
        else redirect(res, location);
      }),
  },
  {
    method: 'GET',
    path: '/api/imports/:id/errors.csv',
    door: 'rest',
    async handle(req, res, edge, { params, url }) {
      try {
        const context = await contextOf({ req, res, edge, identify });
        await downloadErrors(context, res, params['id'] ?? '', url.searchParams);
      } catch (thrown) {
        if (res.headersSent) res.destroy();
        else fail(req, res, edge, thrown);
      }
    },
  },
];

interface Visit {
  req: IncomingMessage;
  res: ServerResponse;
  edge: Edge;
  identify: Identify;
}

async function contextOf({ req, res, edge, identify }: Visit): Promise<RequestContext> {
  const context = await requestContext(edge, identify, { req, res });
  if (context.reply.cookies.length > 0) res.appendHeader('Set-Cookie', context.reply.cookies);
  return context;
}

async function upload(
  { url, run, ...visit }: Visit & { url: URL; run: boolean },
  answer: (context: RequestContext, uploaded: Uploaded) => void,
): Promise<void> {
  const { req, res, edge } = visit;
  const body = new StreamBody(req);
  try {
    const context = await contextOf(visit);
    if (context.crossSite) throw csrfRefused();
    if (url.search.length > 1) throw unexpectedQuery();
    const uploaded = await takeUpload(context, req, body, { run });
    setHeaders(res, context.reply.headers);
    answer(context, uploaded);
  } catch (thrown) {
    if (thrown instanceof ClientGone) throw thrown;
    await body.swallow();
    if (!req.complete) res.setHeader('Connection', 'close');
    fail(req, res, edge, thrown);
  }
}

/** A program gets the envelope; a page without scripts goes back to its form, which says what was wrong. */
function fail(req: IncomingMessage, res: ServerResponse, edge: Edge, thrown: unknown): void {
  const error = toAppError(thrown);
  reportFailure(error, { edge, path: 'imports' });
  const envelope = error.toEnvelope(edge.requestId);
  if (edge.door !== 'page' || byScript(req)) return sendError(res, error, edge.requestId);
  if (error.code === 'Unauthorized') return redirect(res, paths.login(paths.import));
  res.appendHeader('Set-Cookie', refusalCookie(envelope, edge.origin.startsWith('https:')));
  redirect(res, paths.import);
}

const byScript = (req: IncomingMessage): boolean => /\bapplication\/json\b/.test(req.headers.accept ?? '');

function redirect(res: ServerResponse, location: string): void {
  res.writeHead(303, { Location: location, 'Cache-Control': 'no-store', 'Content-Length': 0 }).end();
}

const unexpectedQuery = (): AppError =>
  new AppError('BadRequest', 'query.unexpected', 'This operation takes no query parameters; send a form.');
