// A stretch of decoded text together with the bytes it came from, so that the start of any row is known as a byte offset.
import type { Encoding } from '../../../../app/contracts/imports.ts';

const LF = 10;
const CR = 13;

// Node's decoders of these lose their footing when broken bytes come in small pieces: they are given whole lines.
const BY_LINES: readonly Encoding[] = ['shift_jis', 'gb18030', 'euc-jp', 'euc-kr', 'big5'];
const LONGEST_HELD = 1024 * 1024;

export class TextWindow {
  text = '';
  /** start of the next row in the text */
  at = 0;
  /** the text holds NUL or a replacement character */
  suspect = false;
  readonly #decoder: TextDecoder;
  readonly #wide: boolean;
  #base: number;
  #pieces: Uint8Array[] = [];
  #finished = false;
  readonly #byLines: boolean;
  #held: Uint8Array[] = [];

  constructor(encoding: Encoding, base: number) {
    this.#decoder = new TextDecoder(encoding, { ignoreBOM: true });
    this.#wide = encoding === 'utf-16le' || encoding === 'utf-16be';
    this.#byLines = BY_LINES.includes(encoding);
    this.#base = base;
  }

  push(piece: Uint8Array): void {
    this.#advance();
    this.#pieces.push(piece);
    this.#append(this.#byLines ? this.#decodeLines(piece) : this.#decoder.decode(piece, { stream: true }));
  }

  finish(): void {
    this.#advance();
    this.#append(this.#decoder.decode(Buffer.concat(this.#held)));
    this.#held = [];
    this.#finished = true;
  }

  /** Byte offset of `at`, which must be the start of a row. */
  offset(): number {
    if (this.at === 0) return this.#base;
    if (this.#finished && this.at === this.text.length) return this.#end();
    return this.#wide ? this.#base + 2 * this.at : this.#behindLineEnd(lineEndChars(this.text, this.at));
  }

  /** Lets go of the text before `from`, in the middle of a line. */
  forget(from: number): void {
    const last = this.#pieces.at(-1) ?? new Uint8Array();
    const start = this.#end() - last.length;
    this.#base = this.#wide ? this.#base + 2 * from : start;
    this.#pieces = this.#wide ? [last.subarray(Math.max(0, this.#base - start))] : [last];
    this.text = this.text.slice(from);
    this.at = 0;
  }

  #decodeLines(piece: Uint8Array): string {
    const end = Math.max(piece.lastIndexOf(LF), piece.lastIndexOf(CR)) + 1;
    const length = this.#held.reduce((sum, part) => sum + part.length, piece.length);
    if (end === 0 && length < LONGEST_HELD) {
      this.#held.push(piece);
      return '';
    }
    const lines = Buffer.concat([...this.#held, end === 0 ? piece : piece.subarray(0, end)]);
    this.#held = end === 0 ? [] : [piece.subarray(end)];
    return this.#decoder.decode(lines, { stream: end === 0 });
  }

  #append(text: string): void {
    const suspect = text.includes('\0') || text.includes('\uFFFD');
    this.suspect = suspect || (this.suspect && /\0|\uFFFD/.test(this.text));
    this.text += text;
  }

  #advance(): void {
    if (this.at === 0) return;
    const offset = this.offset();
    let skip = offset - this.#base;
    while (this.#pieces[0] && skip >= this.#pieces[0].length) skip -= this.#pieces.shift()?.length ?? 0;
    if (this.#pieces[0]) this.#pieces[0] = this.#pieces[0].subarray(skip);
    this.#base = offset;
    this.text = this.text.slice(this.at);
    this.at = 0;
  }

  #end(): number {
    return this.#pieces.reduce((sum, piece) => sum + piece.length, this.#base);
  }

  /**
   * No encoding we read uses the bytes of CR and LF for anything else, so line ends counted from the back of the text
   * lead to the same place in the bytes, whatever damage lies in between.
   */
  #behindLineEnd(later: number): number {
    let start = this.#end();
    let left = later;
    for (const piece of this.#pieces.toReversed()) {
      start -= piece.length;
      for (let at = piece.length - 1; at >= 0; at -= 1) {
        if (piece[at] !== LF && piece[at] !== CR) continue;
        if (left === 0) return start + at + 1;
        left -= 1;
      }
    }
    return start;
  }
}

function lineEndChars(text: string, from: number): number {
  let count = 0;
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === LF || code === CR) count += 1;
  }
  return count;
}
