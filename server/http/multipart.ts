// multipart/form-data as it arrives (RFC 7578), read strictly: parts in order, each a stream, nothing held but a boundary's
// length. It knows no field names and keeps no files.
import { AppError } from '../errors.ts';

export interface Part {
  name: string;
  /** null for a plain field */
  fileName: string | null;
  /** what of it is unread when the next part is asked for is passed over */
  body: AsyncIterable<Uint8Array>;
}

const HEAD_BYTES = 8 * 1024;
const MOST_PARTS = 20;
const BOUNDARY = /^[0-9A-Za-z'()+_,./:=?-]{1,70}$/;

/** The boundary in a Content-Type. Throws 415 where the body is no form, 400 where the boundary is missing or malformed. */
export function boundaryOf(contentType: string | undefined): string {
  const [type = '', ...parameters] = (contentType ?? '').split(';').map((part) => part.trim());
  if (type.toLowerCase() !== 'multipart/form-data') {
    throw new AppError(
      'UnsupportedMediaType',
      'upload.not_multipart',
      'Send the file as multipart/form-data.',
    );
  }
  const given = parameters.find((parameter) => /^boundary=/i.test(parameter))?.slice('boundary='.length);
  const boundary = given?.replace(/^"(.*)"$/, '$1') ?? '';
  if (!BOUNDARY.test(boundary)) throw malformed('its boundary is missing');
  return boundary;
}

/** The parts of a body. Throws 400 for anything that is not exactly such a body, also when it ends too early. */
export async function* partsOf(bytes: AsyncIterable<Uint8Array>, boundary: string): AsyncGenerator<Part> {
  const input = new Input(bytes);
  const mark = Buffer.from(`\r\n--${boundary}`);
  await input.expect(mark.subarray(2));
  for (let count = 1; await opensPart(input); count += 1) {
    if (count > MOST_PARTS) throw malformed(`it has more than ${MOST_PARTS} parts`);
    const head = await textOf(input.until(HEAD_END), HEAD_BYTES, 'the head of a part');
    const { marks } = input;
    yield { ...readHead(head), body: input.until(mark) };
    if (input.marks === marks) await skip(input.until(mark));
  }
}

/** A field's text. Throws 400 when it is longer than `most` bytes or not UTF-8. */
export const fieldText = (part: Part, most: number): Promise<string> =>
  textOf(part.body, most, `the field "${part.name}"`);

const HEAD_END = Buffer.from('\r\n\r\n');

async function skip(rest: AsyncGenerator): Promise<void> {
  let piece = await rest.next();
  while (!piece.done) piece = await rest.next();
}

/** After a boundary stands a line end where a part follows, and "--" after the last. */
async function opensPart(input: Input): Promise<boolean> {
  const next = (await input.take(2)).toString('latin1');
  if (next === '\r\n') return true;
  if (next === '--') return false;
  throw malformed('a boundary is followed by something else');
}

function readHead(head: string): Pick<Part, 'name' | 'fileName'> {
  const headers = new Map<string, string>();
  for (const line of head.split('\r\n')) {
    const [, name, value] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) throw malformed('the head of a part cannot be read');
    if (headers.has(name.toLowerCase())) throw malformed('the head of a part says something twice');
    headers.set(name.toLowerCase(), value);
  }
  const encoding = headers.get('content-transfer-encoding')?.toLowerCase() ?? 'binary';
  if (!['binary', '8bit', '7bit'].includes(encoding)) throw malformed(`"${encoding}" is no encoding we take`);
  const disposition = headers.get('content-disposition') ?? '';
  if (!/^form-data *;/i.test(disposition)) throw malformed('a part is no form field');
  const name = parameterOf(disposition, 'name');
  if (name === null || name === '') throw malformed('a part has no name');
  return { name, fileName: parameterOf(disposition, 'filename') };
}

/** A parameter as browsers write it: quoted, with %22, %0D and %0A for what a quoted text cannot hold. */
function parameterOf(disposition: string, name: string): string | null {
  const found = new RegExp(`; *${name}="((?:\\\\.|[^"\\\\])*)"|; *${name}=([^;"\\s]+)`, 'i').exec(
    disposition,
  );
  const value = found?.[1]?.replace(/\\(["\\])/g, '$1') ?? found?.[2];
  return value?.replace(/%(22|0D|0A)/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))) ?? null;
}

async function textOf(bytes: AsyncIterable<Uint8Array>, most: number, what: string): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of bytes) {
    size += piece.length;
    if (size > most) throw malformed(`${what} is longer than ${most} bytes`);
    pieces.push(piece);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(pieces));
  } catch {
    throw malformed(`${what} is not UTF-8`);
  }
}

const malformed = (why: string): AppError =>
  new AppError('BadRequest', 'upload.malformed', `The form could not be read: ${why}.`);

/** Bytes taken in order: a number of them, or all up to a mark. */
class Input {
  readonly #source: AsyncIterator<Uint8Array>;
  #held: Buffer = Buffer.alloc(0);
  /** marks passed so far */
  marks = 0;

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#source = bytes[Symbol.asyncIterator]();
  }

  async #more(): Promise<void> {
    const next = await this.#source.next();
    if (next.done) throw malformed('it ends too early');
    const { value } = next;
    this.#held =
      this.#held.length > 0
        ? Buffer.concat([this.#held, value])
        : Buffer.from(value.buffer, value.byteOffset, value.length);
  }

  async take(count: number): Promise<Buffer> {
    while (this.#held.length < count) await this.#more();
    return this.#cut(count);
  }

  #cut(count: number): Buffer {
    const cut = this.#held.subarray(0, count);
    this.#held = this.#held.subarray(count);
    return cut;
  }

  async expect(mark: Buffer): Promise<void> {
    if (!(await this.take(mark.length)).equals(mark)) throw malformed('it does not begin with its boundary');
  }

  /** What stands before the mark; the mark itself is taken too. */
  async *until(mark: Buffer): AsyncGenerator<Uint8Array> {
    for (;;) {
      const at = this.#held.indexOf(mark);
      const safe = at === -1 ? this.#held.length - mark.length + 1 : at;
      if (safe > 0) yield this.#cut(safe);
      if (at !== -1) {
        this.#cut(mark.length);
        this.marks += 1;
        return;
      }
      await this.#more();
    }
  }
}
