// Starts the web process: built pages, files and doors on one port, drained on SIGTERM and SIGINT.
import { fileURLToPath } from 'node:url';
import { closePools, pool } from '../db/client.ts';
import { keepCounting } from './auth/key-calls.ts';
import { doors } from './doors.ts';
import { env } from './env.ts';
import { loadAssets } from './http/assets.ts';
import { loadPages } from './http/pages.ts';
import { createWebServer } from './http/server.ts';
import { fieldsOfRefusal } from './limits/limited.ts';
import { logRequest } from './observability/access-log.ts';
import { reportError } from './observability/error-report.ts';
import { reportHealth } from './observability/health-report.ts';
import { log } from './observability/log.ts';
import { startMetricsServer } from './observability/metrics-route.ts';
import { startTracing } from './observability/tracing.ts';
import { configureProcess } from './process.ts';

await configureProcess('web');
const stopTracing = startTracing();
const stopReporting = reportHealth('web');
const stopCounting = keepCounting();
const metrics = startMetricsServer();

const server = createWebServer({
  origin: env.PUBLIC_ORIGIN,
  trustedProxies: env.TRUSTED_PROXIES,
  pages: await loadPages(new URL('../build/server/index.js', import.meta.url)),
  assets: loadAssets(fileURLToPath(new URL('../build/client', import.meta.url))),
  routes: doors(),
  fieldsOfRefusal,
  limits: { bodyBytes: env.LIMIT_JSON_BYTES, drainGraceMs: env.NODE_ENV === 'production' ? 2_000 : 0 },
  checks: [
    {
      name: 'database',
      check: async () => {
        await pool('app')`select 1`;
      },
    },
  ],
  onSeen: logRequest,
  onViolation: (violation, requestId) => log.warn({ requestId, violation }, 'page broke its policy'),
  onError(error, { requestId, path }) {
    log.error({ requestId, path, err: error }, 'request failed at the edge');
    reportError(error, { requestId, path });
  },
});

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await server.drain();
  metrics?.close();
  await Promise.allSettled([stopReporting(), stopTracing(), stopCounting()]);
  await closePools();
  process.exit(0);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());

await server.listen(env.PORT, env.HOST, env.WEB_PROCESSES > 1);
log.info({ port: env.PORT }, 'web ready');
