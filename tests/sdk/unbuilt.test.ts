// An instance that was never built: the reference still says everything, and the client package says why it is not there.
import { pathToFileURL } from 'node:url';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { apiDocsRoutes } from '../../server/http/api-docs.ts';
import { sdkRoute } from '../../server/http/sdk.ts';
import { startServer } from '../http/web-server.ts';
import { emptyProject } from './folder.ts';

const { folder } = emptyProject();
const built = pathToFileURL(`${folder}/`);

test('the package is a 404 that names the command, until it is there', async () => {
  const file = new URL('sdk.tgz', built);
  const { url } = await startServer({ routes: [sdkRoute(file)] });
  const missing = await fetch(`${url}/sdk.tgz`);
  expect(missing.status).toBe(404);
  expect(await missing.json()).toMatchObject({
    slug: 'sdk.not_built',
    message: 'There is no client package here: `npm run build` makes it.',
  });
  writeFileSync(file, 'a package');
  expect(await (await fetch(`${url}/sdk.tgz`)).text()).toBe('a package');
});

test('the reference comes without styles rather than not at all', async () => {
  const { url } = await startServer({ routes: apiDocsRoutes(new URL('client/', built)) });
  const bare = await (await fetch(`${url}/api/docs`)).text();
  expect(bare).toContain('Rules of every call');
  expect(bare).not.toContain('stylesheet');
});

test('the reference finds the styles of the pages by their name and its own by their content', async () => {
  mkdirSync(path.join(folder, 'client/assets'), { recursive: true });
  writeFileSync(path.join(folder, 'client/assets/styles-Abc_12.css'), '');
  writeFileSync(path.join(folder, 'client/api-docs.css'), 'p {}');
  const { url } = await startServer({ routes: apiDocsRoutes(new URL('client/', built)) });
  const page = await (await fetch(`${url}/api/docs/leads`)).text();
  const found = [...page.matchAll(/rel="stylesheet" href="([^"]+)"/g)].map(([, href]) => href);
  expect(found).toEqual([
    '/assets/styles-Abc_12.css',
    expect.stringMatching(/^\/api-docs\.css\?v=[\w-]{8}$/),
  ]);
});
