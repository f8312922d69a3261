// Taking back what was just done, from the message that said so: only if nobody has decided otherwise since, which is said.
import { toAppError } from '../../server/errors.ts';
import { flashing } from './flash.server.ts';

interface Undoing {
  /** where one goes when it is taken back, and what is said there */
  to: string;
  text: string;
  /** where one goes when it is not */
  otherwise: string;
  secure: boolean;
}

export async function undoing(
  takeBack: () => Promise<unknown>,
  { to, text, otherwise, secure }: Undoing,
): Promise<Response> {
  try {
    await takeBack();
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.slug !== 'record.stale') throw thrown;
    return flashing(otherwise, { tone: 'bad', text: `Not undone. ${error.message}` }, secure);
  }
  return flashing(to, { tone: 'ok', text }, secure);
}
