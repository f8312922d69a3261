import type { ConsoleResult } from '../../db/console.ts';

const WIDEST = 60;

/** psql's look; cells are cut at 60 characters, null is shown as ∅. */
export function asTable({ command, count, columns, rows }: ConsoleResult): string {
  if (columns.length === 0) return `${command} ${count}`;
  const names = columns.map(({ name }) => name);
  const cells = rows.map((row) => row.map((cell) => cut(cell ?? '∅')));
  const widths = names.map((name, i) => Math.max(name.length, ...cells.map((row) => row[i]?.length ?? 0)));
  const line = (row: string[]): string =>
    ` ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')}`.trimEnd();
  const ruler = widths.map((width) => '-'.repeat(width + 2)).join('+');
  return [line(names), ruler, ...cells.map(line), `(${rows.length} row${rows.length === 1 ? '' : 's'})`].join(
    '\n',
  );
}

function cut(text: string): string {
  const flat = text.replaceAll('\n', '⏎');
  return flat.length > WIDEST ? `${flat.slice(0, WIDEST - 1)}…` : flat;
}

const BOOL = 16;
const JSONS = [114, 3802];
/** int8, int2, int4, oid, float4, float8: numbers as far as JavaScript holds them exactly. */
const NUMBERS = [20, 21, 23, 26, 700, 701];

function jsonValue(type: number, text: string | null): unknown {
  if (text === null) return null;
  if (type === BOOL) return text === 't';
  if (JSONS.includes(type)) return JSON.parse(text) as unknown;
  const number = NUMBERS.includes(type) ? Number(text) : NaN;
  return Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number))
    ? number
    : text;
}

/** The rows of the last statement as objects; what JSON has no type for stays PostgreSQL's text. */
export function asJson(results: ConsoleResult[]): string {
  const last = results.at(-1);
  const rows = last?.rows.map((row) =>
    Object.fromEntries(last.columns.map(({ name, type }, i) => [name, jsonValue(type, row[i] ?? null)])),
  );
  return JSON.stringify(rows ?? [], null, 2);
}
