// Answers what node refuses before there is a request: broken or smuggled messages, endless headers, headers too late.
import type { Duplex } from 'node:stream';
import { AppError } from '../errors.ts';
import { commonHeaders } from './headers.ts';
import { requestIdOf } from './edge.ts';

interface Fault {
  status: string;
  error: AppError;
}

const broken: Fault = {
  status: '400 Bad Request',
  error: new AppError('BadRequest', 'request.malformed', 'The request is not valid HTTP.'),
};

const FAULTS: Readonly<Record<string, Fault>> = {
  HPE_HEADER_OVERFLOW: {
    status: '431 Request Header Fields Too Large',
    error: new AppError(
      'BadRequest',
      'request.headers_too_large',
      'The request headers are larger than 16 KB.',
    ),
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: '408 Request Timeout',
    error: new AppError('Timeout', 'request.too_slow', 'The request took too long to arrive.'),
  },
};

export function answerClientError(fault: NodeJS.ErrnoException, socket: Duplex): void {
  if (fault.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, error } = FAULTS[fault.code ?? ''] ?? broken;
  const requestId = requestIdOf(undefined);
  const body = JSON.stringify(error.toEnvelope(requestId));
  const headers = {
    ...commonHeaders(requestId, '/'),
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 ${status}`, ...lines, '', body].join('\r\n'));
}
