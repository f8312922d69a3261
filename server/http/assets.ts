// The browser's files, served from memory: scripts and styles whose name holds their hash for a year, the rest for a day.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { acceptedEncoding, compressWell, isCompressible, type Encoding } from './compress.ts';
import { setHeaders } from './headers.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};

interface Asset {
  body: Buffer;
  type: string;
  etag: string;
  cache: string;
  encoded: Partial<Record<Encoding, Buffer>>;
}

export interface Assets {
  /** Answers the request if its path is one of the files. */
  serve(req: IncomingMessage, res: ServerResponse, pathname: string): boolean;
  /** Resolves when every file has been compressed; until then they are served as they are. */
  ready: Promise<void>;
}

export function loadAssets(folder: string): Assets {
  const files = new Map<string, Asset>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.parentPath.includes(`${path.sep}.vite`)) continue;
    const file = path.join(entry.parentPath, entry.name);
    const url = '/' + path.relative(folder, file).split(path.sep).join('/');
    files.set(url, readAsset(file, url));
  }
  return {
    serve(req, res, pathname) {
      const asset = files.get(pathname);
      if (!asset || (req.method !== 'GET' && req.method !== 'HEAD')) return false;
      send(req, res, asset);
      return true;
    },
    ready: compressAll([...files.values()]),
  };
}

function readAsset(file: string, url: string): Asset {
  const body = readFileSync(file);
  return {
    body,
    type: TYPES[path.extname(file)] ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    cache: url.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'public, max-age=86400',
    encoded: {},
  };
}

async function compressAll(assets: Asset[]): Promise<void> {
  for (const asset of assets) {
    if (!isCompressible(asset.type, asset.body.length)) continue;
    for (const encoding of ['br', 'gzip'] as const)
      asset.encoded[encoding] = await compressWell(asset.body, encoding);
  }
}

function send(req: IncomingMessage, res: ServerResponse, asset: Asset): void {
  const wanted = acceptedEncoding(req.headers['accept-encoding']);
  const encoded = wanted ? asset.encoded[wanted] : undefined;
  const body = encoded ?? asset.body;
  setHeaders(res, {
    'Cache-Control': asset.cache,
    'Content-Type': asset.type,
    ETag: asset.etag,
    Vary: 'Accept-Encoding',
  });
  if (req.headers['if-none-match'] === asset.etag) {
    res.statusCode = 304;
    res.end();
    return;
  }
  if (wanted && encoded) res.setHeader('Content-Encoding', wanted);
  res.setHeader('Content-Length', body.length);
  res.end(req.method === 'HEAD' ? undefined : body);
}
