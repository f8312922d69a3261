// The browser's files, served from memory as the build compressed them: scripts and styles whose name holds their hash for
// a year, the rest for a day.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
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
}

/** A compressed file lies beside the plain one. */
const ENDINGS: Readonly<Record<Encoding, string>> = { br: '.br', gzip: '.gz' };
const encodings = Object.keys(ENDINGS) as Encoding[];

export function loadAssets(folder: string): Assets {
  const files = new Map<string, Asset>();
  for (const file of filesBelow(folder)) {
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
  };
}

/** Once per build: writes what each file is sent as. A file that was not compressed is served as it is. */
export async function compressAssets(folder: string): Promise<void> {
  await Promise.all(filesBelow(folder).map(compressAsset));
}

async function compressAsset(file: string): Promise<void> {
  const body = readFileSync(file);
  if (!isCompressible(typeOf(file), body.length)) return;
  for (const encoding of encodings)
    await writeFile(file + ENDINGS[encoding], await compressWell(body, encoding));
}

/** Of the build, neither what it keeps for itself nor what was compressed. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes(`${path.sep}.vite`))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !Object.values(ENDINGS).includes(path.extname(file)));
}

const typeOf = (file: string): string => TYPES[path.extname(file)] ?? 'application/octet-stream';

function readAsset(file: string, url: string): Asset {
  const body = readFileSync(file);
  return {
    body,
    type: typeOf(file),
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    cache: url.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'public, max-age=86400',
    encoded: readEncoded(file),
  };
}

function readEncoded(file: string): Asset['encoded'] {
  const encoded: Asset['encoded'] = {};
  for (const encoding of encodings) {
    const compressed = file + ENDINGS[encoding];
    if (existsSync(compressed)) encoded[encoding] = readFileSync(compressed);
  }
  return encoded;
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
