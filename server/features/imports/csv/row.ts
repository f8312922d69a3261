// One row out of decoded text: RFC 4180 first, and where a file breaks it, the reading that a person would choose.
// Pure and free of any state, so the same text gives the same row whatever pieces it arrived in.
import type { RowFault } from './faults.ts';

export interface Dialect {
  delimiter: string;
  /** how a quote is written inside a quoted cell: twice, or after a backslash */
  escape: 'double' | 'backslash';
}

export interface TextRow {
  cells: string[];
  /** position in the text just behind the row's line end */
  end: number;
  /** physical lines the row spans */
  lines: number;
  faults: RowFault[];
}

const QUOTE = 34;
const LF = 10;
const CR = 13;
const SPACE = 32;
const TAB = 9;

/** Characters a row may span before it is cut off as no row at all. */
export const MAX_ROW = 4 * 1024 * 1024;
export const MAX_CELL = 1024 * 1024;
export const MAX_COLUMNS = 500;

/**
 * The row that starts at `from`, or null when the text ends before the row does and more may follow (`final` false).
 * `width` is the number of columns the file has, 0 while it is unknown.
 */
export function rowAt(
  text: string,
  from: number,
  dialect: Dialect,
  width: number,
  final: boolean,
): TextRow | null {
  const row = dialect.escape === 'double' ? strictRow(text, from, dialect.delimiter, final) : 'malformed';
  if (row !== null && row !== 'malformed' && row.end - from <= MAX_ROW) return checked(row);
  const enough = text.length - from >= MAX_ROW;
  const tolerant =
    row === 'malformed' ? tolerantRow(text, from, dialect, width, { final, decide: final || enough }) : row;
  if (tolerant && tolerant.end - from <= MAX_ROW) return checked(tolerant);
  return enough ? checked(oversizedRow(text.slice(from, from + MAX_ROW), from, dialect)) : null;
}

/** Well-formed rows only. null: more text needed; 'malformed': a quote stands where RFC 4180 allows none. */
function strictRow(
  text: string,
  from: number,
  delimiter: string,
  final: boolean,
): TextRow | null | 'malformed' {
  const cut = delimiter.charCodeAt(0);
  const high = Math.max(cut, QUOTE);
  const cells: string[] = [];
  const size = text.length;
  let lines = 1;
  let start = from;
  for (let at = from; at < size; at += 1) {
    const code = text.charCodeAt(at);
    if (code > high) continue;
    if (code === cut) {
      if (cells.length <= MAX_COLUMNS) cells.push(text.slice(start, at));
      start = at + 1;
    } else if (code === LF || code === CR) {
      if (code === CR && at + 1 === size && !final) return null;
      cells.push(text.slice(start, at));
      return { cells, end: at + lineEnd(text, at), lines, faults: NONE };
    } else if (code === QUOTE && isBlank(text, start, at)) {
      const close = closingQuote(text, at, cut, final);
      if (close === null) return final ? 'malformed' : null;
      if (close === -1) return 'malformed';
      const cell = unquote(text, at + 1, close);
      lines += lineEndsIn(cell);
      if (cells.length <= MAX_COLUMNS) cells.push(cell);
      const after = skipBlanks(text, close + 1, cut);
      if (after >= size) return final ? { cells, end: size, lines, faults: NONE } : null;
      if (text.charCodeAt(after) !== cut) {
        if (text.charCodeAt(after) === CR && after + 1 === size && !final) return null;
        return { cells, end: after + lineEnd(text, after), lines, faults: NONE };
      }
      at = after;
      start = after + 1;
    }
  }
  if (!final) return null;
  cells.push(text.slice(start, size));
  return { cells, end: size, lines, faults: NONE };
}

const NONE: RowFault[] = [];

/** Line ends of any kind in a text; CR LF counts once. */
export function lineEndsIn(text: string): number {
  if (!text.includes('\n') && !text.includes('\r')) return 0;
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === LF || (code === CR && text.charCodeAt(at + 1) !== LF)) count += 1;
  }
  return count;
}

const lineEnd = (text: string, at: number): number =>
  text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF ? 2 : 1;

function isBlank(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== SPACE && code !== TAB) return false;
  }
  return true;
}

function skipBlanks(text: string, from: number, cut: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === cut || (code !== SPACE && code !== TAB)) break;
    at += 1;
  }
  return at;
}

/** Position of the quote that closes the one at `open`; null when the text ends first, -1 when a stray quote comes first. */
function closingQuote(text: string, open: number, cut: number, final: boolean): number | null {
  let at = text.indexOf('"', open + 1);
  while (at !== -1) {
    if (text.charCodeAt(at + 1) !== QUOTE) {
      const after = skipBlanks(text, at + 1, cut);
      if (after >= text.length) return final ? at : null;
      const code = text.charCodeAt(after);
      return code === cut || code === LF || code === CR ? at : -1;
    }
    at = text.indexOf('"', at + 2);
  }
  return null;
}

function unquote(text: string, from: number, to: number): string {
  const cell = text.slice(from, to);
  return cell.includes('"') ? cell.replaceAll('""', '"') : cell;
}

/** keep: a stray quote belongs to its cell; close: it ends the quoting; plain: quotes mean nothing on this line. */
type Reading = 'keep' | 'close' | 'plain';

