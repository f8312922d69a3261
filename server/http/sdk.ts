// GET /sdk.tgz: the typed client as `npm run build` packed it, so that `npm i <this instance>/sdk.tgz` gives the types of
// exactly this version. Whoever may reach the instance may have it: it holds no secret and no server code.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { AppError } from '../errors.ts';
import { setHeaders } from './headers.ts';
import type { Route } from './routes.ts';

interface Package {
  body: Buffer;
  etag: string;
}

export function sdkRoute(file: URL): Route {
  let loaded: Promise<Package> | undefined;
  return {
    method: 'GET',
    path: '/sdk.tgz',
    door: 'rest',
    async handle(req, res) {
      loaded ??= load(file).catch((error: unknown) => {
        loaded = undefined;
        throw error;
      });
      const { body, etag } = await loaded;
      setHeaders(res, {
        'Content-Type': 'application/gzip',
        'Content-Disposition': 'attachment; filename="streamflow-sdk.tgz"',
        'Cache-Control': 'public, max-age=300, must-revalidate',
        ETag: etag,
      });
      if (req.headers['if-none-match'] === etag) {
        res.writeHead(304).end();
        return;
      }
      res.setHeader('Content-Length', body.length);
      res.end(req.method === 'HEAD' ? undefined : body);
    },
  };
}

async function load(file: URL): Promise<Package> {
  try {
    const body = await readFile(file);
    return { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` };
  } catch (cause) {
    throw new AppError(
      'NotFound',
      'sdk.not_built',
      'There is no client package here: `npm run build` makes it.',
      {
        cause,
      },
    );
  }
}
