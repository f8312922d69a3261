// Which encoding a file is in, by evidence from the whole file: byte order mark, zero bytes, valid UTF-8, and for the
// rest which reading of the non-ASCII lines looks like a language. One pass, flat memory.
import { isAscii, isUtf8 } from 'node:buffer';
import type { Encoding } from '../../../../app/contracts/imports.ts';
import { bestReading } from './languages.ts';
import { binaryFile, emptyFile, refuseForeign } from './refusals.ts';

const BLOCK = 64 * 1024;
const HEAD = 256 * 1024;
const TAIL = 64 * 1024;
const EVIDENCE = 64 * 1024;

export interface Sniffed {
  encoding: Encoding;
  sure: boolean;
  /** bytes of the byte order mark */
  mark: number;
  size: number;
  /** the first and the last bytes of the file, the mark included */
  head: Uint8Array;
  tail: Uint8Array;
}

/** Reads the bytes once. Throws AppError 415 for what is no delimited text and 422 for an empty file. */
export async function sniff(bytes: AsyncIterable<Uint8Array>, chosen?: Encoding): Promise<Sniffed> {
  const head = new Bytes(HEAD);
  let tail: Uint8Array = new Uint8Array();
  const tally = new Tally();
  let size = 0;
  let blank = true;
  for await (const block of blocksOf(bytes)) {
    if (size === 0) refuseForeign(block);
    size += block.length;
    head.add(block);
    tail = Buffer.concat([tail, block]).subarray(-TAIL);
    blank &&= isBlank(block);
    tally.add(block);
  }
  if (size === 0 || blank) throw emptyFile();
  const first = head.taken();
  const mark = markOf(first);
  const found = chosen ? { encoding: chosen, sure: true } : (mark ?? decide(first, tally));
  const matching = mark?.encoding === found.encoding ? mark.length : 0;
  return {
    encoding: found.encoding,
    sure: found.sure,
    mark: matching,
    size,
    head: first,
    tail: Buffer.from(tail),
  };
}

function decide(head: Uint8Array, tally: Tally): { encoding: Encoding; sure: boolean } {
  const wide = wideOf(head);
  if (wide) return { encoding: wide, sure: true };
  if (looksBinary(head)) throw binaryFile();
  if (tally.broken === 0) return { encoding: 'utf-8', sure: true };
  if (tally.whole > 10 * tally.broken) return { encoding: 'utf-8', sure: false };
  return bestReading(tally.evidence.taken());
}

/** Blocks of one size, so that the outcome does not hang on how the bytes arrive. */
async function* blocksOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const piece of bytes) {
    held.push(piece);
    length += piece.length;
    if (length < BLOCK) continue;
    const all = held.length === 1 ? piece : Buffer.concat(held);
    const whole = all.length - (all.length % BLOCK);
    for (let at = 0; at < whole; at += BLOCK) yield all.subarray(at, at + BLOCK);
    held = [all.subarray(whole)];
    length = all.length - whole;
  }
  if (length > 0) yield Buffer.concat(held);
}

/** Up to `limit` bytes, copied. */
class Bytes {
  readonly #limit: number;
  #pieces: Uint8Array[] = [];
  length = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(piece: Uint8Array): void {
    const room = this.#limit - this.length;
    if (room <= 0) return;
    this.#pieces.push(Buffer.from(piece.subarray(0, room)));
    this.length += Math.min(room, piece.length);
  }

  get full(): boolean {
    return this.length >= this.#limit;
  }

  taken(): Uint8Array {
    return Buffer.concat(this.#pieces);
  }
}

/** How much of the file is UTF-8, and the lines that could tell another encoding. */
class Tally {
  /** multi-byte characters that are valid UTF-8, and those that are not */
  whole = 0;
  broken = 0;
  readonly evidence = new Bytes(EVIDENCE);
  #cut: Uint8Array = new Uint8Array();
  #first = true;

  add(block: Uint8Array): void {
    const ascii = isAscii(block);
    if (!ascii && !this.evidence.full) this.#collect(block);
    this.#first = false;
    const bytes = this.#cut.length > 0 ? Buffer.concat([this.#cut, block]) : block;
    const end = ascii && this.#cut.length === 0 ? bytes.length : wholeCharacters(bytes);
    const part = bytes.subarray(0, end);
    this.#cut = Buffer.from(bytes.subarray(end));
    if (ascii && part.length === block.length) return;
    if (isUtf8(part)) this.whole += highCharacters(part);
    else this.#count(part);
  }

  #count(part: Uint8Array): void {
    const text = new TextDecoder().decode(part);
    for (const char of text) {
      if (char === '\uFFFD') this.broken += 1;
      else if (char > '\x7f') this.whole += 1;
    }
  }

  /** Lines of the block that are whole and not ASCII. */
  #collect(block: Uint8Array): void {
    let start = this.#first ? 0 : nextLine(block, 0);
    while (start < block.length && !this.evidence.full) {
      const end = nextLine(block, start);
      const line = block.subarray(start, end);
      if (!isAscii(line)) this.evidence.add(line.subarray(0, 4096));
      start = end;
    }
  }
}

function nextLine(block: Uint8Array, from: number): number {
  for (let at = from; at < block.length; at += 1) if (block[at] === 10 || block[at] === 13) return at + 1;
  return block.length;
}

function highCharacters(utf8: Uint8Array): number {
  let count = 0;
  for (const byte of utf8) if (byte >= 0xc0) count += 1;
  return count;
}

/** Length without a character that is cut off at the end. */
function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte < 0xc0) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return needed > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

function markOf(head: Uint8Array): { encoding: Encoding; sure: true; length: number } | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf)
    return { encoding: 'utf-8', sure: true, length: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', sure: true, length: 2 };
  return head[0] === 0xfe && head[1] === 0xff ? { encoding: 'utf-16be', sure: true, length: 2 } : null;
}

/** UTF-16 without a mark: pairs that are ASCII punctuation or letters stand in one order and hardly in the other. */
function wideOf(head: Uint8Array): Encoding | null {
  if (!head.includes(0) || head.length < 4) return null;
  let little = 0;
  let big = 0;
  const pairs = Math.floor(head.length / 2);
  for (let at = 0; at + 1 < head.length; at += 2) {
    const [first = 0, second = 0] = [head[at], head[at + 1]];
    if (second === 0 && isPlain(first)) little += 1;
    if (first === 0 && isPlain(second)) big += 1;
  }
  const [most, least, encoding]: [number, number, Encoding] =
    little > big ? [little, big, 'utf-16le'] : [big, little, 'utf-16be'];
  return most > pairs * 0.05 && most > least * 10 ? encoding : null;
}

const isPlain = (byte: number): boolean =>
  (byte >= 0x20 && byte < 0x7f) || byte === 9 || byte === 10 || byte === 13;

/** Control characters that no text has, or zero bytes in number. A single stray one is a matter for its row. */
function looksBinary(head: Uint8Array): boolean {
  let odd = 0;
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) odd += 1;
  return odd > Math.max(2, head.length * 0.01);
}

function isBlank(block: Uint8Array): boolean {
  return (
    block.every((byte) => byte <= 32 || byte === 0xef || byte === 0xbb || byte === 0xbf || byte >= 0xfe) &&
    !hasText(block)
  );
}

const hasText = (block: Uint8Array): boolean =>
  new TextDecoder(block[0] === 0xff ? 'utf-16le' : block[0] === 0xfe ? 'utf-16be' : 'utf-8')
    .decode(block)
    .trim() !== '';
