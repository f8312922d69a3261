// Parts of a page that may fail alone: the others are shown, the failed one says why and offers to try again.
import { toAppError } from '../../server/errors.ts';
import type { Page } from './page.server.ts';

export type Settled<T> = { ok: true; data: T } | { ok: false; message: string; requestId: string };

/**
 * An ended session still sends to the sign-in page; everything else becomes the part's own fault. Null where what one may
 * not read is no part of one's page.
 */
export async function settle<T>(
  { requestId }: Pick<Page, 'requestId'>,
  load: () => Promise<T>,
): Promise<Settled<T> | null> {
  try {
    return { ok: true, data: await load() };
  } catch (thrown) {
    if (thrown instanceof Response) throw thrown;
    const error = toAppError(thrown);
    if (error.code === 'Unauthorized') throw thrown;
    if (error.code === 'Forbidden') return null;
    const { message } = error.toEnvelope(requestId);
    return { ok: false, message, requestId };
  }
}
