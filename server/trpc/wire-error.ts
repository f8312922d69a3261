// How a refusal is spelled for tRPC clients: their codes, beside the house's envelope. Every kind of AppError has one.
import { TRPC_ERROR_CODES_BY_KEY, type TRPC_ERROR_CODE_KEY } from '@trpc/server/rpc';
import type { AppError, ErrorCode, ErrorEnvelope } from '../errors.ts';

const CODES: Readonly<Record<ErrorCode, TRPC_ERROR_CODE_KEY>> = {
  BadRequest: 'BAD_REQUEST',
  Unauthorized: 'UNAUTHORIZED',
  Forbidden: 'FORBIDDEN',
  NotFound: 'NOT_FOUND',
  MethodNotAllowed: 'METHOD_NOT_SUPPORTED',
  Timeout: 'TIMEOUT',
  Conflict: 'CONFLICT',
  PayloadTooLarge: 'PAYLOAD_TOO_LARGE',
  UnsupportedMediaType: 'UNSUPPORTED_MEDIA_TYPE',
  Unprocessable: 'UNPROCESSABLE_CONTENT',
  // tRPC knows no 423; what to do is the same: come back later
  Locked: 'TOO_MANY_REQUESTS',
  TooManyRequests: 'TOO_MANY_REQUESTS',
  Internal: 'INTERNAL_SERVER_ERROR',
  Unavailable: 'SERVICE_UNAVAILABLE',
};

export interface WireError {
  code: number;
  message: string;
  data: { code: TRPC_ERROR_CODE_KEY; httpStatus: number } & ErrorEnvelope;
}

export function wireError(error: AppError, requestId: string): WireError {
  const envelope = error.toEnvelope(requestId);
  const code = CODES[error.code];
  return {
    code: TRPC_ERROR_CODES_BY_KEY[code],
    message: envelope.message,
    data: { code, httpStatus: error.status, ...envelope },
  };
}
