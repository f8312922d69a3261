// The committed API document as a test reads it: its cells, and everything about an answer that breaks its promise.
import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import type { ApiDocument, ApiOperation } from '../../../server/trpc/openapi.ts';

export interface Operation {
  name: string;
  method: string;
  /** as the document writes it, below /api */
  path: string;
  described: ApiOperation;
}

/** One promise: this operation, this status, this kind of body. */
export interface Cell {
  operation: Operation;
  status: number;
  /** null where there is no body */
  type: string | null;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

const document = parse(
  readFileSync(new URL('../../../docs/openapi.yaml', import.meta.url), 'utf8'),
) as ApiDocument;

export const operations: Operation[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, described]) => ({
    name: described.operationId ?? `${method} ${path}`,
    method: method.toUpperCase(),
    path,
    described,
  })),
);

export const cellsOf = (operation: Operation): Cell[] =>
  Object.entries(operation.described.responses).flatMap(([status, { content }]) => {
    const types: (string | null)[] = content ? Object.keys(content) : [null];
    return types.map((type) => ({ operation, status: Number(status), type }));
  });

const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false });
addFormats(ajv);
ajv.addSchema(document, 'api');

function validator(...keys: string[]): ValidateFunction {
  const pointer = keys.map((key) => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1')));
  const found = ajv.getSchema(`api#/${pointer.join('/')}`);
  if (!found) throw new Error(`The document has no schema at ${keys.join(' → ')}`);
  return found;
}

const faults = (validate: ValidateFunction, value: unknown): string[] =>
  validate(value)
    ? []
    : (validate.errors ?? []).map(
        ({ instancePath, message, params }) =>
          `${instancePath || 'the body'} ${message ?? ''} ${JSON.stringify(params)}`,
      );

/** What is wrong with a JSON body sent to an operation, by the document. */
export const requestFaults = ({ path, method }: Operation, body: unknown): string[] =>
  faults(
    validator('paths', path, method.toLowerCase(), 'requestBody', 'content', 'application/json', 'schema'),
    body,
  );

const EVERYWHERE = ['X-Request-Id', 'Cache-Control', 'RateLimit', 'RateLimit-Policy'];

/** Everything in which an answer differs from what the document promises; nothing when it keeps its word. */
export function answerFaults(operation: Operation, answer: Answer): string[] {
  const { status, headers, text } = answer;
  const promised = operation.described.responses[String(status)];
  if (!promised) return [`${status} is not listed: ${text.slice(0, 300)}`];
  const required = Object.keys(promised.headers ?? {});
  const missing = [...EVERYWHERE, ...required].filter((name) => !headers.get(name));
  return [...missing.map((name) => `has no ${name}`), ...bodyFaults(operation, answer)];
}

function bodyFaults({ path, method, described }: Operation, { status, headers, text }: Answer): string[] {
  const content = described.responses[String(status)]?.content;
  const type = headers.get('content-type')?.split(';')[0] ?? null;
  if (!content) return text === '' && type === null ? [] : [`has a body where none is promised: ${text}`];
  if (type === null || !content[type])
    return [`is ${type ?? 'nothing'}, promised: ${Object.keys(content).join()}`];
  if (type !== 'application/json') return text === '' ? ['is empty'] : [];
  const body = JSON.parse(text) as Record<string, unknown>;
  const keys = ['paths', path, method.toLowerCase(), 'responses', String(status), 'content', type, 'schema'];
  const isRefusal = status >= 400;
  const wrongId = isRefusal && body.requestId !== headers.get('x-request-id');
  return [...faults(validator(...keys), body), ...(wrongId ? ['the request ids differ'] : [])];
}
