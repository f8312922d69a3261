// The ceilings of a list page: the same rows, asked for as the superuser in one statement, as a document of a bare
// page of the framework and as JSON. No session, no policy, no audit, no formats, nothing else on the page.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { createRequestHandler, type ServerBuild } from '@remix-run/node';
import { Links, Meta, Outlet, RemixServer, Scripts, useLoaderData } from '@remix-run/react';
import { createElement as h } from 'react';
import { renderToPipeableStream } from 'react-dom/server';
import type { Sql } from 'postgres';
import { rawList } from './search.ts';

type Row = Record<string, unknown>;
const COLUMNS = ['name', 'company', 'stage', 'owner', 'score', 'updated_at', 'email', 'phone'];

/** Listens on a port of its own; every path answers. */
export async function bareServer(answer: (url: string) => Promise<[type: string, body: string]>) {
  const server: Server = createServer((req, res) => {
    answer(`http://bare${req.url ?? '/'}`).then(
      ([type, body]) =>
        res.writeHead(200, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) }).end(body),
      () => res.writeHead(500).end(),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

const firstPage = async (list: () => PromiseLike<readonly Row[]>): Promise<readonly Row[]> =>
  (await list()).slice(0, 50);

export function barePage(admin: Sql, tenantId: string) {
  const list = rawList(admin, tenantId);
  const handle = createRequestHandler(
    build(() => firstPage(list)),
    'production',
  );
  return bareServer(async (url) => ['text/html', await (await handle(new Request(url))).text()]);
}

export function bareJson(admin: Sql, tenantId: string) {
  const list = rawList(admin, tenantId);
  return bareServer(async () => ['application/json', JSON.stringify(await firstPage(list))]);
}

/** What the framework's compiler makes of two modules, by hand: a root and a route with a loader and a table. */
function build(load: () => Promise<readonly Row[]>): ServerBuild {
  const manifestOf = (id: string, hasLoader: boolean) => ({
    id,
    module: `/${id}.js`,
    hasAction: false,
    hasLoader,
    hasClientAction: false,
    hasClientLoader: false,
    hasErrorBoundary: false,
  });
  return {
    mode: 'production',
    isSpaMode: false,
    publicPath: '/',
    basename: '/',
    assetsBuildDirectory: '',
    future: {
      v3_fetcherPersist: true,
      v3_relativeSplatPath: true,
      v3_throwAbortReason: true,
      v3_singleFetch: true,
      v3_lazyRouteDiscovery: true,
    },
    entry: { module: { default: respond } },
    routes: {
      root: { id: 'root', path: '', module: { default: Root } },
      list: { id: 'list', parentId: 'root', path: 'leads', module: { default: List, loader: load } },
    },
    assets: {
      url: '/manifest.js',
      version: '1',
      entry: { module: '/entry.js', imports: [] },
      routes: {
        root: { ...manifestOf('root', false), path: '' },
        list: { ...manifestOf('list', true), parentId: 'root', path: 'leads' },
      },
    },
  };
}

async function respond(
  request: Request,
  status: number,
  headers: Headers,
  context: Parameters<typeof RemixServer>[0]['context'],
): Promise<Response> {
  const html = await new Promise<string>((resolve, reject) => {
    const { pipe } = renderToPipeableStream(h(RemixServer, { context, url: request.url }), {
      onAllReady: () => void text(pipe(new PassThrough())).then(resolve, reject),
      onShellError: reject,
    });
  });
  headers.set('Content-Type', 'text/html');
  return new Response(html, { status, headers });
}

const Root = () =>
  h('html', { lang: 'en' }, h('head', null, h(Meta), h(Links)), h('body', null, h(Outlet), h(Scripts)));

function List() {
  const rows = useLoaderData<readonly Row[]>();
  return h(
    'table',
    null,
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        COLUMNS.map((name) => h('th', { key: name }, name)),
      ),
    ),
    h(
      'tbody',
      null,
      rows.map((row) => h('tr', { key: String(row['id']) }, cells(row))),
    ),
  );
}

const cells = (row: Row) =>
  COLUMNS.map((key) =>
    h(
      'td',
      { key },
      key === 'name' ? h('a', { href: `/leads/${String(row['id'])}` }, String(row[key])) : String(row[key]),
    ),
  );
