// Which encoding an answer gets, and the encoding itself. Answers are whole buffers, so one synchronous pass is cheapest.
import zlib from 'node:zlib';

export type Encoding = 'br' | 'gzip';

const WORTH_IT = 860;
const COMPRESSIBLE =
  /^(text\/|application\/(json|javascript|manifest\+json|x-script|xml|yaml)|image\/svg\+xml)/;

export const isCompressible = (contentType: string | undefined, size: number): boolean =>
  size >= WORTH_IT && COMPRESSIBLE.test(contentType ?? '');

export function acceptedEncoding(header: string | string[] | undefined): Encoding | undefined {
  const accepted = new Set<string>();
  for (const part of String(header ?? '').split(',')) {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    if (quality === undefined || Number(quality) > 0) accepted.add(name);
  }
  if (accepted.has('br')) return 'br';
  return accepted.has('gzip') ? 'gzip' : undefined;
}

/** For what is made anew for each request. */
export function compressNow(body: Uint8Array, encoding: Encoding): Buffer {
  if (encoding === 'gzip') return zlib.gzipSync(body, { level: 1 });
  return zlib.brotliCompressSync(body, {
    params: {
      [zlib.constants.BROTLI_PARAM_QUALITY]: 1,
      [zlib.constants.BROTLI_PARAM_MODE]: zlib.constants.BROTLI_MODE_TEXT,
      [zlib.constants.BROTLI_PARAM_SIZE_HINT]: body.length,
    },
  });
}

/** For what is made once and served for months. Off the main thread. */
export function compressWell(body: Uint8Array, encoding: Encoding): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const done = (error: Error | null, result: Buffer): void => (error ? reject(error) : resolve(result));
  if (encoding === 'gzip') zlib.gzip(body, { level: 9 }, done);
  else zlib.brotliCompress(body, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 10 } }, done);
  return promise;
}
