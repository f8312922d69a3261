// Which line names the columns, by evidence: known names, and cells that are of another kind than those below them.
import { isKnownHeader } from '../header-words.ts';
import type { CellKind } from '../../../../app/contracts/imports.ts';
import { kindOf, usualKind } from '../values/kinds.ts';
import { usualWidth, type SampleRow } from './dialect.ts';

const LOOKED_AT = 25;
const BELOW = 60;

export const isComment = (cells: readonly string[], width: number): boolean =>
  width > 1 && cells.length < width && (cells[0] ?? '').startsWith('#');

/** Index of the header among the first rows, or null where the file has none. */
export function findHeader(rows: readonly SampleRow[]): number | null {
  const width = usualWidth(rows);
  let found: { index: number; score: number } | null = null;
  for (const [index, { cells }] of rows.slice(0, LOOKED_AT).entries()) {
    if (isComment(cells, width) || !isWideEnough(cells, width)) continue;
    const { score, told } = headerScore(rows, index);
    // The first full line is the header unless it reads like a row; a later one has to give reasons of its own.
    if (!found) found = { index, score };
    else if (told && found.score <= NO_REASON && score >= found.score + 1) found = { index, score };
  }
  return found && found.score > 0 ? found.index : null;
}

const NO_REASON = 0.6;
const NUMBERED = /^(?:column|col|field|feld|spalte|champ|campo|var|attribute|f|c)[ _-]?\d{1,3}$/i;

function isWideEnough(cells: readonly string[], width: number): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '').length;
  return filled > 0 && filled >= Math.min(width, cells.length) * 0.5 && cells.length >= width * 0.6;
}

interface Score {
  /** above 0: more like names than like values */
  score: number;
  /** known names or a contrast to the rows below were found */
  told: boolean;
}

function headerScore(rows: readonly SampleRow[], index: number): Score {
  const cells = rows[index]?.cells ?? [];
  const below = rows.slice(index + 1, index + 1 + BELOW);
  let [filled, known, contrast, same, repeated] = [0, 0, 0, 0, 0];
  for (const [column, cell] of cells.entries()) {
    const text = cell.trim();
    if (text === '') continue;
    filled += 1;
    const isKnown = NUMBERED.test(text) || isKnownHeader(text);
    if (isKnown) known += 1;
    const kind = kindOf(text);
    const values = below.map((row) => (row.cells[column] ?? '').trim()).filter((value) => value !== '');
    const usual = usualKind(values, 0.6);
    if (isSpecific(kind) && (usual === 'empty' || usual === kind)) same += isKnown ? 0 : 1;
    else if (isSpecific(usual) && usual !== kind) contrast += 1;
    if (values.includes(text)) repeated += 1;
  }
  if (filled === 0) return { score: -1, told: false };
  const told = known + contrast >= filled * 0.3;
  return { score: 0.5 + (2 * known + 1.5 * contrast - 2.5 * same - 1.5 * repeated) / filled, told };
}

const isSpecific = (kind: CellKind): boolean => kind !== 'words' && kind !== 'empty';

const LABEL = 60;

/** Names for people: "Column 2" for a blank header, "Name (2)" for a repeated one, cut where it is long. */
export function columnLabels(headers: readonly string[]): string[] {
  const used = new Map<string, number>();
  return headers.map((header, index) => {
    const text = header.replace(/\s+/g, ' ').trim();
    const base =
      text === '' ? `Column ${index + 1}` : text.length > LABEL ? `${text.slice(0, LABEL - 1)}…` : text;
    const times = (used.get(base.toLowerCase()) ?? 0) + 1;
    used.set(base.toLowerCase(), times);
    return times === 1 ? base : `${base} (${times})`;
  });
}
