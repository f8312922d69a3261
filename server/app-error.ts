// The one error type of the server: a kind that decides the status, a slug for the exact reason, words for people.
// What other errors become is decided in errors.ts, which hands this on.

const STATUS = {
  BadRequest: 400,
  Unauthorized: 401,
  Forbidden: 403,
  NotFound: 404,
  MethodNotAllowed: 405,
  Timeout: 408,
  Conflict: 409,
  PayloadTooLarge: 413,
  UnsupportedMediaType: 415,
  Unprocessable: 422,
  Locked: 423,
  TooManyRequests: 429,
  Internal: 500,
  Unavailable: 503,
} as const;

export type ErrorCode = keyof typeof STATUS;
export type ErrorDetails = Record<string, string[]>;

export interface ErrorEnvelope {
  error: ErrorCode;
  /** the exact reason, docs/errors.md */
  slug: string;
  message: string;
  details?: ErrorDetails;
  hint?: string;
  data?: unknown;
  requestId: string;
}

interface ErrorExtra {
  details?: ErrorDetails;
  hint?: string;
  /** seconds the caller should wait; becomes the Retry-After header */
  retryAfter?: number;
  /** safe, structured facts for the caller, for example the record a duplicate collides with */
  data?: unknown;
  cause?: unknown;
}

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly slug: string;
  readonly details: ErrorDetails | undefined;
  readonly hint: string | undefined;
  readonly retryAfter: number | undefined;
  readonly data: unknown;

  constructor(code: ErrorCode, slug: string, message: string, extra: ErrorExtra = {}) {
    super(message, extra.cause === undefined ? undefined : { cause: extra.cause });
    this.name = 'AppError';
    this.code = code;
    this.slug = slug;
    this.details = extra.details;
    this.hint = extra.hint;
    this.retryAfter = extra.retryAfter;
    this.data = extra.data;
  }

  get status(): number {
    return STATUS[this.code];
  }

  /** What a client may see. Messages of 500 and above are a fixed text. */
  toEnvelope(requestId: string): ErrorEnvelope {
    if (this.code === 'Internal') return { error: 'Internal', slug: 'internal', message: MASKED, requestId };
    return {
      error: this.code,
      slug: this.slug,
      message: this.message,
      ...(this.details && { details: this.details }),
      ...(this.hint && { hint: this.hint }),
      ...(this.data !== undefined && { data: this.data }),
      requestId,
    };
  }
}

/** Runs a part of something larger: what it refuses is said of the fields of the whole, `{ theirs: 'ours' }`. */
export async function refusingAs<T>(
  fields: Readonly<Record<string, string>>,
  act: () => Promise<T>,
): Promise<T> {
  try {
    return await act();
  } catch (thrown) {
    if (!(thrown instanceof AppError) || !thrown.details) throw thrown;
    const { code, slug, message, hint, data, cause } = thrown;
    const details = Object.fromEntries(
      Object.entries(thrown.details).map(([field, issues]) => [fields[field] ?? field, issues]),
    );
    throw new AppError(code, slug, message, { details, ...(hint && { hint }), data, cause });
  }
}

export const MASKED =
  'Something went wrong on our side. Try again; if it stays, give support the request id.';

export const notFound = (noun: string): AppError =>
  new AppError('NotFound', `${noun}.not_found`, `No ${noun} here with that id.`, {
    hint: 'It may have been deleted, or you may not be allowed to see it.',
  });

export const unauthorized = (message = 'Sign in to continue.'): AppError =>
  new AppError('Unauthorized', 'auth.required', message);
