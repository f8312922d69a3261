// The one place that turns anything thrown into the server's one error type.
// Doors render it as the envelope of docs/errors.md; it never carries SQL, parameters or a stack to a client.
import { TRPCError } from '@trpc/server';
import { ZodError } from 'zod';
import { GrammarError } from '../app/contracts/list.ts';
import { AppError, MASKED, unauthorized, type ErrorCode, type ErrorDetails } from './app-error.ts';
import { refusalOfRule } from './auth/role-refusals.ts';

export * from './app-error.ts';

/** Field → messages. Path segments are joined by dots; issues without a path are filed under "_". */
export function zodDetails(error: ZodError): ErrorDetails {
  // without a prototype, because a field may be called __proto__
  const details = Object.create(null) as ErrorDetails;
  for (const issue of error.issues) {
    const field = issue.path.length
      ? issue.path.join('.')
      : issue.code === 'unrecognized_keys'
        ? (issue.keys[0] ?? '_')
        : '_';
    (details[field] ??= []).push(issue.message);
  }
  return details;
}

/** Anything thrown anywhere in the house → AppError. The original stays in `cause` for the log. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof TRPCError) return fromTrpc(thrown);
  if (thrown instanceof ZodError) return invalid(thrown);
  if (thrown instanceof GrammarError) return grammar(thrown);
  return fromDatabase(thrown) ?? new AppError('Internal', 'internal', MASKED, { cause: thrown });
}

function invalid(cause: ZodError): AppError {
  const details = zodDetails(cause);
  const [field, messages] = Object.entries(details)[0] ?? ['_', ['Check what was sent.']];
  const said = messages[0] ?? 'Check what was sent.';
  const message = field === '_' ? said : `${field}: ${said}`;
  return new AppError('Unprocessable', 'input.invalid', message, {
    details,
    cause,
  });
}

const grammar = (error: GrammarError): AppError =>
  new AppError('BadRequest', 'list.grammar', error.message, {
    details: Object.fromEntries(error.fields.map((field) => [field, [error.message]])),
  });

/** The same fault in a query string is a 400: the body rule (422) is for bodies. */
export const asQueryFault = (error: AppError): AppError =>
  error.slug === 'input.invalid'
    ? new AppError('BadRequest', 'query.invalid', error.message, {
        details: error.details,
        cause: error.cause,
      })
    : error;

function fromTrpc(error: TRPCError): AppError {
  const { cause } = error;
  if (cause instanceof AppError) return cause;
  if (cause instanceof GrammarError) return grammar(cause);
  if (cause instanceof ZodError) {
    if (error.code === 'INTERNAL_SERVER_ERROR')
      return new AppError('Internal', 'output.invalid', MASKED, { cause });
    return invalid(cause);
  }
  if (cause) {
    const known = fromDatabase(cause);
    if (known) return known;
  }
  const code = TRPC_TO_APP[error.code];
  if (!code) return new AppError('Internal', 'internal', MASKED, { cause: cause ?? error });
  return new AppError(code, `request.${code.toLowerCase()}`, error.message, { cause: cause ?? error });
}

const TRPC_TO_APP: Partial<Record<TRPCError['code'], ErrorCode>> = {
  PARSE_ERROR: 'BadRequest',
  BAD_REQUEST: 'BadRequest',
  UNAUTHORIZED: 'Unauthorized',
  FORBIDDEN: 'Forbidden',
  NOT_FOUND: 'NotFound',
  METHOD_NOT_SUPPORTED: 'MethodNotAllowed',
  TIMEOUT: 'Timeout',
  CONFLICT: 'Conflict',
  PAYLOAD_TOO_LARGE: 'PayloadTooLarge',
  UNSUPPORTED_MEDIA_TYPE: 'UnsupportedMediaType',
  UNPROCESSABLE_CONTENT: 'Unprocessable',
  TOO_MANY_REQUESTS: 'TooManyRequests',
  SERVICE_UNAVAILABLE: 'Unavailable',
};

/** SQLSTATE of a Postgres error, however deep Drizzle and tRPC have wrapped it. */
export function sqlState(thrown: unknown): string | undefined {
  for (let error = thrown, depth = 0; error instanceof Error && depth < 6; error = error.cause, depth += 1) {
    if ('code' in error && typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code))
      return error.code;
  }
  return undefined;
}

