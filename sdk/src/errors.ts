// What can go wrong, as classes: an answer that refuses (ApiError) and no answer at all (ConnectionError).

export type ErrorKind =
  | 'BadRequest'
  | 'Unauthorized'
  | 'Forbidden'
  | 'NotFound'
  | 'MethodNotAllowed'
  | 'Timeout'
  | 'Conflict'
  | 'PayloadTooLarge'
  | 'UnsupportedMediaType'
  | 'Unprocessable'
  | 'Locked'
  | 'TooManyRequests'
  | 'Internal'
  | 'Unavailable';

/** The server's refusal as it travels. */
export interface ErrorEnvelope {
  error: ErrorKind;
  message: string;
  /** the exact reason, for example `lead.email_taken` */
  slug?: string | undefined;
  /** field → what is wrong with it */
  details?: Record<string, string[]> | undefined;
  /** what to do about it */
  hint?: string | undefined;
  /** facts a program can act on: the record a duplicate collides with, the current version */
  data?: unknown;
  requestId: string;
}

/** The server answered, and the answer is no. Carries the whole envelope. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  /** the kind of refusal; decides the status */
  readonly error: ErrorKind;
  readonly slug: string | undefined;
  readonly details: Record<string, string[]>;
  readonly hint: string | undefined;
  readonly data: unknown;
  /** give this to support: it finds the log line */
  readonly requestId: string;
  /** seconds the server asks to wait */
  readonly retryAfter: number | undefined;

  constructor(status: number, envelope: ErrorEnvelope, retryAfter?: number) {
    super(envelope.message);
    this.status = status;
    this.error = envelope.error;
    this.slug = envelope.slug;
    this.details = envelope.details ?? {};
    this.hint = envelope.hint;
    this.data = envelope.data;
    this.requestId = envelope.requestId;
    this.retryAfter = retryAfter;
  }
}

/** No usable answer: refused, reset, timed out, or cut off in the middle. A write may or may not have happened. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
  readonly requestId: string;

  constructor(message: string, requestId: string, cause: unknown) {
    super(message, { cause });
    this.requestId = requestId;
  }
}

const KINDS: Readonly<Record<number, ErrorKind>> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  408: 'Timeout',
  409: 'Conflict',
  413: 'PayloadTooLarge',
  415: 'UnsupportedMediaType',
  422: 'Unprocessable',
  423: 'Locked',
  429: 'TooManyRequests',
};

/** The refusal in a response: our envelope, or that of whatever stands between. */
export async function apiError(response: Response, requestId: string): Promise<ApiError> {
  const { status } = response;
  const said = envelopeIn(await response.text());
  const envelope: ErrorEnvelope = {
    error: KINDS[status] ?? (status === 500 ? 'Internal' : 'Unavailable'),
    message: `The server answered ${status}.`,
    ...said,
    requestId: said?.requestId || response.headers.get('x-request-id') || requestId,
  };
  return new ApiError(status, envelope, secondsIn(response.headers.get('retry-after')));
}

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** The router wraps the envelope as error.data; the edge in front of it sends it bare. */
function envelopeIn(text: string): Partial<ErrorEnvelope> | undefined {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(body)) return undefined;
  const wrapped = isObject(body['error']) ? body['error']['data'] : body;
  if (!isObject(wrapped) || typeof wrapped['error'] !== 'string' || typeof wrapped['message'] !== 'string')
    return undefined;
  return wrapped;
}

/** Retry-After in seconds, given as a number or as a date. */
export function secondsIn(header: string | null, now: number = Date.now()): number | undefined {
  if (!header) return undefined;
  if (/^\d+$/.test(header)) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now) / 1000));
}
