// The OpenAPI 3.1 document: procedures by trpc-to-openapi, streams merged in by hand, errors and statuses as
// rest-door.ts answers them. docs/openapi.yaml is this document; a test fails when it is stale.
import { generateOpenApiDocument } from 'trpc-to-openapi';
import { AppError, type ErrorCode } from '../errors.ts';
import { operations, type Operation } from './operations.ts';
import { appRouter } from './router.ts';
import { IDEMPOTENCY_KEY, LOCATION, refusal, streamPaths } from './openapi-streams.ts';

interface Response {
  description: string;
  headers?: Record<string, unknown>;
  content?: Record<string, { schema: unknown }>;
}
export interface ApiOperation {
  operationId?: string;
  summary?: string;
  tags?: string[];
  security?: unknown[];
  parameters?: { name: string; in: string; required?: boolean; schema?: unknown; description?: string }[];
  requestBody?: { required?: boolean; content: Record<string, { schema: unknown }> };
  responses: Record<string, Response>;
}
export interface ApiDocument {
  openapi: string;
  info: { title: string; version: string; description?: string };
  servers?: { url: string }[];
  paths: Record<string, Record<string, ApiOperation>>;
  components: Record<string, Record<string, unknown>>;
}

const DESCRIPTION =
  'The same procedures as the typed client. Send an API key as `Authorization: Bearer sf_live_…`. ' +
  'Mutations accept `X-Dry-Run: true`: they run in a real transaction that is rolled back, and answer 200. ' +
  'Mutations of records accept an `Idempotency-Key` (also `X-Idempotency-Key`) of 1 to 255 printable characters: sent ' +
  'again within 24 hours, the same call is answered as before, with `Idempotent-Replayed: true`, and done once; another ' +
  'call under the same key is a 422. Every answer carries `X-Request-Id`, and `RateLimit-Policy` and `RateLimit`, which ' +
  'say how many calls a user, key, tenant or address may make and how many are left. Too many calls ' +
  'are a 429 with `Retry-After`. Beside the codes listed, a statement that takes too long is a 408, one that meets another ' +
  'on the same rows a 409, and a fault of ours a 500 that says nothing but the request id.';

export function openApiDocument(): ApiDocument {
  const generated = generateOpenApiDocument(appRouter, {
    title: 'StreamFlow API',
    version: '1.0.0',
    description: DESCRIPTION,
    baseUrl: '/api',
    openApiVersion: '3.1.0',
    securitySchemes: {
      bearer: { type: 'http', scheme: 'bearer', description: 'An API key or an access token.' },
    },
  }) as unknown as ApiDocument;
  for (const operation of operations()) describe(generated, operation);
  describeStreams(generated);
  generated.components.schemas = { ...generated.components.schemas, Error: errorSchema };
  return generated;
}

const errorSchema = {
  type: 'object',
  required: ['error', 'slug', 'message', 'requestId'],
  additionalProperties: false,
  properties: {
    error: { type: 'string', description: 'the kind of refusal; decides the status' },
    slug: { type: 'string', description: 'the exact reason, for example lead.email_taken' },
    message: { type: 'string' },
    details: { type: 'object', additionalProperties: { type: 'array', items: { type: 'string' } } },
    hint: { type: 'string' },
    data: { description: 'facts the caller can act on, for example the record a duplicate collides with' },
    requestId: { type: 'string' },
  },
} as const;

const STATUS_TEXT: Partial<Record<ErrorCode, string>> = {
  BadRequest: 'Unreadable body, or an unknown or malformed query or path parameter',
  Unauthorized: 'No valid credential',
  Forbidden: 'The permission is not held, or a cookie was sent from elsewhere',
  NotFound: 'No such record, or not yours to see',
  Timeout: 'The body took too long to arrive',
  Conflict: 'Duplicate, stale version or refused transition',
  PayloadTooLarge: 'The body is larger than the limit',
  UnsupportedMediaType: 'Not a supported kind of body',
  Unprocessable: 'Readable but wrong, field by field in details',
  Locked: 'Held for a while after too many failures; see Retry-After',
  TooManyRequests: 'Too many requests; see Retry-After',
  Unavailable: 'Busy or restarting; see Retry-After',
};

/** What any operation answers that waits for a body. */
const OF_BODIES = ['Timeout', 'PayloadTooLarge', 'UnsupportedMediaType', 'Unprocessable'] as const;

const takesBody = (method: string): boolean => method !== 'GET' && method !== 'DELETE';

/** Every code the operation can answer, and none that it cannot: a test brings each about over HTTP. */
function refusalsOf({ method, type, meta }: Operation): ErrorCode[] {
  const open = meta.requires === 'public';
  const readsCookies = type === 'mutation' && meta.cookieless?.({}) !== true;
  return [
    'BadRequest',
    ...(open ? [] : (['Unauthorized'] as const)),
    ...(open && !readsCookies ? [] : (['Forbidden'] as const)),
    ...(takesBody(method) ? OF_BODIES : []),
    'TooManyRequests',
    'Unavailable',
    ...(meta.errors ?? []),
  ];
}

function describe(document: ApiDocument, described: Operation): void {
  const { path, method, type, meta, name } = described;
  const operation = document.paths[path]?.[method.toLowerCase()];
  if (!operation) throw new Error(`${name} is missing in the generated document`);
  operation.operationId = name;
  if (meta.requires !== 'public') operation.security = [{ bearer: [] }];
  // the generator takes a number that may be sent as text for one that may be left out
  for (const parameter of operation.parameters ?? []) {
    if (described.required.has(parameter.name)) parameter.required = true;
  }
  const success = operation.responses['200'] ?? { description: 'OK' };
  const status = meta.success ?? 200;
  const responses: Record<string, Response> = {};
  const takesKey = type === 'mutation' && meta.requires !== 'public' && meta.requires !== 'account';
  if (takesKey) operation.parameters = [...(operation.parameters ?? []), IDEMPOTENCY_KEY];
  if (takesKey && !meta.noDryRun && status !== 200) responses['200'] = { ...success, description: DRY_RUN };
  const answer: Response = status === 204 ? { description: 'Done, no content' } : { ...success };
  responses[status] = answer;
  if (meta.location) answer.headers = { Location: LOCATION };
  for (const code of refusalsOf(described)) {
    responses[new AppError(code, '', '').status] = refusal(code, STATUS_TEXT[code] ?? code);
  }
  operation.responses = responses;
}

const DRY_RUN = 'With `X-Dry-Run: true`: what would have been answered; nothing is kept';

function describeStreams(document: ApiDocument): void {
  for (const [path, methods] of Object.entries(streamPaths))
    document.paths[path] = { ...document.paths[path], ...methods };
  for (const path of ['/jobs/{id}', '/live']) {
    const content = document.paths[path]?.['get']?.responses['200']?.content;
    if (content) content['text/event-stream'] = { schema: { type: 'string' } };
  }
}