/** Name of the constraint a Postgres error speaks of, however deep it is wrapped. */
export function violatedConstraint(thrown: unknown): string | undefined {
  for (let error = thrown, depth = 0; error instanceof Error && depth < 6; error = error.cause, depth += 1) {
    if ('constraint_name' in error && typeof error.constraint_name === 'string') return error.constraint_name;
  }
  return undefined;
}

const CONNECTION_FAULTS = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'POOL_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
]);

function isConnectionFault(thrown: unknown): boolean {
  for (let error = thrown, depth = 0; error instanceof Error && depth < 6; error = error.cause, depth += 1) {
    if ('code' in error && typeof error.code === 'string' && CONNECTION_FAULTS.has(error.code)) return true;
  }
  return false;
}

function fromDatabase(thrown: unknown): AppError | undefined {
  const state = sqlState(thrown);
  const unavailable = (): AppError =>
    new AppError(
      'Unavailable',
      'database.unavailable',
      'The database is busy or restarting. Try again in a moment.',
      {
        retryAfter: 2,
        cause: thrown,
      },
    );
  if (!state) return isConnectionFault(thrown) ? unavailable() : undefined;
  if (state === 'SF401') return ended(thrown);
  if (state === 'SF403' || state === 'SF409')
    return refusalOfRule(violatedConstraint(thrown), thrown) ?? forbidden(thrown);
  if (state === 'SF430') return fieldsLocked(detailOf(thrown)?.split(',') ?? [], thrown);
  if (state === '57014') {
    return new AppError(
      'Timeout',
      'database.timeout',
      'That took too long and was stopped. Narrow it down and try again.',
      {
        cause: thrown,
      },
    );
  }
  if (state === '40001' || state === '40P01' || state === '55P03') {
    return new AppError(
      'Conflict',
      'database.busy',
      'Someone else is changing the same records. Try again.',
      {
        retryAfter: 1,
        cause: thrown,
      },
    );
  }
  if (state === '22P02' || state === '22021' || state === '22P05') {
    return new AppError(
      'Unprocessable',
      'input.unstorable',
      'A value has characters that cannot be stored.',
      { cause: thrown },
    );
  }
  if (state === 'SF503' || state.startsWith('08') || state.startsWith('57P') || state === '53300')
    return unavailable();
  return undefined;
}

/** The reason crm.enter gives: why a credential is over, or which permission is missing. */
function detailOf(thrown: unknown): string | undefined {
  let detail: string | undefined;
  for (let error = thrown, depth = 0; error instanceof Error && depth < 6; error = error.cause, depth += 1) {
    if ('detail' in error && typeof error.detail === 'string') detail = error.detail;
  }
  return detail;
}

const ended = (thrown: unknown): AppError =>
  detailOf(thrown) === 'address'
    ? new AppError('Forbidden', 'apikey.address', 'This key may not be used from this address.', {
        hint: 'It lists the addresses it works from. Make one for this address under Settings, API keys.',
      })
    : unauthorized('Your session or key has ended. Sign in again, or use another key.');

/** Fields that the caller's role has hidden or read-only, by the names they were sent under. */
export const fieldsLocked = (fields: readonly string[], cause?: unknown): AppError =>
  new AppError('Forbidden', 'field.locked', `Your role may not change ${fields.join(', ')}.`, {
    details: Object.fromEntries(fields.map((field) => [field, ['Your role may not change this field.']])),
    hint: 'Leave it out. An admin of your tenant can change what your role may edit.',
    ...(cause !== undefined && { cause }),
  });

const forbidden = (thrown: unknown): AppError => lacking(detailOf(thrown));

/** The refusal of whoever does not hold a permission. */
export function lacking(permission: string | undefined): AppError {
  const message = permission
    ? `Your role does not hold the permission ${permission}.`
    : 'Your role does not allow this.';
  return new AppError('Forbidden', 'auth.forbidden', message, {
    hint: 'An admin of your tenant can change what your role may do.',
    ...(permission && { data: { permission } }),
  });
}
