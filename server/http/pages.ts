// Hands what no route and no file answers to the pages, and gives each document its nonce and policy.
// It knows the framework only as a function from Request to Response.
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { FORM_KEY_FIELD } from '../../app/contracts/form-key.ts';
import { AppError } from '../errors.ts';
import type { Edge } from './edge.ts';
import { documentPolicy, REPORTING_ENDPOINTS } from './headers.ts';
import { refuse } from './refusal.ts';
import { sendWebResponse, toWebRequest } from './web.ts';

/** What every loader and action finds as its `context`. */
export interface PageContext {
  readonly edge: Edge;
  readonly nonce: string;
  /** Set-Cookie values that go out with the answer whatever it is, for example after a refresh of the session. */
  readonly cookies: string[];
  /** the hidden key of the form that was sent; the action no longer finds it in the form */
  readonly formKey: string | undefined;
  /** seconds after which a refused page may be asked for again; set while it is made */
  readonly wait: { retryAfter?: number | undefined };
  readonly reportError: (error: unknown) => void;
}

export type PageHandler = (request: Request, context: PageContext) => Promise<Response>;

interface PagesBuild {
  entry: { module: { createRequestHandler(build: unknown, mode: string): PageHandler } };
}

/** The built pages as a handler. `url` is that of build/server/index.js. */
export async function loadPages(url: URL): Promise<PageHandler> {
  const build = (await import(url.href)) as PagesBuild;
  return build.entry.module.createRequestHandler(build, 'production');
}

interface PageRequest {
  edge: Edge;
  url: URL;
  body: Buffer;
  reportError: (error: unknown) => void;
}

export async function servePage(
  pages: PageHandler,
  req: IncomingMessage,
  res: ServerResponse,
  { edge, url, body, reportError }: PageRequest,
): Promise<void> {
  const nonce = randomBytes(16).toString('base64url');
  const gone = new AbortController();
  res.once('close', () => res.writableFinished || gone.abort());
  const { formKey, form } = takeFormKey(body, req.headers['content-type']);
  const request = toWebRequest(req, { url, body: form, signal: gone.signal });
  const cookies: string[] = [];
  const wait: PageContext['wait'] = {};
  const response = await pages(request, { edge, nonce, cookies, formKey, wait, reportError });
  if (wait.retryAfter) res.setHeader('Retry-After', wait.retryAfter);
  if (cookies.length > 0) res.appendHeader('Set-Cookie', cookies);
  if (isLastResort(response)) {
    refuse(req, res, new AppError('Internal', 'internal', ''), edge.requestId);
    return;
  }
  if (response.headers.get('content-type')?.startsWith('text/html')) {
    res.setHeader('Content-Security-Policy', documentPolicy(nonce));
    res.setHeader('Reporting-Endpoints', REPORTING_ENDPOINTS);
  }
  await sendWebResponse(req, res, response);
}

const URLENCODED = /^application\/x-www-form-urlencoded\b/i;
const HIDDEN = new RegExp(`(^|&)${FORM_KEY_FIELD}=([^&]*)(&|$)`);

/** Takes the hidden key out of a form, so that no form's contract needs to know of it. */
function takeFormKey(body: Buffer, type: string | undefined): { formKey: string | undefined; form: Buffer } {
  if (!URLENCODED.test(type ?? '')) return { formKey: undefined, form: body };
  const text = body.toString('latin1');
  const found = HIDDEN.exec(text);
  if (!found) return { formKey: undefined, form: body };
  const [, before = '', formKey, after = ''] = found;
  return { formKey, form: Buffer.from(text.replace(HIDDEN, before && after), 'latin1') };
}

/** When even the error page failed to render, the framework answers with a line of plain text. */
const isLastResort = (response: Response): boolean =>
  response.status === 500 && (response.headers.get('content-type') ?? 'text/plain').startsWith('text/plain');
