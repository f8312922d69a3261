// Delimiter, quoting and line ends of a text, by how evenly each candidate cuts its first rows.
import { delimiters } from '../../../../app/contracts/imports.ts';
import { isKnownHeader } from '../header-words.ts';
import { rowAt, type Dialect } from './row.ts';

export interface SampleRow {
  cells: string[];
  lineNo: number;
  /** position in the text */
  start: number;
  end: number;
}

export interface DialectFound extends Dialect {
  /** characters at the start of the text that only name the delimiter (`sep=;`) */
  skip: number;
}

const SAMPLE_ROWS = 200;

/** How rarely a mark stands in ordinary text: the rarer, the more its even use says. */
const WEIGHT: Record<string, number> = { '\t': 1.15, ';': 1.12, '|': 1.12, ',': 1, ':': 0.5 };

/** `complete` tells whether the text is the whole file; if not, its last row is left out of account. */
export function detectDialect(text: string, complete: boolean, chosen?: string): DialectFound {
  const named = /^sep=(.)\r?(?:\n|$)/i.exec(text);
  const skip = named ? named[0].length : 0;
  const body = skip > 0 ? text.slice(skip) : text;
  const marks: readonly [string, ...string[]] = chosen ? [chosen] : named?.[1] ? [named[1]] : delimiters;
  const escapes: Dialect['escape'][] = body.includes('\\"') ? ['double', 'backslash'] : ['double'];
  let best: DialectFound = { delimiter: marks[0], escape: 'double', skip };
  let bestScore = -1;
  for (const delimiter of marks) {
    for (const escape of escapes) {
      const score = evenness(body, { delimiter, escape }, complete);
      if (score > bestScore + 1e-9) {
        best = { delimiter, escape, skip };
        bestScore = score;
      }
    }
  }
  return best;
}

/** The first rows of a text under a dialect. Empty lines are left out. */
export function sampleRows(
  text: string,
  dialect: Dialect,
  complete: boolean,
  most: number,
  width = 0,
): SampleRow[] {
  const rows: SampleRow[] = [];
  let lineNo = 1;
  for (let start = 0; start < text.length && rows.length < most;) {
    const row = rowAt(text, start, dialect, width, complete);
    if (!row || row.end === -1) break;
    const filled = row.cells.length > 1 || (row.cells[0] ?? '').trim() !== '';
    if (filled) rows.push({ cells: row.cells, lineNo, start, end: row.end });
    lineNo += row.lines;
    start = row.end;
  }
  return rows;
}

/** The number of cells most rows have; of equally frequent ones the larger. */
export function usualWidth(rows: readonly SampleRow[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  const [width] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [1];
  return width;
}

function evenness(text: string, dialect: Dialect, complete: boolean): number {
  const rows = sampleRows(text, dialect, complete, SAMPLE_ROWS);
  const counted = rows.filter(({ cells }) => !(cells[0] ?? '').startsWith('#'));
  const width = usualWidth(counted.filter(({ cells }) => cells.length > 1));
  if (counted.length === 0 || width < 2) return 0;
  const even = counted.filter(({ cells }) => cells.length === width).length / counted.length;
  const near =
    counted.filter(({ cells }) => cells.length > 1 && cells.length !== width).length / counted.length;
  const torn = counted.filter(({ cells }) => cells.some(hasTornQuote)).length / counted.length;
  const all = counted.flatMap(({ cells }) => cells);
  const full = 0.7 + 0.3 * (all.filter((cell) => cell.trim() !== '').length / all.length);
  const base = (even + near * 0.3 - torn * 0.5) * full * (1 - 0.5 / width);
  return base * (WEIGHT[dialect.delimiter] ?? 0.8) + 0.6 * namedShare(counted, width);
}

/** How many cells of one of the first full rows are known names of columns: a wrong delimiter leaves none. */
function namedShare(rows: readonly SampleRow[], width: number): number {
  const shares = rows.slice(0, 5).map(({ cells }) => {
    const known = cells.filter((cell) => isKnownHeader(cell)).length;
    return known >= 2 && cells.length === width ? known / width : 0;
  });
  return Math.max(0, ...shares);
}

/** A quote that opens or closes nothing: the sign of a wrong delimiter or a wrong escape. */
const hasTornQuote = (cell: string): boolean => /^\s*"[^"]*$|^[^"]*"\s*$|\\"|\\$/.test(cell);

export type LineEnds = 'lf' | 'crlf' | 'cr' | 'mixed' | 'none';

/** Line ends between rows, not those inside quoted cells. */
export function lineEndsOf(text: string, rows: readonly SampleRow[]): LineEnds {
  const found = new Set(rows.map(({ end }) => lineEndBefore(text, end)));
  found.delete('none');
  return found.size > 1 ? 'mixed' : ([...found][0] ?? 'none');
}

function lineEndBefore(text: string, end: number): LineEnds {
  if (text[end - 1] === '\n') return text[end - 2] === '\r' ? 'crlf' : 'lf';
  return text[end - 1] === '\r' ? 'cr' : 'none';
}
