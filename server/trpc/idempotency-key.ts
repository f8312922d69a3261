// The key by which a caller may repeat a mutation: how it is presented, and what tells one request from another. Pure.
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { AppError } from '../errors.ts';
import type { Presented } from './context.ts';

const HEADERS = ['idempotency-key', 'x-idempotency-key'] as const;
const PRINTABLE = /^[\x20-\x7e]{1,255}$/;
/** As the root's loader makes it. */
const FORM_KEY = /^[0-9a-f-]{36}$/;

/** The key of a request's headers. A wrong one is not thrown here, because only mutations care. */
export function presentedKey({
  headersDistinct,
}: Pick<IncomingMessage, 'headersDistinct'>): Presented | undefined {
  const sent = new Set(HEADERS.flatMap((name) => headersDistinct[name] ?? []));
  const [key, other] = sent;
  if (key === undefined) return undefined;
  if (other !== undefined) return { fault: fault('Two different idempotency keys were sent. Send one.') };
  if (!PRINTABLE.test(key)) {
    return { fault: fault('An idempotency key has 1 to 255 printable characters, for example a UUID.') };
  }
  return { key };
}

/** A batch of several calls has one key and several answers, so it cannot be repeated by it. */
export const forCalls = (presented: Presented | undefined, calls: number): Presented | undefined =>
  presented && calls > 1
    ? { fault: fault('A batch of several calls takes no idempotency key. Send each call on its own.') }
    : presented;

/**
 * The hidden key of a form. One form may cause several calls, and may be corrected and sent again: calls differ by
 * procedure, order and content, and only the same call of the same form is a repetition.
 */
export const formKey = (value: unknown): Presented | undefined =>
  typeof value === 'string' && FORM_KEY.test(value) ? { key: value, calls: new Map() } : undefined;

const fault = (message: string): AppError =>
  new AppError('BadRequest', 'idempotency.malformed', message, { details: { idempotencyKey: [message] } });

/** sha256 over the input, however its keys are ordered. */
export const hashOf = (input: unknown): Buffer => createHash('sha256').update(canonical(input)).digest();

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object' || value instanceof Date) {
    return value === undefined ? 'null' : JSON.stringify(value);
  }
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`;
}

/** The key under which one call of a form is kept. */
export function keyOfCall(
  { key, calls }: { key: string; calls?: Map<string, number> },
  name: string,
): string {
  if (!calls) return key;
  const nth = (calls.get(name) ?? 0) + 1;
  calls.set(name, nth);
  return `${key}:${name}:${nth}`;
}
