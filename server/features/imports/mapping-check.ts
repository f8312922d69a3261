// What a mapping must be before rows are made into records by it, in which order columns of one field are asked, and how a
// mapping made before is put on a file with the same columns.
import {
  fieldNames,
  fieldsOf,
  sharedFields,
  type ImportField,
} from '../../../app/contracts/import-fields.ts';
import type { Detected, Mapping, MappedColumn } from '../../../app/contracts/imports.ts';
import { AppError } from '../../errors.ts';
import { headerWords } from './header-words.ts';
import type { ImportKind } from './kinds/kind.ts';
import { isLockedHere } from './locked-columns.ts';
import { suggestMapping } from './mapping.ts';

const RANKS: readonly [RegExp, number][] = [
  [/\b(?:primary|main|preferred|default)\b/, 0],
  [/\b(?:work|business|office|direct|company|job)\b/, 2],
  [/\b(?:mobile|cell|handy|movil|portable)\b/, 3],
  [/\b(?:home|personal|private|privat)\b/, 4],
  [/\b(?:secondary|second|alternate|alternative|additional)\b/, 5],
  [/\bother\b/, 6],
];

/** In which order the columns of a shared field are asked, whatever their place in the file. */
export function byRank(
  a: Pick<MappedColumn, 'header' | 'index'>,
  b: Pick<MappedColumn, 'header' | 'index'>,
): number {
  const [first, second] = [headerWords(a.header), headerWords(b.header)];
  return (
    rankOf(first) - rankOf(second) ||
    first.localeCompare(second, 'en', { numeric: true }) ||
    a.index - b.index
  );
}

const rankOf = (words: string): number => RANKS.find(([is]) => is.test(words))?.[1] ?? 1;

/**
 * Throws AppError 422 for a mapping that cannot make records of rows: nothing to know them by, a field that
 * the noun does not have, one filled twice or not the person's to change, no such column.
 */
export function checkMapping(
  kind: Pick<ImportKind, 'noun' | 'one' | 'identifying' | 'ask'>,
  mapping: Mapping,
  width: number,
  locked: readonly ImportField[] = [],
): void {
  const details: Record<string, string[]> = {};
  const seen = new Map<ImportField, string>();
  for (const { index, header, field } of mapping.columns) {
    if (index >= width) details[`columns.${index}`] = ['The file has no such column.'];
    if (!field) continue;
    if (!fieldsOf[kind.noun].includes(field))
      details[`columns.${index}`] = [`${fieldNames[field]} is no field of ${withArticle(kind.one)}.`];
    if (locked.includes(field)) details[`columns.${index}`] = [isLockedHere(field)];
    const before = seen.get(field);
    if (before !== undefined && !sharedFields.includes(field)) {
      details[`columns.${index}`] = [
        `"${before}" and "${header}" both fill ${fieldNames[field]}. Choose one of them.`,
      ];
    }
    seen.set(field, header);
  }
  if (!kind.identifying.some((field) => seen.has(field))) details['columns'] = [kind.ask];
  const [message] = Object.values(details)[0] ?? [];
  if (message) throw new AppError('Unprocessable', 'import.columns', message, { details });
}

const withArticle = (noun: string): string => `${/^[aeio]/.test(noun) ? 'an' : 'a'} ${noun}`;

/** A mapping a person made before for the same columns, put on this file's columns by name. */
export function rememberedMapping(
  kind: Parameters<typeof suggestMapping>[1],
  remembered: Mapping,
  detected: Pick<Detected, 'columns' | 'sampled' | 'headerLine'>,
): Mapping {
  const known = new Map<string, MappedColumn[]>();
  for (const column of remembered.columns) {
    const words = headerWords(column.header);
    known.set(words, [...(known.get(words) ?? []), column]);
  }
  return {
    columns: suggestMapping(detected, kind).columns.map((column) => {
      const before = known.get(headerWords(column.header))?.shift();
      const dateOrder = column.dateOrder ?? before?.dateOrder;
      if (!before) return { ...column, field: null, confidence: 0, reason: '' };
      return {
        ...column,
        field: before.field,
        confidence: 1,
        reason: 'As in the last import of these columns.',
        ...(dateOrder && { dateOrder }),
      };
    }),
  };
}
