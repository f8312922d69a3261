// Starts the web process: built pages, files and routes on one port, drained on SIGTERM and SIGINT.
import { fileURLToPath } from 'node:url';
import { env } from './env.ts';
import { loadAssets } from './http/assets.ts';
import { loadPages } from './http/pages.ts';
import { createWebServer } from './http/server.ts';

const server = createWebServer({
  origin: env.PUBLIC_ORIGIN,
  trustedProxies: env.TRUSTED_PROXIES,
  pages: await loadPages(new URL('../build/server/index.js', import.meta.url)),
  assets: loadAssets(fileURLToPath(new URL('../build/client', import.meta.url))),
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void server.drain().then(() => process.exit(0)));
}

await server.listen(env.PORT, env.HOST);
