// Reads a request body into memory, up to a limit and a deadline. Uploads stream and keep their own floor of speed.
import type { IncomingMessage } from 'node:http';
import { AppError } from '../errors.ts';

export interface BodyLimits {
  bytes: number;
  ms: number;
}

const SWALLOW = 8 * 1024 * 1024;

export const tooLarge = (limit: number): AppError =>
  new AppError(
    'PayloadTooLarge',
    'body.too_large',
    `The request is larger than ${Math.floor(limit / 1000)} KB.`,
    {
      hint: 'Large files go through the import page or POST /api/leads/import.',
    },
  );

export const tooSlow = (): AppError =>
  new AppError(
    'Timeout',
    'body.too_slow',
    'The request took too long to arrive. Check the connection and try again.',
  );

export const announcesBody = (req: IncomingMessage): boolean =>
  req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;

/**
 * The whole body, or AppError 413 (more than `bytes`) or 408 (not here within `ms`). A little of what is refused is
 * still read, because a client that is cut off while sending never sees the answer.
 */
export function readBody(req: IncomingMessage, { bytes, ms }: BodyLimits): Promise<Buffer> {
  if (!announcesBody(req)) return Promise.resolve(Buffer.alloc(0));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const end = (outcome: () => void): void => {
      clearTimeout(deadline);
      req.off('data', take).off('end', finish).off('close', lost).off('error', lost);
      outcome();
    };
    const deadline = setTimeout(() => end(() => reject(tooSlow())), ms);
    const take = (chunk: Buffer): void => {
      size += chunk.length;
      if (size <= bytes) chunks.push(chunk);
      else chunks.length = 0;
      if (size > bytes + SWALLOW) end(() => reject(tooLarge(bytes)));
    };
    const finish = (): void =>
      end(() => (size > bytes ? reject(tooLarge(bytes)) : resolve(Buffer.concat(chunks))));
    const lost = (): void => end(() => reject(new ClientGone()));
    if (Number(req.headers['content-length'] ?? 0) > bytes + SWALLOW)
      return end(() => reject(tooLarge(bytes)));
    req.on('data', take).on('end', finish).on('close', lost).on('error', lost);
  });
}

/**
 * Before a refusal: takes in what is already on its way, for at most a second, since a connection that is closed on
 * unread bytes is reset, and the client may never see the answer.
 */
export async function swallowBody(req: IncomingMessage): Promise<void> {
  const length = Number(req.headers['content-length'] ?? 0);
  if (req.complete || req.destroyed || !announcesBody(req) || length > SWALLOW) return;
  const done = Promise.withResolvers<void>();
  const limit = setTimeout(done.resolve, 1_000);
  req.once('end', done.resolve).once('close', done.resolve).resume();
  await done.promise;
  clearTimeout(limit);
}

/** The client went away while it was still sending: there is nobody to answer. */
export class ClientGone extends Error {}

/**
 * Throws 408 into `onSlow` when fewer than `floor` bytes a second arrive over any window of `windowMs`.
 * For streamed uploads, which have no total deadline. Returns the function that ends the watch.
 */
export function watchSpeed(
  req: IncomingMessage,
  onSlow: (error: AppError) => void,
  { floor = 32 * 1024, windowMs = 15_000 } = {},
): () => void {
  let seen = 0;
  let last = 0;
  const count = (chunk: Buffer): void => {
    seen += chunk.length;
  };
  const timer = setInterval(() => {
    if (seen - last < (floor * windowMs) / 1000) {
      stop();
      onSlow(tooSlow());
    }
    last = seen;
  }, windowMs);
  const stop = (): void => {
    clearInterval(timer);
    req.off('data', count);
  };
  req.on('data', count).once('close', stop);
  return stop;
}
