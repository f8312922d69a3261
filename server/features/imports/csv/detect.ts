// Everything about how a file is to be read, found in one pass over its bytes. It looks at no file name and knows no
// vendor; a person may overrule each finding, and detection runs again around what was chosen.
import type { Detected, Encoding, Place, Reading } from '../../../../app/contracts/imports.ts';
import { headerKeyOf, profileColumns } from './columns.ts';
import {
  detectDialect,
  lineEndsOf,
  sampleRows,
  usualWidth,
  type DialectFound,
  type SampleRow,
} from './dialect.ts';
import { sniff, type Sniffed } from './encoding.ts';
import { findFooter } from './footer.ts';
import { findHeader, isComment } from './header.ts';
import { emptyFile, tooManyColumns } from './refusals.ts';
import type { ByteSource } from './reader.ts';
import { MAX_COLUMNS } from './row.ts';

const SAMPLE = 1000;
const HEAD_LINES = 12;

/** Throws AppError: 415 for another kind of file, 422 for an empty one or one with too many columns. */
export async function detect(source: ByteSource, reading: Reading = {}): Promise<Detected> {
  const file = await sniff(source(0), reading.encoding);
  const complete = file.size === file.head.length;
  const decoder = new TextDecoder(file.encoding, { ignoreBOM: true });
  const text = decoder.decode(file.head.subarray(file.mark), { stream: !complete });
  const dialect = detectDialect(text, complete, reading.delimiter);
  const rows = rowsOf(text, dialect, complete);
  if (rows.length === 0) throw emptyFile();
  const header = chooseHeader(rows, reading.headerLine);
  const headerRow = header === null ? undefined : rows[header];
  const width = headerRow ? headerRow.cells.length : usualWidth(rows);
  if (width > MAX_COLUMNS) throw tooManyColumns(width, MAX_COLUMNS);
  const first = headerRow ?? rows[0];
  const dataStart = placeOf(file, text, headerRow ? headerRow.end : (rows[0]?.start ?? 0), headerRow);
  const footer = reading.keepFooter ? null : footerOf(file, dialect, width, dataStart);
  const sample = sampleFor(
    text,
    dialect,
    complete,
    width,
    rows,
    header,
    footer ? footer.byteOffset : Infinity,
    file,
  );
  const columns = profileColumns(headersOf(headerRow, width), sample);
  return {
    encoding: file.encoding,
    encodingSure: file.sure,
    delimiter: dialect.delimiter,
    escape: dialect.escape,
    lineEnds: lineEndsOf(text, rows),
    size: file.size,
    width,
    headerLine: headerRow ? headerRow.lineNo : null,
    dataStart,
    footerAt: footer?.byteOffset ?? null,
    columns,
    preamble: rows.slice(0, header ?? 0).map(({ cells }) => shown(cells).join(' ').slice(0, 200)),
    footer: footer?.lines ?? [],
    head: rows.slice(0, HEAD_LINES).map(({ lineNo, cells }) => ({ line: lineNo, cells: shown(cells) })),
    sampled: sample.length,
    rowsEstimate: estimate(file, text, first, rows, sample.length, complete),
    headerKey: headerKeyOf(headersOf(headerRow, width)),
    notices: noticesOf(file, text, rows, headerRow, sample.length === 0 && complete),
  };
}

function rowsOf(text: string, dialect: DialectFound, complete: boolean): SampleRow[] {
  const body = dialect.skip > 0 ? text.slice(dialect.skip) : text;
  const rows = sampleRows(body, dialect, complete, SAMPLE);
  // A file of one row that is longer than what was looked at still has that row.
  if (rows.length === 0 && !complete) rows.push(...sampleRows(body, dialect, true, 1));
  const lines = dialect.skip > 0 ? 1 : 0;
  return rows.map((row) => ({
    ...row,
    start: row.start + dialect.skip,
    end: row.end + dialect.skip,
    lineNo: row.lineNo + lines,
  }));
}

function chooseHeader(rows: readonly SampleRow[], line: number | undefined): number | null {
  if (line === undefined) return findHeader(rows);
  if (line === 0) return null;
  const chosen = rows.findIndex(({ lineNo }) => lineNo >= line);
  return chosen === -1 ? null : chosen;
}

