// Reads a file of any size row by row in flat memory, and can start again at any place it has named.
// It knows encodings, rows and byte offsets; what a cell means is decided elsewhere.
import { createReadStream } from 'node:fs';
import type { Detected, Place } from '../../../../app/contracts/imports.ts';
import type { RowFault } from './faults.ts';
import { MAX_COLUMNS, rowAt, type Dialect, type TextRow } from './row.ts';
import { TextWindow } from './window.ts';

/** The bytes of a file from an offset on, in pieces of any size. */
export type ByteSource = (from: number) => AsyncIterable<Uint8Array>;

export type Layout = Pick<Detected, 'encoding' | 'delimiter' | 'escape' | 'width' | 'dataStart' | 'footerAt'>;

export interface Row {
  /** from 1, in file order, comments and footer lines included, empty lines not */
  rowNo: number;
  /** physical line the row starts on, from 1 */
  lineNo: number;
  cells: string[];
  faults: RowFault[];
  footer: boolean;
}

export interface Batch {
  rows: Row[];
  /** where to go on after these rows */
  next: Place;
}

export interface ReadOptions {
  from?: Place;
  /** most rows in a batch; a batch is also closed at 4 million characters */
  batch?: number;
}

const BATCH_ROWS = 5000;
const BATCH_CHARS = 4 * 1024 * 1024;
const BLOCK = 256 * 1024;

export const fileSource =
  (path: string): ByteSource =>
  (from) =>
    createReadStream(path, { start: from, highWaterMark: BLOCK });

/** All rows in file order, in batches. The rows are the same for any size of piece, batch and starting place. */
export async function* readBatches(
  source: ByteSource,
  layout: Layout,
  options: ReadOptions = {},
): AsyncGenerator<Batch> {
  const limit = options.batch ?? BATCH_ROWS;
  let place = options.from ?? layout.dataStart;
  const footerAt = layout.footerAt ?? Infinity;
  for (const part of [
    { until: footerAt, footer: false },
    { until: Infinity, footer: true },
  ]) {
    if (place.byteOffset >= part.until || (part.footer && footerAt === Infinity)) continue;
    const reading = new Reading(layout, place, part.footer);
    for await (const piece of piecesUntil(source(place.byteOffset), part.until - place.byteOffset)) {
      reading.push(piece);
      for (let batch = reading.take(limit); batch; batch = reading.take(limit)) yield batch;
    }
    reading.finish();
    for (let batch = reading.take(limit); batch; batch = reading.take(limit)) yield batch;
    const last = reading.rest();
    if (last.rows.length > 0) yield last;
    place = last.next;
    if (!part.footer && footerAt !== Infinity) place = { ...place, byteOffset: footerAt };
  }
}

/** All rows one by one: convenient where speed does not matter. */
export async function* readRows(
  source: ByteSource,
  layout: Layout,
  options: ReadOptions = {},
): AsyncGenerator<Row> {
  for await (const batch of readBatches(source, layout, options)) yield* batch.rows;
}

async function* piecesUntil(bytes: AsyncIterable<Uint8Array>, length: number): AsyncGenerator<Uint8Array> {
  let left = length;
  for await (const piece of bytes) {
    yield piece.length > left ? piece.subarray(0, left) : piece;
    left -= piece.length;
    if (left <= 0) return;
  }
}

/** The rows of one stretch of bytes, handed out in batches as the bytes come in. */
class Reading {
  readonly #window: TextWindow;
  readonly #dialect: Dialect;
  readonly #width: number;
  readonly #footer: boolean;
  #rowNo: number;
  #lineNo: number;
  #rows: Row[] = [];
  #chars = 0;
  #final = false;
  /** dropping the rest of a row that is too long to be one */
  #dropping = false;

  constructor(layout: Layout, place: Place, footer: boolean) {
    this.#window = new TextWindow(layout.encoding, place.byteOffset);
    this.#dialect = { delimiter: layout.delimiter, escape: layout.escape };
    this.#width = layout.width;
    this.#footer = footer;
    this.#rowNo = place.rowNo;
    this.#lineNo = place.lineNo;
  }

