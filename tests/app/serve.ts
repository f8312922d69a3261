// The built pages on a free port, in a process of their own as in real life. Prints the port.
import { fileURLToPath } from 'node:url';
import { loadAssets } from '../../server/http/assets.ts';
import { loadPages } from '../../server/http/pages.ts';
import { createWebServer } from '../../server/http/server.ts';

const server = createWebServer({
  origin: 'http://localhost',
  pages: await loadPages(new URL('../../build/server/index.js', import.meta.url)),
  assets: loadAssets(fileURLToPath(new URL('../../build/client', import.meta.url))),
  onError: (error) => process.stderr.write(`${String(error)}\n`),
  onViolation: (violation) => process.stderr.write(`policy: ${JSON.stringify(violation)}\n`),
});
process.on('SIGTERM', () => void server.drain().then(() => process.exit(0)));
process.stdout.write(`${await server.listen(0, '127.0.0.1')}\n`);