const headersOf = (header: SampleRow | undefined, width: number): string[] =>
  header ? header.cells : Array.from({ length: width }, () => '');

/** The place of the first row behind a position of the text, as bytes and line. */
function placeOf(file: Sniffed, text: string, position: number, header: SampleRow | undefined): Place {
  const lines = linesIn(text.slice(0, position));
  const lineNo = lines + 1;
  if (isWide(file.encoding)) return { byteOffset: file.mark + 2 * position, rowNo: 0, lineNo };
  const body = file.head.subarray(file.mark);
  const target = lineEndChars(text, position);
  if (target === 0)
    return { byteOffset: header ? file.size : file.mark, rowNo: 0, lineNo: header ? lineNo + 1 : lineNo };
  let count = 0;
  for (let at = 0; at < body.length; at += 1) {
    if (body[at] === 10 || body[at] === 13) count += 1;
    if (count === target) return { byteOffset: file.mark + at + 1, rowNo: 0, lineNo };
  }
  return { byteOffset: file.size, rowNo: 0, lineNo };
}

const isWide = (encoding: Encoding): boolean => encoding === 'utf-16le' || encoding === 'utf-16be';

const lineEndChars = (text: string, to: number): number => text.slice(0, to).match(/[\r\n]/g)?.length ?? 0;

const linesIn = (text: string): number => text.match(/\r\n|\r|\n/g)?.length ?? 0;

function footerOf(file: Sniffed, dialect: DialectFound, width: number, dataStart: Place) {
  return findFooter(
    file.tail,
    file.size - file.tail.length,
    file.encoding,
    dialect,
    width,
    dataStart.byteOffset,
  );
}

/** Cells of the data rows among the first thousand: without comments, footer and repeated header. */
function sampleFor(
  text: string,
  dialect: DialectFound,
  complete: boolean,
  width: number,
  rows: readonly SampleRow[],
  header: number | null,
  footerAt: number,
  file: Sniffed,
): string[][] {
  const from = header === null ? (rows[0]?.start ?? 0) : (rows[header]?.end ?? 0);
  const body = text.slice(from);
  const names = header === null ? '' : JSON.stringify(rows[header]?.cells);
  const all = sampleRows(body, dialect, complete, SAMPLE, width);
  const within =
    footerAt === Infinity
      ? all
      : all.filter((row) => placeOf(file, text, from + row.start, undefined).byteOffset < footerAt);
  return within
    .map(({ cells }) => cells)
    .filter((cells) => !isComment(cells, width) && JSON.stringify(cells) !== names);
}

const shown = (cells: readonly string[]): string[] => cells.slice(0, 30).map((cell) => cell.slice(0, 80));

function estimate(
  file: Sniffed,
  text: string,
  first: SampleRow | undefined,
  rows: readonly SampleRow[],
  sampled: number,
  complete: boolean,
): number {
  const last = rows.at(-1);
  if (!first || !last || sampled === 0) return complete ? 0 : 1;
  if (complete && rows.length < SAMPLE) return sampled;
  const bytesPerChar = (file.head.length - file.mark) / Math.max(1, text.length);
  const rowBytes = ((last.end - first.start) / rows.length) * bytesPerChar;
  return Math.max(sampled, Math.round(file.size / Math.max(1, rowBytes)));
}

function noticesOf(
  file: Sniffed,
  text: string,
  rows: readonly SampleRow[],
  header: SampleRow | undefined,
  bare: boolean,
): string[] {
  const notices: string[] = [];
  if (!file.sure)
    notices.push('The encoding was guessed: check that accented letters read right, or choose another.');
  if (lineEndsOf(text, rows) === 'mixed')
    notices.push('The file mixes line ends of different systems. All of them are read as line ends.');
  if (text.includes('\uFFFD'))
    notices.push('Some characters were damaged before or while reading. Rows that hold them are marked.');
  if (!header)
    notices.push('No header line was found: columns are numbered. Choose the header line if there is one.');
  if (bare) notices.push('The file has a header but no rows.');
  return notices;
}
