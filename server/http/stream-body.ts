// A request's body as it comes, for routes that stream. Nothing is held; a sender who is too slow or goes away ends it.
import type { IncomingMessage } from 'node:http';
import { AppError } from '../errors.ts';
import { ClientGone, watchSpeed } from './body.ts';

const SWALLOW_BYTES = 8 * 1024 * 1024;
const SWALLOW_MS = 3_000;

export class StreamBody implements AsyncIterable<Buffer> {
  readonly #req: IncomingMessage;
  readonly #pieces: AsyncIterator<Buffer>;
  readonly #stopWatch: () => void;
  #fail: (error: Error) => void = () => undefined;
  #refused: AppError | null = null;

  constructor(req: IncomingMessage, speed: { floor?: number; windowMs?: number } = {}) {
    this.#req = req;
    // counting bytes must not set them flowing before anybody takes them
    req.pause();
    this.#stopWatch = watchSpeed(req, (slow) => this.#refuse(slow), speed);
    this.#pieces = req.iterator({ destroyOnReturn: false });
  }

  #refuse(slow: AppError): void {
    this.#refused = slow;
    this.#fail(slow);
  }

  /** The next piece. Throws AppError 408 when too little comes, ClientGone when nobody sends any more. */
  async next(): Promise<IteratorResult<Buffer, undefined>> {
    if (this.#refused) throw this.#refused;
    try {
      const piece = await new Promise<IteratorResult<Buffer, undefined>>((resolve, reject) => {
        this.#fail = reject;
        this.#pieces.next().then(resolve, reject);
      });
      if (piece.done) this.#stopWatch();
      return piece;
    } catch (error) {
      this.#stopWatch();
      throw error instanceof AppError ? error : new ClientGone();
    }
  }

  [Symbol.asyncIterator](): AsyncIterator<Buffer, undefined> {
    return { next: () => this.next() };
  }

  /** Reads a little of what is refused, because a client that is cut off while sending never sees the answer. */
  async swallow(): Promise<void> {
    this.#stopWatch();
    if (this.#refused || this.#req.destroyed) return;
    const giveUp = setTimeout(() => this.#fail(new ClientGone()), SWALLOW_MS);
    try {
      let size = 0;
      for await (const piece of this) {
        size += piece.length;
        if (size > SWALLOW_BYTES) break;
      }
    } catch (error) {
      if (!(error instanceof ClientGone)) throw error;
    } finally {
      clearTimeout(giveUp);
    }
  }
}
