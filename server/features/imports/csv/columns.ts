// What each column holds, from a sample of rows: enough to show it, to map it and to read its values.
import { createHash } from 'node:crypto';
import type { DetectedColumn } from '../../../../app/contracts/imports.ts';
import { headerWords } from '../header-words.ts';
import { dateOrderOf } from '../values/dates.ts';
import { usualKind } from '../values/kinds.ts';
import { isPlaceholder } from '../values/placeholders.ts';
import { usesDecimalComma } from '../values/numbers.ts';
import { columnLabels } from './header.ts';

const SAMPLES = 3;
const SHOWN = 80;
const LISTED = 30;

export function profileColumns(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
): DetectedColumn[] {
  const labels = columnLabels(headers);
  return headers.map((header, index) => {
    const values = rows.map((cells) => (cells[index] ?? '').trim()).filter((value) => value !== '');
    const counts = new Map<string, number>();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    return {
      index,
      header: header.slice(0, 1000),
      label: labels[index] ?? `Column ${index + 1}`,
      samples: [...counts.keys()].slice(0, SAMPLES).map(shorten),
      filled: values.length,
      distinct: counts.size,
      kind: usualKind(values, 0.5),
      values: listed(counts),
      placeholders: placeholdersIn(counts),
      dates: dateOrderOf(values),
      decimalComma: usesDecimalComma(values),
    };
  });
}

const shorten = (value: string): string => (value.length > SHOWN ? `${value.slice(0, SHOWN - 1)}…` : value);

/** The values of a column with few different ones, most frequent first. */
function listed(counts: ReadonlyMap<string, number>): DetectedColumn['values'] {
  if (counts.size > LISTED) return [];
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([value, count]) => ({ value: shorten(value), count }));
}

function placeholdersIn(counts: ReadonlyMap<string, number>): DetectedColumn['placeholders'] {
  const found = new Map<string, number>();
  for (const [value, count] of counts) {
    const word = value.toLowerCase();
    if (isPlaceholder(value)) found.set(word, (found.get(word) ?? 0) + count);
  }
  return [...found].map(([value, count]) => ({ value, count }));
}

/** The same for every order of the same columns. */
export function headerKeyOf(headers: readonly string[]): string {
  const words = headers.map((header) => headerWords(header) || header.trim().toLowerCase()).sort();
  return createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 16);
}
