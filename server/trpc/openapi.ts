// The OpenAPI 3.1 document: procedures by trpc-to-openapi, streams merged in by hand, errors and statuses as
// rest-door.ts answers them. docs/openapi.yaml is this document; a test fails when it is stale.
import { generateOpenApiDocument } from 'trpc-to-openapi';
import type { ErrorCode } from '../errors.ts';
import { operations, type Operation } from './operations.ts';
import { appRouter } from './router.ts';
import { streamPaths } from './openapi-streams.ts';

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
  'Mutations accept `X-Dry-Run: true`: they run in a real transaction that is rolled back. ' +
  'Every answer carries `X-Request-Id`.';

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
  Object.assign(generated.paths, streamPaths);
  generated.components.schemas = { ...generated.components.schemas, Error: errorSchema };
  return generated;
}

const errorSchema = {
  type: 'object',
  required: ['error', 'message', 'requestId'],
  properties: {
    error: { type: 'string', description: 'one of the names in docs/errors.md' },
    message: { type: 'string' },
    details: { type: 'object', additionalProperties: { type: 'array', items: { type: 'string' } } },
    hint: { type: 'string' },
    data: { description: 'facts the caller can act on, for example the record a duplicate collides with' },
    requestId: { type: 'string' },
  },
} as const;

const STATUS_TEXT: Partial<Record<ErrorCode, [number, string]>> = {
  NotFound: [404, 'No such record, or not yours to see'],
  Conflict: [409, 'Duplicate, stale version or refused transition'],
  PayloadTooLarge: [413, 'Too large'],
  UnsupportedMediaType: [415, 'Not a supported kind of body'],
  Unprocessable: [422, 'Readable but wrong, field by field in details'],
  Locked: [423, 'Held for a while after too many failures'],
  TooManyRequests: [429, 'Too many requests; see Retry-After'],
  Unavailable: [503, 'Busy or restarting; see Retry-After'],
};

export const errorResponse = (description: string): Response => ({
  description,
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
});

function describe(document: ApiDocument, { path, method, meta, name }: Operation): void {
  const operation = document.paths[path]?.[method.toLowerCase()];
  if (!operation) throw new Error(`${name} is missing in the generated document`);
  operation.operationId = name;
  const open = meta.requires === 'public';
  if (!open) operation.security = [{ bearer: [] }];
  const success = operation.responses['200'] ?? { description: 'OK' };
  const status = meta.success ?? 200;
  const responses: Record<string, Response> = {};
  const answer: Response = status === 204 ? { description: 'Done, no content' } : success;
  responses[status] = answer;
  if (meta.location) {
    answer.headers = { Location: { schema: { type: 'string' }, description: 'where to find it' } };
  }
  responses['400'] = errorResponse('Unreadable body, or an unknown or malformed query or path parameter');
  responses['401'] = errorResponse('No valid credential');
  if (!open) responses['403'] = errorResponse('The permission is not held');
  const codes: ErrorCode[] = [
    ...(meta.errors ?? []),
    ...(method === 'GET' ? [] : (['Unprocessable'] as const)),
    'TooManyRequests',
    'Unavailable',
  ];
  for (const code of codes) {
    const known = STATUS_TEXT[code];
    if (known) responses[known[0]] = errorResponse(known[1]);
  }
  operation.responses = responses;
}
