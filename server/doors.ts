// Every route of the product that is no page: the API's doors, streams beside them, documents and metrics.
import { identify } from './auth/principal.ts';
import { jwksRoute } from './auth/jwks.ts';
import { calendarRoute } from './features/calendar/calendar.doors.ts';
import { exportRoutes } from './features/exports/exports.doors.ts';
import { fileRoutes } from './features/files/files.doors.ts';
import { importRoutes } from './features/imports/imports.doors.ts';
import { jobStream } from './features/jobs/jobs.stream.ts';
import { liveStream } from './features/live/live.stream.ts';
import { AppError } from './errors.ts';
import { apiDocsRoutes } from './http/api-docs.ts';
import type { Route } from './http/routes.ts';
import { sdkRoute } from './http/sdk.ts';
import { requireRoomAt } from './limits/limited.ts';
import { metricsRoute } from './observability/metrics-route.ts';
import { openApiDocument } from './trpc/openapi.ts';
import { restDoor, sendError, sendJson } from './trpc/rest-door.ts';
import { trpcDoor } from './trpc/trpc-door.ts';

export function doors(): Route[] {
  const rest = restDoor(identify).map((route) => STREAMS[route.path]?.(route, identify) ?? route);
  return [
    ...exportRoutes(identify),
    ...fileRoutes(identify),
    ...importRoutes(identify),
    ...rest,
    trpcDoor(identify),
    openApiRoute(),
    ...apiDocsRoutes(new URL('../build/client/', import.meta.url)),
    sdkRoute(new URL('../build/sdk.tgz', import.meta.url)),
    calendarRoute,
    jwksRoute,
    metricsRoute,
    cspReport,
    unknownOperation,
  ];
}

/** Operations that go on as events for those who ask for them. */
const STREAMS: Readonly<Record<string, typeof jobStream>> = {
  '/api/jobs/:id': jobStream,
  '/api/live': liveStream,
};

function openApiRoute(): Route {
  let document: unknown;
  return {
    method: 'GET',
    path: '/api/openapi.json',
    door: 'rest',
    handle(_req, res, { ip }) {
      requireRoomAt(res, ip);
      document ??= openApiDocument();
      sendJson(res, 200, document);
    },
  };
}

/** Browsers report violations of the content policy here; each becomes a warning in the log. */
const cspReport: Route = {
  method: 'POST',
  path: '/csp-report',
  csrf: 'self',
  bodyLimit: 16 * 1024,
  handle(_req, res) {
    res.writeHead(204).end();
  },
};

/** Below /api a program asks: what is not there is said in the envelope, never as a page. */
const unknownOperation: Route = {
  method: '*',
  path: '/api/*',
  door: 'rest',
  csrf: 'self',
  handle(_req, res, edge) {
    requireRoomAt(res, edge.ip);
    const error = new AppError('NotFound', 'api.unknown_operation', 'There is no such operation.', {
      hint: 'GET /api/openapi.json lists them all.',
    });
    sendError(res, error, edge.requestId);
  },
};
