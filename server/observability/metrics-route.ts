// GET /metrics for Prometheus: on the private port where one is set, else on the main port for this machine only.
import { createServer, type Server } from 'node:http';
import { env } from '../env.ts';
import { notFound } from '../errors.ts';
import type { Route } from '../http/routes.ts';
import { registry } from './metrics.ts';

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

export const metricsRoute: Route = {
  method: 'GET',
  path: '/metrics',
  async handle(req, res) {
    if (
      env.METRICS_PORT ||
      !LOOPBACK.test(req.socket.remoteAddress ?? '') ||
      req.headers['x-forwarded-for']
    ) {
      throw notFound('page');
    }
    res.setHeader('Content-Type', registry.contentType);
    res.end(await registry.metrics());
  },
};

/** Listens on METRICS_PORT, when set. */
export function startMetricsServer(): Server | undefined {
  if (!env.METRICS_PORT) return undefined;
  const server = createServer((req, res) => {
    if (req.url !== '/metrics') {
      res.writeHead(404).end();
      return;
    }
    registry.metrics().then(
      (text) => res.writeHead(200, { 'Content-Type': registry.contentType }).end(text),
      () => res.writeHead(500).end(),
    );
  });
  // several web processes share the port: a scrape meets one of them, as it does behind any balancer
  return server.listen({ port: env.METRICS_PORT, host: env.HOST, reusePort: env.WEB_PROCESSES > 1 });
}
