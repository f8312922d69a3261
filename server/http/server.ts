// The web server: one bare node:http server that gives every request an edge and hands it to a route, a file or a page.
// It knows nothing of the product: what there is to serve is passed in.
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError, toAppError } from '../errors.ts';
import type { Assets } from './assets.ts';
import { announcesBody, ClientGone, readBody, swallowBody } from './body.ts';
import { answerClientError } from './client-error.ts';
import { cspReportRoute, type PolicyViolation } from './csp-report.ts';
import { changesState } from './csrf.ts';
import { isBearer, readEdge, requestIdOf, trustedProxyList, type Edge } from './edge.ts';
import { commonHeaders, loggablePath, setHeaders } from './headers.ts';
import { wasEventStream } from './event-stream.ts';
import { healthRoutes, type ReadyCheck } from './health.ts';
import { servePage, type PageHandler } from './pages.ts';
import { csrfRefused, refuse } from './refusal.ts';
import { findRoute, type Route } from './routes.ts';

export interface Seen {
  requestId: string;
  method: string;
  path: string;
  /** the pattern of the route that answered, 'page' or 'file': bounded, fit for a metric's label */
  route: string;
  status: number;
  ms: number;
  /** it went on as events, for as long as somebody listened */
  isStream: boolean;
  ip: string;
  /** what identified the request, for a log that says who asked; absent when it was refused before that */
  edge?: Edge;
}

export interface WebServerOptions {
  /** for example https://crm.example.com; the CSRF rule and all links are made from it */
  origin: string;
  pages: PageHandler;
  assets?: Assets;
  routes?: readonly Route[];
  checks?: readonly ReadyCheck[];
  trustedProxies?: readonly string[];
  /** called once for each finished request */
  onSeen?: (seen: Seen) => void;
  /** called for everything thrown that no door has turned into an answer */
  onError?: (error: unknown, context: { requestId: string; path: string }) => void;
  /** header fields of what the edge itself refuses below /api, for whoever is at this address */
  fieldsOfRefusal?: (ip: string) => Record<string, string>;
  /** called when a browser reports that a page broke its policy */
  onViolation?: (violation: PolicyViolation, requestId: string) => void;
  limits?: Partial<Limits>;
}

export interface Limits {
  bodyBytes: number;
  bodyMs: number;
  headersMs: number;
  drainMs: number;
  /** how long new connections are still taken after draining began, so that a balancer can notice */
  drainGraceMs: number;
  connections: number;
  /** a connection on which nothing moves either way is closed; event streams send something more often */
  idleMs: number;
}

const LIMITS: Limits = {
  bodyBytes: 1024 * 1024,
  bodyMs: 30_000,
  headersMs: 15_000,
  drainMs: 25_000,
  drainGraceMs: 0,
  connections: 4_096,
  idleMs: 120_000,
};

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

export interface WebServer {
  /** `shared`: other processes listen on the same port, and the kernel spreads connections over them. */
  listen(port: number, host?: string, shared?: boolean): Promise<number>;
  /** Ready answers 503, open requests finish, then the port is closed. */
  drain(): Promise<void>;
}

interface House extends WebServerOptions {
  routes: readonly Route[];
  limits: Limits;
  proxies: ReturnType<typeof trustedProxyList>;
  draining: AbortController;
}

export function createWebServer(options: WebServerOptions): WebServer {
  const report = (error: unknown, check: string): void =>
    options.onError?.(error, { requestId: 'readiness', path: `/health/ready ${check}` });
  const house: House = {
    ...options,
    routes: [
      ...healthRoutes(options.checks ?? [], report),
      cspReportRoute((violation, requestId) => options.onViolation?.(violation, requestId)),
      ...(options.routes ?? []),
    ],
    limits: { ...LIMITS, ...options.limits },
    proxies: trustedProxyList(options.trustedProxies ?? []),
    draining: new AbortController(),
  };
  const server = http.createServer(
    {
      maxHeaderSize: 16 * 1024,
      headersTimeout: house.limits.headersMs,
      requestTimeout: 0, // bodies have deadlines of their own, because uploads need another one
      keepAliveTimeout: 65_000,
      connectionsCheckingInterval: Math.min(house.limits.headersMs, 5_000),
      requireHostHeader: true,
    },
    (req, res) => void answer(house, req, res),
  );
  server.maxConnections = house.limits.connections;
  server.timeout = house.limits.idleMs;
  server.on('checkContinue', (req: IncomingMessage, res: ServerResponse) => void answer(house, req, res));
  server.on('clientError', answerClientError);
  return {
    async listen(port, host, shared = false) {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen({ port, host, reusePort: shared }, resolve);
      });
      return (server.address() as AddressInfo).port;
    },
    drain: () => drain(server, house),
  };
}

