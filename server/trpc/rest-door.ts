// /api/*: the same procedures as REST. Status codes are contract (docs/errors.md); this file is the one place that
// decides them. The document that describes these routes is made in openapi.ts from the same list of operations.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ZodError } from 'zod';
import { AppError, asQueryFault, toAppError } from '../errors.ts';
import type { Edge } from '../http/edge.ts';
import { refuseShape } from '../http/json-shape.ts';
import type { Match, Route } from '../http/routes.ts';
import { createCaller, type Caller } from './caller.ts';
import type { RequestContext } from './context.ts';
import { operations, type Operation } from './operations.ts';
import { requestContext, type Identify } from './request.ts';

export const restDoor = (identify: Identify): Route[] =>
  // a literal segment wins over a parameter at the same place
  operations()
    .sort((a, b) => a.pathKeys.length - b.pathKeys.length)
    .map((operation) => ({
      method: operation.method,
      path: `/api${operation.path.replace(/\{(\w+)\}/g, ':$1')}`,
      door: 'rest',
      csrf: 'self',
      handle: (req, res, edge, match) => answer(operation, identify, { req, res, edge, match }),
    }));

interface Exchange {
  req: IncomingMessage;
  res: ServerResponse;
  edge: Edge;
  match: Match;
}

async function answer(
  operation: Operation,
  identify: Identify,
  { req, res, edge, match }: Exchange,
): Promise<void> {
  try {
    const context = await requestContext(edge, identify, { req, res });
    const input = readInput(operation, req, match);
    const procedure = procedureOf(createCaller(context), operation.name);
    let data: unknown;
    try {
      data = await procedure(input);
    } finally {
      for (const [name, value] of Object.entries(context.reply.headers)) res.setHeader(name, value);
      if (context.reply.cookies.length) res.appendHeader('Set-Cookie', context.reply.cookies);
    }
    send(res, operation, context, data);
  } catch (thrown) {
    sendError(res, asRestFault(operation, toAppError(thrown)), edge.requestId);
  }
}

function procedureOf(caller: Caller, name: string): (input: unknown) => Promise<unknown> {
  const found = name
    .split('.')
    .reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], caller);
  return found as (input: unknown) => Promise<unknown>;
}

function send(
  res: ServerResponse,
  { meta, type }: Operation,
  { dryRun, reply }: RequestContext,
  data: unknown,
): void {
  res.setHeader('Cache-Control', 'no-store');
  if (dryRun && type === 'mutation') res.setHeader('X-Dry-Run', 'true');
  const status = dryRun && type === 'mutation' ? 200 : (reply.status ?? meta.success ?? 200);
  if (meta.location && status !== 200) {
    const values = data as Record<string, string>;
    res.setHeader(
      'Location',
      meta.location.replace(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(values[key] ?? '')),
    );
  }
  if (status === 204) {
    res.writeHead(204).end();
    return;
  }
  sendJson(res, status, data);
}

export function sendJson(res: ServerResponse, status: number, data: unknown): void {
  const body = Buffer.from(JSON.stringify(data ?? null));
  res
    .writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': body.length })
    .end(body);
}

export function sendError(res: ServerResponse, error: AppError, requestId: string): void {
  res.setHeader('Cache-Control', 'no-store');
  if (error.retryAfter) res.setHeader('Retry-After', error.retryAfter);
  if (error.status === 401) res.setHeader('WWW-Authenticate', 'Bearer realm="streamflow"');
  sendJson(res, error.status, error.toEnvelope(requestId));
}

/** A fault in the query or the path is a 400; a fault in a body that could be read is a 422. */
function asRestFault(operation: Operation, error: AppError): AppError {
  if (operation.type === 'query' || operation.method === 'DELETE') return asQueryFault(error);
  const onlyPath =
    error.cause instanceof ZodError &&
    error.cause.issues.every(
      ({ path }) => typeof path[0] === 'string' && operation.pathKeys.includes(path[0]),
    );
  return onlyPath ? asQueryFault(error) : error;
}

function readInput(operation: Operation, req: IncomingMessage, { url, params, body }: Match): unknown {
  const fromPath = Object.fromEntries(operation.pathKeys.map((key) => [key, params[key] ?? '']));
  const takesBody = operation.method !== 'GET' && operation.method !== 'DELETE';
  if (takesBody && url.search.length > 1) {
    throw new AppError(
      'BadRequest',
      'query.unexpected',
      'This operation takes no query parameters; send them in the body.',
    );
  }
  const sent = takesBody ? readJson(req, body) : readQuery(operation, url.searchParams);
  const input = { ...sent, ...fromPath };
  return operation.takesObject || Object.keys(input).length > 0 ? input : undefined;
}

function readQuery(operation: Operation, query: URLSearchParams): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const key of new Set(query.keys())) {
    const values = query.getAll(key);
    if (operation.pathKeys.includes(key)) {
      throw new AppError('BadRequest', 'query.unexpected', `"${key}" belongs in the path, not in the query.`);
    }
    if (values.length > 1 && !operation.lists.has(key)) {
      throw new AppError('BadRequest', 'query.repeated', `The parameter "${key}" may be given once.`, {
        details: { [key]: ['Given more than once.'] },
      });
    }
    Object.defineProperty(input, key, {
      value: operation.lists.has(key) ? values : values[0],
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return input;
}

function readJson(req: IncomingMessage, body: Buffer): Record<string, unknown> {
  if (body.length === 0) return {};
  const type = (req.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    throw new AppError('UnsupportedMediaType', 'body.not_json', 'Send the body as application/json.');
  }
  refuseShape(body);
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new AppError('BadRequest', 'body.unreadable', 'The body is not valid JSON.');
  }
  if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed)) {
    throw new AppError('BadRequest', 'body.not_object', 'The body must be a JSON object.');
  }
  return parsed as Record<string, unknown>;
}
