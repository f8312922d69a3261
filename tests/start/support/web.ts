// Stands in for the web process where only the supervision is under test: listens, answers readiness, drains.
import { createServer } from 'node:http';
import { withConnection } from '../../../db/connection.ts';
import { env, requireDatabaseUrls } from '../../../server/env.ts';

const urls = requireDatabaseUrls();
const server = createServer((request, response) => {
  if (request.url !== '/health/ready') {
    response.end(
      JSON.stringify({ pid: process.pid, mode: env.NODE_ENV, admin: env.DATABASE_URL_ADMIN ?? null }),
    );
    return;
  }
  withConnection(urls.auth, (sql) => sql`select 1`).then(
    () => response.end('ready'),
    () => response.writeHead(503).end('not ready'),
  );
});
process.once('SIGTERM', () => {
  process.stdout.write('web drained\n');
  server.closeAllConnections();
  server.close();
});
server.listen({ port: env.PORT, host: env.HOST, reusePort: env.WEB_PROCESSES > 1 });