interface Attempt extends TextRow {
  /** the cell ran over a line end and then met what looks like another cell's opening quote */
  suspicious: boolean;
  closed: boolean;
}

interface Knowledge {
  /** the text ends where the file ends */
  final: boolean;
  /** no more text will be given for this row */
  decide: boolean;
}

/** Tries the readings of a broken row and takes the first that gives the file's width without swallowing other rows. */
function tolerantRow(
  text: string,
  from: number,
  dialect: Dialect,
  width: number,
  known: Knowledge,
): TextRow | null {
  const keep = attempt(text, from, dialect, 'keep', known.final);
  if (!keep.closed && !keep.suspicious && !known.decide) return null;
  const good = (row: Attempt): boolean => row.closed && row.cells.length === width;
  if (good(keep) && !keep.suspicious) return keep;
  const close = attempt(text, from, dialect, 'close', known.final);
  if (good(close) && close.lines === 1) return close;
  const plain = attempt(text, from, dialect, 'plain', known.final);
  if (!plain.closed && !known.final) return null;
  if (plain.cells.length === width || keep.suspicious || !keep.closed) return plain;
  return keep;
}

function attempt(text: string, from: number, dialect: Dialect, reading: Reading, final: boolean): Attempt {
  const row: Attempt = { cells: [], end: from, faults: [], lines: 1, suspicious: false, closed: false };
  const limit = Math.min(text.length, from + MAX_ROW);
  for (let at = from; ; at += 1) {
    const cell = readCell(text, at, limit, dialect, reading, row);
    if (row.cells.length <= MAX_COLUMNS) row.cells.push(cell.value);
    at = cell.end;
    if (at < limit && text[at] === dialect.delimiter) continue;
    const split = text[at] === '\r' && at + 1 === text.length && !final;
    row.closed = cell.closed && (at < limit ? !split : final && limit === text.length);
    row.end = at < limit ? at + lineEnd(text, at) : limit;
    return row;
  }
}

interface Cell {
  value: string;
  end: number;
  closed: boolean;
}

function readCell(
  text: string,
  from: number,
  limit: number,
  dialect: Dialect,
  reading: Reading,
  row: Attempt,
): Cell {
  const open = skipBlanks(text, from, dialect.delimiter.charCodeAt(0));
  if (reading === 'plain' || text[open] !== '"') {
    const end = bareEnd(text, from, limit, dialect.delimiter);
    const value = text.slice(from, end);
    if (value.includes('"') && reading === 'plain')
      addFault(row, { code: 'quote_unclosed', column: row.cells.length });
    return { value, end, closed: true };
  }
  let value = '';
  let piece = open + 1;
  for (let at = piece; at < limit; at += 1) {
    const char = text[at];
    if (char === '\n' || (char === '\r' && text[at + 1] !== '\n')) row.lines += 1;
    if (char === '\\' && dialect.escape === 'backslash' && (text[at + 1] === '"' || text[at + 1] === '\\')) {
      value += text.slice(piece, at);
      piece = at + 1;
      at += 1;
    } else if (char === '"' && text[at + 1] === '"') {
      value += text.slice(piece, at + 1);
      piece = at + 2;
      at += 1;
    } else if (char === '"') {
      const after = skipBlanks(text, at + 1, dialect.delimiter.charCodeAt(0));
      const next = text[after];
      if (after >= limit || next === dialect.delimiter || next === '\n' || next === '\r') {
        return { value: value + text.slice(piece, at), end: after, closed: true };
      }
      addFault(row, { code: 'quote_stray', column: row.cells.length });
      if (row.lines > 1 && looksLikeOpening(text, at, dialect.delimiter)) row.suspicious = true;
      if (reading === 'close') {
        const end = bareEnd(text, at + 1, limit, dialect.delimiter);
        return { value: value + text.slice(piece, at) + text.slice(at + 1, end), end, closed: true };
      }
    }
  }
  return { value: value + text.slice(piece, limit), end: limit, closed: false };
}

function looksLikeOpening(text: string, quote: number, delimiter: string): boolean {
  const before = text[quote - 1];
  return before === delimiter || before === '\n' || before === '\r';
}

function bareEnd(text: string, from: number, limit: number, delimiter: string): number {
  let at = from;
  while (at < limit) {
    const char = text[at];
    if (char === delimiter || char === '\n' || char === '\r') break;
    at += 1;
  }
  return at;
}

/** What is left of a row that does not end within MAX_ROW: its first line if that ends, else only a mark. */
function oversizedRow(text: string, from: number, dialect: Dialect): TextRow {
  const plain = attempt(text, 0, dialect, 'plain', false);
  if (plain.closed) return { ...plain, end: from + plain.end };
  return { cells: plain.cells, end: -1, lines: 1, faults: [{ code: 'row_too_long', column: null }] };
}

function addFault(row: TextRow, fault: RowFault): void {
  if (!row.faults.some(({ code, column }) => code === fault.code && column === fault.column))
    row.faults.push(fault);
}

function checked(row: TextRow): TextRow {
  for (let column = 0; column < row.cells.length; column += 1) {
    const cell = row.cells[column] ?? '';
    if (cell.length <= MAX_CELL) continue;
    row.cells[column] = cell.slice(0, MAX_CELL);
    row.faults = [...row.faults, { code: 'cell_too_long', column }];
  }
  return row;
}
