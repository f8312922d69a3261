// One line per answered request, with who asked: what /admin/health searches by request id.
import type { Seen } from '../http/server.ts';
import { identityOf } from '../trpc/request.ts';
import { log } from './log.ts';
import { countRequest } from './metrics.ts';
import { traced } from './tracing.ts';

/** Addresses whose last part signs somebody in. */
const SECRET_PART = /^(\/(?:reset|invite|verify|calendar)\/)[^/]+/;

export function logRequest(seen: Seen): void {
  countRequest(seen);
  if (seen.route === 'file' || seen.route.startsWith('/health') || seen.route === '/metrics') return;
  const principal = seen.edge && identityOf(seen.edge);
  const who = { tenantId: principal?.tenantId ?? undefined, userId: principal?.userId ?? undefined };
  const path = seen.path.replace(SECRET_PART, '$1[token]');
  const { requestId, method, route, status, ms, ip } = seen;
  log.info({ requestId, ...who, method, path, route, status, ms, ip }, 'request');
  const attributes = {
    'http.request.method': method,
    'http.route': route,
    'http.response.status_code': status,
    'request.id': requestId,
  };
  traced({ name: `${method} ${route}`, kind: 'request', ms, failed: status >= 500, attributes });
}