async function answer(house: House, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const started = performance.now();
  const pathname = (req.url ?? '/').split('?', 1)[0] ?? '/';
  const seen: { route: string; edge?: Edge } = { route: 'none' };
  const requestId = requestIdOf(req.headers['x-request-id']);
  setHeaders(res, commonHeaders(requestId, pathname));
  if (house.draining.signal.aborted) res.setHeader('Connection', 'close');
  res.once('close', () => {
    const { statusCode: status } = res;
    const ms = Math.round((performance.now() - started) * 10) / 10;
    house.onSeen?.({
      requestId,
      method: req.method ?? '',
      path: loggablePath(pathname),
      route: seen.route,
      status,
      ms,
      isStream: wasEventStream(res),
      ip: seen.edge?.ip ?? '',
      ...(seen.edge && { edge: seen.edge }),
    });
  });
  try {
    await dispatch(house, { req, res, pathname, requestId, seen });
  } catch (error) {
    if (error instanceof ClientGone) return;
    const appError = toAppError(error);
    if (appError.status >= 500) house.onError?.(error, { requestId, path: loggablePath(pathname) });
    if (appError.status !== 408) await swallowBody(req);
    if (isForPrograms(pathname) && !res.headersSent && !res.hasHeader('RateLimit')) {
      const { ip } = seen.edge ?? readEdge(req, requestId, 'rest', settingsOf(house));
      setHeaders(res, house.fieldsOfRefusal?.(ip) ?? {});
    }
    refuse(req, res, appError, requestId);
  }
}

const isForPrograms = (pathname: string): boolean => pathname.startsWith('/api/');

interface Visit {
  req: IncomingMessage;
  res: ServerResponse;
  pathname: string;
  requestId: string;
  seen: { route: string; edge?: Edge };
}

async function dispatch(house: House, { req, res, pathname, requestId, seen }: Visit): Promise<void> {
  const method = req.method ?? 'GET';
  const url = parseUrl(req.url ?? '/', house.origin);
  if (!METHODS.has(method)) throw methodNotAllowed(res, [...METHODS]);
  if (house.assets?.serve(req, res, pathname)) {
    seen.route = 'file';
    return;
  }
  const found = findRoute(house.routes, method, pathname);
  const route = 'route' in found ? found.route : undefined;
  const edge = readEdge(req, requestId, route?.door ?? 'page', settingsOf(house));
  seen.edge = edge;
  seen.route = route?.path ?? 'page';
  if ('allow' in found && found.allow.length > 0) throw methodNotAllowed(res, found.allow);
  if (changesState(method) && route?.csrf !== 'self' && !isBearer(edge.authorization) && !edge.sameOrigin)
    throw csrfRefused();
  if (req.headers.expect) res.writeContinue();
  const body = route?.body === 'stream' ? Buffer.alloc(0) : await bodyOf(house, req, route);
  if (route) {
    await route.handle(req, res, edge, { url, params: 'params' in found ? found.params : {}, body });
    return;
  }
  if (method === 'OPTIONS') throw methodNotAllowed(res, ['GET', 'POST']);
  const reportError = (error: unknown): void =>
    house.onError?.(error, { requestId, path: loggablePath(pathname) });
  await servePage(house.pages, req, res, { edge, url, body, reportError });
}

const settingsOf = ({ origin, proxies, draining }: House) => ({
  origin,
  trustedProxies: proxies,
  draining: draining.signal,
});

/** A body nobody reads would keep the connection open for as long as the client likes; so every body is read. */
function bodyOf(house: House, req: IncomingMessage, route: Route | undefined): Promise<Buffer> {
  const bytes = route?.bodyLimit ?? house.limits.bodyBytes;
  return announcesBody(req)
    ? readBody(req, { bytes, ms: house.limits.bodyMs })
    : Promise.resolve(Buffer.alloc(0));
}

/** The path is taken, the host is not: absolute forms, bad escapes and NUL are refused. */
function parseUrl(target: string, origin: string): URL {
  const unreadable = new AppError('BadRequest', 'request.bad_address', 'That address cannot be read.');
  if (!target.startsWith('/') || target.includes('%00')) throw unreadable;
  try {
    decodeURIComponent(target.split('?', 1)[0] ?? '');
    return new URL(origin + target);
  } catch {
    throw unreadable;
  }
}

function methodNotAllowed(res: ServerResponse, allow: readonly string[]): AppError {
  res.setHeader('Allow', [...new Set(allow)].join(', '));
  return new AppError('MethodNotAllowed', 'request.method', 'This address does not answer to that method.');
}

async function drain(server: http.Server, { draining, limits }: House): Promise<void> {
  draining.abort();
  if (limits.drainGraceMs > 0) await new Promise((resolve) => setTimeout(resolve, limits.drainGraceMs));
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const force = setTimeout(() => server.closeAllConnections(), limits.drainMs);
  await closed;
  clearTimeout(force);
}
