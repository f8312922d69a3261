// Renders one document into one buffer: everything ready, then a single answer with a known length.
// Compression, headers and the nonce's policy belong to server/http.
import { Writable } from 'node:stream';
import {
  createRequestHandler as handlerOf,
  type AppLoadContext,
  type EntryContext,
  type ServerBuild,
} from '@remix-run/node';
import { RemixServer, isRouteErrorResponse } from '@remix-run/react';
import { renderToPipeableStream } from 'react-dom/server';
import { NonceContext } from './nonce.ts';
import { firstWord, sectionOf, wordsOf } from './sections.ts';

type PageHandler = ReturnType<typeof handlerOf>;

/** Exported here so that server/http needs no import of the framework: it finds this through the build. */
export function createRequestHandler(build: ServerBuild, mode: string): PageHandler {
  const whole = handlerOf(build, mode);
  const sections = new Map(wordsOf(build).map((word) => [word, handlerOf(sectionOf(build, word), mode)]));
  return (request, context) =>
    (sections.get(firstWord(new URL(request.url).pathname)) ?? whole)(request, context);
}

const RENDER_LIMIT_MS = 10_000;

export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  { nonce, reportError }: AppLoadContext,
): Promise<Response> {
  const rendered = await render(
    <NonceContext.Provider value={nonce}>
      <RemixServer context={remixContext} url={request.url} nonce={nonce} abortDelay={RENDER_LIMIT_MS} />
    </NonceContext.Provider>,
    (error) => reportError(error),
  );
  headers.set('Content-Type', 'text/html; charset=utf-8');
  return new Response(rendered.body, { status: rendered.failed && status < 400 ? 500 : status, headers });
}

/** Refusals (404, 403 and the like) are answers, and a client that left is nobody's fault. */
export function handleError(
  error: unknown,
  { request, context }: { request: Request; context: AppLoadContext },
): void {
  const isRefusal = isRouteErrorResponse(error) && error.status < 500;
  if (!request.signal.aborted && !isRefusal) context.reportError(error);
}

interface Rendered {
  body: Uint8Array<ArrayBuffer>;
  failed: boolean;
}

function render(element: React.ReactElement, report: (error: unknown) => void): Promise<Rendered> {
  return new Promise((resolve, reject) => {
    let failed = false;
    const { pipe, abort } = renderToPipeableStream(element, {
      onAllReady() {
        clearTimeout(limit);
        pipe(collector((body) => resolve({ body, failed })));
      },
      onShellError: reject,
      onError(error) {
        failed = true;
        report(error);
      },
    });
    const limit = setTimeout(abort, RENDER_LIMIT_MS);
  });
}

/** With the stream's own closing left on, React takes the end of the pipe for a lost client. */
function collector(done: (body: Uint8Array<ArrayBuffer>) => void): Writable {
  const chunks: Buffer[] = [];
  return new Writable({
    emitClose: false,
    autoDestroy: false,
    write(chunk: Buffer, _encoding, next) {
      chunks.push(Buffer.from(chunk));
      next();
    },
    final(next) {
      next();
      done(new Uint8Array(Buffer.concat(chunks)));
    },
  });
}