  push(piece: Uint8Array): void {
    this.#window.push(piece);
  }

  finish(): void {
    this.#window.finish();
    this.#final = true;
  }

  /** A full batch, or null when more bytes are needed to fill one. */
  take(limit: number): Batch | null {
    const window = this.#window;
    while (this.#dropping || (this.#rows.length < limit && this.#chars < BATCH_CHARS)) {
      if (this.#dropping && !this.#drop()) return null;
      if (window.at >= window.text.length) return null;
      const row = rowAt(window.text, window.at, this.#dialect, this.#width, this.#final);
      if (!row) return null;
      this.#add(row);
    }
    return this.rest();
  }

  /** The rows read so far. */
  rest(): Batch {
    const rows = this.#rows;
    this.#rows = [];
    this.#chars = 0;
    return { rows, next: { byteOffset: this.#window.offset(), rowNo: this.#rowNo, lineNo: this.#lineNo } };
  }

  #add(row: TextRow): void {
    const window = this.#window;
    const end = row.end === -1 ? window.text.length : row.end;
    if (!isEmptyLine(row.cells, this.#width)) {
      this.#rowNo += 1;
      const faults = this.#faults(row);
      this.#rows.push({
        rowNo: this.#rowNo,
        lineNo: this.#lineNo,
        cells: row.cells,
        faults,
        footer: this.#footer,
      });
    }
    this.#chars += end - window.at;
    window.at = end;
    if (row.end === -1) this.#dropping = true;
    else this.#lineNo += row.lines;
  }

  #faults({ cells, faults: found }: TextRow): RowFault[] {
    const width = this.#width;
    const { suspect } = this.#window;
    if (cells.length === width && !suspect) return found;
    const faults = [...found];
    if (cells.length < width) faults.push(this.#short(cells));
    if (cells.length > MAX_COLUMNS) faults.push({ code: 'too_many_cells', column: null });
    else if (cells.slice(width).some((cell) => cell.trim() !== ''))
      faults.push({ code: 'extra_cells', column: null });
    for (const [column, cell] of suspect ? cells.entries() : []) {
      if (cell.includes('\0')) faults.push({ code: 'nul', column });
      if (cell.includes('\uFFFD')) faults.push({ code: 'damaged', column });
    }
    return faults;
  }

  /** A line that is one cell here may be cut by another delimiter than the rest of the file. */
  #short(cells: string[]): RowFault {
    const line = cells.length === 1 ? (cells[0] ?? '') : '';
    const other = MARKS.find((mark) => line.split(mark).length >= Math.max(3, this.#width));
    const again = other ? rowAt(line, 0, { ...this.#dialect, delimiter: other }, this.#width, true) : null;
    if (!again || line.startsWith('#')) return { code: 'missing_cells', column: null };
    cells.splice(0, 1, ...again.cells);
    return { code: 'other_delimiter', column: null };
  }

  /** Moves past the end of the line that is being dropped; false while that has not come. */
  #drop(): boolean {
    const window = this.#window;
    const { text } = window;
    const end = text.slice(window.at).search(/[\r\n]/);
    const at = end === -1 ? text.length : window.at + end;
    const undecided = !this.#final && (end === -1 || (text[at] === '\r' && at + 1 === text.length));
    if (undecided) {
      window.forget(at);
      return false;
    }
    window.at = Math.min(text.length, at + (text.startsWith('\r\n', at) ? 2 : 1));
    this.#lineNo += 1;
    this.#dropping = false;
    return true;
  }
}

const MARKS = [',', ';', '\t', '|'];

/** A line with nothing on it is no row, except in a file of one column, where it is an empty cell. */
const isEmptyLine = (cells: readonly string[], width: number): boolean =>
  cells.length === 1 && width !== 1 && (cells[0] ?? '').trim() === '';
