// Totals and copyright lines that reports put under their rows. Only what stands at the very end of a file counts.
import type { Encoding } from '../../../../app/contracts/imports.ts';
import { fold } from '../../search/search.rules.ts';
import { kindOf } from '../values/kinds.ts';
import { rowAt, type Dialect } from './row.ts';

const LINES = 40;

const FOOTER = new RegExp(
  [
    String.raw`^(?:grand |sub ?)?totals?\b`,
    String.raw`^(?:sum|summe|gesamt|gesamtsumme|suma|somme|totale|totaux|totales|totaal|anzahl|count)\b(?!\s+\p{L}+\s+\p{L}+\s+\p{L})`,
    String.raw`^(?:number|count) of (?:rows|records|contacts|leads)`,
    String.raw`^(?:records?|rows?|contacts?|leads?)\s*[:=]\s*\d`,
    String.raw`^\d+ (?:records?|rows?|contacts?|leads?)(?: total| exported)?$`,
    String.raw`^(?:copyright|©|\(c\) ?\d{4})`,
    String.raw`^confidential\b`,
    String.raw`^(?:generated|printed|exported|created|erstellt|genere|generado) (?:by|on|at|am|von|le|el)\b`,
    String.raw`^(?:report|export) (?:name|date|generated|created|run)\b`,
    String.raw`^end of (?:file|report|list)`,
    String.raw`^page \d+(?: of \d+)?$`,
    '^итого',
    '^(?:合計|総計|总计|合计|합계)',
  ].join('|'),
  'u',
);

interface Line {
  start: number;
  text: string;
}

export interface Footer {
  byteOffset: number;
  lines: string[];
}

/** The footer of a file of `width` columns, or null. `tail` are its last bytes, which start at `tailStart`. */
export function findFooter(
  tail: Uint8Array,
  tailStart: number,
  encoding: Encoding,
  dialect: Dialect,
  width: number,
  dataStart: number,
): Footer | null {
  if (width < 3) return null;
  const lines = lastLines(tail, tailStart, encoding).filter(({ start }) => start >= dataStart);
  const kinds = lines.map(({ text }) => lineKind(text, dialect));
  const first = footerStart(kinds);
  const from = first === null ? undefined : lines[first];
  if (first === null || !from) return null;
  const shown = lines.slice(first).filter((_, at) => kinds[first + at] !== 'blank');
  return { byteOffset: from.start, lines: shown.map(({ text }) => text.slice(0, 200)) };
}

type LineKind = 'blank' | 'footer' | 'lone' | 'row';

function lineKind(text: string, dialect: Dialect): LineKind {
  const cells = (rowAt(text, 0, dialect, 0, true)?.cells ?? []).map((cell) => cell.trim());
  const filled = cells.filter((cell) => cell !== '');
  if (filled.length === 0) return 'blank';
  const [first = '', ...others] = filled;
  const numeric = others.every((cell) => kindOf(cell) === 'number' || kindOf(cell) === 'date');
  if (numeric && others.length < cells.length && FOOTER.test(fold(first))) return 'footer';
  return filled.length === 1 && cells[0] !== '' ? 'lone' : 'row';
}

/** Footer lines in a row at the end; lone cells among them belong to it where an empty line sets them off from the rows. */
function footerStart(kinds: readonly LineKind[]): number | null {
  let start: number | null = null;
  let found = false;
  for (let at = kinds.length - 1; at >= 0; at -= 1) {
    const kind = kinds[at];
    if (kind === 'row') break;
    if (kind === 'footer') {
      found = true;
      if (!kinds.slice(at, start ?? undefined).includes('lone')) start = at;
    }
    if (kind === 'blank' && found) start = at + 1;
  }
  return start;
}

function lastLines(tail: Uint8Array, tailStart: number, encoding: Encoding): Line[] {
  const wide = encoding === 'utf-16le' || encoding === 'utf-16be';
  const bytes = wide && tailStart % 2 === 1 ? tail.subarray(1) : tail;
  const lines = wide
    ? wideLines(bytes, tailStart + (tail.length - bytes.length), encoding)
    : byteLines(bytes, tailStart, encoding);
  // The first line may have lost its beginning.
  return (tailStart === 0 ? lines : lines.slice(1)).slice(-LINES);
}

function wideLines(bytes: Uint8Array, start: number, encoding: Encoding): Line[] {
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
  const lines: Line[] = [];
  for (const match of text.matchAll(/[^\r\n]+|\r\n|\r|\n/g)) {
    if (/^[\r\n]/.test(match[0])) continue;
    lines.push({ start: start + 2 * match.index, text: match[0] });
  }
  return withBlanks(lines, (line) => line.start + 2 * line.text.length, 4);
}

function byteLines(bytes: Uint8Array, start: number, encoding: Encoding): Line[] {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  const lines: Line[] = [];
  for (let from = 0; from < bytes.length;) {
    let end = from;
    while (end < bytes.length && bytes[end] !== 10 && bytes[end] !== 13) end += 1;
    lines.push({ start: start + from, text: decoder.decode(bytes.subarray(from, end)) });
    from = end + (bytes[end] === 13 && bytes[end + 1] === 10 ? 2 : 1);
  }
  return lines;
}

/** Puts an empty line where more than one line end stands between two lines. */
function withBlanks(lines: Line[], endOf: (line: Line) => number, lineEnd: number): Line[] {
  return lines.flatMap((line, at) => {
    const before = lines[at - 1];
    return before && line.start - endOf(before) > lineEnd ? [{ start: line.start, text: '' }, line] : [line];
  });
}
