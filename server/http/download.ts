// A file on its way to a browser or program, piece by piece: its headers, and no faster than it is taken.
import type { ServerResponse } from 'node:http';
import { ClientGone } from './body.ts';
import { DOWNLOAD_POLICY, setHeaders } from './headers.ts';

interface Announced {
  name: string;
  type: string;
  /** bytes, where they are known */
  size?: number;
}

/** Announces a file under a name that old and new readers of the header understand; nothing in it may run. */
export const beginDownload = (res: ServerResponse, { name, type, size }: Announced): void =>
  setHeaders(res, {
    'Content-Type': type,
    'Content-Disposition': attachment(name),
    'Content-Security-Policy': DOWNLOAD_POLICY,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
    ...(size !== undefined && { 'Content-Length': String(size) }),
  });

export const beginCsv = (res: ServerResponse, fileName: string): void =>
  beginDownload(res, { name: fileName, type: 'text/csv; charset=utf-8' });

const attachment = (name: string): string =>
  `attachment; filename="${name.replace(/[^\w .()-]/g, '_')}"; filename*=UTF-8''${encodeRfc8187(name)}`;

const encodeRfc8187 = (text: string): string =>
  encodeURIComponent(text).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** Resolves when there is room for more. Throws ClientGone when nobody takes it any longer. */
export async function write(res: ServerResponse, text: string): Promise<void> {
  if (res.destroyed) throw new ClientGone();
  if (res.write(text)) return;
  await new Promise<void>((resolve) => {
    const go = (): void => {
      res.off('drain', go).off('close', go);
      resolve();
    };
    res.on('drain', go).on('close', go);
  });
}
